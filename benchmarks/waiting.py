"""Waits for what other processes do."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class TooSlow(Exception):
    """A program did not come to do what it should."""


def until(condition: Callable[[], T | None], what: str, *, seconds: float = 60) -> T:
    """Wait until `condition()` gives something, and give that."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.02)
    raise TooSlow(f"There was no {what} within {seconds:g} seconds.")
