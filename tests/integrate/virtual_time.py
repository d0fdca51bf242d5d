"""A loop whose clock jumps to the next timer instead of waiting: a day passes in a moment, always in the same way."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any


class _JumpingSelector(selectors.SelectSelector):
    now = 0.0

    def select(self, timeout=None):
        ready = super().select(0)
        if not ready and timeout is None:
            raise AssertionError("Everybody waits, and nothing will ever happen.")
        if not ready:
            self.now += max(timeout, 0.0)
        return ready


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)

    def time(self):
        return self._jumping.now


def run(story: Callable[..., Coroutine[Any, Any, Any]], *args, **options):
    """Run the coroutine function to its end in virtual time."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(story(*args, **options))


def now() -> float:
    """Seconds since the story began."""
    return asyncio.get_running_loop().time()


async def pass_time(**span):
    """Let so much virtual time go by."""
    await asyncio.sleep(timedelta(**span).total_seconds())


async def until(condition, *, within=60.0):
    """Wait until the condition holds, at most so many virtual seconds."""
    async with asyncio.timeout(within):
        while True:
            if condition():
                return
            await asyncio.sleep(0.1)
