"""How the rows of the list of calls are drawn: headings with a day, and calls."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from screenpop.calls.call import CallState
from screenpop.calls.presence import Presence

from . import icons
from .call_model import ROW, CallRow
from .row_list import RowDelegate
from .row_paint import AVATAR, RowPaint
from .row_words import day_words
from .view import clock_words

HEIGHT: Final = 60
HEADING: Final = 40


class CallDelegate(RowDelegate):
    """Draws one row. `clock` carries the zone in which times are told."""

    def __init__(self, paint: RowPaint, clock: Callable[[], datetime]) -> None:
        """Draw with `paint`."""
        super().__init__(paint)
        self._clock = clock

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row; one that is still being read stays blank."""
        row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place: QRect = option.rect
        if isinstance(row, date):
            self._draw_day(painter, place, row)
        elif isinstance(row, CallRow):
            state: QStyle.StateFlag = option.state
            self.ground(painter, place, state, index.row())
            self._draw_call(painter, place, row, index.row())
        painter.restore()

    def _draw_day(self, painter: QPainter, place: QRect, day: date) -> None:
        words = day_words(day, self._clock().date())
        room = place.adjusted(self.px(12), self.px(8), -self.px(12), 0)
        self.drawn.text(painter, room, words, self.drawn.small, self.drawn.colours.muted)

    def _draw_call(self, painter: QPainter, place: QRect, row: CallRow, number: int) -> None:
        line, px, colours = row.line, self.px, self.drawn.colours
        side = px(AVATAR)
        left, middle = place.left() + px(12), place.center().y()
        self.drawn.avatar(painter, QPoint(left, middle - side // 2), line.initials, line.seed)
        right = self.draw_button(painter, place, number) if line.number else self.button_of(place).left()
        right = self._draw_side(painter, place, row, right - px(8))
        words = QRect(left + side + px(12), place.top(), right - left - side - px(24), place.height())
        upper = QRect(words.left(), middle - px(20), words.width(), px(20))
        self.drawn.text(painter, upper, line.title, self.drawn.title, colours.text)
        lower = QRect(words.left(), middle + px(1), words.width(), px(20))
        colour = colours.end[0] if line.is_missed else colours.muted
        sign = px(14)
        icons.draw(painter, line.icon, colour, QRect(lower.left(), lower.center().y() - sign // 2, sign, sign))
        told = " · ".join(part for part in (line.words, line.detail) if part)
        self.drawn.text(painter, lower.adjusted(sign + px(6), 0, 0, 0), told, self.drawn.detail, colour)

    def _draw_side(self, painter: QPainter, place: QRect, row: CallRow, right: int) -> int:
        """The time, a pill while the call is under way, and a sign where there is a note; where they begin."""
        line, px, colours = row.line, self.px, self.drawn.colours
        when = clock_words(line.when.astimezone(self._clock().tzinfo))
        width = self.drawn.width(when, self.drawn.figures) + px(2)
        time = QRect(right - width, place.top(), width, place.height())
        self.drawn.text(painter, time, when, self.drawn.figures, colours.muted)
        left = time.left() - px(10)
        if line.state is not CallState.ENDED:
            presence = Presence.ON_CALL if line.state is CallState.ACTIVE else Presence.RINGING
            left = self.drawn.pill(painter, left, place.center().y(), line.words, presence) - px(10)
        if row.note:
            side = px(icons.SIZE)
            icons.draw(
                painter, "square-text", colours.muted, QRect(left - side, time.center().y() - side // 2, side, side)
            )
            left -= side + px(10)
        return left
