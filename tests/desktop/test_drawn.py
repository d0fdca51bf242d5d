"""A button looks as its style sheet says, also from the picture that it keeps of itself."""

import pytest
from PySide6.QtGui import QImage

from screenpop.desktop.drawn import DrawnButton


@pytest.fixture
def button(qtbot):
    made = DrawnButton("x", "#14181f")
    qtbot.addWidget(made)
    made.setText("Answer")
    made.resize(160, 36)
    return made


def picture(button, style=""):
    if style:
        button.setStyleSheet(f"QPushButton {{ border: none; background: #ffffff; {style} }}")
    return button.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)


def ink(image):
    return sum(255 - image.pixelColor(x, y).red() for x in range(image.width()) for y in range(image.height()))


def test_the_size_of_the_words_is_that_of_the_style_sheet(button):
    small, large = (ink(picture(button, f"font-size: {size}px;")) for size in (9, 26))
    assert large > 2 * small


def test_a_button_that_changed_is_drawn_anew(button):
    ready = picture(button, "font-size: 14px;")
    assert picture(button) == ready
    button.setText("Answering…")
    busy = picture(button)
    assert busy != ready
    button.setEnabled(False)
    button.setStyleSheet("QPushButton:disabled { background: #c0c0c0; }")
    assert picture(button) != busy
