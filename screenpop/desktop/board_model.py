"""Who works here and how they can be reached, as a list that can be searched and sorted."""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from screenpop.calls.presence import Presence
from screenpop.history.search import folded
from screenpop.language import translate

from .view import presence_word, timer

_Index = QModelIndex | QPersistentModelIndex

COLLEAGUE: Final = Qt.ItemDataRole.UserRole
"""The `Colleague` of a row."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of them. `since` is None where nobody knows; `other` is who is at the other end of their call, if told."""

    user: str
    name: str
    presence: Presence
    since: datetime | None = None
    other: str = ""
    number: str = ""

    @property
    def title(self) -> str:
        """What to call them."""
        return self.name or self.user

    @property
    def initials(self) -> str:
        """For the avatar; the extension where no name is known."""
        words = self.name.split()
        letters = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
        return letters or self.user[:3]


@dataclass(frozen=True, slots=True)
class BoardView:
    """All of them, and why what is shown may not hold: a sentence, "" where all is well; `since` when that is so."""

    people: tuple[Colleague, ...] = ()
    trouble: str = ""
    since: datetime | None = None


class Order(enum.StrEnum):
    """What the list is sorted by."""

    NAME = "name"
    EXTENSION = "extension"
    PRESENCE = "presence"


_BY_PRESENCE: Final = {
    presence: place
    for place, presence in enumerate(
        (
            Presence.AVAILABLE,
            Presence.RINGING,
            Presence.ON_CALL,
            Presence.WRAP_UP,
            Presence.DND,
            Presence.OFFLINE,
            Presence.UNKNOWN,
        )
    )
}


class BoardModel(QAbstractTableModel):
    """One column. Rows that stay where they are change in place."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Nobody yet, sorted by name."""
        super().__init__()
        self._clock = clock
        self._people: tuple[Colleague, ...] = ()
        self._shown: list[Colleague] = []
        self._query = ""
        self._order = Order.NAME

    def show_people(self, people: tuple[Colleague, ...]) -> None:
        """Show them as they are now."""
        if people != self._people:
            self._people = people
            self._arrange()

    def seek(self, query: str) -> None:
        """Show only those whose name, extension or number has every word of `query`."""
        self._query = query
        self._arrange()

    def sort_by(self, order: Order) -> None:
        """Sort them anew."""
        self._order = order
        self._arrange()

    def colleague(self, row: int) -> Colleague | None:
        """The one in this row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def row_of(self, user: str) -> int | None:
        """The row of an extension."""
        return next((row for row, one in enumerate(self._shown) if one.user == user), None)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The colleague, or everything in words."""
        one = self.colleague(index.row())
        if one is None:
            return None
        if role == COLLEAGUE:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            told = (
                one.title,
                one.user if one.name else "",
                presence_word(one.presence),
                doing_words(one, self._clock()),
            )
            return ", ".join(part for part in told if part)
        return None

    def _arrange(self) -> None:
        before, after = self._shown, _arranged(self._people, self._query, self._order)
        if [one.user for one in before] != [one.user for one in after]:
            self.beginResetModel()
            self._shown = after
            self.endResetModel()
            return
        self._shown = after
        for row, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))


def doing_words(one: Colleague, now: datetime) -> str:
    """ "3:12 with Marie Tremblay", "0:04 from Northern Freight", "0:48"; "" for whom nothing keeps busy."""
    if one.since is None or one.presence in (Presence.AVAILABLE, Presence.OFFLINE, Presence.UNKNOWN):
        return ""
    lasts = timer(now - one.since)
    if not one.other:
        return lasts
    if one.presence is Presence.RINGING:
        return translate("Board", "{time} from {who}").format(time=lasts, who=one.other)
    return translate("Board", "{time} with {who}").format(time=lasts, who=one.other)


def _arranged(people: Sequence[Colleague], query: str, order: Order) -> list[Colleague]:
    words = folded(query).split()
    found = [one for one in people if all(word in _words(one) for word in words)]
    match order:
        case Order.EXTENSION:
            return sorted(found, key=_extension)
        case Order.PRESENCE:
            return sorted(found, key=lambda one: (_BY_PRESENCE[one.presence], folded(one.title), _extension(one)))
    return sorted(found, key=lambda one: (folded(one.title), _extension(one)))


def _words(one: Colleague) -> str:
    digits = "".join(char for char in one.number if char.isdigit())
    return folded(f"{one.name}\n{one.user}\n{one.number}\n{digits}")


def _extension(one: Colleague) -> tuple[int, str]:
    """Numbers by their value, "99" before "100"."""
    return len(one.user), one.user
