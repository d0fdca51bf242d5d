"""What is known of the call that is chosen, at the bottom of the list: its note, and what can be done with it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from screenpop.calls.call import Call
from screenpop.language import translate

from .call_model import CallRow
from .card_note import NoteField
from .content import duration_words
from .view import moment_words, sentence_case
from .window_parts import Words


async def _nothing(_call_id: str) -> None:
    """There is no record."""


@dataclass(frozen=True, slots=True)
class CallsActions:
    """What the list of calls can set off, by the call's id. The text of an error is for people.

    A note is on its way to the disk when `save_note` returns. `has_record` says whether there is a record of a
    call's other party that could be opened. `looked_at` hears that the missed calls are seen.
    """

    call_back: Callable[[str], Awaitable[None]]
    save_note: Callable[[str, str], Awaitable[None]]
    delete: Callable[[str], Awaitable[None]]
    delete_older: Callable[[datetime], Awaitable[None]]
    looked_at: Callable[[], None] = lambda: None
    open_record: Callable[[str], Awaitable[None]] = _nothing
    has_record: Callable[[Call], bool] = lambda _call: False


class CallPanel(QFrame):
    """The panel. `left` says that the user is done with the note."""

    left = Signal()
    wants_call = Signal(str)
    wants_record = Signal(str)
    wants_deletion = Signal(object)

    def __init__(self, save_note: Callable[[str, str], None], has_record: Callable[[Call], bool]) -> None:
        """Hidden until a call is shown."""
        super().__init__()
        self.setObjectName("foot")
        self._save_note, self._has_record = save_note, has_record
        self._shown: CallRow | None = None
        self._title, self._detail = Words(name="section"), Words(name="detail")
        self._note = NoteField()
        self._note.typed.connect(self._save)
        self._note.left.connect(self.left.emit)
        self._call = _button(translate("Calls", "Call back"), "primary")
        self._record = _button(translate("Calls", "Open record"))
        self._copy = _button(translate("Calls", "Copy number"))
        self._delete = _button(translate("Calls", "Delete…"))
        self._call.clicked.connect(lambda: self.wants_call.emit(self._call_id))
        self._record.clicked.connect(lambda: self.wants_record.emit(self._call_id))
        self._copy.clicked.connect(self.copy_number)
        self._delete.clicked.connect(lambda: self.wants_deletion.emit(self._shown))
        self._lay_out()
        self.hide()

    def show_call(self, row: CallRow | None, now: datetime) -> None:
        """Show a call, or nothing. A note that is being typed stays as it is while its call is shown."""
        if self._shown is None or row is None or row.line.call_id != self._shown.line.call_id:
            self.flush()
            self._note.begin()
        self._shown = row
        self.setVisible(row is not None)
        if row is None:
            return
        line = row.line
        self._title.say(line.title)
        self._detail.say(" · ".join(part for part in _facts(row, now) if part))
        self._note.show_note(row.note)
        self._record.setVisible(self._has_record(row.listed.call))
        for button in (self._call, self._copy):
            button.setEnabled(bool(line.number))
        self._call.setAccessibleName(translate("Calls", "Call back {who}").format(who=line.title))

    def edit_note(self) -> None:
        """Let the user type."""
        self._note.setFocus()

    def flush(self) -> None:
        """Save what is not saved yet."""
        self._note.flush()

    def copy_number(self) -> None:
        """Put the number into the clipboard."""
        if self._shown is not None:
            QApplication.clipboard().setText(self._shown.listed.call.number or self._shown.line.number)

    @property
    def has_keyboard(self) -> bool:
        """Whether a note is being typed."""
        return self._note.hasFocus()

    @property
    def _call_id(self) -> str:
        return self._shown.line.call_id if self._shown else ""

    def _save(self, text: str) -> None:
        if self._shown is not None:
            self._save_note(self._shown.line.call_id, text)

    def _lay_out(self) -> None:
        who = QVBoxLayout()
        who.setSpacing(2)
        who.addWidget(self._title)
        who.addWidget(self._detail)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.setSpacing(8)
        upper.addLayout(who, 1)
        upper.addWidget(self._call)
        upper.addWidget(self._record)
        lower.setSpacing(8)
        lower.addWidget(self._note, 1)
        lower.addWidget(self._copy)
        lower.addWidget(self._delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addLayout(upper)
        column.addLayout(lower)
        for before, after in pairwise((self._note, self._call, self._record, self._copy, self._delete)):
            self.setTabOrder(before, after)


def _facts(row: CallRow, now: datetime) -> tuple[str, ...]:
    call, line = row.listed.call, row.line
    talked = duration_words(call.ended - call.answered) if call.answered and call.ended else ""
    by = call.answered_by if not line.is_outgoing and call.answered_by != call.user else None
    return (
        line.number if line.number != line.title else "",
        line.words,
        translate("Calls", "by {who}").format(who=by) if by else "",
        talked,
        sentence_case(moment_words(line.when, now)),
    )


def _button(words: str, kind: str = "plain") -> QPushButton:
    button = QPushButton(words)
    button.setProperty("kind", kind)
    button.setAutoDefault(False)
    button.setAccessibleName(words)
    return button
