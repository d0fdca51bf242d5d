"""The phone system's language: its messages, its HTTP API, and the subscription that is kept with it."""
