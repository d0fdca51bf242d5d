"""What the pages of the main window are put together from: heading, search field, messages and questions."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from screenpop.language import translate

from . import icons
from .card_style import Look

_SAID_FOR: Final = 8000
"""Milliseconds for which a message stays."""

_WIDTH: Final = 250
_NARROWEST: Final = 140
_BESIDE: Final = 64
"""Room for the sign of searching at the left, and for the cross that clears the field at the right."""


class SearchField(QLineEdit):
    """Searches as one types: `sought` gets the text a moment after the last key."""

    downPressed = Signal()

    def __init__(self, placeholder: str, sought: Callable[[str], None], *, wait: int = 0) -> None:
        """`wait`: milliseconds without a key until `sought` is called."""
        super().__init__()
        self._look = Look()
        self.setObjectName("search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(wait)
        self._soon.timeout.connect(lambda: sought(self.text()))
        self.textChanged.connect(lambda _text: self._soon.start())

    def dress(self, look: Look) -> None:
        """Take on colours and sizes."""
        self._look = look
        self.setMinimumWidth(look.px(_NARROWEST))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """There is room for what it says while it is empty."""
        hint, room = super().sizeHint(), self._look.px(_BESIDE)
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return QSize(max(words + room, self._look.px(_WIDTH)), hint.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow down goes to what was found."""
        if event.key() == Qt.Key.Key_Down:
            self.downPressed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign of searching at the left."""
        super().paintEvent(event)
        side = self._look.px(icons.SIZE)
        place = QRect(self._look.px(12), (self.height() - side) // 2, side, side)
        icons.draw(QPainter(self), "search", self._look.colours.muted, place)


class ChoiceBox(QComboBox):
    """A box to choose from, with the arrow of the icon set."""

    def __init__(self, name: str) -> None:
        """`name` is what a screen reader says."""
        super().__init__()
        self._look = Look()
        self.setAccessibleName(name)

    def dress(self, look: Look) -> None:
        """Take on colours and sizes."""
        self._look = look
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow at the right."""
        super().paintEvent(event)
        side = self._look.px(icons.SIZE)
        place = QRect(self.width() - side - self._look.px(8), (self.height() - side) // 2, side, side)
        icons.draw(QPainter(self), "chevron-down", self._look.colours.muted, place)


class PageHead(QWidget):
    """The heading of a page, with what belongs at its right."""

    def __init__(self, title: str, *right: QWidget) -> None:
        """Lay them out."""
        super().__init__()
        self._title = QLabel(title)
        self._title.setObjectName("pageTitle")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addStretch()
        for widget in right:
            row.addWidget(widget)


class Notice(QFrame):
    """A line at the bottom of a page: something was done, or went wrong, or is asked before it is done."""

    def __init__(self) -> None:
        """Hidden until there is something."""
        super().__init__()
        self.setObjectName("foot")
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._do = QPushButton()
        self._do.setProperty("kind", "end")
        self._keep = QPushButton()
        self._act: Callable[[], None] = lambda: None
        self._do.clicked.connect(self._done)
        self._keep.clicked.connect(self.hide)
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.setInterval(_SAID_FOR)
        self._gone.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self._do)
        row.addWidget(self._keep)
        self.hide()

    def say(self, text: str) -> None:
        """Show `text` for a while."""
        self._show(text, asks=False)
        self._gone.start()

    def ask(self, text: str, doing: str, act: Callable[[], None]) -> None:
        """Ask whether to do what cannot be undone; `doing` is the word on the button that does it."""
        self._gone.stop()
        self._act = act
        self._do.setText(doing)
        self._do.setAccessibleName(f"{doing}. {text}")
        keep = translate("Window", "Keep")
        self._keep.setText(keep)
        self._keep.setAccessibleName(keep)
        self._show(text, asks=True)
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, text: str, *, asks: bool) -> None:
        self._words.setText(text)
        self._words.setAccessibleName(text)
        for button in (self._do, self._keep):
            button.setVisible(asks)
        self.show()

    def _done(self) -> None:
        self.hide()
        self._act()


class EmptyState(QWidget):
    """What stands in the middle of a page that has nothing to show: what that is, and what can be done."""

    def __init__(self) -> None:
        """Nothing is said yet."""
        super().__init__()
        self._above, self._below = QLabel(), QLabel()
        self._above.setObjectName("emptyTitle")
        self._below.setObjectName("hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 24, 48, 48)
        column.setSpacing(6)
        column.addStretch()
        for label in (self._above, self._below):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch()

    def say(self, title: str, text: str) -> None:
        """Show this."""
        for label, words in ((self._above, title), (self._below, text)):
            label.setText(words)
            label.setAccessibleName(words)
            label.setVisible(bool(words))
