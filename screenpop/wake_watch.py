"""Notices that the computer slept: what we believe about calls may be wrong then.

A timer runs by a clock that stands still while the computer sleeps; the steady clock, as a rule, and the clock on the
wall go on. So a look that comes later by either than it was asked for means that time has passed us by. (Somebody may
have put the wall's clock forward instead: then nothing was missed, and to read the calls back does no harm.)
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from screenpop.integrate.clock import CallClock

log = logging.getLogger(__name__)

EVERY: Final = timedelta(seconds=5)
TOLERANCE: Final = timedelta(seconds=10)
"""A loop that is held up for a moment is no sleep."""

Look = tuple[datetime, float]
"""What the clock on the wall and the steady clock showed."""


class WakeWatch:
    """Calls `woke(since)` after a sleep; `since` is the last moment that we were there, by the clock of the calls."""

    def __init__(self, woke: Callable[[datetime], None], clock: CallClock, *, every: timedelta = EVERY) -> None:
        """Look every `every`."""
        self._woke = woke
        self._clock = clock
        self._every = every

    async def run(self) -> None:
        """Look every few seconds, until cancelled."""
        before = self.read()
        while True:
            await asyncio.sleep(self._every.total_seconds())
            before = self.look(before)

    def read(self) -> Look:
        """The clocks now."""
        return self._clock.wall(), self._clock.steady()

    def look(self, before: Look) -> Look:
        """Compare with the last look; gives this one."""
        now = self.read()
        passed = max(now[0] - before[0], timedelta(seconds=now[1] - before[1]))
        if passed - self._every > TOLERANCE:
            log.info("The computer slept, or its clock was put forward: %s have passed since the last look.", passed)
            self._woke(self._clock.now() - passed)
        return now
