"""Every message as it came, before anything else is done with it.

The entry's id is given at once and the entry is committed later, by the writer. Whoever processes the message says
so (`CallHistory.save` with `processed`, or `unreadable`); what is neither was cut off, and is processed again.
"""

import itertools
import sqlite3
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from screenpop.history.store import Store

KEPT_ENTRIES: Final = 20_000
"""Processed messages that stay readable for whoever looks for a fault; older ones go."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message on its way into the journal. `committed` is done once it is safe on disk, or fails with StoreError.

    `is_repeated` says that a message with the same delivery id came before; then there is no new entry (`id` is 0),
    and `committed` is that of the first.
    """

    id: int
    committed: "Future[None]"
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A message that was journalled. `arrival` is when a relay received it, `received` when we did."""

    id: int
    body: bytes
    received: datetime
    arrival: datetime | None


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """A message that cannot be read, and why: where it broke off, and no more of it than a word."""

    id: int
    received: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """How many messages cannot be read, and the last of them."""

    count: int
    last: UnreadableRow


class Journal:
    """The journal in `store`. Belongs to one thread."""

    def __init__(self, store: Store) -> None:
        """Go on after the last entry. Raises StoreError."""
        self._store = store
        last = store.read("SELECT coalesce(max(id), 0) FROM journal")[0][0]
        self._ids = itertools.count(last + 1)
        self._deliveries = _Deliveries(
            row[0] for row in store.read("SELECT delivery_id FROM journal WHERE delivery_id IS NOT NULL ORDER BY id")
        )

    def append(
        self,
        body: bytes,
        *,
        way: str,
        received: datetime,
        arrival: datetime | None = None,
        delivery_id: str | None = None,
    ) -> Entry:
        """Write a message down. A repeated delivery id is not written twice."""
        if delivery_id is not None and (first := self._deliveries.get(delivery_id)) is not None:
            return Entry(0, first, is_repeated=True)
        entry_id = next(self._ids)
        row = (entry_id, body, way, received.timestamp(), arrival.timestamp() if arrival else None, delivery_id)

        def insert(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO journal (id, body, way, received, arrival, delivery_id) VALUES (?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (delivery_id) WHERE delivery_id IS NOT NULL DO NOTHING",
                row,
            )

        committed = self._store.submit(insert)
        if delivery_id is not None:
            self._deliveries.add(delivery_id, committed)
        return Entry(entry_id, committed)

    def unreadable(self, entry_id: int, why: str) -> "Future[None]":
        """Note that the message cannot be read, and why. It stays as it came."""
        plain = why.encode(errors="replace").decode()
        return self._do("UPDATE journal SET state = 'unreadable', why = ? WHERE id = ?", plain, entry_id)

    def unprocessed(self) -> list[JournalRow]:
        """The messages that the last run did not come to process, in the order in which they came."""
        rows = self._store.read("SELECT id, body, received, arrival FROM journal WHERE state = 'new' ORDER BY id")
        return list(_journal_rows(rows))

    def all(self) -> Iterator[JournalRow]:
        """Every message that is still there, in the order in which they came, some at a time."""
        last = 0
        while rows := self._store.read(
            "SELECT id, body, received, arrival FROM journal WHERE id > ? ORDER BY id LIMIT 500", last
        ):
            last = rows[-1][0]
            yield from _journal_rows(rows)

    def all_unreadable(self) -> Unreadable | None:
        """The messages that are still there and could not be read, None if there are none."""
        rows = self._store.read(
            "SELECT count(*) OVER (), id, received, why FROM journal WHERE state = 'unreadable'"
            " ORDER BY id DESC LIMIT 1"
        )
        for count, entry_id, received, why in rows:
            return Unreadable(count, UnreadableRow(entry_id, _moment(received), why or ""))
        return None

    def last_received(self) -> datetime | None:
        """When the newest message came, None if none ever did."""
        newest = self._store.read("SELECT max(received) FROM journal")[0][0]
        return _moment(newest) if newest is not None else None

    def prune(self, keep_days: int = 0) -> "Future[None]":
        """Let the oldest processed messages go, and all that are older than `keep_days`; 0 is no age."""
        oldest = (datetime.now(UTC) - timedelta(days=keep_days)).timestamp() if keep_days else 0.0
        return self._do(
            "DELETE FROM journal WHERE state <> 'new' AND (received < ? OR id <= (SELECT max(id) FROM journal) - ?)",
            oldest,
            KEPT_ENTRIES,
        )

    def _do(self, sql: str, *values: object) -> "Future[None]":
        def change(connection: sqlite3.Connection) -> None:
            connection.execute(sql, values)

        return self._store.submit(change)


class _Deliveries:
    """The delivery ids of the messages that are still in the journal, as far as memory allows."""

    def __init__(self, ids: Iterable[str]) -> None:
        done: Future[None] = Future()
        done.set_result(None)
        self._known = dict.fromkeys(ids, done)

    def get(self, delivery_id: str) -> "Future[None] | None":
        """The commit of the message with this id; None if it is unknown, or if the disk refused it."""
        committed = self._known.get(delivery_id)
        if committed is not None and committed.done() and committed.exception() is not None:
            del self._known[delivery_id]
            return None
        return committed

    def add(self, delivery_id: str, committed: "Future[None]") -> None:
        self._known[delivery_id] = committed
        if len(self._known) > KEPT_ENTRIES:
            del self._known[next(iter(self._known))]


def mark_done(connection: sqlite3.Connection, entry_id: int) -> None:
    """Note that the message was processed."""
    connection.execute("UPDATE journal SET state = 'done' WHERE id = ?", (entry_id,))


def _journal_rows(rows: Iterable[tuple[Any, ...]]) -> Iterator[JournalRow]:
    for entry_id, body, received, arrival in rows:
        yield JournalRow(entry_id, body, _moment(received), None if arrival is None else _moment(arrival))


def _moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)
