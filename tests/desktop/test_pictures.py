"""The windows look as they did: pictures of them, taken anew, against those that are kept in `pictures/`.

How far apart may they be? Both are cut into squares of 8 by 8 pixels, and what counts is how many squares have another
mean colour: more than 10 of 255 in one of its three parts. The same code gives the same picture to the last pixel on
one machine, run after run: the count is 0. Another hinting of the letters would make up to 370 of them, so the pictures
have none, which leaves to another machine how it rounds at the edges of letters and lines: MOST_SQUARES is for that.
What somebody would notice is far above it: buttons that are 4 pixels lower make 119 squares, a slightly other green of
one button 54, a name that is missing 30 (see `test_a_real_change_is_more_than_is_allowed`).

The pictures are of the font Inter as Debian has it (`scripts/system-packages`).

To keep the pictures of now: `python -m tests.desktop.test_pictures`.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

ROOT = Path(__file__).parents[2]
KEPT = Path(__file__).parent / "pictures"
SQUARE = 8
OTHER_COLOUR = 10
MOST_SQUARES = 6

CARDS = ("ringing", "vip", "unknown", "second", "talking", "ended", "missed", "elsewhere", "strip")
WINDOWS = (
    *("small-window-busy", "main-colleagues", "main-call", "main-diagnosis", "main-colleagues-empty"),
    *("assistant-invite", "assistant-way_in", "dial-help", "dialog-host", "menu-busy"),
)
NAMES = (
    *(f"en-light-card-{name}" for name in CARDS),
    *(f"en-light-{name}" for name in WINDOWS),
    *(f"fr_CA-dark-{name}" for name in ("card-ringing", "card-talking", *WINDOWS)),
)


def take(folder):
    """Take all pictures, in a program of their own: no other test has left a font or a language there."""
    subprocess.run([sys.executable, "-m", "scripts.shots", str(folder)], cwd=ROOT, check=True, capture_output=True)


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    take(folder)
    return folder


def squares(one, other):
    """The squares, in their own coordinates, in which two pictures of one size have another mean colour."""
    first, second = (_means(image) for image in (one, other))
    return [
        (x, y)
        for y in range(first.height())
        for x in range(first.width())
        if _is_other(first.pixelColor(x, y), second.pixelColor(x, y))
    ]


def _means(image):
    size = image.size()
    return image.convertToFormat(QImage.Format.Format_RGB32).scaled(
        -(-size.width() // SQUARE),
        -(-size.height() // SQUARE),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _is_other(one, other):
    parts = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
    return any(abs(first - second) > OTHER_COLOUR for first, second in parts)


def save_difference(kept, taken, found, path):
    """What was kept, what is to be seen now, and where they differ, side by side."""
    width, height = max(kept.width(), taken.width()), max(kept.height(), taken.height())
    sheet = QImage(3 * width, height, QImage.Format.Format_RGB32)
    sheet.fill(QColor("gray"))
    painter = QPainter(sheet)
    painter.drawImage(0, 0, kept)
    painter.drawImage(width, 0, taken)
    painter.drawImage(2 * width, 0, taken)
    painter.setPen(QColor("red"))
    for x, y in found:
        painter.drawRect(QRect(2 * width + x * SQUARE, y * SQUARE, SQUARE - 1, SQUARE - 1))
    painter.end()
    sheet.save(str(path))


@pytest.mark.parametrize("name", NAMES)
def test_it_looks_as_it_did(taken, name, tmp_path, qapp):
    kept, now = QImage(str(KEPT / f"{name}.png")), QImage(str(taken / f"{name}.png"))
    found = squares(kept, now) if kept.size() == now.size() else []
    if kept.size() != now.size() or len(found) > MOST_SQUARES:
        difference = tmp_path / f"{name}-difference.png"
        save_difference(kept, now, found, difference)
        pytest.fail(f"{kept.size()} became {now.size()}, {len(found)} squares differ: see {difference}")


def test_every_picture_that_is_kept_is_compared_and_they_are_few():
    files = list(KEPT.iterdir())
    assert {file.name for file in files} == {f"{name}.png" for name in NAMES}
    assert sum(file.stat().st_size for file in files) < 3_000_000


def _moved(image):
    """The buttons of the card four pixels further down."""
    changed = image.copy()
    painter = QPainter(changed)
    bottom = image.height() - 68
    painter.drawImage(0, bottom + 4, image.copy(0, bottom, image.width(), 50))
    painter.end()
    return changed


def _recoloured(image):
    """The green of the button to answer a little bluer, as another green of the theme would be."""
    changed = image.copy()
    for y in range(image.height()):
        for x in range(image.width()):
            if image.pixelColor(x, y).name() == "#1a7f4b":
                changed.setPixelColor(x, y, QColor("#1a7f5b"))
    return changed


def _without_a_word(image):
    """The name of the caller is not there."""
    changed = image.copy()
    painter = QPainter(changed)
    painter.fillRect(QRect(90, 50, 150, 30), QColor("white"))
    painter.end()
    return changed


@pytest.mark.parametrize("change", [_moved, _recoloured, _without_a_word])
def test_a_real_change_is_more_than_is_allowed(change, qapp):
    kept = QImage(str(KEPT / "en-light-card-ringing.png"))
    assert squares(kept, kept) == []
    assert len(squares(kept, change(kept))) > MOST_SQUARES


def keep():
    """Keep the pictures of now."""
    folder = ROOT / "build" / "pictures"
    take(folder)
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir()
    for name in NAMES:
        shutil.copy(folder / f"{name}.png", KEPT)


if __name__ == "__main__":
    keep()
