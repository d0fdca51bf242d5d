"""Notices that the computer slept, or that its clock was set: after both, what we believe about calls may be wrong.

A timer runs by a clock that stands still, or does not matter, while the computer sleeps; the clock on the wall goes
on. So a look that comes later by the wall than it was asked for means that time has passed us by.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

log = logging.getLogger(__name__)

EVERY: Final = timedelta(seconds=5)
TOLERANCE: Final = timedelta(seconds=10)
"""A loop that is held up for a moment is no sleep."""


class WakeWatch:
    """Calls `woke(since)` after a sleep or a change of the clock; `since` is the last moment that we were there."""

    def __init__(
        self, woke: Callable[[datetime], None], *, wall: Callable[[], datetime], every: timedelta = EVERY
    ) -> None:
        """`wall` is the clock on the wall."""
        self._woke = woke
        self._wall = wall
        self._every = every

    async def run(self) -> None:
        """Look every few seconds, until cancelled."""
        before = self._wall()
        while True:
            await asyncio.sleep(self._every.total_seconds())
            before = self.look(before)

    def look(self, before: datetime) -> datetime:
        """Compare with the last look, at `before`; gives the time of this one."""
        now = self._wall()
        missing = now - before - self._every
        if abs(missing) > TOLERANCE:
            log.info("The computer slept or its clock was changed: %s are missing since %s.", missing, before)
            self._woke(min(before, now))
        return now
