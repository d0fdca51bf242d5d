"""Notifications of the system in the place of cards, for those who want them, and the sound of a call that rings.

They go by the rules of the cards (do not disturb, not now, locked screen, full-screen programs, how long each stays).
The stack comes first and is not kept waiting: what is done here is done a moment later. A call of which the system
shows nothing gets its card all the same.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from PySide6.QtWidgets import QApplication

from screenpop.calls.call import Call, CallState
from screenpop.calls.ledger import Change
from screenpop.platform.notifications import DEFAULT, NoNotifications, Notice, Notifications

from .card_actions import CardActions
from .content import CardAction, CardContent
from .notice_words import notice_of
from .pending import PendingActions
from .settings import NOTIFICATIONS, CardSettings
from .stack import CardStack
from .stack_entry import stays

log = logging.getLogger(__name__)

_AFTER_THE_CARD: Final = 0.05
_LOOK_AGAIN: Final = 1.0
"""Seconds after which it is asked again whether a full-screen program still fills the screen."""
_MOST: Final = 20
"""Calls that have one, or wait for one behind a locked screen."""
_ON_BUS: bool = sys.platform not in ("win32", "darwin")


class Server(Protocol):
    """Shows notifications; see `Notifications`."""

    @property
    def plays_sounds(self) -> bool:
        """Whether it does."""

    async def show(self, notice: Notice, replaces: int = 0, /, *, is_heard: bool = False) -> int:
        """Show it. Raises NoNotifications."""

    async def withdraw(self, number: int) -> None:
        """Take it away. Raises NoNotifications."""

    async def close(self) -> None:
        """Nothing more is shown."""


class TrayNotices:
    """Windows and macOS: through the tray's icon, without buttons; what was shown is theirs from then on."""

    plays_sounds = True

    def __init__(self, notify: Callable[[str, str], bool]) -> None:
        """`notify` shows a title and a text, and says whether it could."""
        self._notify = notify

    async def show(self, notice: Notice, _replaces: int = 0, *, is_heard: bool = False) -> int:  # noqa: ARG002
        """Show what is news; the system decides whether it is heard. Raises NoNotifications."""
        if notice.is_news and not self._notify(notice.title, "\n".join(notice.lines)):
            raise NoNotifications("There is no tray through which to show a notification.")
        return 1

    async def withdraw(self, number: int) -> None:
        """The system does that."""

    async def close(self) -> None:
        """There is nothing to close."""


class _Shown:
    """A call that has a notification, or waits for one."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.number = 0
        self.notice: Notice | None = None
        self.content: CardContent | None = None
        self.is_over = False
        self.end: asyncio.TimerHandle | None = None

    def count_down(self, seconds: int | None, over: Callable[["_Shown"], None]) -> None:
        if self.end is not None:
            self.end.cancel()
        self.end = asyncio.get_running_loop().call_later(seconds, over, self) if seconds is not None else None


class CallNotices:
    """All of them. Needs a running loop from the first call on; everything is in the thread of the screen."""

    def __init__(
        self,
        settings: CardSettings,
        actions: CardActions,
        describe: Callable[[Call], CardContent],
        stack: CardStack,
        notify: Callable[[str, str], bool],
        report: Callable[[str], None],
    ) -> None:
        """`stack` knows the rules, and stands in; `notify` is the tray's. Nothing is loaded before it is needed."""
        self._settings, self._actions, self._describe, self._stack = settings, actions, describe, stack
        self._pending = PendingActions(report)
        self._server: Server = Notifications(self._invoked, self._closed) if _ON_BUS else TrayNotices(notify)
        self._shown: dict[str, _Shown] = {}
        self._changed = asyncio.Event()
        self._work: asyncio.Task[None] | None = None
        self._again: asyncio.TimerHandle | None = None
        self._is_closing = False

    def use(self, settings: CardSettings) -> None:
        """Go by these settings from now on; what is shown already stays as it is."""
        self._settings = settings
        self._wake()

    def take(self, changes: Sequence[Change]) -> None:
        """Tell of what has changed, soon."""
        if not (self._shown or self._settings.ring_sound or self._is_wanted):
            return
        for change in changes:
            shown = self._shown.get(change.call.id)
            if shown is not None:
                shown.call = change.call
            elif self._stack.wants(change):
                self._begin(change.call)
        self._wake()

    def has(self, call_id: str) -> bool:
        """Whether a call has a notification, or is about to."""
        return call_id in self._shown

    def learned(self, call_id: str) -> None:
        """More is known of a call than before: its card hears of it first."""
        self._stack.learned(call_id)
        if call_id in self._shown:
            self._wake()

    def look(self) -> None:
        """The screen has been locked, or unlocked."""
        self._wake()

    def calm(self) -> None:
        """Send all away, cards too, but those of calls that the agent is on."""
        self._stack.calm()
        for shown in self._shown.values():
            if shown.call.own_state is not CallState.ACTIVE:
                self._over(shown)

    async def close(self) -> None:
        """Send all away, and end what is under way."""
        self._is_closing = True
        for shown in self._shown.values():
            self._over(shown)
        for timer in (self._again, *(shown.end for shown in self._shown.values())):
            if timer is not None:
                timer.cancel()
        if self._work is not None:
            self._changed.set()
            await self._work
        await self._pending.close()
        await self._server.close()

    @property
    def _is_wanted(self) -> bool:
        return self._settings.show_as == NOTIFICATIONS

    def _begin(self, call: Call) -> None:
        if self._is_wanted:
            self._shown[call.id] = _Shown(call)
            ended = [shown for shown in self._shown.values() if shown.call.own_state is CallState.ENDED]
            for shown in ended[: max(0, len(self._shown) - _MOST)]:
                self._over(shown)
        elif self._is_heard(call):
            asyncio.get_running_loop().call_later(_AFTER_THE_CARD, self._sound)

    def _wake(self) -> None:
        self._changed.set()
        if self._work is None and self._shown:
            self._work = asyncio.get_running_loop().create_task(self._keep_up(), name="notifications")

    async def _keep_up(self) -> None:
        """One after the other, each as it stands when its turn comes."""
        while not (self._is_closing and not self._shown):
            await self._changed.wait()
            self._changed.clear()
            for shown in list(self._shown.values()):
                try:
                    await self._bring_up_to_date(shown)
                except NoNotifications as error:
                    self._fall_back(shown, error)
        self._work = None

    async def _bring_up_to_date(self, shown: _Shown) -> None:
        content = self._describe(shown.call)
        shown.is_over = shown.is_over or stays(content, self._settings) == 0
        is_held = not shown.is_over and self._stack.is_held()
        if is_held:
            self._look_again()
        if shown.is_over or is_held:
            await self._take_away(shown, is_held=is_held)
            return
        notice, before = notice_of(content), shown.notice
        if notice != before:
            is_heard = before is None and self._is_heard(shown.call)
            shown.notice = notice
            shown.number = await self._server.show(notice, shown.number, is_heard=is_heard)
            if is_heard and not self._server.plays_sounds:
                QApplication.beep()
        if shown.content is None or (shown.content.state, shown.content.outcome) != (content.state, content.outcome):
            shown.content = content
            shown.count_down(stays(content, self._settings), self._over)

    async def _take_away(self, shown: _Shown, *, is_held: bool) -> None:
        """For good or, behind a lock or a film, until it can be seen again, with all its time."""
        number, shown.number, shown.notice, shown.content = shown.number, 0, None, None
        shown.count_down(None, self._over)
        if not is_held:
            self._shown.pop(shown.call.id, None)
        if number:
            await self._server.withdraw(number)

    def _fall_back(self, shown: _Shown, error: NoNotifications) -> None:
        log.warning("A card is shown instead of a notification. %s", error)
        shown.count_down(None, self._over)
        self._shown.pop(shown.call.id, None)
        if self._is_closing:
            self._shown.clear()
        elif not shown.is_over:
            self._stack.stand_in(shown.call)

    def _over(self, shown: _Shown) -> None:
        shown.is_over = True
        self._wake()

    def _look_again(self) -> None:
        if self._again is not None:
            self._again.cancel()
        self._again = asyncio.get_running_loop().call_later(_LOOK_AGAIN, self._wake)

    def _is_heard(self, call: Call) -> bool:
        return self._settings.ring_sound and call.is_ringing_agent

    def _sound(self) -> None:
        if not self._stack.is_held():
            QApplication.beep()

    def _invoked(self, number: int, key: str) -> None:
        """A click on a button, or on the notification itself."""
        shown = self._by_number(number)
        if shown is None:
            return
        if key == DEFAULT:
            self._actions.show_window()
        elif key in {action.name for action in self._describe(shown.call).actions}:
            action = CardAction[key]
            self._pending.start(self._actions.start(action, shown.call.id), action)

    def _closed(self, number: int, by_user: bool) -> None:
        """What the agent sent away stays away; what the system did comes back with the next change of the call."""
        shown = self._by_number(number)
        if shown is not None:
            shown.number = 0
            if by_user:
                self._over(shown)

    def _by_number(self, number: int) -> _Shown | None:
        return next((shown for shown in self._shown.values() if shown.number == number and number), None)
