"""The window of a card: a rounded sheet that lies above the work and never takes the keyboard by itself.

On X11 the window manager is left out (an override-redirect window, as tooltips are): it can neither focus such a
window nor list it in the task bar nor put it elsewhere, and the window is there at once instead of after the window
manager's round trip (2.5 ms against 6 ms, measured with openbox). See `keyboard` for when the agent does want to
type.
"""

import math
from typing import Final

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPixmap, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget

from .card_style import RADIUS, Look
from .drawn import Kept

SHADOW: Final = 12
"""Device-independent pixels around the sheet in which its shadow falls, where windows are blended."""

_FALL: Final = 3
"""How far the shadow falls below the sheet."""

_LAYERS: Final = (1, 1, 1, 2, 2, 2, 3, 3, 3)
"""The alpha (of 255) of each layer of the shadow, the outermost first."""


class Frame(QWidget):
    """A sheet of `look`. Its geometry is told and set as that of the sheet, without the shadow."""

    def __init__(self, look: Look) -> None:
        """Hidden."""
        super().__init__(None, _flags())
        self.look = look
        self.shadow = SHADOW if look.is_composited else 0
        self._radius = look.px(RADIUS)
        self._kept = Kept()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_X11NetWmWindowTypeNotification)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, look.is_composited)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    @property
    def sheet(self) -> QRect:
        """Where the sheet lies on the screen."""
        return self.geometry().adjusted(self.shadow, self.shadow, -self.shadow, -self.shadow)

    def resize_sheet(self, size: QSize) -> None:
        """Make the sheet this large."""
        self.resize(size.grownBy(self._margins()))

    def move_sheet(self, place: QPoint) -> None:
        """Put the sheet's upper left corner there."""
        self.move(place - QPoint(self.shadow, self.shadow))

    def paint_unseen(self) -> None:
        """Paint it without showing it, so that all that painting needs is there when it is shown.

        On X11 that includes the picture in the memory that is shared with the server (0.5 ms, measured).
        """
        if not on_x11():
            self.grab()
            return
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.show_painted()
        self.hide()
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)

    def show_painted(self) -> None:
        """Show it and paint it in the same breath.

        On X11 Qt would paint it later, when the server has said that the window is there (1.5 ms, measured). It need
        not wait: the server takes the picture after the window, in the order in which it is told.
        """
        self.show()
        if on_x11():
            self.setAttribute(Qt.WidgetAttribute.WA_Mapped)
            self.repaint()

    def fade(self, opacity: float) -> None:
        """Let everything shine through, where the system can do that."""
        if self.look.is_composited and QGuiApplication.platformName() != "offscreen":
            self.setWindowOpacity(opacity)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the corners off where they cannot be translucent."""
        super().resizeEvent(event)
        if not self.look.is_composited:
            self.setMask(rounded(self.rect(), self._radius))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shadow and the sheet."""
        if self.look.is_composited:
            self._kept.paint(self, None, self._paint_blended)
        else:
            self._paint_cut(QPainter(self))

    def _margins(self) -> QMargins:
        return QMargins(self.shadow, self.shadow, self.shadow, self.shadow)

    def _paint_blended(self, picture: QPixmap) -> None:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = self.rect().adjusted(self.shadow, self.shadow, -self.shadow, -self.shadow)
        self._paint_shadow(painter, sheet)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.look.colours.line))
        painter.drawRoundedRect(sheet, self._radius, self._radius)
        painter.setBrush(QColor(self.look.colours.surface))
        painter.drawRoundedRect(sheet.adjusted(1, 1, -1, -1), self._radius - 1, self._radius - 1)

    def _paint_shadow(self, painter: QPainter, sheet: QRect) -> None:
        """Layer upon layer, each smaller: together they fade. What the sheet covers is left out."""
        corner = self._radius
        painter.setClipRegion(QRegion(self.rect()) - QRegion(sheet.adjusted(corner, 1, -corner, -corner)))
        painter.setPen(Qt.PenStyle.NoPen)
        for inwards, alpha in enumerate(_LAYERS):
            away = self.shadow - _FALL - inwards
            layer = sheet.translated(0, _FALL).adjusted(-away, -away, away, away)
            painter.setBrush(QColor(0, 0, 0, alpha))
            painter.drawRoundedRect(layer, corner + away, corner + away)
        painter.setClipping(False)

    def _paint_cut(self, painter: QPainter) -> None:
        """Whole pixels only: the edge of the window is the outer edge of the line around it."""
        painter.fillRect(self.rect(), QColor(self.look.colours.line))
        painter.setClipRegion(rounded(self.rect().adjusted(1, 1, -1, -1), self._radius - 1))
        painter.fillRect(self.rect(), QColor(self.look.colours.surface))


def rounded(rect: QRect, radius: int) -> QRegion:
    """A rectangle with round corners, in whole pixels, the same on all four."""
    region = QRegion(rect.adjusted(0, radius, 0, -radius))
    for row in range(radius):
        cut = round(radius - math.sqrt(radius**2 - (radius - row - 0.5) ** 2))
        width = rect.width() - 2 * cut
        region += QRect(rect.left() + cut, rect.top() + row, width, 1)
        region += QRect(rect.left() + cut, rect.bottom() - row, width, 1)
    return region


def on_x11() -> bool:
    """Whether windows are shown through an X server."""
    return QGuiApplication.platformName() == "xcb"


def is_composited() -> bool:
    """Whether the system blends windows into each other. On X11 only where a compositing manager runs."""
    if not on_x11():
        return True
    from screenpop.platform.x11 import X11Connection

    server = X11Connection.open()
    if server is None:
        return False
    blends = server.owner(f"_NET_WM_CM_S{server.screen}") != 0
    server.close()
    return blends


def _flags() -> Qt.WindowType:
    flags = (
        Qt.WindowType.Tool
        | Qt.WindowType.FramelessWindowHint
        | Qt.WindowType.WindowStaysOnTopHint
        | Qt.WindowType.WindowDoesNotAcceptFocus
        | Qt.WindowType.NoDropShadowWindowHint
    )
    return flags | Qt.WindowType.X11BypassWindowManagerHint if on_x11() else flags
