"""The rows of the list of calls, kept page by page: of a million calls only those around what is seen are in memory.

Of each page it is remembered where it lies (its first and last place, how many rows it has); its rows are let go when
others are wanted, and read again when somebody comes back.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Final

from screenpop.history.listing import Listed

SIZE: Final = 60
"""Calls of a page."""

_KEPT: Final = 8
"""Pages whose rows are in memory."""

Row = date | Listed
"""A heading with a day, or a call."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a page lies: its first row and how many it has, the places that it spans, and the day before it."""

    first: int
    rows: int
    newest: int
    oldest: int
    day_before: date | None


class CallPages:
    """The pages from the newest call down to where somebody has been."""

    def __init__(self, zone: tzinfo | None) -> None:
        """Nothing yet. Days are those of `zone`."""
        self._zone = zone
        self._extents: list[Extent] = []
        self._firsts: list[int] = []
        self._rows: OrderedDict[int, list[Row]] = OrderedDict()
        self._last_day: date | None = None

    @property
    def count(self) -> int:
        """How many rows there are so far."""
        return self._extents[-1].first + self._extents[-1].rows if self._extents else 0

    @property
    def oldest(self) -> int | None:
        """The place after which the list goes on."""
        return self._extents[-1].oldest if self._extents else None

    @property
    def in_memory(self) -> int:
        """How many rows are held."""
        return sum(len(rows) for rows in self._rows.values())

    def rows_of(self, calls: Sequence[Listed], day_before: date | None) -> list[Row]:
        """The calls with a heading before each that begins another day than the one before."""
        rows: list[Row] = []
        for listed in calls:
            day = listed.call.started.astimezone(self._zone).date()
            if day != day_before:
                rows.append(day)
            rows.append(listed)
            day_before = day
        return rows

    def coming(self, calls: Sequence[Listed]) -> list[Row]:
        """The rows that `append` will add for the next page."""
        return self.rows_of(calls, self._last_day)

    def append(self, calls: Sequence[Listed], rows: list[Row]) -> None:
        """Take the next page in."""
        self._firsts.append(self.count)
        self._extents.append(Extent(self.count, len(rows), calls[0].place, calls[-1].place, self._last_day))
        self._last_day = calls[-1].call.started.astimezone(self._zone).date()
        self._keep(len(self._extents) - 1, rows)

    def page_of(self, row: int) -> int:
        """The number of the page on which a row lies."""
        return bisect_right(self._firsts, row) - 1

    def extent(self, page: int) -> Extent:
        """Where a page lies."""
        return self._extents[page]

    def holds(self, page: int) -> bool:
        """Whether a page is there and its rows are in memory."""
        return page in self._rows

    def exists(self, page: int) -> bool:
        """Whether there is such a page."""
        return 0 <= page < len(self._extents)

    def put_back(self, page: int, calls: Sequence[Listed]) -> bool:
        """Take the rows of a page in again; False if it has become another one meanwhile."""
        rows = self.rows_of(calls, self._extents[page].day_before)
        if len(rows) != self._extents[page].rows:
            return False
        self._keep(page, rows)
        return True

    def row(self, row: int) -> Row | None:
        """A row, None if it is not in memory."""
        page = self.page_of(row)
        rows = self._rows.get(page)
        if rows is None or not 0 <= row < self.count:
            return None
        self._rows.move_to_end(page)
        return rows[row - self._firsts[page]]

    def find(self, call_id: str) -> int | None:
        """The row of a call, if it is in memory."""
        for page, rows in self._rows.items():
            for offset, row in enumerate(rows):
                if isinstance(row, Listed) and row.call.id == call_id:
                    return self._firsts[page] + offset
        return None

    def _keep(self, page: int, rows: list[Row]) -> None:
        self._rows[page] = rows
        self._rows.move_to_end(page)
        while len(self._rows) > _KEPT:
            self._rows.popitem(last=False)
