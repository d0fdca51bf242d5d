"""Real programs that live faster: every clock, timer and limit of theirs by the same factor, and the phone system's."""

import asyncio
import selectors
import time
from datetime import UTC, datetime

from screenpop.integrate.clock import CallClock
from screenpop.simulator.clock import Clock

BEGAN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Pace:
    """`speed` seconds pass in one; `zero` (of the steady clock of this computer) is when the story begins."""

    def __init__(self, speed, zero):
        self.speed = speed
        self.zero = zero

    def steady(self):
        return (time.monotonic() - self.zero) * self.speed

    def wall(self):
        return BEGAN + (datetime.fromtimestamp(self.steady(), UTC) - datetime.fromtimestamp(0, UTC))

    def call_clock(self):
        return CallClock(self.wall, self.steady)

    def loop(self):
        return _FastLoop(self)


class FastClock(Clock):
    """The phone system's, in a program that lives in real time."""

    def __init__(self, pace):
        super().__init__()
        self._pace = pace

    def now(self):
        return self._pace.wall() + self.offset

    def steady(self):
        return self._pace.steady()

    async def sleep(self, seconds):
        await asyncio.sleep(seconds / self._pace.speed)


class _FastSelector(selectors.DefaultSelector):
    def __init__(self, speed):
        super().__init__()
        self._speed = speed

    def select(self, timeout=None):
        return super().select(timeout if timeout is None else timeout / self._speed)


class _FastLoop(asyncio.SelectorEventLoop):
    def __init__(self, pace):
        self._pace = pace
        super().__init__(_FastSelector(pace.speed))

    def time(self):
        return self._pace.steady()
