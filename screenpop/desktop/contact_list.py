"""Contacts as rows of a list: whom a search found, and how a row is drawn."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from screenpop.people.contact import Contact

from .row_list import RowDelegate
from .row_paint import AVATAR

_Index = QModelIndex | QPersistentModelIndex

CONTACT: Final = Qt.ItemDataRole.UserRole
"""The `Contact` of a row."""


class ContactModel(QAbstractTableModel):
    """One column."""

    def __init__(self) -> None:
        """Nobody yet."""
        super().__init__()
        self._shown: Sequence[Contact] = ()

    def show_contacts(self, contacts: Sequence[Contact]) -> None:
        """Show these."""
        if list(contacts) != list(self._shown):
            self.beginResetModel()
            self._shown = contacts
            self.endResetModel()

    def contact(self, row: int) -> Contact | None:
        """The one in this row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The contact, or everything in words."""
        one = self.contact(index.row())
        if one is None:
            return None
        if role == CONTACT:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (one.title, *details(one), one.source) if part)
        return None


def details(one: Contact) -> tuple[str, ...]:
    """What stands below the name: the company, where it is not the title, and the first number."""
    company = one.company if one.name else ""
    return tuple(part for part in (company, one.phones[0].text if one.phones else "") if part)


class ContactDelegate(RowDelegate):
    """Draws one contact."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row."""
        one = index.data(CONTACT)
        if not isinstance(one, Contact):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place: QRect = option.rect
        self.ground(painter, place, option.state, index.row())
        right = self.draw_button(painter, place, index.row()) if one.phones else self.button_of(place).left()
        self._draw(painter, place, one, right)
        painter.restore()

    def _draw(self, painter: QPainter, place: QRect, one: Contact, right: int) -> None:
        px, drawn, colours = self.px, self.drawn, self.drawn.colours
        side, left, middle = px(AVATAR), place.left() + px(12), place.center().y()
        seed = one.phones[0].text if one.phones else one.uid
        drawn.avatar(painter, QPoint(left, middle - side // 2), _initials(one.title), seed)
        words_left = left + side + px(14)
        width = min(drawn.width(one.source, drawn.detail) + px(2), max((right - words_left) // 3, 0))
        source = QRect(right - px(12) - width, place.top(), width, place.height())
        drawn.text(painter, source, one.source, drawn.detail, colours.muted, at_right=True)
        room = source.left() - px(12) - words_left
        drawn.text(painter, QRect(words_left, middle - px(20), room, px(20)), one.title, drawn.title, colours.text)
        below = " · ".join(details(one))
        drawn.text(painter, QRect(words_left, middle + px(1), room, px(18)), below, drawn.detail, colours.muted)


def _initials(title: str) -> str:
    words = [word for word in title.split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
