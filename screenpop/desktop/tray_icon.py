"""The tray's icons: one outline and one sign for each presence, drawn pixel by pixel for the sizes that trays use.

Colour alone tells nothing to one man in twelve, so the outlines differ: disc, rounded square, octagon, square, ring,
triangle. Straight edges lie on whole pixels and stems are an even number of pixels wide, so that they are crisp at
16 pixels already. Everything is drawn with QPainter: the first icon must not wait for the SVG module.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPainterPath, QPainterPathStroker, QPixmap, QTransform

from screenpop.calls.presence import Presence

SIZES: Final = (16, 20, 22, 24, 32, 40, 44, 48, 64)
"""Pixels: 16 to 24 are what trays ask for at 100 %, the rest the same at 125 to 200 % and more."""

_SIGN: Final = QColor("#FFFFFF")

_COLOURS: Final[dict[Presence, tuple[str, str]]] = {  # on a light panel, on a dark one
    Presence.AVAILABLE: ("#1E8E54", "#23975C"),
    Presence.RINGING: ("#CB7600", "#D67F00"),
    Presence.ON_CALL: ("#C8322B", "#D8433B"),
    Presence.WRAP_UP: ("#2F6FBF", "#3B7FD4"),
    Presence.DND: ("#7A3FC2", "#A777F0"),
    Presence.OFFLINE: ("#667080", "#7B8696"),
    Presence.UNKNOWN: ("#667080", "#7B8696"),
}
_BADGE: Final = ("#D9261C", "#FF5A4F")


@lru_cache(maxsize=32)
def tray_icon(presence: Presence, dark_panel: bool, missed: bool = False) -> QIcon:
    """The icon of `presence` in all `SIZES`; `missed` adds a dot in the upper right corner."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(QPixmap.fromImage(tray_image(presence, size, dark_panel, missed)))
    return icon


def pale(icon: QIcon) -> QIcon:
    """The other picture of an icon that blinks: the same in grey."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(icon.pixmap(size, size, QIcon.Mode.Disabled))
    return made


def tray_image(presence: Presence, size: int, dark_panel: bool, missed: bool = False) -> QImage:
    """One icon, `size` pixels square, on nothing (transparent)."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(outline(presence, size), colour(presence, dark_panel))
    sign = _SIGNS.get(presence)
    if sign is not None:
        painter.fillPath(sign(size), _SIGN)
    if missed:
        _paint_badge(painter, size, QColor(_BADGE[dark_panel]))
    painter.end()
    return image


def outline(presence: Presence, size: int) -> QPainterPath:
    """The outline of `presence` in a square of `size` pixels, to be filled."""
    return _OUTLINES[presence](size)


def colour(presence: Presence, dark_panel: bool) -> QColor:
    """The fill of `presence` on a light or a dark panel."""
    return QColor(_COLOURS[presence][dark_panel])


def _margin(size: int) -> int:
    return size // 32


def _even(length: float) -> int:
    """The even number of pixels nearest to `length`: what can be centred in an even square without blur."""
    return max(2, 2 * round(length / 2))


def _box(size: int, margin: int) -> QRectF:
    return QRectF(margin, margin, size - 2 * margin, size - 2 * margin)


def _disc(size: int) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(_box(size, _margin(size)))
    return path


def _rounded_square(size: int) -> QPainterPath:
    path = QPainterPath()
    radius = round(size * 0.2)
    path.addRoundedRect(_box(size, _margin(size)), radius, radius)
    return path


def _octagon(size: int) -> QPainterPath:
    near, far = _margin(size), size - _margin(size)
    cut = int((far - near) * 0.29)
    corners = [
        (near + cut, near), (far - cut, near), (far, near + cut), (far, far - cut),
        (far - cut, far), (near + cut, far), (near, far - cut), (near, near + cut),
    ]  # fmt: skip
    return _polygon(corners)


def _square(size: int) -> QPainterPath:
    path = QPainterPath()
    radius = size * 0.07
    path.addRoundedRect(_box(size, max(1, round(size * 0.09))), radius, radius)
    return path


def _ring(size: int) -> QPainterPath:
    band = max(2, round(size * 0.16))
    box = _box(size, _margin(size))
    hole = QPainterPath()
    hole.addEllipse(box.adjusted(band, band, -band, -band))
    bar = QPainterPath()
    height = _even(size * 0.15)
    bar.addRect(QRectF(box.left() + band / 2, (size - height) / 2, box.width() - band, height))
    return _disc(size).subtracted(hole).united(bar)


def _triangle(size: int) -> QPainterPath:
    margin = _margin(size)
    foot = size - max(1, round(size * 0.08))
    height = round((size - 2 * margin) * 0.9)
    return _polygon([(size / 2, foot - height), (size - margin, foot), (margin, foot)])


def _check(size: int) -> QPainterPath:
    unit = size / 16
    points = [(4.3, 8.3), (7, 11), (11.7, 5.3)]
    return _stroke([(x * unit, y * unit) for x, y in points], size * 0.15)


def _bell(size: int) -> QPainterPath:
    unit, middle = size / 16, size / 2
    top, foot = round(3 * unit), round(11 * unit)
    dome, brim = round(2.6 * unit), round(4 * unit)
    path = QPainterPath(QPointF(middle - brim, foot))
    path.cubicTo(middle - dome - unit / 4, foot - unit, middle - dome, foot - 2 * unit, middle - dome, top + dome)
    path.arcTo(QRectF(middle - dome, top, 2 * dome, 2 * dome), 180, -180)
    path.cubicTo(middle + dome, foot - 2 * unit, middle + dome + unit / 4, foot - unit, middle + brim, foot)
    path.closeSubpath()
    clapper = _even(size * 0.15)
    path.addPath(_pill(middle - clapper / 2, foot + max(1, round(unit / 2)), clapper, clapper))
    return path


def _handset(size: int) -> QPainterPath:
    """Lying on its back, then turned so that it hangs from the upper left to the lower right."""
    unit = size / 16
    back = QPainterPath()
    back.arcMoveTo(QRectF(-6, -9.2, 12, 12), 214)
    back.arcTo(QRectF(-6, -9.2, 12, 12), 214, 112)
    stroker = QPainterPathStroker()
    stroker.setWidth(2.5)
    stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
    shape = stroker.createStroke(back)
    for side in (-1, 1):
        cup = QPainterPath()
        cup.addRoundedRect(QRectF(-1.7, -1.9, 3.4, 3.8), 0.8, 0.8)
        shape = shape.united(QTransform().translate(side * 4.6, -0.3).rotate(-side * 34).map(cup))
    place = (
        QTransform().translate(size / 2 + 0.2 * unit, size / 2 - 0.2 * unit).scale(0.9 * unit, 0.9 * unit).rotate(45)
    )
    return place.map(shape)


def _clock(size: int) -> QPainterPath:
    unit, width = size / 16, max(2, round(size * 0.135))
    x = size // 2 - width // 2 + width / 2
    y = round(8.6 * unit)
    return _stroke([(x, round(4.4 * unit)), (x, y), (x + 2.8 * unit, y + 1.5 * unit)], width)


def _exclamation(size: int) -> QPainterPath:
    unit, width = size / 16, _even(size * 0.15)
    left, top, foot = (size - width) / 2, round(5.3 * unit), round(13.6 * unit)
    dot = max(2, round(size * 0.14))
    gap = max(1, round(size * 0.07))
    path = _pill(left, top, width, foot - dot - gap - top)
    path.addPath(_pill(left, foot - dot, width, dot))
    return path


def _pill(x: float, y: float, width: float, height: float) -> QPainterPath:
    """A bar with round ends; with square ones where a rounding would leave only grey pixels."""
    path = QPainterPath()
    radius = min(width, height) / 2 if width > 2 else 0
    path.addRoundedRect(QRectF(x, y, width, height), radius, radius)
    return path


def _paint_badge(painter: QPainter, size: int, fill: QColor) -> None:
    across = _even(size * 0.36)
    gap = max(1, round(size / 16))
    dot = QRectF(size - across, 0, across, across)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.drawEllipse(dot.adjusted(-gap, -gap, gap, gap))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setBrush(fill)
    painter.drawEllipse(dot)


def _polygon(points: Sequence[tuple[float, float]]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    path.closeSubpath()
    return path


def _stroke(points: Sequence[tuple[float, float]], width: float) -> QPainterPath:
    line = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        line.lineTo(QPointF(*point))
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(line)


_OUTLINES: Final[dict[Presence, Callable[[int], QPainterPath]]] = {
    Presence.AVAILABLE: _disc,
    Presence.RINGING: _rounded_square,
    Presence.ON_CALL: _octagon,
    Presence.WRAP_UP: _square,
    Presence.DND: _ring,
    Presence.OFFLINE: _triangle,
    Presence.UNKNOWN: _triangle,
}

_SIGNS: Final[dict[Presence, Callable[[int], QPainterPath]]] = {
    Presence.AVAILABLE: _check,
    Presence.RINGING: _bell,
    Presence.ON_CALL: _handset,
    Presence.WRAP_UP: _clock,
    Presence.OFFLINE: _exclamation,
    Presence.UNKNOWN: _exclamation,
}
