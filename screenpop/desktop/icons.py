"""The small line icons on buttons and in lists: Lucide's SVG files, in any colour, crisp at any scale of the screen.

A name is that of a Lucide file (`resources/icons/lucide`), or one of `_DRAWN_FROM`, made from such a file.
"""

from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from screenpop import resources

SIZE: Final = 16
"""Device-independent pixels: the size of an icon beside text."""


class _Variant(NamedTuple):
    source: str
    is_filled: bool = False
    turned: float = 0.0
    """Degrees, clockwise."""


_DRAWN_FROM: Final = {
    "handset": _Variant("phone", is_filled=True),
    "hang-up": _Variant("phone", is_filled=True, turned=135),
}


def draw(painter: QPainter, name: str, colour: str, place: QRect) -> None:
    """Draw the icon into the square `place`, in the pixels of what `painter` paints on, a picture included."""
    ratio = painter.deviceTransform().m11()
    painter.drawPixmap(place, pixmap(name, colour, place.width(), ratio))


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int = SIZE, ratio: float = 1.0) -> QPixmap:
    """The icon, `size` device-independent pixels square, for a screen of this device pixel `ratio`."""
    from PySide6.QtSvg import QSvgRenderer  # the tray's first icon must not wait for this module

    variant = _DRAWN_FROM.get(name, _Variant(name))
    renderer = QSvgRenderer(_svg(variant, QColor(colour).name()))
    side = round(size * ratio)
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(side / 2, side / 2)
    painter.rotate(variant.turned)
    renderer.render(painter, QRectF(-side / 2, -side / 2, side, side))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def _svg(variant: _Variant, colour: str) -> bytes:
    svg = resources.read_text(f"icons/lucide/{variant.source}.svg").replace("currentColor", colour)
    if variant.is_filled:
        svg = svg.replace('fill="none"', f'fill="{colour}"')
    return svg.encode()


@lru_cache(maxsize=1)
def app_icon() -> QIcon:
    """The program's own icon."""
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(resources.read_bytes("icons/app.svg"))
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        drawn = QPixmap(side, side)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        renderer.render(painter)
        painter.end()
        made.addPixmap(drawn)
    return made
