"""The strip beyond the last card that is shown: "3 more calls"."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from screenpop.language import translate

from .card_frame import Frame
from .card_style import WIDTH, Look

_HEIGHT: Final = 36


class Strip(Frame):
    """Says how many calls have no card; a click opens the window, where they all are."""

    def __init__(self, look: Look, show_window: Callable[[], None]) -> None:
        """Hidden until there is something to count."""
        super().__init__(look)
        self.sheet_size = QSize(look.px(WIDTH), look.px(_HEIGHT))
        self._words = QPushButton()
        self._words.setCursor(Qt.CursorShape.PointingHandCursor)
        self._words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._words.clicked.connect(lambda _checked=False: show_window())
        row = QHBoxLayout(self)
        row.setContentsMargins(self.shadow + 1, self.shadow + 1, self.shadow + 1, self.shadow + 1)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self._words)
        self._words.setMinimumHeight(look.px(_HEIGHT) - 2)
        colour = look.colours.muted
        self.setStyleSheet(
            f"QPushButton {{ border: none; background: transparent; color: {colour}; font-weight: 500;"
            f" font-size: {look.px(13)}px; }} QPushButton:hover {{ color: {look.colours.text}; }}"
        )
        self.resize_sheet(self.sheet_size)

    def count(self, calls: int) -> None:
        """Say how many calls are not shown."""
        self._words.setText(translate("Stack", "%n more calls", None, calls))

    @property
    def words(self) -> str:
        """What it says now."""
        return self._words.text()
