"""What changes the index: a source is read into it, an agent chooses, marks or forgets.

A source is read into a new batch, some hundred contacts to a transaction, so that memory does not grow with it and
nobody who reads or writes has to wait. Only when it was read to its end does the new batch take the old one's place;
whatever happens before that (a cancellation, a fault, a crash) leaves what was there.
"""

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

import msgspec

from .contact import Contact, Mark, Unreadable
from .contacts import Contacts
from .index_file import open_for_writing
from .numbers import key

_AT_ONCE: Final = 500
_STALE: Final = 3600.0
"""Seconds after which a batch to which nothing was added was given up by whoever was reading it."""

_encode: Final = msgspec.json.Encoder().encode


class Cancelled(Exception):
    """Whoever asked for the reading does not want it any more; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Read:
    """What became of reading a source: how many contacts, and how many of its rows could not be read."""

    contacts: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class Follow:
    """Whoever follows a reading: `progress` gets the contacts so far, `unreadable` each row that cannot be read.

    `cancelled` is asked again and again.
    """

    progress: Callable[[int], None] = lambda _contacts: None
    unreadable: Callable[[Unreadable], None] = lambda _row: None
    cancelled: Callable[[], bool] = lambda: False


class IndexWriter:
    """Writes to `index`. Each method may take long and may raise IndexTrouble: call it in a thread."""

    def __init__(self, index: Contacts) -> None:
        """Nothing is opened yet."""
        self._index = index

    def replace(
        self,
        source: str,
        kind: str,
        contacts: Iterable[Contact | Unreadable],
        *,
        version: str = "",
        follow: Follow | None = None,
    ) -> Read:
        """Put `contacts` in the place of those that `source` had. Raises Cancelled, and what reading them raises."""
        following = follow or Follow()
        with self._writing() as connection:
            _sweep(connection)
            batch = _new_batch(connection)
            try:
                read = self._fill(connection, batch, contacts, following)
            except BaseException:
                _remove_batch(connection, batch)
                raise
            former = _take_over(connection, source, kind, version, batch, read)
            if former is not None:
                _remove_batch(connection, former)
        return read

    def keep(self, source: str, kind: str, number: str, contacts: Iterable[Contact]) -> None:
        """Keep what a source that can only be asked said about one number, in place of what it said before."""
        with self._writing() as connection, _transaction(connection):
            batch = _batch_of(connection, source, kind)
            filed = key(number, self._index.country)
            before = connection.execute(
                "SELECT id FROM contacts JOIN numbers ON numbers.contact = contacts.id WHERE key = ? AND batch = ?",
                (filed, batch),
            )
            _remove(connection, [row[0] for row in before.fetchall()])
            for contact in contacts:
                self._insert(connection, batch, replace(contact, uid=f"{filed} {contact.uid}"), also=filed)
            connection.execute(
                "UPDATE sources SET read = ?, tried = ?, trouble = NULL,"
                " contacts = (SELECT count(*) FROM contacts WHERE contacts.batch = sources.batch) WHERE batch = ?",
                (time.time(), time.time(), batch),
            )

    def version(self, source: str) -> str | None:
        """The version that was read last; None if the source was never read, or failed since."""
        with self._writing() as connection:
            row = connection.execute(
                "SELECT version FROM sources WHERE name = ? AND batch IS NOT NULL AND trouble IS NULL", (source,)
            ).fetchone()
        return row[0] if row else None

    def failed(self, source: str, kind: str, why: str) -> None:
        """Note why a source could not be read; what it had stays."""
        with self._writing() as connection, _transaction(connection):
            _batch_of(connection, source, kind)
            connection.execute("UPDATE sources SET trouble = ?, tried = ? WHERE name = ?", (why, time.time(), source))

    def arrange(self, names: Iterable[str]) -> None:
        """The order of the sources: of two that know a number, the first is the better."""
        with self._writing() as connection, _transaction(connection):
            for place, name in enumerate(names):
                connection.execute("UPDATE sources SET place = ? WHERE name = ?", (place, name))

    def drop(self, source: str) -> None:
        """Let a source and its contacts go."""
        with self._writing() as connection:
            row = connection.execute("SELECT batch FROM sources WHERE name = ?", (source,)).fetchone()
            connection.execute("DELETE FROM sources WHERE name = ?", (source,))
            if row and row[0] is not None:
                _remove_batch(connection, row[0])

    def choose(self, number: str, contact: Contact) -> None:
        """From now on, `contact` is the best for this number."""
        with self._writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO chosen VALUES (?, ?, ?)",
                (key(number, self._index.country), contact.source, contact.uid),
            )

    def mark(self, number: str, marks: Iterable[Mark]) -> None:
        """What the agent says of this number, instead of what they said before."""
        filed, told = key(number, self._index.country), ",".join(sorted(marks))
        with self._writing() as connection:
            if told:
                connection.execute("INSERT OR REPLACE INTO marked VALUES (?, ?)", (filed, told))
            else:
                connection.execute("DELETE FROM marked WHERE key = ?", (filed,))

    def forget(self, number: str) -> int:
        """Forget what was chosen and marked for a number, and what was asked about it; how much that was.

        A contact of the user's own sources stays there, and so here.
        """
        filed = key(number, self._index.country)
        with self._writing() as connection, _transaction(connection):
            gone = connection.execute("DELETE FROM chosen WHERE key = ?", (filed,)).rowcount
            gone += connection.execute("DELETE FROM marked WHERE key = ?", (filed,)).rowcount
            asked = connection.execute(
                "SELECT contacts.id FROM contacts JOIN numbers ON numbers.contact = contacts.id JOIN sources"
                " ON sources.batch = contacts.batch WHERE key = ? AND sources.kind IN ('command', 'http')",
                (filed,),
            ).fetchall()
            _remove(connection, [row[0] for row in asked])
        return gone + len(asked)

    def _fill(
        self, connection: sqlite3.Connection, batch: int, contacts: Iterable[Contact | Unreadable], follow: Follow
    ) -> Read:
        done = unreadable = 0
        rows = iter(contacts)
        while some := list(islice(rows, _AT_ONCE)):
            with _transaction(connection):
                for row in some:
                    if isinstance(row, Unreadable):
                        unreadable += 1
                        follow.unreadable(row)
                    else:
                        self._insert(connection, batch, row)
                        done += 1
                connection.execute("UPDATE reading SET touched = ? WHERE batch = ?", (time.time(), batch))
            follow.progress(done)
            if follow.cancelled():
                raise Cancelled
        return Read(done, unreadable)

    def _insert(self, connection: sqlite3.Connection, batch: int, contact: Contact, *, also: str = "") -> None:
        country = self._index.country
        position = connection.execute(
            "INSERT INTO contacts (batch, uid, facts) VALUES (?, ?, ?)", (batch, contact.uid, _encode(contact))
        ).lastrowid
        filed = {key(phone.text, country) for phone in contact.phones} | {also}
        connection.executemany(
            "INSERT INTO numbers (key, contact) VALUES (?, ?)", [(one, position) for one in filed if one]
        )
        if Mark.NO_POP in contact.marks:
            connection.execute("INSERT INTO hushed (contact) VALUES (?)", (position,))
        words = " ".join((contact.name, contact.company, *(value for _, value in contact.fields)))
        connection.execute("INSERT INTO search (rowid, words) VALUES (?, ?)", (position, words))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with (
            self._index.told_plainly(),
            contextlib.closing(open_for_writing(self._index.path)) as connection,
        ):
            yield connection


def _take_over(
    connection: sqlite3.Connection, source: str, kind: str, version: str, batch: int, read: Read
) -> int | None:
    """Have `batch` be what the source holds; the batch that it held before."""
    now = time.time()
    with _transaction(connection):
        former = connection.execute("SELECT batch FROM sources WHERE name = ?", (source,)).fetchone()
        connection.execute("DELETE FROM reading WHERE batch = ?", (batch,))
        connection.execute(
            "INSERT INTO sources (name, kind, batch, version, contacts, unreadable, read, tried)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET kind = excluded.kind,"
            " batch = excluded.batch, version = excluded.version, contacts = excluded.contacts,"
            " unreadable = excluded.unreadable, read = excluded.read, tried = excluded.tried, trouble = NULL",
            (source, kind, batch, version, read.contacts, read.unreadable, now, now),
        )
    return former[0] if former else None


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _new_batch(connection: sqlite3.Connection) -> int:
    """The number of a batch that nobody has, noted as being read."""
    with _transaction(connection):
        batch = _unused_batch(connection)
        connection.execute("INSERT INTO reading VALUES (?, ?)", (batch, time.time()))
    return batch


def _unused_batch(connection: sqlite3.Connection) -> int:
    used = " UNION ALL ".join(
        f"SELECT max(batch) AS batch FROM {table}" for table in ("contacts", "sources", "reading")
    )
    return int(connection.execute(f"SELECT coalesce(max(batch), 0) + 1 FROM ({used})").fetchone()[0])


def _batch_of(connection: sqlite3.Connection, source: str, kind: str) -> int:
    connection.execute("INSERT OR IGNORE INTO sources (name, kind) VALUES (?, ?)", (source, kind))
    connection.execute(
        "UPDATE sources SET batch = ? WHERE name = ? AND batch IS NULL", (_unused_batch(connection), source)
    )
    return int(connection.execute("SELECT batch FROM sources WHERE name = ?", (source,)).fetchone()[0])


def _sweep(connection: sqlite3.Connection) -> None:
    """Remove what a reading that was cut off left behind; another program's may be under way."""
    left = connection.execute(
        "SELECT batch FROM reading WHERE touched NOT BETWEEN ? AND ?", (time.time() - _STALE, time.time())
    ).fetchall()
    for (batch,) in left:
        _remove_batch(connection, batch)


def _remove_batch(connection: sqlite3.Connection, batch: int) -> None:
    while ids := [
        row[0] for row in connection.execute("SELECT id FROM contacts WHERE batch = ? LIMIT ?", (batch, _AT_ONCE))
    ]:
        with _transaction(connection):
            _remove(connection, ids)
    connection.execute("DELETE FROM reading WHERE batch = ?", (batch,))


def _remove(connection: sqlite3.Connection, ids: list[int]) -> None:
    for table, column in (("numbers", "contact"), ("hushed", "contact"), ("search", "rowid"), ("contacts", "id")):
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(one,) for one in ids])
