"""Everybody's presence from the calls of the whole domain, where the desktop's own subscription is for all of them."""

from dataclasses import replace
from typing import TYPE_CHECKING

from screenpop.calls.presence import Presence
from screenpop.feed.board import Board, Person, derive
from screenpop.feed.state import FeedState, FeedStatus
from screenpop.language import translate

if TYPE_CHECKING:
    from screenpop.core import Core


class WholeDomain:
    """Follows how far the calls that come in tell about everybody: once subscribed, from the first list of them on."""

    def __init__(self, core: "Core") -> None:
        """Nothing is known yet."""
        self._core = core
        self._state = FeedState.STARTING
        self._since = core.now()
        self._hears = False
        self._snapshots = 0
        self._people: Board = {}

    @property
    def status(self) -> FeedStatus:
        """Everybody as of the last `follow`, and whether that holds."""
        names = self._core.names.users
        is_live = self._state is FeedState.LIVE
        at_rest = Presence.AVAILABLE if is_live else Presence.UNKNOWN
        others = {user: Person(at_rest, self._since, name) for user, name in names.items()}
        return FeedStatus(self._state, self._since, dict(sorted((others | dict(self._people)).items())), self._detail())

    def follow(self) -> None:
        """A call, the subscription or the names may have changed."""
        if not self._core.account.wants_all:
            return
        state = self._state_now()
        if FeedState.LIVE in {state, self._state} and state is not self._state:
            self._since = self._core.now()
        before = self._people if self._state is FeedState.LIVE else None
        self._state = state
        if state is FeedState.LIVE:
            self._people = self._derive(before)

    def _state_now(self) -> FeedState:
        account, intake = self._core.account, self._core.intake
        hears = account.is_subscribed and account.hears_all
        if hears and not self._hears:
            self._snapshots = intake.snapshots
            self._core.caretaker.ask_soon()
        self._hears = hears
        if not hears:
            return FeedState.AWAY if account.subscription.id else FeedState.STARTING
        if intake.snapshots == self._snapshots:
            return FeedState.STARTING
        return FeedState.LIVE if intake.saw_all else FeedState.AWAY

    def _derive(self, before: Board | None) -> Board:
        """Whoever is on no call is available: since the last one or, where none was seen, since we know."""
        calls = self._core.intake.ledger.under_way()
        board = derive(self._core.names.users, calls, {}, before=before, callers=False, now=self._core.now())
        return {user: replace(one, since=one.since or self._since) for user, one in board.items()}

    def _detail(self) -> str | None:
        if self._state is FeedState.LIVE:
            return None
        if not self._core.account.is_subscribed:
            return self._core.why_offline
        if self._state is FeedState.AWAY:
            return translate(
                "Board",
                "Your account may not hear of the whole domain's calls, so only colleagues who take part in your own "
                "calls are known. Ask your administrator for the permission, or for a presence feed.",
            )
        return translate("Board", "The calls under way are being read.")
