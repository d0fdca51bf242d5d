"""The navigation of the main window: one button a page, with a count where there is news."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from . import icons
from .card_style import Look
from .main_page import Page

_HEIGHT: Final = 36
_PADDING: Final = 12
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class NavButton(QPushButton):
    """The way to one page."""

    def __init__(self, page: Page) -> None:
        """Not the one that is shown."""
        super().__init__()
        self.page = page
        self._look = Look()
        self._count = ""
        self.setObjectName("nav")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.name()

    def name(self, news: str = "") -> None:
        """Take on the page's title as it is now; `news` is what a screen reader adds."""
        self.setText(self.page.title)
        self.setAccessibleName(f"{self.page.title}, {news}" if news else self.page.title)

    def dress(self, look: Look) -> None:
        """Take on colours and size."""
        self._look = look
        self.setFixedHeight(look.px(_HEIGHT))
        self.update()

    def show_news(self, count: int, news: str) -> None:
        """Show a count, "" for 0; `news` says it in words."""
        self._count = "99+" if count > 99 else str(count or "")
        self.name(news if count else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it: the page that is shown lies on a plate, the focus is a frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, colours = self._look, self._look.colours
        plate = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.surface if self.isChecked() else colours.window))
            painter.drawRoundedRect(plate, look.px(8), look.px(8))
        if self.hasFocus():
            painter.setPen(QColor(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(plate, look.px(8), look.px(8))
        colour = colours.text if self.isChecked() else colours.muted
        left, side = look.px(_PADDING), look.px(icons.SIZE)
        icons.draw(painter, self.page.icon, colour, QRect(left, (self.height() - side) // 2, side, side))
        room = self._draw_count(painter)
        words = self.rect().adjusted(left + side + look.px(10), 0, -room, 0)
        painter.setFont(self._font(14, QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium))
        painter.setPen(QColor(colour))
        title = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)

    def _draw_count(self, painter: QPainter) -> int:
        """Draw the count at the right; how much room it takes from the title."""
        px = self._look.px
        if not self._count:
            return px(_PADDING)
        colour, tint = self._look.colours.end
        painter.setFont(self._font(12, QFont.Weight.DemiBold))
        width = painter.fontMetrics().horizontalAdvance(self._count) + px(20)
        height = px(20)
        pill = QRect(self.width() - px(8) - width, (self.height() - height) // 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(QColor(colour))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._count)
        return width + px(_PADDING)

    def _font(self, size: int, weight: QFont.Weight) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._look.px(size))
        font.setWeight(weight)
        return font


class Navigation(QWidget):
    """The buttons of all pages, in their order. The arrow keys go from one to the next."""

    wanted = Signal(str)
    """The user chose the page with this key."""

    def __init__(self, pages: Sequence[Page]) -> None:
        """None is chosen yet."""
        super().__init__()
        self._buttons = {page.key: NavButton(page) for page in pages}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for key, button in self._buttons.items():
            button.clicked.connect(self._chooser(key))
            column.addWidget(button)

    def choose(self, key: str) -> None:
        """Mark the page that is shown."""
        for its_key, button in self._buttons.items():
            button.setChecked(its_key == key)

    def show_news(self, key: str, count: int, news: str) -> None:
        """Show a count beside a page, if there is such a page."""
        if key in self._buttons:
            self._buttons[key].show_news(count, news)

    def dress(self, look: Look) -> None:
        """Take on colours, size and language."""
        for button in self._buttons.values():
            button.dress(look)
            button.name()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the pages with the arrow keys."""
        buttons = list(self._buttons.values())
        step = _STEPS.get(Qt.Key(event.key()))
        at = next((place for place, button in enumerate(buttons) if button.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        buttons[min(max(at + step, 0), len(buttons) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    def _chooser(self, key: str) -> Callable[[], None]:
        return lambda: self.wanted.emit(key)
