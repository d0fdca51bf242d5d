"""A box to choose from, whose arrow is one of our icons, crisp at every scale."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from . import icons
from .card_style import Look


class Choice(QComboBox):
    """The box. The wheel scrolls the page and changes nothing that happens to lie under the pointer."""

    def __init__(self) -> None:
        """Without anything to choose from yet."""
        super().__init__()
        self._look = Look()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def dress(self, look: Look) -> None:
        """Take on colours and size."""
        self._look = look
        self.update()

    def event(self, event: QEvent) -> bool:
        """Leave the wheel to the page."""
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return False
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, and the arrow."""
        super().paintEvent(event)
        side, gap = self._look.px(icons.SIZE), self._look.px(10)
        place = QRect(self.width() - side - gap, (self.height() - side) // 2, side, side)
        icons.draw(QPainter(self), "chevron-down", self._look.colours.muted, place)
