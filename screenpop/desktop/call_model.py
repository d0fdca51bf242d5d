"""The list of calls as Qt's views want it. It grows downwards as somebody scrolls, and holds only what is seen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from screenpop.history.listing import CallList, Listed, Sought
from screenpop.history.store import Store
from screenpop.language import translate

from .call_pages import SIZE, CallPages, Row
from .history_reader import Reader
from .row_words import day_words
from .view import CallLine, clock_words

_Index = QModelIndex | QPersistentModelIndex

ROW: Final = Qt.ItemDataRole.UserRole
"""The row itself: a `date`, a `CallRow`, or None while it is being read."""


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call of the list as it is shown, with the agent's note."""

    listed: Listed
    line: CallLine

    @property
    def note(self) -> str:
        """The agent's note, "" if there is none."""
        return self.listed.note


class CallModel(QAbstractTableModel):
    """One column. `describe` makes a line of a call when it is first seen."""

    filled = Signal(bool)
    """A question was answered from the top of the list on; whether there is anything."""

    trouble = Signal(str)
    """The history could not be read, and why."""

    def __init__(
        self,
        reader: Reader,
        describe: Callable[[Listed], CallLine],
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        """Empty until `seek`."""
        super().__init__()
        self._reader, self._describe, self._clock = reader, describe, clock
        self._pages = CallPages(clock().tzinfo)
        self._lines: dict[int, CallRow] = {}
        self._sought = Sought()
        self._turn = 0
        self._is_growing = False
        self._is_whole = True
        self._asked: set[int] = set()

    @property
    def sought(self) -> Sought:
        """What is looked for."""
        return self._sought

    @property
    def rows_in_memory(self) -> int:
        """How many rows are held."""
        return self._pages.in_memory

    def seek(self, sought: Sought) -> None:
        """Show what is looked for, from the newest on; what is shown stays until that is there."""
        self._sought = sought
        self._turn += 1
        question = partial(_first_page, sought)
        self._reader.ask(question, partial(self._begin, self._turn), self.trouble.emit)

    def reload(self) -> None:
        """Show the same anew."""
        self.seek(self._sought)

    def read_again(self, call_id: str) -> None:
        """A call has changed: read the page that it is on."""
        row = self._pages.find(call_id)
        if row is not None:
            self._ask_for(self._pages.page_of(row))

    def call_at(self, row: int) -> CallRow | None:
        """The call of a row; None if it is a heading, or is being read."""
        shown = self._shown(row)
        return shown if isinstance(shown, CallRow) else None

    def row_of(self, call_id: str) -> int | None:
        """The row of a call, if it is in memory."""
        return self._pages.find(call_id)

    def is_heading(self, row: int) -> bool:
        """Whether a row is known to be the heading of a day."""
        return isinstance(self._pages.row(row), date)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The rows so far."""
        return 0 if parent.isValid() else self._pages.count

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself, or in words."""
        if role == ROW:
            return self._shown(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(self._shown(index.row()))
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Calls can be chosen, headings cannot."""
        if self.is_heading(index.row()):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether the list goes on."""
        return not parent.isValid() and not self._is_whole

    def fetchMore(self, _parent: _Index) -> None:
        """Read on."""
        if self._is_growing or self._is_whole:
            return
        self._is_growing = True
        question = partial(_next_page, self._sought, self._pages.oldest)
        self._reader.ask(question, partial(self._grow, self._turn), self.trouble.emit)

    def _begin(self, turn: int, calls: list[Listed]) -> None:
        if turn != self._turn:
            return
        self.beginResetModel()
        self._pages = CallPages(self._clock().tzinfo)
        self._lines.clear()
        self._asked.clear()
        self._is_growing, self._is_whole = False, not calls
        if calls:
            self._pages.append(calls, self._pages.coming(calls))
        self.endResetModel()
        self.filled.emit(bool(calls))

    def _grow(self, turn: int, calls: list[Listed]) -> None:
        if turn != self._turn:
            return
        self._is_growing, self._is_whole = False, not calls
        if not calls:
            return
        rows = self._pages.coming(calls)
        self.beginInsertRows(QModelIndex(), self._pages.count, self._pages.count + len(rows) - 1)
        self._pages.append(calls, rows)
        self.endInsertRows()

    def _shown(self, row: int) -> date | CallRow | None:
        found = self._pages.row(row)
        if found is None:
            self._ask_for(self._pages.page_of(row))
            return None
        return found if isinstance(found, date) else self._call_row(row, found)

    def _call_row(self, row: int, listed: Listed) -> CallRow:
        known = self._lines.get(row)
        if known is None or known.listed is not listed:
            if len(self._lines) > 4 * SIZE:
                self._lines.clear()
            known = self._lines[row] = CallRow(listed, self._describe(listed))
        return known

    def _ask_for(self, page: int) -> None:
        if page in self._asked or not self._pages.exists(page):
            return
        self._asked.add(page)
        extent = self._pages.extent(page)
        question = partial(_page_again, self._sought, extent.newest, extent.oldest)
        self._reader.ask(question, partial(self._put_back, self._turn, page), self.trouble.emit)

    def _put_back(self, turn: int, page: int, calls: list[Listed]) -> None:
        self._asked.discard(page)
        if turn != self._turn:
            return
        if not self._pages.put_back(page, calls):
            self.reload()
            return
        extent = self._pages.extent(page)
        self.dataChanged.emit(self.index(extent.first, 0), self.index(extent.first + extent.rows - 1, 0))

    def _words(self, row: Row | CallRow | None) -> str:
        now = self._clock()
        if isinstance(row, date):
            return day_words(row, now.date())
        if not isinstance(row, CallRow):
            return translate("Calls", "Reading…")
        line = row.line
        told = [line.title, line.words, clock_words(line.when.astimezone(now.tzinfo)), line.detail, row.note]
        return ", ".join(part for part in told if part)


def _first_page(sought: Sought, store: Store) -> list[Listed]:
    return CallList(store).page(sought, limit=SIZE)


def _next_page(sought: Sought, before: int | None, store: Store) -> list[Listed]:
    return CallList(store).page(sought, before=before, limit=SIZE)


def _page_again(sought: Sought, newest: int, oldest: int, store: Store) -> list[Listed]:
    return CallList(store).page(sought, before=newest + 1, down_to=oldest, limit=SIZE + 1)
