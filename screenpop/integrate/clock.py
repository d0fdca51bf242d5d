"""This computer's two clocks, the one on the wall and one that never jumps, and the time by which calls are told."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

_NO_MATTER: Final = timedelta(seconds=2)
"""The phone system tells the time in whole seconds, and a little late."""


def utc_now() -> datetime:
    """The time of day as this computer believes it to be: aware, UTC. It may be wrong and it may jump."""
    return datetime.now(UTC)


if sys.platform == "linux":

    def steady() -> float:
        """Seconds since some moment; never jumps, and goes on while the computer sleeps."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)

elif sys.platform == "darwin":

    def steady() -> float:
        """Seconds since some moment; never jumps, and goes on while the computer sleeps."""
        return time.clock_gettime(time.CLOCK_MONOTONIC)

else:

    def steady() -> float:
        """Seconds since some moment; never jumps, and goes on while the computer sleeps."""
        return time.monotonic()


class CallClock:
    """The time by which calls are told: the phone system's, once it is known, however wrong this computer's is.

    Until then it is this computer's. It goes on by the steady clock, so it never jumps but when it is put right.
    """

    def __init__(self, wall: Callable[[], datetime] = utc_now, steady: Callable[[], float] = steady) -> None:
        """Begin with the time on the wall."""
        self.wall = wall
        self.steady = steady
        self._began = wall(), steady()

    def now(self) -> datetime:
        """Aware UTC."""
        time_then, steady_then = self._began
        return time_then + timedelta(seconds=self.steady() - steady_then)

    def put_right(self, told: datetime) -> timedelta:
        """The phone system says that it is `told`; by how much the time jumped now."""
        by = told - self.now()
        if abs(by) <= _NO_MATTER:
            return timedelta()
        self._began = told, self.steady()
        return by

    def of(self, on_the_wall: datetime) -> datetime:
        """The same moment by this clock."""
        return on_the_wall + (self.now() - self.wall())
