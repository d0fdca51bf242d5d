"""Looks at every step from the display to a round trip through the way in, and says what to do.

One module a check, with one function that gives its finding; `examine` does them all.
"""
