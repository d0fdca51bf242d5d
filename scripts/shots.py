"""Takes the pictures of docs/images anew, and contact sheets of every window in every state for whoever looks at them.

`python -m scripts.shots` does both. `python -m scripts.shots FOLDER` puts each window into a file of its own, all at
100 %, as `LANGUAGE-THEME-NAME.png`: what the tests compare.
"""

import asyncio
import shutil
import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from screenpop.desktop.card_style import Look
from screenpop.desktop.gallery import save_cards, save_sheet, use_picture_font
from screenpop.desktop.languages import speak
from screenpop.desktop.theme import DARK, LIGHT

from .pictures import take

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / "docs" / "images"
SHEETS: Final = ROOT / "build" / "shots"
SCALE: Final = 2.0
"""Pixels for each device-independent one: the pictures are crisp on any screen."""

LANGUAGES: Final = ("en", "fr_CA")
THEMES: Final = {"light": LIGHT, "dark": DARK}

_IN_README: Final = "main-colleagues"
_WIDEST: Final = 1900
_GAP: Final = 16
_CAPTION: Final = 20
_GROUND: Final = "#80858C"


def main() -> None:
    """Take them all."""
    application = QApplication(["shots", "-platform", "offscreen"])
    use_picture_font()
    if len(sys.argv) > 1:
        _take_singles(Path(sys.argv[1]))
    else:
        speak("en")
        _take_documents()
        _take_sheets()
    application.quit()


def _take_documents() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, colours in THEMES.items():
        look = Look(colours)
        with TemporaryDirectory() as folder:
            save_cards(Path(folder), look, scale=SCALE)
            shutil.copy(Path(folder) / "card-ringing.png", FOLDER / f"card-{name}.png")
        save_sheet(FOLDER / f"cards-{name}.png", look, scale=SCALE)
    print(f"The pictures are in {FOLDER}.")


def _take_singles(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for language, theme in product(LANGUAGES, THEMES):
        for name, image in _taken(language, theme, 1.0):
            _save(image, folder / f"{language}-{theme}-{name}.png")


def _take_sheets() -> None:
    SHEETS.mkdir(parents=True, exist_ok=True)
    for language, theme, scale in product(LANGUAGES, THEMES, (1.0, SCALE)):
        taken = _taken(language, theme, scale)
        if (language, scale) == ("en", SCALE):
            _save(dict(taken)[_IN_README], FOLDER / f"window-{theme}.png")
        _save(_sheet(taken, scale), SHEETS / f"{language}-{theme}-{scale:.0%}.png")
    print(f"The contact sheets are in {SHEETS}.")


def _taken(language: str, theme: str, scale: float) -> list[tuple[str, QImage]]:
    speak(language)

    async def collect() -> list[tuple[str, QImage]]:
        return [shown async for shown in take(Look(THEMES[theme]), scale)]

    return asyncio.run(collect())


def _sheet(pictures: list[tuple[str, QImage]], scale: float) -> QImage:
    """All of them in rows, each below its name."""
    places, size = _places([image.deviceIndependentSize().toSize() for _, image in pictures])
    sheet = QImage(size * scale, QImage.Format.Format_RGB32)
    sheet.setDevicePixelRatio(scale)
    sheet.fill(QColor(_GROUND))
    painter = QPainter(sheet)
    for (name, image), place in zip(pictures, places, strict=True):
        painter.drawText(place + QPoint(0, 14), name)
        painter.drawImage(place + QPoint(0, _CAPTION), image)
    painter.end()
    return sheet


def _places(sizes: list[QSize]) -> tuple[list[QPoint], QSize]:
    """Where each of these belongs, row by row, and how large the whole is."""
    places, whole, at = [], QRect(), QPoint(_GAP, _GAP)
    for size in sizes:
        if at.x() > _GAP and at.x() + size.width() > _WIDEST:
            at = QPoint(_GAP, whole.bottom() + _GAP)
        places.append(QPoint(at))
        whole = whole.united(QRect(at, size + QSize(0, _CAPTION)))
        at.setX(at.x() + size.width() + _GAP)
    return places, QSize(_WIDEST + _GAP, whole.bottom() + _GAP)


def _save(image: QImage, path: Path) -> None:
    if not image.save(str(path)):
        raise OSError(f"{path} could not be written")


if __name__ == "__main__":
    main()
