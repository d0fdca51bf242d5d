"""What the rows of the main window are drawn from: avatar, pill, text that is cut where there is no room."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen

from screenpop.calls.presence import Presence

from . import icons
from .card_style import Look
from .theme import avatar_colour
from .tray_icon import outline

AVATAR: Final = 36
_BADGE: Final = 12
_GAP: Final = 2
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class RowPaint:
    """Draws with the colours and sizes of one look; fonts are made once."""

    def __init__(self, look: Look, font: QFont) -> None:
        """`font` is the window's."""
        self.look, self.colours, self.px = look, look.colours, look.px
        self.title = _sized(font, look.px(14), QFont.Weight.Medium)
        self.strong = _sized(font, look.px(14), QFont.Weight.DemiBold)
        self.detail = _sized(font, look.px(13), QFont.Weight.Normal)
        self.figures = _sized(font, look.px(13), QFont.Weight.Normal)
        self.figures.setFeature(QFont.Tag("tnum"), 1)
        self.small = _sized(font, look.px(12), QFont.Weight.DemiBold)
        self._initials = _sized(font, look.px(round(AVATAR * 0.36)), QFont.Weight.DemiBold)
        self._metrics: Mapping[int, QFontMetrics] = {
            id(font): QFontMetrics(font)
            for font in (self.title, self.strong, self.detail, self.figures, self.small, self._initials)
        }

    def width(self, text: str, font: QFont) -> int:
        """How wide `text` is."""
        return self._metrics[id(font)].horizontalAdvance(text)

    def text(
        self, painter: QPainter, place: QRect, text: str, font: QFont, colour: str, *, at_right: bool = False
    ) -> None:
        """Draw `text` on one line in `place`, cut with "…" where there is no room."""
        cut = self._metrics[id(font)].elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(place, _RIGHT if at_right else _LEFT, cut)

    def avatar(self, painter: QPainter, at: QPoint, initials: str, seed: str, presence: Presence | None = None) -> None:
        """Draw a disc with initials, "?" without any; with a presence, that one's shape at its lower right."""
        side, badge, gap = self.px(AVATAR), self.px(_BADGE), self.px(_GAP)
        place = QRectF(at.x(), at.y(), side, side)
        disc = QPainterPath()
        disc.addEllipse(place)
        if presence is not None:
            corner = QPoint(at.x() + side - badge + gap, at.y() + side - badge + gap)
            around = QPainterPath()
            around.addEllipse(QRectF(corner.x() - gap, corner.y() - gap, badge + 2 * gap, badge + 2 * gap))
            disc = disc.subtracted(around)
            shape = outline(presence, badge).translated(corner.x(), corner.y())
            painter.fillPath(shape, QColor(self.colours.presence[presence][0]))
        painter.fillPath(disc, QColor(avatar_colour(seed if initials else "")))
        painter.setFont(self._initials)
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, initials or "?")

    def pill(self, painter: QPainter, right: int, middle: int, text: str, presence: Presence) -> int:
        """Draw a tinted capsule that ends at `right`; where it begins."""
        colour, tint = self.colours.presence[presence]
        width, height = self.width(text, self.small) + self.px(24), self.px(24)
        place = QRect(right - width, middle - height // 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint))
        painter.drawRoundedRect(place, height / 2, height / 2)
        painter.setFont(self.small)
        painter.setPen(QColor(colour))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        return place.left()

    def button(self, painter: QPainter, place: QRect, icon: str, *, is_hot: bool) -> None:
        """Draw a button that is only an icon; the pointer over it makes it `is_hot`."""
        if is_hot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.colours.line))
            painter.drawRoundedRect(place, self.px(8), self.px(8))
        side = self.px(icons.SIZE)
        middle = place.center()
        where = QRect(middle.x() - side // 2 + 1, middle.y() - side // 2 + 1, side, side)
        icons.draw(painter, icon, self.colours.text if is_hot else self.colours.muted, where)

    def ground(self, painter: QPainter, place: QRect, *, is_chosen: bool, has_focus: bool, is_hot: bool) -> None:
        """Draw what a row lies on: the one that is chosen on a plate, in a frame where the keyboard is."""
        if is_chosen or is_hot:
            painter.fillRect(place, QColor(self.colours.raised))
        if is_chosen:
            painter.fillRect(QRect(place.left(), place.top(), self.px(3), place.height()), QColor(self.colours.accent))
        if has_focus:
            painter.setPen(QPen(QColor(self.colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(place).adjusted(2, 2, -2, -2), self.px(8), self.px(8))
        elif not is_chosen:
            inset = self.px(12)
            line = QRect(place.left() + inset, place.bottom(), place.width() - 2 * inset, 1)
            painter.fillRect(line, QColor(self.colours.line))


def _sized(font: QFont, size: int, weight: QFont.Weight) -> QFont:
    made = QFont(font)
    made.setPixelSize(size)
    made.setWeight(weight)
    return made
