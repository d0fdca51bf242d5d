"""The card of one call: who is calling, what is known of them, and what can be done about it.

A card is made before it is needed and shows one call only: when that one is over, the card is thrown away, so that
nothing of it can be seen on the next.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout

from screenpop.calls.call import CallState
from screenpop.language import translate

from .card_actions import CardActions, button_words
from .card_face import NEXT_MATCH, CardFace
from .card_frame import Frame
from .card_style import WIDTH, Look, card_style
from .content import CardAction, CardContent, blank
from .keyboard import Keyboard
from .view import timer

_PATIENCE: Final = 8_000
"""Milliseconds until the card says that the phone system took a command and nothing came of it."""

_SECOND: Final = timedelta(seconds=1)
_AFTER_PAINT: Final = 50
"""Milliseconds from the card's coming to what may wait for its paint."""

Start = Callable[["Card", CardAction, Awaitable[None]], None]
"""Sets an action going; `Card.acted` is to be called when it has ended."""


class Card(Frame):
    """One card, hidden until it is shown. What it shows is set by `show_content`."""

    dismissed = Signal()
    """The agent sent the card away."""

    not_now = Signal(bool)
    """The agent wants no cards for a while: of this caller, or (True) of anybody."""

    released = Signal()
    """Something that held the card holds it no more: see `is_held`."""

    grown = Signal()
    """The card has another height than it had."""

    def __init__(self, actions: CardActions, start: Start, look: Look, clock: Callable[[], datetime]) -> None:
        """`clock` gives the time, aware."""
        super().__init__(look)
        self._actions, self._start, self._clock = actions, start, clock
        self._content: CardContent | None = None
        self._busy: CardAction | None = None
        self._note_was_opened = False
        self._menu = QMenu(self)
        self._keyboard = Keyboard(self)
        self._second = self._single_shot(self._tick)
        self._patience = self._single_shot(self._nothing_came)
        self._announcement, self._is_announced = self._single_shot(self._announce), False
        self._face = CardFace(look, self._act)
        self._connect()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(self.shadow, self.shadow, self.shadow, self.shadow)
        rows.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        rows.addWidget(self._face)
        self.setStyleSheet(card_style(look))

    @property
    def is_held(self) -> bool:
        """Whether the agent is at it: the pointer rests on it, a note is typed, a menu is open, an action runs."""
        return self.underMouse() or self.is_typed_into or self._menu.isVisible() or self._busy is not None

    @property
    def is_typed_into(self) -> bool:
        """Whether the agent is typing a note."""
        return self._keyboard.is_lent

    def show_content(self, content: CardContent) -> None:
        """Show `content`, all of it at once. What the agent typed stays."""
        before, self._content = self._content, content
        name = translate("Card", "{state}: {who}", "what a screen reader says of a card")
        self.setAccessibleName(name.format(state=content.pill, who=content.title))
        if before is None or (before.state, before.actions) != (content.state, content.actions):
            self._rest()
            self._face.message.say("", is_trouble=False)
        self._face.show_content(content, note_is_open=content.takes_note or self._note_was_opened)
        self._tick()
        self.fit()

    def acted(self, trouble: str | None) -> None:
        """The action that was set off has ended; `trouble` says why it failed, where it did."""
        action = self._busy
        if action is None:
            return
        if trouble is not None:
            self._rest()
            self._say(trouble, is_trouble=True)
        elif action in (CardAction.CALL_BACK, CardAction.OPEN_RECORD):
            self._rest()
            self._say(button_words(action).done, is_trouble=False)
        else:
            self._patience.start(_PATIENCE)

    def fit(self) -> None:
        """Take the height that the content needs."""
        width = self.look.px(WIDTH)
        layout = self._face.layout()
        assert layout is not None
        layout.activate()
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        if QSize(width, height) != self.sheet.size():
            self.resize_sheet(QSize(width, height))
            self.grown.emit()

    def warm_up(self) -> None:
        """Do once, unseen, what the first showing would take time for."""
        self.show_content(blank())
        self.winId()
        self.paint_unseen()

    def save_note(self) -> None:
        """Save what was typed now."""
        self._face.note.flush()

    def take_keyboard(self) -> None:
        """Let the agent use the card with the keyboard; Escape gives it back."""
        button = self._face.first_button()
        self._keyboard.take(button or self._face.close_button)

    def finish(self) -> None:
        """Save what was typed and go for good; a window that hides gives the keyboard back."""
        self.save_note()
        self.hide()
        self.deleteLater()

    def showEvent(self, event: QShowEvent) -> None:
        """The timer runs while it can be seen."""
        super().showEvent(event)
        self._tick()
        if not self._is_announced:
            self._announcement.start(_AFTER_PAINT)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks while nobody looks."""
        super().hideEvent(event)
        self._second.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer went."""
        super().leaveEvent(event)
        self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the card, from wherever on it the keyboard is; Ctrl+O opens the caller's record, and Ctrl+M
        shows the next of the contacts with this number.
        """
        if event.matches(QKeySequence.StandardKey.Open) and CardAction.OPEN_RECORD in self._possible():
            self._act(CardAction.OPEN_RECORD)
            return
        if QKeySequence(event.keyCombination()) == NEXT_MATCH and self._content is not None and self._content.matches:
            self._choose_match(0)
            return
        if event.key() == Qt.Key.Key_Escape and self.is_typed_into:
            self._face.note.flush()
            self._leave_note()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """When the agent goes on elsewhere, the note is done."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self._keyboard.is_lent and not self.isActiveWindow():
            self._face.note.flush()
            self._keyboard.lost()
            self.released.emit()

    def _possible(self) -> tuple[CardAction, ...]:
        return self._content.actions if self._content is not None else ()

    def _connect(self) -> None:
        face = self._face
        face.close_button.clicked.connect(self.dismissed)
        face.note_button.clicked.connect(self._open_note)
        face.more_button.clicked.connect(self._open_menu)
        face.note.typed.connect(self._save_note)
        face.note.wanted.connect(lambda: self._keyboard.take(face.note))
        face.note.left.connect(self._leave_note)
        self._menu.aboutToHide.connect(self.released)

    def _act(self, action: CardAction) -> None:
        if self._content is None or self._busy is not None:
            return
        self._busy = action
        self._face.work(action)
        self._say("", is_trouble=False)
        self._start(self, action, self._actions.start(action, self._content.call_id))

    def _rest(self) -> None:
        self._busy = None
        self._patience.stop()
        self._face.rest()
        self.released.emit()

    def _nothing_came(self) -> None:
        action = self._busy
        self._rest()
        if action is not None:
            self._say(button_words(action).done, is_trouble=False)

    def _say(self, text: str, *, is_trouble: bool) -> None:
        self._face.message.say(text, is_trouble=is_trouble)
        self.fit()

    def _save_note(self, text: str) -> None:
        if self._content is not None:
            self._actions.save_note(self._content.call_id, text)

    def _open_note(self) -> None:
        self._note_was_opened = True
        self._face.note_button.hide()
        self._face.note.show()
        self.fit()
        self._keyboard.take(self._face.note)

    def _leave_note(self) -> None:
        self._keyboard.give_back()
        self.released.emit()

    def _choose_match(self, place: int) -> None:
        if self._content is not None:
            self._actions.choose_match(self._content.call_id, place)

    def _open_menu(self) -> None:
        self._menu.clear()
        number = self._content.number if self._content else ""
        copy = self._menu.addAction(
            translate("Card", "Copy number"), lambda: QGuiApplication.clipboard().setText(number)
        )
        copy.setEnabled(bool(number))
        for place, match in enumerate(self._content.matches if self._content else ()):
            text = translate("Card", "It is {name}").format(name=match.replace("&", "&&"))
            action = self._menu.addAction(text, partial(self._choose_match, place))
            if place == 0:
                action.setShortcut(NEXT_MATCH)
        if self._face.record_button.isVisible():
            self._menu.addAction(translate("Card", "Add a note"), self._open_note)
        self._menu.addAction(translate("Card", "Open ScreenPop"), self._actions.show_window)
        self._menu.addSeparator()
        self._menu.addAction(translate("Card", "Not now: this caller, for an hour"), lambda: self.not_now.emit(False))
        self._menu.addAction(translate("Card", "Not now: anybody, for an hour"), lambda: self.not_now.emit(True))
        self._menu.addAction(translate("Card", "Dismiss"), self.dismissed.emit)
        button = self._face.more_button
        self._menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _tick(self) -> None:
        """Show the time, and look again when the next second begins."""
        if self._content is None:
            return
        since = self._content.since
        if since is None:
            self._face.timer.setText(self._content.stands)
            self._second.stop()
            return
        elapsed = self._clock() - since
        self._face.timer.setText(timer(elapsed))
        if self.isVisible():
            left = _SECOND - elapsed % _SECOND
            self._second.start(left // timedelta(milliseconds=1) + 1)

    def _announce(self) -> None:
        """Whoever does not see the card hears of it, too."""
        content = self._content
        if content is not None and content.state is CallState.RINGING:
            from .announce import announce

            self._is_announced = True
            announce(self, ", ".join(filter(None, (content.pill, content.about, content.title, content.line))))

    def _single_shot(self, act: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setTimerType(Qt.TimerType.PreciseTimer)
        made.timeout.connect(act)
        return made
