"""One setting on the screen: its name, what it does, a control, the way back to the default, and what is wrong."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from screenpop.language import translate

from .card_style import Look
from .choice import Choice
from .settings_catalogue import Entry, Kind
from .switch import Switch
from .tall_area import TallRow
from .window_parts import icon_button

_WIDE: Final = 240
_NARROW: Final = 96
"""Device-independent pixels of a control: for words, and for numbers."""


class SettingField(TallRow):
    """A setting. `change(key, text)` raises ValueError with a sentence where the value makes no sense."""

    def __init__(self, entry: Entry, change: Callable[[str, str], None], reset: Callable[[str], None]) -> None:
        """It shows nothing before `show_value`."""
        super().__init__()
        self.entry = entry
        self._change, self._shown = change, ""
        self._control = _control(entry, self._commit)
        self._control.setAccessibleName(entry.words.title)
        self._control.setAccessibleDescription(entry.words.help)
        self._trouble = QLabel()
        self._trouble.setObjectName("fieldTrouble")
        self._trouble.setTextFormat(Qt.TextFormat.PlainText)
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        back = translate("Settings", "Reset {setting} to its default").format(setting=entry.words.title)
        self._reset = icon_button(back)
        self._reset.setToolTip(translate("Settings", "Back to the default"))
        self._reset.clicked.connect(lambda: reset(entry.key))
        self._lay_out()

    @property
    def control(self) -> QWidget:
        """What is used to change it."""
        return self._control

    def show_value(self, text: str, *, is_set: bool, trouble: str = "") -> None:
        """Show what the file says; what is being typed stays until it is finished."""
        is_typed = isinstance(self._control, QLineEdit) and self._control.isModified() and self._control.hasFocus()
        if not is_typed and not (self._trouble.isVisibleTo(self) and text == self._shown and not trouble):
            self._put(text)
            self._tell(trouble)
        self._shown = text
        policy = self._reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._reset.setSizePolicy(policy)
        self._reset.setVisible(is_set)

    def dress(self, look: Look) -> None:
        """Take on colours and text size."""
        self._reset.show_icon("rotate-ccw", look.colours.muted)
        is_narrow = self.entry.kind is Kind.NUMBER
        if isinstance(self._control, (Switch, Choice)):
            self._control.dress(look)
        if not isinstance(self._control, Switch):
            self._control.setFixedWidth(look.px(_NARROW if is_narrow else _WIDE))

    def _put(self, text: str) -> None:
        control = self._control
        if isinstance(control, QLineEdit):
            control.setText(text)
            control.setModified(False)
        elif isinstance(control, Switch):
            control.setChecked(text == "true")
        elif isinstance(control, Choice):
            at = control.findData(text)
            if at < 0:
                control.addItem(text, text)
                at = control.count() - 1
            control.setCurrentIndex(at)

    def _commit(self, text: str) -> None:
        """The person has chosen: it is written at once, or said why not; what they typed stays to be corrected."""
        if text == self._shown and not self._trouble.isVisibleTo(self):
            return
        self._tell("")
        try:
            self._change(self.entry.key, text)
        except ValueError as error:
            self._tell(str(error))

    def _tell(self, trouble: str) -> None:
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        described = " ".join(filter(None, (trouble, self.entry.words.help)))
        self._control.setAccessibleDescription(described)

    def _lay_out(self) -> None:
        title, text = QLabel(), QLabel()
        title.setObjectName("fieldTitle")
        title.setWordWrap(True)
        title.setText(self.entry.words.title)
        title.setBuddy(self._control)
        text.setObjectName("hint")
        text.setWordWrap(True)
        text.setText(self.entry.words.help)
        text.setVisible(bool(self.entry.words.help))
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (title, text, self._trouble):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self._control, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignVCenter)


def _control(entry: Entry, commit: Callable[[str], None]) -> QWidget:
    match entry.kind:
        case Kind.TOGGLE:
            return _toggle(commit)
        case Kind.CHOICE:
            return _choice(entry, commit)
        case _:
            return _line(entry, commit)


def _toggle(commit: Callable[[str], None]) -> Switch:
    switch = Switch()
    switch.clicked.connect(lambda is_on: commit("true" if is_on else "false"))
    return switch


def _choice(entry: Entry, commit: Callable[[str], None]) -> Choice:
    box = Choice()
    for value, title in entry.words.choices:
        box.addItem(title, value)
    if entry.key == "cards.screen":
        for screen in QGuiApplication.screens():
            box.addItem(screen.name(), screen.name())
    box.activated.connect(lambda _at: commit(str(box.currentData())))
    return box


def _line(entry: Entry, commit: Callable[[str], None]) -> QLineEdit:
    line = QLineEdit()
    if entry.kind is Kind.SECRET:
        line.setEchoMode(QLineEdit.EchoMode.Password)
    line.editingFinished.connect(lambda: commit(line.text().strip()) if line.isModified() else None)
    return line
