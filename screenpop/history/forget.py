"""Forgetting a caller: their calls, the notes to them, and every message that told of them.

What is deleted is overwritten in the file. The ids of the forgotten calls stay, so that a call record that is read
back later does not bring them back.
"""

import contextlib
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final

import msgspec

from screenpop.calls.call import Call
from screenpop.history.index import forget_words
from screenpop.history.search import compared_digits
from screenpop.history.store import Store

_TELLING: Final = 7
"""Digits; fewer are found in numbers, times and ids of anybody."""

_decoder = msgspec.json.Decoder(Call)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The ids of the calls that were forgotten, and how many notes and messages went with them."""

    calls: tuple[str, ...]
    notes: int
    messages: int


def forget(store: Store, number: str, is_same: Callable[[str], bool]) -> "Future[Forgotten]":
    """Forget the caller with `number`; `is_same` says whether another spelling is the same number.

    The future fails with StoreError if the disk refuses; then nothing is forgotten.
    """

    def delete(connection: sqlite3.Connection) -> Forgotten:
        calls = _calls_with(connection, number, is_same)
        notes = 0
        for call in calls:
            connection.execute("INSERT OR REPLACE INTO forgotten VALUES (?, ?)", (call.id, call.started.timestamp()))
            notes += connection.execute("DELETE FROM notes WHERE call_id = ?", (call.id,)).rowcount
            for (place,) in connection.execute("SELECT place FROM calls WHERE id = ?", (call.id,)).fetchall():
                forget_words(connection, place)
            connection.execute("DELETE FROM calls WHERE id = ?", (call.id,))
        connection.execute("INSERT INTO search (search) VALUES ('optimize')")
        return Forgotten(tuple(call.id for call in calls), notes, _delete_messages(connection, number, calls))

    return store.submit(delete)


def clean(store: Store) -> None:
    """Empty the file's own log of changes: what was deleted stood there too. Blocks; another reader may prevent it."""
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(store.path, isolation_level=None, timeout=5)) as connection,
    ):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _calls_with(connection: sqlite3.Connection, number: str, is_same: Callable[[str], bool]) -> list[Call]:
    digits = compared_digits(number)
    like = digits[-_TELLING:]
    rows = connection.execute("SELECT facts FROM calls WHERE ? = '' OR instr(caller_digits, ?) > 0", (like, like))
    calls = []
    for (facts,) in rows:
        with contextlib.suppress(msgspec.DecodeError):
            call = _decoder.decode(facts)
            if call.number and is_same(call.number):
                calls.append(call)
    return calls


def _delete_messages(connection: sqlite3.Connection, number: str, calls: list[Call]) -> int:
    """Every message that names one of the calls, or has the number's digits in a row."""
    texts = {f'"{side}"' for call in calls for side in call.sides}
    digits = compared_digits(number)
    if len(digits) >= _TELLING:
        texts.add(digits)
    gone = 0
    for text in texts:
        found = connection.execute("DELETE FROM journal WHERE instr(body, CAST(? AS BLOB)) > 0", (text,))
        gone += found.rowcount
    return gone
