"""Keeps what the user set off until it is done, and tells them why it was not."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loading asyncio takes longer than all else that the tray needs, and the tray shows first
    import asyncio
    from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)


class PendingActions:
    """The actions under way: every one is a named task that ends, at the latest, with `close`."""

    def __init__(self, report: Callable[[str], None]) -> None:
        """`report` gets the text of the error of each action that failed: a sentence for people."""
        self._report = report
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, action: Awaitable[None], name: str, ended: Callable[[str | None], None] | None = None) -> None:
        """Set `action` going; needs a running loop.

        `ended`, where it is given, gets the text of its error in the place of `report`, and None if all went well.
        """
        import asyncio

        task = asyncio.get_running_loop().create_task(_finish(action), name=name)
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._done(done, ended))

    async def close(self) -> None:
        """Cancel what is still under way and wait until it has ended."""
        import asyncio

        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _done(self, task: asyncio.Task[None], ended: Callable[[str | None], None] | None) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            _log.warning("%s failed.", task.get_name(), exc_info=error)
        if ended is not None:
            ended(str(error) if error else None)
        elif error is not None:
            self._report(str(error))


async def _finish(action: Awaitable[None]) -> None:
    await action
