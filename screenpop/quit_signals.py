"""Ends the program cleanly when the system or the terminal asks it to (SIGTERM, SIGINT).

Python runs its signal handlers only between its own instructions, and a Qt loop that waits executes none; so the
signal also writes to a socket that the loop watches.
"""

import asyncio
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def quit_signals(loop: asyncio.AbstractEventLoop, quit_: Callable[[], None]) -> Iterator[None]:
    """While this holds, SIGTERM and SIGINT call `quit_`. Must be entered in the main thread."""
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.setblocking(False)

    def asked(_number: int, _frame: FrameType | None) -> None:
        quit_()

    before = {number: signal.signal(number, asked) for number in (signal.SIGINT, signal.SIGTERM)}
    woken_before = signal.set_wakeup_fd(theirs.fileno())
    if sys.platform != "win32":
        loop.add_reader(ours.fileno(), _drain, ours)
    try:
        yield
    finally:
        if sys.platform != "win32":
            loop.remove_reader(ours.fileno())
        signal.set_wakeup_fd(woken_before)
        for number, handler in before.items():
            signal.signal(number, handler)
        ours.close()
        theirs.close()


def _drain(ours: socket.socket) -> None:
    ours.recv(4096)
