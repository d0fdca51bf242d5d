"""A small window to call somebody: by number, or by a name of which some letters are enough.

Whatever brought a number here (a link, the clipboard, a selected text), nothing is called before a person presses
Call. Enter presses it, but not for a number that calls for help.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from screenpop.language import translate

from .card_parts import Message
from .card_style import Look
from .icons import app_icon
from .main_style import main_style
from .pending import PendingActions
from .window_parts import Words

_WIDTH = 380
_MOST = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who can be called."""

    name: str
    number: str

    @property
    def text(self) -> str:
        """As it stands in the list."""
        return f"{self.name}, {self.number}" if self.name else self.number


class DialWindow(QWidget):
    """`dial` calls a number, `suggest` gives who may be meant by some letters, and `is_emergency` tells help's number.

    The text of an error that `dial` raises is a sentence for people.
    """

    def __init__(
        self,
        look: Look,
        dial: Callable[[str], Awaitable[None]],
        suggest: Callable[[str], Sequence[Suggestion]],
        is_emergency: Callable[[str], bool],
    ) -> None:
        """Hidden until `ask`."""
        super().__init__()
        self._dial, self._suggest, self._is_emergency = dial, suggest, is_emergency
        self._pending = PendingActions(self._failed)
        self._numbers: dict[str, str] = {}
        self._is_busy = False
        self.setObjectName("mainWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowIcon(app_icon())
        self.setWindowTitle(translate("Dial", "Call a number"))
        self.setStyleSheet(main_style(look))
        self._reason = Words(name="detail")
        self.field = QLineEdit()
        self.field.setAccessibleName(translate("Dial", "Name or number"))
        self.field.setPlaceholderText(translate("Dial", "Name or number"))
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.field.setCompleter(completer)
        self.message = Message()
        self.call_button = QPushButton()
        self.call_button.setProperty("kind", "primary")
        self.cancel_button = QPushButton(translate("Dial", "Cancel"))
        self._lay_out(look)
        self.field.textEdited.connect(self._complete)
        self.field.textChanged.connect(self._edited)
        self.field.returnPressed.connect(self._entered)
        self.call_button.clicked.connect(self._call)
        self.cancel_button.clicked.connect(self.close)
        self._edited("")

    def ask(self, number: str = "", reason: str = "") -> None:
        """Come to the front with `number` filled in; `reason` says where it comes from."""
        self.field.setText(number)
        self._reason.say(reason)
        self._reason.setVisible(bool(reason))
        self.message.say("", is_trouble=False)
        self.adjustSize()
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus()

    async def end(self) -> None:
        """Go for good, and end what is under way."""
        await self._pending.close()
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """It hides, and forgets what was typed."""
        self.field.clear()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _lay_out(self, look: Look) -> None:
        px = look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(16), px(16), px(16), px(16))
        rows.setSpacing(px(12))
        feet = QHBoxLayout()
        feet.addStretch()
        feet.addWidget(self.cancel_button)
        feet.addWidget(self.call_button)
        self._reason.hide()
        self.message.hide()
        for part in (self._reason, self.field, self.message):
            rows.addWidget(part)
        rows.addLayout(feet)
        self.setFixedWidth(px(_WIDTH))

    def _complete(self, typed: str) -> None:
        found = list(self._suggest(typed))[:_MOST] if typed.strip() else []
        self._numbers = {suggestion.text: suggestion.number for suggestion in found}
        self._model.setStringList(list(self._numbers))

    def _edited(self, text: str) -> None:
        words = translate("Dial", "Call for help") if self._calls_for_help() else translate("Dial", "Call")
        self.call_button.setText(words)
        self.call_button.setEnabled(bool(text.strip()) and not self._is_busy)

    def _number(self) -> str:
        """What was typed, or the number of whom was chosen from the list."""
        text = self.field.text().strip()
        return self._numbers.get(text, text)

    def _calls_for_help(self) -> bool:
        return self._is_emergency(self._number())

    def _entered(self) -> None:
        if self._calls_for_help():
            self._say(translate("Dial", "This number calls for help. Press the button if you mean it."), trouble=True)
        else:
            self._call()

    def _call(self) -> None:
        number = self._number()
        if self._is_busy or not number:
            return
        if not any(char.isdigit() for char in number) and "@" not in number:
            self._say(
                translate("Dial", "Nobody of that name is known. Choose from the list, or type a number."), trouble=True
            )
            return
        self._is_busy = True
        self.call_button.setEnabled(False)
        self._say(translate("Dial", "Calling…"), trouble=False)
        self._pending.start(self._dial(number), "dial", self._ended)

    def _ended(self, trouble: str | None) -> None:
        self._is_busy = False
        self._edited(self.field.text())
        if trouble is not None:
            self._say(trouble, trouble=True)
        else:
            self._say(translate("Dial", "Your phone rings first. Pick it up to be connected."), trouble=False)

    def _failed(self, trouble: str) -> None:
        self._say(trouble, trouble=True)

    def _say(self, text: str, *, trouble: bool) -> None:
        self.message.say(text, is_trouble=trouble)
        self.adjustSize()
