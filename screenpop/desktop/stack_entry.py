"""A card in use: the call that it shows, and how long it stays."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer

from screenpop.calls.call import Call, CallState, Outcome

from .card import Card
from .content import CardContent
from .settings import CardSettings

_AFTER_END: Final = 5
"""Seconds for which the card of a call that the agent had, or declined, stays after its end."""

_GRACE: Final = 2_000
"""Milliseconds for which a card stays after the agent has left it, if its time was up before."""


def stays(content: CardContent, settings: CardSettings) -> int | None:
    """For how many seconds a card with `content` stays; None as long as the call lasts."""
    if content.state is not CallState.ENDED:
        return None
    if content.outcome in (Outcome.ANSWERED, Outcome.DECLINED):
        return _AFTER_END
    elsewhere = content.outcome is Outcome.ANSWERED_ELSEWHERE
    return settings.elsewhere_seconds if elsewhere else settings.missed_seconds


class Entry:
    """One card of the stack. `expired` is called when its time is up and nobody is at it."""

    def __init__(
        self, card: Card, call: Call, content: CardContent, settings: CardSettings, expired: Callable[["Entry"], None]
    ) -> None:
        """Show `content` on `card`, which stays hidden yet."""
        self.card, self.call, self.content = card, call, content
        self.settings, self._expired = settings, expired
        self._is_due = self._waits = False
        self._end = QTimer()
        self._end.setSingleShot(True)
        self._end.timeout.connect(self._time_is_up)
        card.show_content(content)
        self._watch_time()

    @property
    def lives(self) -> bool:
        """Whether the call goes on."""
        return self.content.state is not CallState.ENDED

    def wait(self) -> None:
        """Nobody can see the card: its time does not run."""
        self._waits = True
        self._end.stop()

    def go_on(self) -> None:
        """The card can be seen again; its time begins anew."""
        self._waits = False
        self._watch_time()

    def follow(self, call: Call, content: CardContent) -> None:
        """Show how the call stands now."""
        before, self.call, self.content = self.content, call, content
        if content == before:
            return
        self.card.show_content(content)
        if (before.state, before.outcome) != (content.state, content.outcome):
            self._watch_time()

    def released(self) -> None:
        """The agent left the card; it goes in a moment if its time was up."""
        if self._is_due:
            self._end.start(_GRACE)

    def finish(self) -> None:
        """Send the card away."""
        self._is_due = False
        self._end.stop()
        self.card.finish()

    def _watch_time(self) -> None:
        seconds = stays(self.content, self.settings)
        self._is_due = False
        self._end.stop()
        if seconds is not None and not self._waits:
            self._end.start(seconds * 1000)

    def _time_is_up(self) -> None:
        self._is_due = True
        if not self.card.is_held:
            self._expired(self)
