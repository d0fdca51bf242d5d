"""All contacts on this computer, copied from wherever they are kept: a caller is found in them in a blink.

A number is looked up by what it is filed under (`numbers.keys`): the whole of it, and the end that may be dialled
without an area code in its country. Reading never waits for a source, nor for one that is being read.
"""

import contextlib
import re
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from .contact import Contact, Mark
from .index_file import IndexTrouble, open_for_reading, open_for_writing
from .numbers import key, keys

_MOST_MATCHES: Final = 50
_decoder: Final = msgspec.json.Decoder(Contact)

_LIVE: Final = "FROM contacts JOIN sources ON sources.batch = contacts.batch"


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How a source stands: `contacts` are those that can be found, copied at `read` (None: never).

    `trouble` says, in a sentence, why the last attempt (at `tried`) failed, None if it did not; `unreadable` counts
    the rows that could not be read.
    """

    name: str
    kind: str
    contacts: int
    unreadable: int
    read: datetime | None
    tried: datetime | None
    trouble: str | None


class Contacts:
    """The contacts in the file at `path`. Safe to use from any thread; each read may raise IndexTrouble."""

    def __init__(self, path: Path, country: str) -> None:
        """Make the file if there is none. `country` is where numbers without a country code belong ("CA")."""
        self.path = path
        self.country = country
        self._lock = threading.Lock()
        with self.told_plainly():
            open_for_writing(path).close()
            self._reading = open_for_reading(path)

    def of(self, number: str) -> Sequence[Contact]:
        """Whose number that is, the best first: whom the agent chose, else as the sources stand in the settings."""
        wanted = keys(number, self.country)
        if not wanted:
            return ()
        rows = self._read(
            f"SELECT facts, sources.name, uid, numbers.key, place, contacts.id {_LIVE}"
            " JOIN numbers ON numbers.contact = contacts.id"
            f" WHERE numbers.key IN ({','.join('?' * len(wanted))}) LIMIT {_MOST_MATCHES}",
            *wanted,
        )
        chosen = self._read("SELECT source, uid FROM chosen WHERE key = ?", wanted[0])
        rows.sort(key=lambda row: ((row[1], row[2]) not in chosen, wanted.index(row[3]), row[4], row[5]))
        found = {row[5]: _contact(row[0], row[1]) for row in rows}
        return tuple(found.values())

    def marks(self, number: str) -> frozenset[Mark]:
        """What the agent said of this number, besides the marks that its contacts have."""
        rows = self._read("SELECT marks FROM marked WHERE key = ?", key(number, self.country))
        return frozenset(Mark(mark) for row in rows for mark in row[0].split(",") if mark)

    def without_card(self) -> frozenset[str]:
        """What all numbers are filed under whose calls show no card."""
        rows = self._read(
            f"SELECT numbers.key {_LIVE} JOIN hushed ON hushed.contact = contacts.id"
            " JOIN numbers ON numbers.contact = contacts.id UNION SELECT key FROM marked WHERE instr(marks, ?)",
            Mark.NO_POP,
        )
        return frozenset(row[0] for row in rows)

    def search(self, text: str, limit: int = 50) -> Sequence[Contact]:
        """The contacts that have every word of `text` (a name, a company, a number, a field), some for an empty one."""
        words = re.findall(r"\w+", text)
        if not words:
            rows = self._read(f"SELECT facts, sources.name {_LIVE} ORDER BY contacts.id LIMIT ?", limit)
            return [_contact(*row) for row in rows]
        query = " ".join(f'"{word}"*' for word in words)
        rows = self._read(
            f"SELECT facts, sources.name {_LIVE} JOIN search ON search.rowid = contacts.id"
            " WHERE search MATCH ? LIMIT ?",
            query,
            limit,
        )
        found = [_contact(*row) for row in rows]
        by_number = self.of(text) if sum(char.isdigit() for char in text) > 1 else ()
        return [*by_number, *(contact for contact in found if contact not in by_number)][:limit]

    def all(self) -> Iterator[Contact]:
        """Every contact, a few at a time."""
        last = 0
        while rows := self._read(
            f"SELECT facts, sources.name, contacts.id {_LIVE} WHERE contacts.id > ? ORDER BY contacts.id LIMIT 500",
            last,
        ):
            last = rows[-1][2]
            yield from (_contact(row[0], row[1]) for row in rows)

    def count(self) -> int:
        """How many contacts there are."""
        return int(self._read("SELECT coalesce(sum(contacts), 0) FROM sources")[0][0])

    def sources(self) -> Sequence[SourceStatus]:
        """How each source stands, in the order of the settings."""
        rows = self._read(
            "SELECT name, kind, contacts, unreadable, read, tried, trouble FROM sources ORDER BY place, name"
        )
        return [
            SourceStatus(name, kind, contacts, unreadable, _moment(read), _moment(tried), trouble)
            for name, kind, contacts, unreadable, read, tried, trouble in rows
        ]

    def version(self) -> int:
        """Another number than before whenever somebody else has written to the file since."""
        return int(self._read("PRAGMA data_version")[0][0])

    def choices(self) -> list[tuple[str, str, str]]:
        """What the agent chose: what the number is filed under, the source, and the contact's uid there."""
        return [(row[0], row[1], row[2]) for row in self._read("SELECT key, source, uid FROM chosen ORDER BY key")]

    def marked(self) -> list[tuple[str, str]]:
        """What the agent marked: what the number is filed under, and its marks, with commas between."""
        return [(row[0], row[1]) for row in self._read("SELECT key, marks FROM marked ORDER BY key")]

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._reading.close()

    def _read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock, self.told_plainly():
            return self._reading.execute(sql, values).fetchall()

    @contextlib.contextmanager
    def told_plainly(self) -> Iterator[None]:
        """Whatever the file's driver raises becomes IndexTrouble."""
        try:
            yield
        except sqlite3.Error as error:
            raise IndexTrouble(self.path, error) from error


def _contact(facts: bytes, source: str) -> Contact:
    return replace(_decoder.decode(facts), source=source)


def _moment(timestamp: float | None) -> datetime | None:
    return datetime.fromtimestamp(timestamp, UTC) if timestamp is not None else None
