"""Signing in as a person, through the system's browser, and keeping them signed in."""
