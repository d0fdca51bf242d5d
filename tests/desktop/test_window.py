import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from screenpop.calls.call import CallState, Direction, Outcome
from screenpop.calls.events import Agent, CallEvent, LegState, Originator, Target
from screenpop.calls.ledger import Ledger
from screenpop.calls.presence import DoNotDisturb, Presence
from screenpop.desktop.theme import DARK, LIGHT, avatar_colour
from screenpop.desktop.view import CallLine, DesktopView, SignInOffer, TrayActions, call_line
from screenpop.desktop.window import SmallWindow
from screenpop.desktop.window_calls import RecentCall

OTTAWA = timezone(timedelta(hours=-5))
NOW = datetime(2026, 11, 24, 14, 30, tzinfo=OTTAWA)


def line(call_id="c1", title="David Ward", number="(613) 324-6100", state="ended", outcome=None, **more):
    values = {"detail": "", "when": NOW - timedelta(hours=1), "since": NOW - timedelta(seconds=4)}
    values |= {"direction": Direction.INBOUND, "rings_agent": False, "is_outgoing": False, **more}
    return CallLine(call_id, title, number=number, state=CallState(state), outcome=outcome, **values)


RINGING = line("a", state="ringing", rings_agent=True)
ACTIVE = line("a", state="active")


class Desk:
    def __init__(self):
        self.has_tray = True
        self.colours = LIGHT
        self.now = NOW
        self.done, self.kept = [], []
        self.trouble = None
        self.show()
        self.actions = TrayActions(
            self._act("answer"), self._act("decline"), self._act("hang up"), self._act("call back"),
            do_not_disturb=lambda dnd: self.done.append(("dnd", dnd)),
            show_window=lambda: self.done.append("window"),
            quit=lambda: self.done.append("quit"),
            sign_in=lambda offer: self.done.append(("sign in", offer)),
        )  # fmt: skip

    def show(self, presence=Presence.AVAILABLE, **more):
        values = {"agent_name": "Sam Lee", "agent_user": "126", "domain": "example.com", **more}
        self.view = DesktopView("0.1.0", presence, NOW - timedelta(hours=2), **values)

    def _act(self, name):
        async def act(call_id):
            if self.trouble:
                raise self.trouble
            self.done.append((name, call_id))

        return act

    def window(self, **more):
        return SmallWindow(
            lambda: self.view,
            self.actions,
            has_tray=lambda: self.has_tray,
            colours=lambda: self.colours,
            clock=lambda: self.now,
            keep_place=self.kept.append,
            **more,
        )


@pytest.fixture
def desk(qapp):
    return Desk()


@pytest.fixture
def window(desk, qtbot):
    made = desk.window()
    qtbot.addWidget(made, before_close_func=lambda widget: setattr(desk, "has_tray", True))
    made.show()
    return made


def said(widget):
    return {label.accessibleName() or label.text() for label in widget.findChildren(QLabel) if label.isVisible()}


def named(widget, name):
    return widget.findChild(QLabel, name)


def buttons(widget):
    return {button.text().strip(): button for button in widget.findChildren(QPushButton) if button.isVisible()}


async def settled(window):
    await asyncio.gather(*window._pending._tasks, return_exceptions=True)
    await asyncio.sleep(0)


@pytest.mark.parametrize("presence", Presence)
def test_it_says_who_and_how(window, desk, presence):
    desk.show(presence, subscription_line="Subscribed until Mon 09:14", delivery_line="Loopback · listening")
    window.refresh()
    words = said(window)
    assert "Sam Lee" in words
    assert any(text.startswith("126 · ") for text in words)
    assert {"Subscribed until Mon 09:14", "Loopback · listening"} <= words


def test_it_says_until_when_it_does_not_disturb(window, desk):
    desk.show(Presence.DND, do_not_disturb=DoNotDisturb((NOW + timedelta(minutes=30)).astimezone(UTC)))
    window.refresh()
    assert "126 · Do not disturb until 15:00" in said(window)


def test_it_says_why_it_is_offline_until_it_is_not(window, desk):
    desk.show(Presence.OFFLINE, reason="Calls are not reaching this computer.")
    window.refresh()
    assert "Calls are not reaching this computer." in said(window)
    desk.show()
    window.refresh()
    assert not named(window, "banner").isVisible()


def test_a_ringing_call_can_be_answered_or_declined(window, desk):
    desk.show(Presence.RINGING, live=(RINGING,))
    window.refresh()
    assert list(buttons(window)) == ["Answer", "Decline"]
    desk.show(Presence.ON_CALL, live=(ACTIVE,))
    window.refresh()
    assert [button.accessibleName() for call in window._live_calls for button in buttons(call).values()] == [
        "Hang up David Ward"
    ]


@pytest.mark.parametrize(
    ("shown", "button", "done"),
    [(RINGING, "Answer", "answer"), (RINGING, "Decline", "decline"), (ACTIVE, "Hang up", "hang up")],
)
async def test_the_buttons_act(window, desk, qtbot, shown, button, done):
    desk.show(live=(shown,))
    window.refresh()
    qtbot.mouseClick(buttons(window)[button], Qt.MouseButton.LeftButton)
    await settled(window)
    assert desk.done == [(done, "a")]


async def test_what_fails_is_said_in_the_window(window, desk, qtbot):
    desk.show(live=(ACTIVE,))
    window.refresh()
    desk.trouble = ValueError("The phone system does not answer. Try again.")
    qtbot.mouseClick(buttons(window)["Hang up"], Qt.MouseButton.LeftButton)
    await settled(window)
    window.refresh()
    assert "The phone system does not answer. Try again." in said(window)


def test_the_timer_runs_only_while_somebody_looks_at_a_call(window, desk):
    assert not window._second.isActive()
    desk.show(live=(ACTIVE,))
    window.refresh()
    assert window._second.isActive()
    assert "0:04" in said(window)
    desk.now = NOW + timedelta(minutes=2)
    window._second.timeout.emit()
    assert "2:04" in said(window)
    window.hide()
    assert not window._second.isActive()
    window.show()
    assert window._second.isActive()
    desk.show()
    window.refresh()
    assert not window._second.isActive()


def test_the_history_says_who_how_and_when(window, desk):
    missed = line("m", outcome=Outcome.MISSED, detail="(613) 324-6100")
    out = line("o", "Anna Ruiz", "127", outcome=Outcome.MISSED, is_outgoing=True, when=NOW - timedelta(days=1))
    desk.show(recent=(missed, out), missed=1)
    window.refresh()
    rows = window.findChildren(RecentCall)
    assert said(rows[0]) >= {"David Ward", "Missed · (613) 324-6100", "13:30"}
    assert said(rows[1]) >= {"Anna Ruiz", "No answer", "Yesterday 14:30"}
    assert named(window, "count").text() == "1 missed"


async def test_a_call_of_the_history_is_called_back(window, desk, qtbot):
    desk.show(recent=(line("c"), line("d", "Withheld number", "")))
    window.refresh()
    first, second = window.findChildren(RecentCall)
    assert not second.call_back.isEnabled()
    qtbot.keyClick(first.call_back, Qt.Key.Key_Space)
    await settled(window)
    assert desk.done == [("call back", "c")]


def test_the_arrow_keys_go_through_the_history_and_the_focus_stays(window, desk, qtbot):
    desk.show(recent=tuple(line(f"c{n}", f"Caller {n}") for n in range(3)))
    window.refresh()
    with qtbot.waitActive(window):
        window.reveal()
    window.findChildren(RecentCall)[0].call_back.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget().accessibleName() == "Call back Caller 1"
    desk.show(recent=(line("new", "Caller new"), *desk.view.recent))
    window.refresh()
    assert QApplication.focusWidget().accessibleName() == "Call back Caller 1"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert QApplication.focusWidget().accessibleName() == "Call back Caller 0"


def test_an_empty_history_says_so(window):
    assert "No calls yet" in said(window)


@pytest.mark.parametrize("name", ["<b>David</b> & <img src=x>", "&Quit", "W" * 80, "%s {0} \\n"])
def test_a_callers_name_is_text_everywhere(window, desk, name):
    desk.show(live=(line("a", name, state="active"),), recent=(line("b", name),), agent_name=name)
    window.refresh()
    assert name in said(window)
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText
        for label in window.findChildren(QLabel)
        if name[:3] in label.text()
    )
    assert window.minimumSizeHint().width() <= 300


def test_closing_hides_it_into_the_tray(window, desk):
    window.close()
    assert not window.isVisible()
    assert len(desk.kept) == 1


def test_closing_without_a_tray_minimises(window, desk):
    desk.has_tray = False
    window.close()
    assert window.isVisible()
    assert window.isMinimized()
    window.reveal()
    assert not window.isMinimized()


def test_size_and_place_are_kept(desk, qtbot, window):
    window.resize(400, 500)
    window.close()
    again = desk.window(place=desk.kept[-1])
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (400, 500)


def test_it_does_not_come_up_by_itself(desk, qtbot):
    window = desk.window()
    qtbot.addWidget(window)
    desk.show(Presence.RINGING, live=(RINGING,))
    window.refresh()
    assert not window.isVisible()


def test_it_comes_up_quietly_without_a_tray(desk, qtbot):
    window = desk.window()
    qtbot.addWidget(window)
    shown_quietly = []
    window.showEvent = lambda event: shown_quietly.append(
        window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    )
    window.show_quietly()
    assert window.isVisible()
    assert not window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_without_a_tray_the_task_bar_tells_the_presence(window, desk):
    with_tray = window.windowIcon().cacheKey()
    desk.has_tray = False
    desk.show(Presence.ON_CALL)
    window.refresh()
    assert window.windowTitle() == "On call · ScreenPop"
    assert window.windowIcon().cacheKey() != with_tray


def test_its_menu_has_what_the_window_lacks(window, desk):
    menu = window.findChild(QToolButton).menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Open ScreenPop", "Do not disturb", "Test the ways in…", "Quit ScreenPop",
    ]  # fmt: skip
    menu.actions()[0].trigger()
    menu.actions()[-1].trigger()
    assert desk.done == ["window", "quit"]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_light_and_dark(desk, qtbot, colours):
    desk.colours = colours
    window = desk.window()
    qtbot.addWidget(window)
    window.show()
    picture = window.grab().toImage()
    assert picture.pixelColor(QPoint(4, 4)) == QColor(colours.raised)
    assert picture.pixelColor(QPoint(180, 400)) == QColor(colours.surface)


def test_it_takes_on_new_colours_and_larger_text(desk, qtbot):
    window = desk.window(text_scale=1.5)
    qtbot.addWidget(window)
    window.show()
    desk.colours = DARK
    window.dress()
    assert window.grab().toImage().pixelColor(QPoint(180, 400)) == QColor(DARK.surface)
    assert named(window, "heading").fontInfo().pixelSize() == 20


def test_everything_can_be_reached_by_keyboard(window, desk):
    desk.show(live=(RINGING,), recent=(line("b"),))
    window.refresh()
    for button in [*window.findChildren(QPushButton), *window.findChildren(QToolButton)]:
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert button.accessibleName() or not button.isVisible()


def test_signing_in_is_one_click_away_while_nobody_is(window, desk, qtbot):
    (button,) = [one for one in window.findChildren(QPushButton) if not one.text()]
    assert not button.isVisible()
    desk.show(Presence.OFFLINE, reason="Nobody is signed in.", sign_in=SignInOffer.SIGN_IN)
    window.refresh()
    assert (button.isVisible(), button.text(), button.accessibleName()) == (True, "Sign in", "Sign in")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.done == [("sign in", SignInOffer.SIGN_IN)]


async def test_the_end_keeps_the_place(window, desk):
    await window.end()
    assert desk.kept
    assert not window.isVisible()


def test_avatars_keep_their_colour():
    assert avatar_colour("+16133246100") == avatar_colour("+16133246100")
    assert len({avatar_colour(f"+1613324{n:04}") for n in range(100)}) > 5


def test_a_call_becomes_a_line():
    ledger = Ledger(Agent("126", "example.com"))
    start = datetime(2026, 11, 24, 19, 29, tzinfo=UTC)

    def hear(state, at):
        caller = Originator("x", number="+16133246100", name="David Ward")
        event = CallEvent(caller, Target("y", LegState(state), user="126"), time_start=start)
        return ledger.hear(event, now=at)[-1].call

    ringing = call_line(hear("ringing", start), title="David Ward", number="(613) 324-6100")
    assert (ringing.rings_agent, ringing.words, ringing.detail) == (True, "Incoming call", "(613) 324-6100")
    answered = start + timedelta(seconds=9)
    active = call_line(hear("active", answered), title="", number="(613) 324-6100")
    assert (active.rings_agent, active.words, active.title, active.since) == (
        False,
        "On call",
        "(613) 324-6100",
        answered,
    )
    over = call_line(hear("ended", answered), title="", number="")
    assert (over.title, over.words, over.icon, over.number) == ("Withheld number", "Answered", "phone-incoming", "")


def test_a_call_that_a_colleague_took_is_over_for_the_agent():
    ledger = Ledger(Agent("126", "example.com"))
    caller = Originator("x", LegState.ACTIVE, number="+16133246100")
    for leg, user, state in (("y", "126", "ringing"), ("z", "127", "active"), ("y", "126", "ended")):
        changes = ledger.hear(CallEvent(caller, Target(leg, LegState(state), user=user)), now=NOW)
    line_of_it = call_line(changes[-1].call, title="", number="(613) 324-6100")
    assert changes[-1].call.state is CallState.ACTIVE
    assert (line_of_it.words, line_of_it.icon) == ("Answered elsewhere", "phone-forwarded")
