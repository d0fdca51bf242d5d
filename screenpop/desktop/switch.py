"""A switch: a check box that shows by the place of its knob, and not by colour alone, whether it is on."""

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from .card_style import Look

_WIDTH: Final = 40
_HEIGHT: Final = 22
_RING: Final = 3
"""Device-independent pixels around it, for the ring that shows where the keyboard is."""


class Switch(QCheckBox):
    """The switch."""

    def __init__(self) -> None:
        """Off."""
        super().__init__()
        self._look = Look()
        self.dress(self._look)

    def dress(self, look: Look) -> None:
        """Take on colours and size."""
        self._look = look
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """The whole switch with its ring."""
        px = self._look.px
        return QSize(px(_WIDTH) + 2 * _RING, px(_HEIGHT) + 2 * _RING)

    def hitButton(self, position: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, is_on = self._look.colours, self.isChecked()
        track = QRectF(self.rect()).adjusted(_RING, _RING, -_RING, -_RING)
        radius = track.height() / 2
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(track.adjusted(-2, -2, 2, 2), radius + 2, radius + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if is_on else colours.faint))
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        painter.drawRoundedRect(track, radius, radius)
        side = track.height() - 6
        left = track.right() - 3 - side if is_on else track.left() + 3
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(QRectF(left, track.top() + 3, side, side))
