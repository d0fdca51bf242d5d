"""Keeps the board at the relay as the feed knows it: what changed at once, and the whole board now and then.

A desktop that connects reads the last messages, so a whole board must always be among them. Whenever it is not
certain that a message came to the relay, the next one is the whole board.
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from screenpop.delivery.relay_backoff import Backoff
from screenpop.delivery.relay_stream import RelayTrouble
from screenpop.feed.board import Board, changed
from screenpop.feed.wire import Message, rows, seconds, write

log = logging.getLogger(__name__)

HEARTBEAT: Final = timedelta(seconds=10)
BETWEEN_POSTS: Final = timedelta(seconds=0.25)
LONGEST_PAUSE: Final = timedelta(seconds=5)
"""Between tries while the relay is away: one feed is no burden to it, and all wait for it."""
WHOLE_EVERY: Final = timedelta(seconds=60)
MOST_BETWEEN_WHOLE: Final = 100
"""Messages. The relay keeps twice as many of a board."""

_LONGEST_FAREWELL: Final = 3.0

Post = Callable[[bytes, str], Awaitable[None]]
"""Posts a body of a content type to the board. Raises RelayTrouble."""


class Publisher:
    """Publishes what `show` was last told. `trouble` says why the board is not at the relay; None if it is."""

    def __init__(
        self, post: Post, *, chance: Callable[[], float], changed: Callable[[], None], heartbeat: timedelta = HEARTBEAT
    ) -> None:
        """Nothing is published before `show`. `changed` is called when `trouble` did."""
        self._post = post
        self._changed = changed
        self._heartbeat = heartbeat
        self._backoff = Backoff(chance)
        self._run = secrets.token_urlsafe(6)
        self._seq = 0
        self._wanted: Board | None = None
        self._deaf: datetime | None = None
        self._sent: Board | None = None
        self._since_whole = 0
        self._whole_due = 0.0
        self._news = asyncio.Event()
        self.trouble: str | None = None

    def show(self, board: Board, *, deaf: datetime | None) -> None:
        """Let all see this board. `deaf` is since when the feed hears nothing of the calls, None while it does."""
        if board != self._wanted or deaf != self._deaf:
            self._wanted, self._deaf = board, deaf
            self._news.set()

    async def run(self) -> None:
        """Publish until cancelled, then say goodbye."""
        await self._news.wait()
        try:
            while True:
                self._news.clear()
                await asyncio.sleep((await self._publish()).total_seconds())
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._heartbeat.total_seconds()):
                        await self._news.wait()
        finally:
            await self._say_goodbye()

    async def _publish(self) -> timedelta:
        """Send what is due; how long to wait before the next message at least."""
        assert self._wanted is not None, "nothing is published before it is shown"
        board = self._wanted
        message = self._message(board)
        try:
            await self._post(*write(message))
        except RelayTrouble as trouble:
            self._sent = None
            self._news.set()
            self._tell(str(trouble))
            return min(self._backoff.next(), LONGEST_PAUSE)
        self._note_sent(board, message)
        return BETWEEN_POSTS

    def _message(self, board: Board) -> Message:
        changes = changed(self._sent, board) if self._sent is not None else None
        is_due = self._since_whole >= MOST_BETWEEN_WHOLE or asyncio.get_running_loop().time() >= self._whole_due
        self._seq += 1
        deaf = seconds(self._deaf)
        if changes is None or is_due:
            return Message(self._run, self._seq, whole=True, deaf=deaf, people=rows(board, with_names=True))
        return Message(self._run, self._seq, deaf=deaf, people=rows(changes, with_names=False))

    def _note_sent(self, board: Board, message: Message) -> None:
        self._sent = board
        self._since_whole += 1
        if message.whole:
            self._since_whole = 0
            self._whole_due = asyncio.get_running_loop().time() + WHOLE_EVERY.total_seconds()
        self._backoff.reset()
        self._tell(None)

    async def _say_goodbye(self) -> None:
        """Readers know at once then, and not only after a silence."""
        self._seq += 1
        with contextlib.suppress(RelayTrouble, TimeoutError):
            async with asyncio.timeout(_LONGEST_FAREWELL):
                await self._post(*write(Message(self._run, self._seq, bye=True)))

    def _tell(self, trouble: str | None) -> None:
        if trouble != self.trouble:
            self.trouble = trouble
            log.info("The board: %s", trouble or "published.")
            self._changed()
