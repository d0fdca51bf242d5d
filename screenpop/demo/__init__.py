"""The demonstration: a working day in about a minute, with real messages from a simulated phone system."""
