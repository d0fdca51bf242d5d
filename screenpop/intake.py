"""The way of a message through the program: journal, reader, ledger, and out to whoever shows or keeps calls.

The raw message goes to the journal's writer and to the reader at once. The answer to the phone system waits until
the journal has it on disk; what is shown does not. Whatever was journalled and not processed when the program died
is processed at the next start.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta

from screenpop.calls.call import Call
from screenpop.calls.events import (
    Agent,
    CallEvent,
    CallRecord,
    Event,
    Notice,
    NoticeState,
    RecordingReady,
    Snapshot,
    UnknownEvent,
)
from screenpop.calls.ledger import Change, Ledger
from screenpop.delivery.base import Delivered
from screenpop.history.calls import CallHistory
from screenpop.history.journal import Entry, Journal
from screenpop.history.store import StoreError
from screenpop.integrate import messages

log = logging.getLogger(__name__)

RESTORED_SPAN = timedelta(hours=24)
"""How far back calls that were under way are taken up again at the start; the ledger's own limit."""


@dataclass(slots=True)
class Received:
    """Counts of what came in since the program started. `last` is when the last post came."""

    posts: int = 0
    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where news goes: changed calls to `changes`, a notice or a call event (a sign of life) to `heard`."""

    changes: Callable[[Sequence[Change]], None]
    heard: Callable[[bool], None]


class Intake:
    """Takes messages, snapshots and records in, and keeps journal, ledger and history in step."""

    def __init__(
        self,
        journal: Journal,
        history: CallHistory,
        outlets: Outlets,
        *,
        now: Callable[[], datetime],
    ) -> None:
        """An intake that belongs to nobody yet: see `serve`. `now` is the clock of the calls.

        `snapshots` counts the lists of active calls; `saw_all`: the last one was of the whole domain.
        """
        self._journal = journal
        self._history = history
        self._outlets = outlets
        self._now = now
        self.ledger = Ledger()
        self.received = Received()
        self.snapshots = 0
        self.saw_all = False
        self.disk_trouble: str | None = None
        self._unsaved: deque[str] = deque()

    def serve(self, agent: Agent | None, whole_domain: bool = False) -> None:
        """Make this the calls of `agent`; None: of everybody. `whole_domain`: others' calls come in, too."""
        covers = frozenset({agent.user}) if agent and not whole_domain else None
        if agent != self.ledger.agent:
            known = self.ledger.calls()
            self.ledger = Ledger(agent)
            self.ledger.restore(known, now=self._now())
        self.ledger.covers = covers

    def catch_up(self) -> None:
        """Take up what an earlier run left: calls under way, and messages that it did not come to process."""
        now = self._now()
        self.ledger.restore(self._history.unfinished(now - RESTORED_SPAN), now=now)
        for row in self._journal.unprocessed():
            try:
                self._process(row.body, row.id, arrived=row.arrival or row.received)
            except Exception as error:
                log.exception("Message %d cannot be processed and is kept as it came.", row.id)
                self._journal.unreadable(row.id, f"{type(error).__name__}: {error}")

    async def take(self, delivered: Delivered, *, way: str) -> bool:
        """Take a posted message in. True as soon as it is safe on disk, False if the disk refused it."""
        now = self._now()
        self.received.posts += 1
        self.received.last = now
        entry = self._journal.append(
            delivered.body, way=way, received=now, arrival=delivered.arrived, delivery_id=delivered.delivery_id
        )
        if entry.is_repeated:
            self.received.duplicates += 1
        elif self._process(delivered.body, entry.id, arrived=delivered.arrived):
            self.received.accepted += 1
        else:
            self.received.rejected += 1
        return await self._is_safe(entry)

    def find(self, call_id: str) -> Call | None:
        """The call as it is known here, or as the history has it."""
        return self.ledger.get(call_id) or self._history.get(call_id)

    def see(self, snapshot: Snapshot) -> None:
        """Take the list of active calls in."""
        self._recall(row.call_id for row in snapshot.rows)
        self.snapshots += 1
        self.saw_all = snapshot.users is None
        changes = self.ledger.see(snapshot, now=self._now())
        self._publish(changes)
        if not changes:
            self._outlets.changes([])

    async def record(self, records: Iterable[CallRecord]) -> None:
        """Take call records in: they tell of calls that came while nobody listened.

        Returns when they are safe on disk. Raises StoreError if the disk refuses.
        """
        saving = [self._publish(self._apply_record(record)) for record in records]
        for saved in saving:
            if saved is not None:
                await asyncio.wrap_future(saved)

    def decline(self, call_id: str) -> None:
        """Note that the agent declined a call."""
        self._publish(self.ledger.decline(call_id, now=self._now()))

    def tick(self) -> None:
        """Let go of calls that are over."""
        self._save_again()
        self._publish(self.ledger.tick(self._now()))

    async def _is_safe(self, entry: Entry) -> bool:
        """Wait until the message is on disk, or the disk has refused it."""
        trouble: str | None = None
        try:
            await asyncio.wrap_future(entry.committed)
        except StoreError as error:
            trouble = str(error)
            log.error("A message was shown but could not be written down: %s", error)
        if trouble != self.disk_trouble:
            self.disk_trouble = trouble
            self._outlets.changes([])
        if trouble is None:
            self._save_again()
        return trouble is None

    def _process(self, body: bytes, entry_id: int, *, arrived: datetime | None) -> bool:
        """Read the message and take in what it says; False if it cannot be read."""
        try:
            events = messages.read(body)
        except messages.MessageError as error:
            log.warning("Message %d cannot be read and is kept as it came: %s", entry_id, error)
            self._journal.unreadable(entry_id, str(error))
            return False
        changes = [change for event in events for change in self._apply(event, arrived)]
        self._publish(changes, processed=entry_id)
        return True

    def _apply(self, event: Event, arrived: datetime | None) -> list[Change]:
        match event:
            case CallEvent():
                return self._apply_call(event, arrived)
            case CallRecord():
                self._outlets.heard(True)
                return self._apply_record(event)
            case Notice():
                self._outlets.heard(event.state is NoticeState.READY)
            case RecordingReady():
                log.info("A recording is ready; the message is kept in the journal.")
            case UnknownEvent():
                log.info("A message of a kind that is not known here is kept in the journal.")
        return []

    def _apply_call(self, event: CallEvent, arrived: datetime | None) -> list[Change]:
        self._recall([event.call_id])
        changes = self.ledger.hear(event, now=self._now(), arrived=arrived)
        if not changes:
            self.received.duplicates += 1
        self._outlets.heard(True)
        return changes

    def _apply_record(self, record: CallRecord) -> list[Change]:
        self._recall([record.originator.call_id] if record.originator.call_id else [])
        return self.ledger.record(record, now=self._now())

    def _recall(self, call_ids: Iterable[str]) -> None:
        """Fetch calls from the history that the ledger has let go: a late message must find what was known."""
        missing = [call_id for call_id in call_ids if call_id not in self.ledger]
        try:
            known = [call for call_id in missing if (call := self._history.get(call_id)) is not None]
        except StoreError as error:
            log.error("What the history knows of a call is left out: %s", error)
            return
        self.ledger.restore(known, now=self._now())

    def _publish(self, changes: Sequence[Change], *, processed: int | None = None) -> "Future[None] | None":
        """Tell of the changes and keep them; done when they are safe on disk, None where there is nothing to keep."""
        if changes:
            self._outlets.changes(changes)
        if changes or processed is not None:
            return self._save([change.call for change in changes], processed)
        return None

    def _save(self, calls: Sequence[Call], processed: int | None = None) -> "Future[None]":
        def note_failure(saving: "Future[None]") -> None:
            if saving.exception() is not None:
                self._unsaved.extend(call.id for call in calls)

        saving = self._history.save(calls, processed=processed)
        saving.add_done_callback(note_failure)
        return saving

    def _save_again(self) -> None:
        """Keep what the disk refused before, as it is now."""
        if self._unsaved:
            calls = [self.ledger.get(self._unsaved.popleft()) for _ in range(len(self._unsaved))]
            self._save([call for call in calls if call is not None])
