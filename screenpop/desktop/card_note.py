"""The field for a note to the call, saved as it is typed."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit

from screenpop.language import translate

_SAVED_AFTER: Final = 300
"""Milliseconds after a key, at most, until what was typed is saved."""

_LONGEST: Final = 2000


class NoteField(QLineEdit):
    """One line. `wanted` asks for the keyboard, `left` says that the agent is done (Enter or Escape).

    `typed` brings the whole text, to be saved.
    """

    wanted = Signal()
    left = Signal()
    typed = Signal(str)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._is_touched = False
        self._unsaved = QTimer(self)
        self._unsaved.setSingleShot(True)
        self._unsaved.setInterval(_SAVED_AFTER)
        self._unsaved.timeout.connect(self._save_text)
        self.setPlaceholderText(translate("Card", "Add a note to this call…"))
        self.setAccessibleName(translate("Card", "Note to this call"))
        self.setMaxLength(_LONGEST)
        self.textEdited.connect(self._edited)

    @property
    def is_touched(self) -> bool:
        """Whether the agent typed here: then nothing else may change the text."""
        return self._is_touched

    def show_note(self, text: str) -> None:
        """Show what was noted earlier, unless the agent typed something since."""
        if not self._is_touched and text != self.text():
            self.setText(text)

    def begin(self) -> None:
        """Another call's note is shown from now on; nobody has typed in it yet."""
        self._is_touched = False
        self.clear()

    def flush(self) -> None:
        """Save now what is not saved yet."""
        if self._unsaved.isActive():
            self._unsaved.stop()
            self._save_text()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click asks for the keyboard; once it is handled, since the window may have to be shown anew for it."""
        super().mousePressEvent(event)
        QTimer.singleShot(0, self, self.wanted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape end the typing; what was typed stays."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.flush()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _edited(self) -> None:
        self._is_touched = True
        if not self._unsaved.isActive():
            self._unsaved.start()

    def _save_text(self) -> None:
        self.typed.emit(self.text())
