"""Reads the board at the relay, and knows when the feed is away and since when.

Each connection begins with the last messages of the board, among them a whole one, so that nothing has to be
remembered between two. A message that is missing ends the connection, and the next one makes up for it; where the
relay itself does not have it, the next whole board does.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Final, Protocol

from screenpop.delivery.relay_backoff import Backoff
from screenpop.delivery.relay_stream import RelayMessage, RelayTrouble
from screenpop.feed.board import Board
from screenpop.feed.state import FeedState, FeedStatus
from screenpop.feed.wire import Message, WireError, moment, read

log = logging.getLogger(__name__)

PATIENCE: Final = timedelta(seconds=25)
"""A feed that says nothing for so long is away: it gives a sign of life every ten seconds."""

_TOGETHER: Final = 0.03
"""Seconds in which messages that come in a row, as at the beginning, are shown as one."""


class Stream(Protocol):
    """What is read from: `RelayConnection`."""

    def open(self, last_event_id: str | None) -> AbstractAsyncContextManager[AsyncIterator[RelayMessage]]:
        """The messages after that one. Raises RelayTrouble."""


class _OutOfStep(RelayTrouble):
    """A message is missing."""


class BoardReader:
    """Reads one board. `run` does so until it is cancelled; `status` is what came of it.

    `changed` is called whenever `status` did, and `new_run` when the feed has begun anew.
    """

    def __init__(
        self,
        stream: Stream,
        *,
        now: Callable[[], datetime],
        steady: Callable[[], float],
        wall: Callable[[], datetime],
        chance: Callable[[], float],
        changed: Callable[[], None],
        patience: timedelta = PATIENCE,
    ) -> None:
        """`now` is the clock of the calls, `steady` one that never jumps, `wall` that by which messages arrived."""
        self._stream = stream
        self._now, self._steady, self._wall = now, steady, wall
        self._backoff = Backoff(chance)
        self._changed = changed
        self._patience = patience.total_seconds()
        self._people: Board = {}
        self._run: str | None = None
        self._seq = 0
        self._is_in_step = False
        self._gap: tuple[str, int] | None = None
        self._heard = steady()
        self._was_heard = False
        self._deaf: datetime | None = None
        self._is_gone = False
        self._trouble: str | None = None
        self._news = asyncio.Event()
        self._woken = asyncio.Event()
        self.new_run: Callable[[], None] = lambda: None
        self.status = FeedStatus(FeedState.STARTING, now())

    def wake(self) -> None:
        """The computer woke up, or the network is back: try now."""
        self._backoff.reset()
        self._woken.set()

    async def run(self) -> None:
        """Stay connected and keep `status` right, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._stay_connected(), name="board stream")
            tasks.create_task(self._keep_status(), name="board status")

    async def _stay_connected(self) -> None:
        while True:
            self._is_in_step = False
            try:
                async with self._stream.open(None) as messages:
                    async for message in messages:
                        self._take(message)
            except _OutOfStep as trouble:
                log.info("%s", trouble)
            except RelayTrouble as trouble:
                self._trouble = str(trouble)
                self._news.set()
            await _wait(self._woken, self._backoff.next().total_seconds())

    def _take(self, arrived: RelayMessage) -> None:
        """Take one message in. Raises _OutOfStep where one before it is missing."""
        try:
            message = read(arrived.body, arrived.content_type)
        except WireError as error:
            log.warning("A message on the board cannot be read and is passed over: %s", error)
            return
        if self._apply(message):
            self._heard = self._steady() - max((self._wall() - arrived.arrived).total_seconds(), 0.0)
            self._was_heard = True
            self._deaf, self._is_gone = moment(message.deaf), message.bye
            self._trouble = None
            self._backoff.reset()
            self._news.set()

    def _apply(self, message: Message) -> bool:
        """Whether the message tells something new."""
        is_other_run = message.run != self._run
        if self._is_in_step and not is_other_run and message.seq <= self._seq:
            return False
        if message.whole:
            self._people = {row.user: row.person for row in message.people}
            self._run, self._is_in_step = message.run, True
            if is_other_run:
                self.new_run()
        elif is_other_run or not self._is_in_step:
            return False
        elif message.seq != self._seq + 1:
            return self._miss(message)
        else:
            self._change(message)
        self._seq = message.seq
        return True

    def _miss(self, message: Message) -> bool:
        """A message before this one is missing: have the board read anew, but only once for the same gap."""
        self._is_in_step = False
        gap = (message.run, message.seq)
        if gap != self._gap:
            self._gap = gap
            raise _OutOfStep(f"Message {self._seq + 1} of the board is missing; the board is read anew.")
        return False

    def _change(self, message: Message) -> None:
        people = dict(self._people)
        for row in message.people:
            if (known := people.get(row.user)) is not None:
                row.name = known.name
                people[row.user] = row.person
        self._people = people

    async def _keep_status(self) -> None:
        while True:
            status = self._status()
            if status != self.status:
                if status.state is not self.status.state:
                    log.info("The presence feed is %s.", status.state)
                self.status = status
                self._changed()
            left = self._heard + self._patience - self._steady()
            await _wait(self._news, left if left > 0 and not self._is_gone else None)
            await asyncio.sleep(_TOGETHER)

    def _status(self) -> FeedStatus:
        silence = self._steady() - self._heard
        if silence >= self._patience or self._is_gone:
            return FeedStatus(FeedState.AWAY, self._last_heard(silence), self._people, self._trouble)
        if not self._was_heard:
            return FeedStatus(FeedState.STARTING, self.status.since, self._people, self._trouble)
        state = FeedState.LIVE if self._deaf is None else FeedState.DEAF
        since = self._deaf or (self.status.since if self.status.state is state else self._now())
        return FeedStatus(state, since, self._people)

    def _last_heard(self, silence: float) -> datetime:
        """When the feed was last heard; once told, it stays so to the second, whatever the clocks do."""
        heard = self._now() - timedelta(seconds=silence)
        told = self.status.since
        is_same = self.status.state is FeedState.AWAY and abs(told - heard) < timedelta(seconds=2)
        return told if is_same else heard


async def _wait(event: asyncio.Event, seconds: float | None) -> None:
    """Until the event, or so many seconds."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    event.clear()
