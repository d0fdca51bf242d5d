"""The face of a card: its parts and where they are. What they do is the card's business."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from screenpop.language import translate

from .card_note import NoteField
from .card_parts import ActionButton, Facts, IconButton, Message, Pill
from .card_style import WIDTH, Look
from .content import CardAction, CardContent
from .window_parts import Avatar, Words, figures, tabular

NEXT_MATCH: Final = QKeySequence("Ctrl+M")


class CardFace(QWidget):
    """Everything on the sheet, in the measures of `look`."""

    def __init__(self, look: Look, act: Callable[[CardAction], None]) -> None:
        """`act` is called with the action whose button was pressed."""
        super().__init__()
        self._look = look
        self._pill = Pill(look)
        self._about = Words(name="about")
        self.timer = figures()
        self.close_button = IconButton(look, "x", translate("Card", "Dismiss"), "bare", 28)
        self._avatar = Avatar(look.px(48))
        self._title, self._line, self._detail = (
            Words(name="cardTitle"),
            Words(name="cardLine"),
            Words(name="cardDetail"),
        )
        self._facts = Facts(look)
        self.note = NoteField()
        self.note.setFixedHeight(look.px(36))
        self.message = Message()
        self._buttons = {action: ActionButton(action, look, partial(act, action)) for action in CardAction}
        self.note_button = IconButton(look, "square-text", translate("Card", "Add a note"), "plain", 36)
        self.record_button = IconButton(look, "external-link", translate("Card", "Open record"), "plain", 36)
        self.record_button.clicked.connect(lambda _checked=False: act(CardAction.OPEN_RECORD))
        self.record_button.hide()
        self.more_button = IconButton(look, "ellipsis", translate("Card", "More"), "plain", 36)
        self.setFixedWidth(look.px(WIDTH))
        self._lay_out()
        self.setFont(tabular(self.font()))

    def show_content(self, content: CardContent, *, note_is_open: bool) -> None:
        """Show `content`, all of it at once. What the agent typed stays."""
        self._pill.say(content.pill, *self._look.colours.presence[content.tone])
        self._about.say(content.about)
        self._avatar.show_person(content.initials, content.seed)
        self._title.say(content.title)
        self._line.say(content.line)
        self._detail.say(content.detail)
        self._show_more(content)
        self._facts.show_facts(() if content.is_small else content.facts)
        self._avatar.setVisible(not content.is_small)
        self._detail.setVisible(not content.is_small)
        self.note.show_note(content.note)
        self.note.setVisible(note_is_open)
        has_small_record = _is_crowded(content) and CardAction.OPEN_RECORD in content.actions
        self.record_button.setVisible(has_small_record)
        self.note_button.setVisible(not note_is_open and not has_small_record)
        for action, button in self._buttons.items():
            button.address(content.title)
            is_small = action is CardAction.OPEN_RECORD and has_small_record
            button.setVisible(action in content.actions and not is_small)

    def _show_more(self, content: CardContent) -> None:
        text = translate("Card", "More")
        if content.matches:
            others = translate("Card", "More. Others have this number too: {key} shows the next.")
            text = others.format(key=NEXT_MATCH.toString(QKeySequence.SequenceFormat.NativeText))
        if self.more_button.toolTip() != text:
            self.more_button.setToolTip(text)
            self.more_button.setAccessibleName(text)

    def first_button(self) -> QWidget | None:
        """The button that the keyboard comes to first."""
        shown = (button for button in self._buttons.values() if button.isVisibleTo(self) and button.isEnabled())
        return next(shown, None)

    def rest(self) -> None:
        """All buttons are ready to be pressed."""
        for button in self._buttons.values():
            button.rest()
        self.record_button.setEnabled(True)

    def work(self, action: CardAction) -> None:
        """`action` is under way: no button can be pressed meanwhile."""
        for button in (*self._buttons.values(), self.record_button):
            button.setEnabled(False)
        self._buttons[action].work()

    def _lay_out(self) -> None:
        px = self._look.px
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(16) + 1, px(12) + 1, px(12) + 1, px(14) + 1)
        rows.setSpacing(0)
        rows.addLayout(self._head())
        rows.addSpacing(px(8))
        rows.addLayout(self._body())
        rows.addSpacing(px(12))
        rows.addLayout(self._feet())

    def _head(self) -> QHBoxLayout:
        px = self._look.px
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self._pill)
        head.addWidget(self._about, 1)
        head.addWidget(self.timer)
        head.addWidget(self.close_button)
        return head

    def _body(self) -> QVBoxLayout:
        """The person and, each only while it is shown, what is known, the note, and what came of an action."""
        body = QVBoxLayout()
        body.setSpacing(self._look.px(10))
        body.addLayout(self._person())
        for part in (self._facts, self.note, self.message):
            part.hide()
            body.addWidget(part)
        return body

    def _person(self) -> QHBoxLayout:
        px = self._look.px
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.setContentsMargins(0, px(1), 0, 0)
        for words, height in ((self._title, 24), (self._line, 20), (self._detail, 18)):
            words.setFixedHeight(px(height))
            texts.addWidget(words)
        person = QHBoxLayout()
        person.setSpacing(px(16))
        person.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        person.addLayout(texts, 1)
        return person

    def _feet(self) -> QHBoxLayout:
        feet = QHBoxLayout()
        feet.setSpacing(self._look.px(8))
        for button in self._buttons.values():
            feet.addWidget(button, 1)
        feet.addStretch()
        feet.addWidget(self.record_button)
        feet.addWidget(self.note_button)
        feet.addWidget(self.more_button)
        return feet


def _is_crowded(content: CardContent) -> bool:
    """Whether two other buttons take the room for words."""
    return CardAction.ANSWER in content.actions
