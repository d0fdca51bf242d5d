"""The phone system's clock, and the pace of whatever it does by itself.

The clock runs at the speed of the real one, so that all that a client is told fits what it measures; it may be wrong
by an offset. The time scale shortens durations instead: with 60, an access token lives for a minute and not an hour,
says so, and a script of a minute is played in a second. Rate limits are not scaled: clients keep them in real seconds.
"""

import asyncio
import time
from datetime import UTC, datetime, timedelta


class Clock:
    """The time of day and the pace."""

    def __init__(self, time_scale: float = 1.0) -> None:
        """`time_scale` is how many times shorter than in life each duration is; it must be above 0."""
        if not 0 < time_scale < float("inf"):
            raise ValueError(f"a time scale is a number above 0, and {time_scale} is not")
        self.time_scale = time_scale
        self.offset = timedelta()
        """How far the clock is ahead of the real one. To move it forward lets tokens and subscriptions end."""

    def now(self) -> datetime:
        """The time of day, aware UTC."""
        return datetime.now(UTC) + self.offset

    def steady(self) -> float:
        """Seconds that never jump."""
        return time.monotonic()

    def lasting(self, seconds: float) -> timedelta:
        """How long something lasts here that lasts `seconds` in life."""
        return timedelta(seconds=seconds / self.time_scale)

    async def sleep(self, seconds: float) -> None:
        """Wait for what is `seconds` in life."""
        await asyncio.sleep(seconds / self.time_scale)
