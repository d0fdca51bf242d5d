"""Writing a call so that it can be found again: its place in time, and its words in the index.

The place is a whole number that orders all calls by their beginning; the index knows a call by it, so that it
gives the newest of many thousand matches first, without looking at the others.
"""

import logging
import sqlite3
from typing import Final

import msgspec

from screenpop.calls.call import Call
from screenpop.history.search import words_of

log = logging.getLogger(__name__)

_EPOCH: Final = 946_684_800
"""Places count from the beginning of the year 2000 (UTC, in seconds since 1970), in thousandths of a second."""

_POSITION_BITS: Final = 20
_POSITIONS: Final = 1 << _POSITION_BITS


def place_of(started: float, position: int = 0) -> int:
    """The place of a call that began at `started` (seconds since 1970) and was the `position`th to be saved."""
    thousandths = max(round((started - _EPOCH) * 1000), 0)
    return (thousandths << _POSITION_BITS) | (position % _POSITIONS)


def index_call(connection: sqlite3.Connection, call: Call) -> None:
    """Give a saved call its place, and make it findable by its words and its note, if it is the agent's."""
    started = call.started.timestamp()
    position, before, note = connection.execute(
        "SELECT position, place, text FROM calls LEFT JOIN notes ON notes.call_id = calls.id WHERE calls.id = ?",
        (call.id,),
    ).fetchone()
    place = place_of(started, position)
    if place != before:
        if before is not None:
            forget_words(connection, before)
        connection.execute("UPDATE calls SET place = ? WHERE position = ?", (place, position))
    if call.involves_agent:
        _keep_words(connection, place, words_of(call, note or ""))


def forget_words(connection: sqlite3.Connection, place: int) -> None:
    """Take the call at this place out of the index."""
    for (words,) in connection.execute("SELECT words FROM found WHERE place = ?", (place,)).fetchall():
        connection.execute("INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)", (place, words))
    connection.execute("DELETE FROM found WHERE place = ?", (place,))


def fill_index(connection: sqlite3.Connection) -> None:
    """Give every call its place and its words: what the step that brings the indexes does to an old file."""
    decode = msgspec.json.Decoder(Call).decode
    for position, facts in connection.execute("SELECT position, facts FROM calls").fetchall():
        try:
            call = decode(facts)
        except msgspec.DecodeError as error:
            log.error("A call in the history cannot be read, and stays as it is: %s", error)
            continue
        connection.execute("UPDATE calls SET is_outgoing = ? WHERE position = ?", (call.is_outgoing, position))
        index_call(connection, call)


def _keep_words(connection: sqlite3.Connection, place: int, words: str) -> None:
    if connection.execute("SELECT 1 FROM found WHERE place = ? AND words = ?", (place, words)).fetchone():
        return
    forget_words(connection, place)
    connection.execute("INSERT INTO found (place, words) VALUES (?, ?)", (place, words))
    connection.execute("INSERT INTO search (rowid, words) VALUES (?, ?)", (place, words))
