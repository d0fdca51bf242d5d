"""The loop of network and screen: qasync's, but for its timers.

qasync starts a timer of Qt for each `call_later` and keeps it, cancelled or not, until its time is up. A server gives
each request and each idle connection a deadline and cancels it a moment later: in a flood, tens of thousands of dead
timers would wait for their time and slow everything down. Here all waiting callbacks share one timer of Qt, and
cancelled ones are let go of, as asyncio's own loop does it.
"""

import asyncio
import heapq
import math
from collections.abc import Callable
from contextvars import Context
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

_FEW: Final = 100
"""Cancelled callbacks that may stay until their time is up; more of them go when they are half of all."""


class EventLoop(QEventLoop):  # type: ignore[misc] # it carries no types
    """Runs callbacks and coroutines in the thread of `app`, between the events of the screen."""

    def __init__(self, app: QApplication) -> None:
        """A loop that does not run yet."""
        super().__init__(app)
        self._waiting: list[asyncio.TimerHandle] = []
        self._cancelled = 0
        self._alarm = QTimer()
        self._alarm.setSingleShot(True)
        self._alarm.setTimerType(Qt.TimerType.PreciseTimer)
        self._alarm.timeout.connect(self._run_due)

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Call `callback` in `delay` seconds, or as soon as possible."""
        if delay <= 0:
            handle: asyncio.Handle = super().call_later(0, callback, *args, context=context)
            return handle
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Call `callback` when the loop's clock shows `when`."""
        self._check_closed()
        self._let_go()
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        handle._scheduled = True  # type: ignore[attr-defined] # what it tells us of its cancellation for
        heapq.heappush(self._waiting, handle)
        if self._waiting[0] is handle:
            self._set_alarm()
        return handle

    def close(self) -> None:
        """Nothing is called any more."""
        self._alarm.stop()
        self._waiting.clear()
        super().close()

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """A handle tells that it was cancelled."""
        if handle._scheduled:  # type: ignore[attr-defined]
            self._cancelled += 1

    def _let_go(self) -> None:
        if self._cancelled > max(_FEW, len(self._waiting) / 2):
            self._waiting = [handle for handle in self._waiting if not handle.cancelled()]
            heapq.heapify(self._waiting)
            self._cancelled = 0

    def _run_due(self) -> None:
        now = self.time()
        try:
            while self._waiting and self._waiting[0].when() <= now:
                self._run_next()
        finally:
            self._set_alarm()

    def _run_next(self) -> None:
        handle = heapq.heappop(self._waiting)
        handle._scheduled = False  # type: ignore[attr-defined]
        if handle.cancelled():
            self._cancelled -= 1
        else:
            handle._run()

    def _set_alarm(self) -> None:
        if self._waiting and not self.is_closed():
            left = self._waiting[0].when() - self.time()
            self._alarm.start(max(math.ceil(left * 1000), 0))
