"""When to try again: soon at first, then ever less often, and never all desktops at the same moment."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

FIRST: Final = timedelta(seconds=1)
LONGEST: Final = timedelta(seconds=30)


class Backoff:
    """Doubles the wait at each failure. `random` gives numbers from 0 to 1."""

    def __init__(self, random: Callable[[], float]) -> None:
        """Nothing has failed yet."""
        self._random = random
        self._failures = 0

    def reset(self) -> None:
        """It worked."""
        self._failures = 0

    def next(self) -> timedelta:
        """How long to wait after one more failure: between half of the step and all of it."""
        step = min(FIRST * (1 << min(self._failures, 10)), LONGEST)
        self._failures += 1
        return step * (0.5 + self._random() / 2)
