"""The agent's calls as a list that is read page by page, newest first: what is looked for, and what is found.

A page begins after a place (see `index`), so that the millionth call is reached as fast as the first.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from screenpop.calls.call import Call
from screenpop.history.index import place_of
from screenpop.history.search import asked_by
from screenpop.history.store import Store

log = logging.getLogger(__name__)

_decoder = msgspec.json.Decoder(Call)

_AT_ONCE: Final = 500
"""Calls that are read at once where all of them are wanted."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for. `outgoing` is None for both ways; `since` and `until` (aware) bound when calls began.

    `missed` are those who called and reached nobody.
    """

    query: str = ""
    missed: bool = False
    outgoing: bool | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Sought()


@dataclass(frozen=True, slots=True)
class Listed:
    """A call of the list, its place in it, and the agent's note ("" where there is none)."""

    place: int
    call: Call
    note: str


class CallList:
    """The list in `store`. Reads raise StoreError."""

    def __init__(self, store: Store) -> None:
        """Nothing is read yet."""
        self._store = store

    def page(
        self, sought: Sought, *, before: int | None = None, down_to: int | None = None, limit: int
    ) -> list[Listed]:
        """The newest calls that are older than the place `before`, and not older than the place `down_to`."""
        source, holding, values = _conditions(sought)
        if source is None:
            return []
        for condition, place in (("calls.place < ?", before), ("calls.place >= ?", down_to)):
            if place is not None:
                holding.append(condition.replace("calls.place", source.place))
                values.append(place)
        sql = (
            f"SELECT calls.place, calls.facts, coalesce(notes.text, '') FROM {source.tables}"
            f" LEFT JOIN notes ON notes.call_id = calls.id WHERE {' AND '.join(holding)}"
            f" ORDER BY {source.place} DESC LIMIT ?"
        )
        return list(_listed(self._store.read(sql, *values, limit)))

    def all(self, sought: Sought) -> Iterator[Listed]:
        """All of them, newest first, read bit by bit."""
        before: int | None = None
        while page := self.page(sought, before=before, limit=_AT_ONCE):
            yield from page
            before = page[-1].place


@dataclass(frozen=True, slots=True)
class _Source:
    tables: str
    place: str


def _conditions(sought: Sought) -> tuple[_Source | None, list[str], list[Any]]:
    """What is read from, what must hold, and its values; no source where nothing can be found."""
    source = _Source("calls", "calls.place")
    holding, values = ["calls.involves_agent"], list[Any]()
    if sought.query.strip():
        asked = asked_by(sought.query)
        if asked is None:
            return None, [], []
        tables = "search CROSS JOIN calls ON calls.place = search.rowid"
        holding.append("search MATCH ?")
        values.append(asked.match)
        if asked.checks:
            tables += " CROSS JOIN found ON found.place = search.rowid"
        for alternatives in asked.checks:
            each = (" AND ".join("instr(found.words, ?) > 0" for _text in texts) for texts in alternatives)
            holding.append(f"({' OR '.join(f'({every})' for every in each)})")
            values += [text for texts in alternatives for text in texts]
        source = _Source(tables, "search.rowid")
    if sought.missed:
        holding.append("calls.outcome = 'missed' AND calls.is_outgoing = 0")
    if sought.outgoing is not None:
        holding.append(f"calls.is_outgoing = {int(sought.outgoing)}")
    for bound, moment in ((">=", sought.since), ("<", sought.until)):
        if moment is not None:
            holding.append(f"{source.place} {bound} ?")
            values.append(place_of(moment.timestamp()))
    return source, holding, values


def _listed(rows: Iterable[Sequence[Any]]) -> Iterator[Listed]:
    for place, facts, note in rows:
        try:
            yield Listed(place, _decoder.decode(facts), note)
        except msgspec.DecodeError as error:
            log.error("A call in the history cannot be read, and is left out: %s", error)
