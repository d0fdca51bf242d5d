"""Takes the pictures of docs/images anew: the card of a ringing call, and all states of the card, light and dark."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from screenpop.desktop.card_style import Look
from screenpop.desktop.gallery import save_cards, save_sheet, use_picture_font
from screenpop.desktop.theme import DARK, LIGHT

FOLDER = Path(__file__).parent.parent / "docs" / "images"
SCALE = 2.0
"""Pixels for each device-independent one: the pictures are crisp on any screen."""


def main() -> None:
    """Take them all."""
    application = QApplication(["shots", "-platform", "offscreen"])
    use_picture_font()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, colours in {"light": LIGHT, "dark": DARK}.items():
        look = Look(colours)
        with TemporaryDirectory() as folder:
            save_cards(Path(folder), look, scale=SCALE)
            shutil.copy(Path(folder) / "card-ringing.png", FOLDER / f"card-{name}.png")
        save_sheet(FOLDER / f"cards-{name}.png", look, scale=SCALE)
    print(f"The pictures are in {FOLDER}.")
    application.quit()


if __name__ == "__main__":
    main()
