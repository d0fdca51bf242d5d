"""The commands, one file each: every one parses its options and calls one function."""
