"""Blocking work that may never end: a keyring that waits for its password, a name server that is away.

The thread that does it is left behind when time is up, and ends with the program at the latest.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


async def in_time(work: Callable[[], T], seconds: float) -> T:
    """What `work` gives, or raises. Raises TimeoutError after so many seconds."""
    done: Future[T] = Future()
    done.set_running_or_notify_cancel()

    def run() -> None:
        try:
            done.set_result(work())
        except Exception as error:  # noqa: BLE001 (whoever waits gets it)
            done.set_exception(error)

    threading.Thread(target=run, name="doctor", daemon=True).start()
    async with asyncio.timeout(seconds):
        return await asyncio.wrap_future(done)
