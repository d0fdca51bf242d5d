"""Where the cards of a stack lie: one above the other, the first at the corner, none over another, all on screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QCursor, QGuiApplication, QScreen

from .settings import POINTER, PRIMARY

MOST: Final = 4
"""Cards that are shown at a time; the others are counted."""

EDGE: Final = 16
GAP: Final = 12
"""Device-independent pixels from the edges of the work area, and between two cards."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the sheets lie, in the order in which they were given, and where the strip does, if there is one."""

    sheets: tuple[QRect, ...]
    strip: QRect | None


def lay_out(area: QRect, corner: str, sizes: Sequence[QSize], strip: QSize | None) -> Layout:
    """Place sheets in `area` (a screen without its panels), the first at `corner` ("bottom_right"), the strip last."""
    column = _Column(area, corner)
    sheets = tuple(column.add(size) for size in sizes)
    return Layout(sheets, column.add(strip) if strip else None)


def fits(area: QRect, sizes: Sequence[QSize], strip: QSize | None) -> bool:
    """Whether all of that finds room in `area`."""
    parts = [*sizes, *([strip] if strip else [])]
    return sum(part.height() + GAP for part in parts) - GAP <= area.height() - 2 * EDGE


def inwards(corner: str) -> QPoint:
    """The direction from `corner` into the screen along the stack, one pixel long."""
    return QPoint(0, 1 if corner.startswith("top") else -1)


def screen_for(setting: str) -> QScreen:
    """The screen that the setting means now; the primary one where there is no such."""
    screens = QGuiApplication.screens()
    if setting == POINTER and len(screens) > 1:  # where the pointer is has to be asked of the system, and takes time
        return QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    named = [screen for screen in screens if setting not in (PRIMARY, POINTER) and screen.name() == setting]
    return named[0] if named else QGuiApplication.primaryScreen()


class _Column:
    """Sheets from a corner on, each next one farther in."""

    def __init__(self, area: QRect, corner: str) -> None:
        self._area = area
        self._from_top = corner.startswith("top")
        self._at_left = corner.endswith("left")
        self._used = EDGE

    def add(self, size: QSize) -> QRect:
        area = self._area
        left = area.left() + EDGE if self._at_left else area.right() + 1 - EDGE - size.width()
        top = area.top() + self._used if self._from_top else area.bottom() + 1 - self._used - size.height()
        self._used += size.height() + GAP
        return QRect(QPoint(left, top), size)
