"""The cards on the screen: one for each call that rang the agent, in a stack at the corner of their choice.

A card comes when the ledger says so (`Change.pop`), at once and before anything else is done about the call. It stays
while the call rings and while the agent talks; after that for as long as `stays` says, and longer while the agent is
at it. The newest lies nearest the corner. Four are shown at most, those of living calls first; a strip counts the
others.

One card is made beforehand, warmed up and kept hidden, so that showing it costs one frame. It is replaced a moment
after it was used.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QScreen

from screenpop.calls.call import Call, CallState
from screenpop.calls.ledger import Change

from .card import Card
from .card_actions import CardActions
from .card_style import Look
from .content import CardAction, CardContent
from .pending import PendingActions
from .settings import CARDS, CardSettings
from .snooze import Snooze
from .stack_entry import Entry, stays
from .stack_layout import StackLayout

_REWARM: Final = 150
"""Milliseconds after which the card that was used is replaced: the one on the screen is painted and at rest by then."""

_MOST_WAITING: Final = 20
"""Cards of ended calls that are kept behind a locked screen; the window has all calls."""

_LATEST_OUTGOING: Final = timedelta(minutes=1)


class CardStack(QObject):
    """All cards. Everything about it happens in the thread of the screen."""

    def __init__(
        self,
        settings: CardSettings,
        actions: CardActions,
        describe: Callable[[Call], CardContent],
        *,
        look: Callable[[], Look] = Look,
        is_quiet: Callable[[], bool] = lambda: False,
        may_pop: Callable[[Call], bool] = lambda _call: True,
        is_covered: Callable[[QScreen], bool] = lambda _screen: False,
        report: Callable[[str], None] = lambda _text: None,
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        """`describe` says what a call's card shows, at once; no card is made yet: see `warm_up`.

        `look` is asked for each new card, `is_quiet` whether the agent wants no cards now (do not disturb),
        `may_pop` whether this caller may have one, and
        `is_covered` whether a full-screen program fills the screen. `report` gets the text of the error of an action
        whose card has gone meanwhile.
        """
        super().__init__()
        self._settings, self._actions, self._describe = settings, actions, describe
        self._may_pop = may_pop
        self._look, self._is_quiet, self._report, self._clock = look, is_quiet, report, clock
        self._pending = PendingActions(report)
        self._entries: list[Entry] = []
        self.snooze = Snooze()
        self._layout = StackLayout(settings, look, actions.show_window, is_covered)
        self._warm: Card | None = None
        self._rewarm = QTimer(self)
        self._rewarm.setSingleShot(True)
        self._rewarm.setInterval(_REWARM)
        self._rewarm.timeout.connect(self.warm_up)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.redress)

    def cards(self) -> list[tuple[str, str]]:
        """The cards that can be seen, the newest first: the call's id, and "ringing", "active" or "ended"."""
        return [(entry.call.id, entry.content.state.value) for entry in self._entries if entry.card.isVisible()]

    def on_screen(self) -> list[Card]:
        """The cards themselves, in the same order."""
        return [entry.card for entry in self._entries if entry.card.isVisible()]

    def use(self, settings: CardSettings) -> None:
        """Go by these settings from now on, also with the cards that are on the screen."""
        self._settings = settings
        for entry in self._entries:
            entry.settings = settings
        self._layout.use(settings)

    def warm_up(self) -> None:
        """Make a card ready for the next call."""
        if self._warm is None:
            self._warm = self._make_card()
            self._warm.warm_up()

    def take(self, changes: Sequence[Change]) -> None:
        """Show what has changed. A card that has to come is on its way to the screen when this returns."""
        for change in changes:
            entry = self._find(change.call.id)
            if entry is not None:
                entry.follow(change.call, self._describe(change.call))
                self._after_follow(entry, is_new=change.pop)
            elif self._settings.show_as == CARDS and self.wants(change):
                self._pop(change.call)

    def wants(self, change: Change) -> bool:
        """Whether the agent is to be told now, by a card or otherwise, of the call that has changed."""
        if self._is_quiet():
            return False
        if not (change.pop or (self._settings.for_outgoing and self._begins_outgoing(change))):
            return False
        if not self._may_pop(change.call):
            return False
        now = self._clock()
        return not (self.snooze.is_on(now) and self.snooze.holds(self._describe(change.call).seed, now))

    def is_held(self) -> bool:
        """Whether nothing may show now: the screen is locked, or a full-screen program is in use."""
        return self._layout.is_held()

    def stand_in(self, call: Call) -> None:
        """Show a card, whatever the settings say: what was to be shown otherwise could not be."""
        if self._find(call.id) is None:
            self._pop(call)

    def learned(self, call_id: str) -> None:
        """More is known of a call than before."""
        entry = self._find(call_id)
        if entry is not None:
            entry.follow(entry.call, self._describe(entry.call))

    def calm(self) -> None:
        """Send all cards away but those of calls that the agent is on, or writes a note to."""
        for entry in list(self._entries):
            if entry.content.state is not CallState.ACTIVE and not entry.card.is_typed_into:
                self._remove(entry)

    def lock(self, is_locked: bool) -> None:
        """While the screen is locked nothing shows; what came meanwhile is there, with all its time, after that."""
        self._layout.is_locked = is_locked
        for entry in self._entries:
            entry.wait() if is_locked else entry.go_on()
        self._layout.arrange(self._entries)

    def take_keyboard(self) -> None:
        """The agent wants to use the newest card with the keyboard."""
        for entry in self._entries:
            if entry.card.isVisible():
                entry.card.take_keyboard()
                return

    def redress(self) -> None:
        """Take on the look of now: every card is made anew, but for one that is typed into."""
        if self._warm is not None:
            self._warm.deleteLater()
            self._warm = None
            self._rewarm.start()
        self._layout.redress()
        for index, old in enumerate(self._entries):
            if not old.card.is_typed_into:
                self._entries[index] = self._enter(self._make_card(), old.call, self._describe(old.call))
                old.finish()
        self._layout.arrange(self._entries)

    def save_notes(self) -> None:
        """Save what is being typed, now."""
        for entry in self._entries:
            entry.card.save_note()

    async def close(self) -> None:
        """Send all cards away, and end what is under way."""
        for entry in list(self._entries):
            self._remove(entry)
        self._rewarm.stop()
        self._layout.redress()
        if self._warm is not None:
            self._warm.deleteLater()
            self._warm = None
        await self._pending.close()

    def _begins_outgoing(self, change: Change) -> bool:
        call, before = change.call, change.before
        begins = call.is_outgoing and not (before is not None and before.is_outgoing)
        return begins and call.own_state is not CallState.ENDED and self._clock() - call.started < _LATEST_OUTGOING

    def _pop(self, call: Call) -> None:
        card, self._warm = self._warm or self._make_card(), None
        entry = self._enter(card, call, self._describe(call))
        self._entries.insert(0, entry)
        if self._layout.is_locked:
            self._forget_old()
        self._layout.arrange(self._entries, newcomer=entry)
        self._rewarm.start()

    def _enter(self, card: Card, call: Call, content: CardContent) -> Entry:
        entry = Entry(card, call, content, self._settings, self._remove)
        if self._layout.is_locked:
            entry.wait()
        card.not_now.connect(lambda for_everybody: self._not_now(entry, for_everybody))
        card.dismissed.connect(lambda: self._remove(entry))
        card.released.connect(entry.released)
        card.grown.connect(lambda: self._layout.arrange(self._entries))
        return entry

    def _after_follow(self, entry: Entry, *, is_new: bool) -> None:
        """A card that is not wanted any more goes at once; one whose call rings anew comes to the front."""
        if stays(entry.content, self._settings) == 0 and not entry.card.is_typed_into:
            self._remove(entry)
        elif is_new:
            self._entries.remove(entry)
            self._entries.insert(0, entry)
            self._layout.arrange(self._entries)

    def _not_now(self, entry: Entry, for_everybody: bool) -> None:
        self.snooze.begin(self._clock(), None if for_everybody else entry.content.seed)
        self._remove(entry)

    def _forget_old(self) -> None:
        """Behind a locked screen cards are not sent away by time, so the oldest of ended calls go."""
        over = [entry for entry in self._entries if not entry.lives]
        for entry in over[_MOST_WAITING:]:
            self._remove(entry)

    def _remove(self, entry: Entry) -> None:
        if entry in self._entries:
            self._entries.remove(entry)
            entry.finish()
            self._layout.arrange(self._entries)

    def _find(self, call_id: str) -> Entry | None:
        return next((entry for entry in self._entries if entry.call.id == call_id), None)

    def _make_card(self) -> Card:
        return Card(self._actions, self._start, self._look(), self._clock)

    def _start(self, card: Card, action: CardAction, doing: Awaitable[None]) -> None:
        def ended(trouble: str | None) -> None:
            if any(entry.card is card for entry in self._entries):
                card.acted(trouble)
            elif trouble:
                self._report(trouble)

        self._pending.start(doing, action, ended)
