"""A loop whose clock jumps to the next timer, but only when all is quiet: no bytes on their way through this computer,
no thread at work. So programs that speak real HTTP and write to a real disk live through hours in moments.
"""

import asyncio
import inspect
import selectors

from tests.integrate.virtual_time import now, pass_time

__all__ = ["now", "pass_time", "patiently", "until", "watched"]

QUIET = 0.001
"""Real seconds in which nothing happens, after which nothing is on its way."""
PATIENCE = 20
"""Real seconds for a thread of which nobody told us."""


class _PatientSelector(selectors.DefaultSelector):
    def __init__(self):
        super().__init__()
        self.now = 0.0
        self.is_busy = lambda: False

    def select(self, timeout=None):
        if timeout is not None and timeout <= 0:
            return super().select(0)
        while True:
            was_busy = self.is_busy()
            ready = super().select(QUIET)
            if ready:
                return ready
            if not was_busy:
                break
        if timeout is None:
            ready = super().select(PATIENCE)
            assert ready, "Everybody waits, and nothing will ever happen."
            return ready
        self.now += timeout
        return []


class PatientLoop(asyncio.SelectorEventLoop):
    """`at_work` are the futures of what threads do."""

    def __init__(self):
        self._patient = _PatientSelector()
        self.at_work = set()
        self._patient.is_busy = self._is_busy
        super().__init__(self._patient)

    def time(self):
        return self._patient.now

    def run_in_executor(self, executor, func, *args):
        future = super().run_in_executor(executor, func, *args)
        self.at_work.add(future)
        return future

    def _is_busy(self):
        self.at_work = {future for future in self.at_work if not future.done()}
        return bool(self.at_work)


def watched(store):
    """Have time wait for what is handed to the history's writer."""
    loop, submit = asyncio.get_running_loop(), store.submit

    def submit_watched(work):
        future = submit(work)
        loop.at_work.add(future)
        return future

    store.submit = submit_watched
    return store


def patiently(test):
    """Make a test of the coroutine function; its arguments stay what they are."""

    def tell(**options):
        with asyncio.Runner(loop_factory=PatientLoop) as runner:
            runner.run(test(**options))

    tell.__signature__ = inspect.signature(test)
    tell.__name__ = test.__name__
    tell.__doc__ = test.__doc__
    return tell


async def until(condition, *, within=60.0):
    """Wait until the condition (plain or awaitable) holds, at most so many seconds of this time, and give its value."""
    async with asyncio.timeout(within):
        while True:
            value = condition()
            if inspect.isawaitable(value):
                value = await value
            if value:
                return value
            await asyncio.sleep(max(0.1, within / 600))
