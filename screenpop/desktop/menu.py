"""The menus of the tray and of the window, made anew from what is going on each time one opens."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from screenpop.calls.call import CallState
from screenpop.calls.presence import DoNotDisturb
from screenpop.language import translate

from .view import (
    CallLine,
    DesktopView,
    SignInOffer,
    TrayActions,
    do_not_disturb_until,
    missed_words,
    moment_words,
    presence_line,
)

RECENT_SHOWN: Final = 5
_WIDEST: Final = 60
_WIDEST_NAME: Final = 32
"""Characters of a name where more follows it on the line."""

Start = Callable[[Awaitable[None], str], None]
"""Sets an action going; the text is its name in the log."""


class MenuFiller:
    """Fills one menu. `wording` makes a text such that this menu shows it as it is: see `plain`."""

    def __init__(self, menu: QMenu, actions: TrayActions, start: Start) -> None:
        """The menu stays empty until the first `fill`."""
        self._menu = menu
        self._durations = QMenu(menu)
        self._actions = actions
        self._start = start
        self.wording: Callable[[str], str] = plain

    def fill(self, view: DesktopView, now: datetime) -> None:
        """The tray's menu. `now` is aware and carries the zone in which times are told."""
        self._menu.clear()
        self._act(presence_line(view, now), self._actions.show_window)
        if view.reason:
            self._act(view.reason, self._actions.show_window)
        if view.sign_in in (SignInOffer.SIGN_IN, SignInOffer.CANCEL):
            self._add_sign_in(view)
        self._menu.addSeparator()
        if view.has_card:
            self._act(translate("Menu", "Use the card with the keyboard"), self._actions.use_card)
        for line in view.live:
            self._add_live(line)
        self._add_recent(view, now)
        self._act(translate("Tray", "Call a number…"), self._actions.call_number)
        self._menu.addSeparator()
        self._add_do_not_disturb(view, now)
        if view.snoozed_until:
            words = translate("Menu", "Show all cards again (paused until {moment})")
            self._act(words.format(moment=moment_words(view.snoozed_until, now)), self._actions.end_snooze)
        self._menu.addSeparator()
        self._act(translate("Menu", "Open ScreenPop"), self._actions.show_window)
        self._act(translate("Menu", "Settings…"), partial(self._actions.show_page, "settings"))
        self._act(translate("Menu", "Diagnosis…"), partial(self._actions.show_page, "diagnosis"))
        self._add_ways(view)
        if view.sign_in is SignInOffer.SIGN_OUT:
            self._add_sign_in(view)
        self._act(translate("Menu", "Quit"), self._actions.quit)

    def fill_short(self, view: DesktopView, now: datetime, *, opens_window: bool = False) -> None:
        """A window's menu: what the window itself does not show. The small one opens the main one."""
        self._menu.clear()
        if opens_window:
            self._act(translate("Menu", "Open ScreenPop"), self._actions.show_window)
        self._add_do_not_disturb(view, now)
        self._menu.addSeparator()
        self._add_ways(view)
        if view.sign_in:
            self._add_sign_in(view)
        self._act(translate("Menu", "Quit ScreenPop"), self._actions.quit)

    def _add_sign_in(self, view: DesktopView) -> None:
        self._act(view.sign_in.words, partial(self._actions.sign_in, view.sign_in))

    def _add_ways(self, view: DesktopView) -> None:
        self._act(translate("Menu", "Test the ways in…"), self._actions.test_ways)
        if view.can_renew_relay:
            self._act(translate("Menu", "New relay address…"), self._actions.renew_relay)

    def _add_live(self, line: CallLine) -> None:
        call_id, actions = line.call_id, self._actions
        if line.rings_agent:
            answer, decline = translate("Menu", "Answer {who}"), translate("Menu", "Decline {who}")
            self._act(answer.format(who=line.title), lambda: self._start(actions.answer(call_id), "answer"))
            self._act(decline.format(who=line.title), lambda: self._start(actions.decline(call_id), "decline"))
        elif line.state is not CallState.ENDED:
            hang_up = translate("Menu", "Hang up {who}").format(who=line.title)
            self._act(hang_up, lambda: self._start(actions.hang_up(call_id), "hang up"))
        self._menu.addSeparator()

    def _add_recent(self, view: DesktopView, now: datetime) -> None:
        heading = missed_words(view.missed) if view.missed else translate("Menu", "Call back")
        self._say(heading if view.recent or view.missed else translate("Menu", "No calls yet"))
        for line in view.recent[:RECENT_SHOWN]:
            text = translate("Menu", "{who}, {how}, {moment}", "David Ward, missed, yesterday 14:10").format(
                who=_one_line(line.title, _WIDEST_NAME), how=line.words.lower(), moment=moment_words(line.when, now)
            )
            self._act(text, partial(self._call_back, line)).setEnabled(bool(line.number))

    def _call_back(self, line: CallLine) -> None:
        self._start(self._actions.call_back(line.call_id), "call back")

    def _add_do_not_disturb(self, view: DesktopView, now: datetime) -> None:
        turn = self._actions.do_not_disturb
        if view.do_not_disturb:
            until = view.do_not_disturb.until
            words = do_not_disturb_until(until, now) if until else translate("Menu", "Do not disturb")
            entry = self._act(words, lambda: turn(None))
            entry.setCheckable(True)
            entry.setChecked(True)
            return
        self._durations.clear()
        self._durations.setTitle(translate("Menu", "Do not disturb"))
        self._menu.addMenu(self._durations)
        for text, until in durations(now):
            self._act(text, partial(turn, DoNotDisturb(until)), self._durations)

    def _say(self, text: str) -> None:
        self._menu.addAction(self.wording(text)).setEnabled(False)

    def _act(self, text: str, act: Callable[[], None], menu: QMenu | None = None) -> QAction:
        action = (menu or self._menu).addAction(self.wording(text))
        action.triggered.connect(lambda _checked=False: act())
        return action


def durations(now: datetime) -> list[tuple[str, datetime | None]]:
    """What do not disturb can be turned on for, with the moment at which each ends. Tomorrow begins at midnight."""
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo)
    return [
        (translate("Menu", "For 30 minutes"), now + timedelta(minutes=30)),
        (translate("Menu", "For 1 hour"), now + timedelta(hours=1)),
        (translate("Menu", "For 2 hours"), now + timedelta(hours=2)),
        (translate("Menu", "Until tomorrow"), midnight),
        (translate("Menu", "Until I turn it off"), None),
    ]


def plain(text: str) -> str:
    """`text` as Qt's own menus show it word for word: no mnemonic, no shortcut column, one line of bearable width."""
    return _one_line(text).replace("&", "&&")


def plain_on_bus(text: str) -> str:
    """The same for a menu that goes out over D-Bus.

    There an underscore makes the mnemonic. Qt (6.11) turns the first "&" of a text into one, and no other.
    """
    return _one_line(text).replace("_", "__").replace("&", "&&", 1)


def _one_line(text: str, widest: int = _WIDEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= widest else line[: widest - 1].rstrip() + "…"
