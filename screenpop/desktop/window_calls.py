"""A call under way and a call of the history, as the window shows them."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from screenpop.calls.call import CallState
from screenpop.calls.presence import Presence
from screenpop.language import translate

from .drawn import Sign
from .menu import Start
from .theme import Colours
from .view import CallLine, TrayActions, moment_words, sentence_case, timer
from .window_parts import Avatar, Words, figures, icon_button, push_button


class LiveCall(QFrame):
    """A call under way, with what can be done about it."""

    def __init__(self, line: CallLine, actions: TrayActions, start: Start, colours: Colours) -> None:
        """Show `line`; its timer stands until `tick`."""
        super().__init__()
        self.setObjectName("live")
        self.line = line
        self._actions, self._start, self._colours = actions, start, colours
        self._timer = figures()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.setSpacing(2)
        rows.addLayout(self._top())
        rows.addSpacing(6)
        rows.addWidget(Words(line.title, "liveTitle"))
        if line.detail:
            rows.addWidget(Words(line.detail, "detail"))
        rows.addSpacing(8)
        rows.addLayout(self._buttons())

    def tick(self, now: datetime) -> None:
        """Show how long it has been ringing or up."""
        self._timer.setText(timer(now - self.line.since))

    def _top(self) -> QHBoxLayout:
        pill = QLabel(self.line.words)
        pill.setObjectName("pill")
        pill.setProperty("kind", "call" if self.line.state is CallState.ACTIVE else "ringing")
        pill.setFixedHeight(24)
        top = QHBoxLayout()
        top.addWidget(pill)
        top.addStretch()
        top.addWidget(self._timer)
        return top

    def _buttons(self) -> QHBoxLayout:
        line, actions, ending = self.line, self._actions, self._colours.presence[Presence.ON_CALL][0]
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        if line.rings_agent:
            answer = partial(self._set_off, actions.answer, "answer")
            decline = partial(self._set_off, actions.decline, "decline")
            words, colour = translate("Window", "Answer"), self._colours.on_primary
            buttons.addWidget(push_button(words, line.title, "handset", "primary", colour, answer))
            words = translate("Window", "Decline")
            buttons.addWidget(push_button(words, line.title, "hang-up", "end", ending, decline))
        elif line.state is not CallState.ENDED:
            hang_up = partial(self._set_off, actions.hang_up, "hang up")
            buttons.addWidget(
                push_button(translate("Window", "Hang up"), line.title, "hang-up", "end", ending, hang_up)
            )
        return buttons

    def _set_off(self, action: Callable[[str], Awaitable[None]], name: str) -> None:
        self._start(action(self.line.call_id), name)


class RecentCall(QFrame):
    """A call of the history: who, how it went, when, and a button that calls back."""

    def __init__(self, line: CallLine, actions: TrayActions, start: Start, colours: Colours, now: datetime) -> None:
        """Show `line`; `now` carries the zone to tell its time in."""
        super().__init__()
        self.setObjectName("row")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line = line
        self.call_back = icon_button(translate("Window", "Call back {who}").format(who=line.title))
        self.call_back.show_icon("handset", colours.muted)
        self.call_back.setEnabled(bool(line.number))
        self.call_back.clicked.connect(lambda _checked=False: start(actions.call_back(line.call_id), "call back"))
        avatar = Avatar(36)
        avatar.show_person(line.initials, line.seed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(avatar)
        row.addLayout(self._texts(colours, now), 1)
        row.addWidget(self.call_back)

    def _texts(self, colours: Colours, now: datetime) -> QVBoxLayout:
        line = self.line
        colour = colours.presence[Presence.ON_CALL][0] if line.is_missed else colours.muted
        when = QLabel(sentence_case(moment_words(line.when, now)))
        when.setObjectName("when")
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(Words(line.title, "title"), 1)
        top.addWidget(when, 0, Qt.AlignmentFlag.AlignRight)
        bottom.setSpacing(6)
        bottom.addWidget(Sign(line.icon, colour, 14))
        words = f"{line.words} · {line.detail}" if line.detail else line.words
        bottom.addWidget(Words(words, "missed" if line.is_missed else "detail"), 1)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addLayout(top)
        texts.addLayout(bottom)
        return texts
