"""The calls, with what is needed to find them again, and the agent's notes."""

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta

import msgspec

from screenpop.calls.call import Call
from screenpop.history.index import forget_words, index_call
from screenpop.history.journal import mark_done
from screenpop.history.listing import CallList, Sought
from screenpop.history.search import compared_digits
from screenpop.history.store import Store

log = logging.getLogger(__name__)

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Call)


class CallHistory:
    """The calls in `store`. Reads see what is committed, and raise StoreError if the file cannot be read.

    Writes give a future that is done once they are safe on disk, and fails with StoreError if the disk refuses.
    """

    def __init__(self, store: Store) -> None:
        """Nothing is read yet."""
        self._store = store

    def save(self, calls: Iterable[Call], *, processed: int | None = None) -> "Future[None]":
        """Keep these versions of the calls and, in the same transaction, note that a journal entry is processed."""
        rows = [(call, _row(call)) for call in calls]

        def write(connection: sqlite3.Connection) -> None:
            for call, row in rows:
                _write_call(connection, call, row)
            if processed is not None:
                mark_done(connection, processed)

        return self._store.submit(write)

    def get(self, call_id: str) -> Call | None:
        """The call as it was last saved."""
        return _first(self._store.read("SELECT facts FROM calls WHERE id = ?", call_id))

    def recent(self, *, limit: int = 50, query: str | None = None, since: datetime | None = None) -> list[Call]:
        """The agent's calls, newest first; with `query` those whose name, number or note has every word of it."""
        sought = Sought(query or "", since=since)
        return [listed.call for listed in CallList(self._store).page(sought, limit=limit)]

    def unfinished(self, since: datetime) -> list[Call]:
        """The calls begun after `since` whose end or outcome was not known when they were saved."""
        rows = self._store.read(
            "SELECT facts FROM calls WHERE started >= ? AND (ended IS NULL OR outcome IS NULL) ORDER BY started",
            since.timestamp(),
        )
        return _calls(rows)

    def last_with(self, number: str, before: Call) -> Call | None:
        """The call before this one with the same other party; None if the number does not tell who that is."""
        rows = self._store.read(
            "SELECT facts FROM calls WHERE caller_digits = ? AND caller_digits <> '' AND involves_agent"
            " AND started < ? AND id <> ? ORDER BY started DESC LIMIT 1",
            compared_digits(number),
            before.started.timestamp(),
            before.id,
        )
        return _first(rows)

    def count_with(self, number: str, since: datetime, besides: str) -> int:
        """How many calls there were with the same other party since then, `besides` one call."""
        rows = self._store.read(
            "SELECT count(*) FROM calls WHERE caller_digits = ? AND caller_digits <> '' AND involves_agent"
            " AND started >= ? AND id <> ?",
            compared_digits(number),
            since.timestamp(),
            besides,
        )
        return int(rows[0][0])

    def all(self) -> Iterator[tuple[Call, str]]:
        """Every call, oldest first, some at a time, with the agent's note to it ("" if there is none)."""
        last = 0
        while rows := self._store.read(
            "SELECT facts, coalesce(text, ''), position FROM calls LEFT JOIN notes ON notes.call_id = calls.id"
            " WHERE position > ? ORDER BY position LIMIT 500",
            last,
        ):
            last = rows[-1][2]
            for facts, note, _ in rows:
                yield from ((call, note) for call in _calls([(facts,)]))

    def note(self, call_id: str, text: str) -> "Future[None]":
        """Keep the agent's note to a call; an empty one removes it."""
        written = datetime.now(UTC).timestamp()
        plain = text.encode(errors="replace").decode()

        def write(connection: sqlite3.Connection) -> None:
            if plain.strip():
                connection.execute("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)", (call_id, plain, written))
            else:
                connection.execute("DELETE FROM notes WHERE call_id = ?", (call_id,))
            _index_again(connection, call_id)

        return self._store.submit(write)

    def note_of(self, call_id: str) -> str:
        """The note to a call, "" if there is none."""
        rows = self._store.read("SELECT text FROM notes WHERE call_id = ?", call_id)
        return str(rows[0][0]) if rows else ""

    def last_note_with(self, number: str, besides: str) -> str | None:
        """The newest note to any call with the same other party, `besides` one call; None as for `last_with`."""
        rows = self._store.read(
            "SELECT notes.text FROM notes JOIN calls ON calls.id = notes.call_id"
            " WHERE caller_digits = ? AND caller_digits <> '' AND calls.id <> ? ORDER BY notes.written DESC LIMIT 1",
            compared_digits(number),
            besides,
        )
        return str(rows[0][0]) if rows else None

    def prune(self, keep_days: int) -> "Future[None]":
        """Delete the calls, and their notes, that are older than `keep_days`; 0 deletes nothing."""
        oldest = (datetime.now(UTC) - timedelta(days=keep_days)).timestamp() if keep_days else 0.0

        def delete_strays(connection: sqlite3.Connection) -> None:
            strays = "notes WHERE written < ? AND call_id NOT IN (SELECT id FROM calls)"
            for of_no_call in (strays, "forgotten WHERE started < ?"):
                connection.execute(f"DELETE FROM {of_no_call}", (oldest,))

        self._store.submit(delete_strays)
        return self._delete("started < ?", oldest)

    def delete(self, call_id: str) -> "Future[None]":
        """Delete a call and its note."""
        return self._delete("id = ?", call_id)

    def delete_older(self, moment: datetime) -> "Future[None]":
        """Delete the calls that began before `moment`, and their notes."""
        return self._delete("started < ?", moment.timestamp())

    def _delete(self, holding: str, value: str | float) -> "Future[None]":
        def delete(connection: sqlite3.Connection) -> None:
            places = connection.execute(f"SELECT place FROM calls WHERE {holding} AND involves_agent", (value,))
            for (place,) in places.fetchall():
                forget_words(connection, place)
            of_them = f"notes WHERE call_id IN (SELECT id FROM calls WHERE {holding})"
            for of_the_old in (of_them, f"calls WHERE {holding}"):
                connection.execute(f"DELETE FROM {of_the_old}", (value,))

        return self._store.submit(delete)


_Row = tuple[str, float, float | None, bool, bool, str | None, str, bytes]


def _row(call: Call) -> _Row:
    return (
        call.id,
        call.started.timestamp(),
        call.ended.timestamp() if call.ended else None,
        call.involves_agent,
        call.is_outgoing,
        call.outcome,
        compared_digits(call.number),
        _encoder.encode(call),
    )


def _write_call(connection: sqlite3.Connection, call: Call, row: _Row) -> None:
    written = connection.execute(
        "INSERT INTO calls (id, started, ended, involves_agent, is_outgoing, outcome, caller_digits, facts)"
        " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT EXISTS (SELECT 1 FROM forgotten WHERE call_id = ?1)"
        " ON CONFLICT (id) DO UPDATE SET started = excluded.started,"
        " ended = excluded.ended, involves_agent = excluded.involves_agent, is_outgoing = excluded.is_outgoing,"
        " outcome = excluded.outcome, caller_digits = excluded.caller_digits, facts = excluded.facts",
        row,
    )
    if written.rowcount:
        index_call(connection, call)


def _index_again(connection: sqlite3.Connection, call_id: str) -> None:
    call = _first(connection.execute("SELECT facts FROM calls WHERE id = ?", (call_id,)).fetchall())
    if call is not None:
        index_call(connection, call)


def _calls(rows: Iterable[Sequence[bytes]]) -> list[Call]:
    calls = []
    for (facts,) in rows:
        try:
            calls.append(_decoder.decode(facts))
        except msgspec.DecodeError as error:
            log.error("A call in the history cannot be read, and is left out: %s", error)
    return calls


def _first(rows: Iterable[Sequence[bytes]]) -> Call | None:
    return next(iter(_calls(rows)), None)
