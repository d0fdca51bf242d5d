"""Buttons and signs whose icon is drawn in the pixels of what they are painted on, so that it is crisp everywhere."""

from collections.abc import Callable, Hashable
from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
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

_MOST_PICTURES: Final = 64
"""Those of the cards on the screen, of the next one, and of a window."""


class Kept:
    """What a widget looked like when it was painted last, for as long as nothing about it has changed."""

    def paint(self, widget: QWidget, key: Hashable, draw: Callable[[QPixmap], None]) -> None:
        """Paint `widget`, whose looks depend on its size and `key`; `draw` draws it on a clear picture.

        It is as sharp as what is painted on, a picture of the widget included.
        """
        painter = QPainter(widget)
        ratio = painter.deviceTransform().m11()
        key = (key, widget.width(), widget.height(), ratio)
        known, picture = _pictures.pop(self, (None, QPixmap()))
        if key != known:
            picture = QPixmap(widget.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            draw(picture)
        painter.drawPixmap(0, 0, picture)
        _pictures[self] = key, picture
        if len(_pictures) > _MOST_PICTURES:
            del _pictures[next(iter(_pictures))]

    def forget(self) -> None:
        """Something has changed that no key tells."""
        _pictures.pop(self, None)


_pictures: dict[Kept, tuple[Hashable, QPixmap]] = {}
"""The latest used last: whoever has gone does not keep its picture for long."""


class DrawnButton(QPushButton):
    """A push button: the style sheet draws its shape, and it draws icon and words, together in its middle."""

    def __init__(self, icon: str, colour: str, *, disabled: str = "", scale: float = 1.0) -> None:
        """`disabled` is the colour in which it cannot be pressed; `scale` enlarges the icon and its distance."""
        super().__init__()
        self._icon, self._colour, self._disabled = icon, colour, disabled or colour
        self._size, self._gap = round(icons.SIZE * scale), round(_GAP * scale)
        self._kept = Kept()
        self.setAutoDefault(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        key = (self.text(), option.state.value)
        self._kept.paint(self, key, lambda picture: self._draw(picture, option))

    def changeEvent(self, event: QEvent) -> None:
        """Another style or font changes the looks."""
        super().changeEvent(event)
        self._kept.forget()

    def _draw(self, picture: QPixmap, option: QStyleOptionButton) -> None:
        painter = QStylePainter(picture, self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        colour = self._colour if self.isEnabled() else self._disabled
        text = self.text()
        words = self.fontMetrics().horizontalAdvance(text) + self._gap if text else 0
        left = (self.width() - self._size - words) // 2
        icons.draw(painter, self._icon, colour, _middle(self, self._size, left))
        painter.setPen(QColor(colour))
        painter.setFont(self.font())
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

    def show_icon(self, icon: str, colour: str) -> None:
        """Show another icon, or the same in another colour."""
        self._icon, self._colour = icon, colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        icons.draw(QPainter(self), self._icon, self._colour, self.rect())


def _middle(widget: QWidget, size: int, left: int) -> QRect:
    return QRect(left, (widget.height() - size) // 2, size, size)
