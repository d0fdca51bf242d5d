"""Buttons and signs whose icon is drawn in the pixels of what they are painted on, so that it is crisp everywhere."""

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from . import icons

_GAP: Final = 10
"""Device-independent pixels between icon and words."""


class DrawnButton(QPushButton):
    """A push button: the style sheet draws its shape, and it draws icon and words, together in its middle."""

    def __init__(self, icon: str, colour: str, *, disabled: str = "", scale: float = 1.0) -> None:
        """`disabled` is the colour in which it cannot be pressed; `scale` enlarges the icon and its distance."""
        super().__init__()
        self._icon, self._colour, self._disabled = icon, colour, disabled or colour
        self._size, self._gap = round(icons.SIZE * scale), round(_GAP * scale)
        self.setAutoDefault(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        colour = self._colour if self.isEnabled() else self._disabled
        text = self.text()
        words = self.fontMetrics().horizontalAdvance(text) + self._gap if text else 0
        left = (self.width() - self._size - words) // 2
        icons.draw(painter, self._icon, colour, _middle(self, self._size, left))
        painter.setPen(QColor(colour))
        room = self.rect().adjusted(left + self._size + self._gap, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class DrawnToolButton(QToolButton):
    """A tool button that shows only an icon."""

    def __init__(self) -> None:
        """Without an icon yet."""
        super().__init__()
        self._icon = self._colour = ""

    def show_icon(self, icon: str, colour: str) -> None:
        """Show the icon `icon` in `colour`."""
        self._icon, self._colour = icon, colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QStylePainter(self)
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.icon = QIcon()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        if self._icon:
            left = (self.width() - icons.SIZE) // 2
            icons.draw(painter, self._icon, self._colour, _middle(self, icons.SIZE, left))


class Sign(QWidget):
    """An icon alone."""

    def __init__(self, icon: str, colour: str, size: int) -> None:
        """`size`: device-independent pixels."""
        super().__init__()
        self._icon, self._colour = icon, colour
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        icons.draw(QPainter(self), self._icon, self._colour, self.rect())


def _middle(widget: QWidget, size: int, left: int) -> QRect:
    return QRect(left, (widget.height() - size) // 2, size, size)
