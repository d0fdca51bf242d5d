"""The heart: what is known of every call. Pure: no I/O, no Qt, no clock."""
