import asyncio
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from screenpop.calls.call import CallState, Direction, Outcome
from screenpop.calls.presence import DoNotDisturb, Presence
from screenpop.desktop import menu, view
from screenpop.desktop.tray import Tray, panel_is_dark, plain_tooltip
from screenpop.desktop.tray_icon import tray_icon
from screenpop.desktop.view import CallLine, DesktopView, SignInOffer, TrayActions

OTTAWA = timezone(timedelta(hours=-5))
NOW = datetime(2026, 11, 24, 14, 30, tzinfo=OTTAWA)


def line(call_id="c1", title="David Ward", number="(613) 324-6100", state="ended", outcome=None, **more):
    values = {"detail": "", "when": NOW - timedelta(hours=1), "since": NOW, "direction": Direction.INBOUND}
    values |= {"rings_agent": False, "is_outgoing": False, **more}
    return CallLine(call_id, title, number=number, state=CallState(state), outcome=outcome, **values)


def state(presence=Presence.AVAILABLE, **more):
    return DesktopView("0.1.0", presence, NOW - timedelta(hours=2), **more)


class Desk:
    """The world around a tray: what is going on, and a record of what was set off."""

    def __init__(self):
        self.view = state()
        self.done = []
        self.trouble = None
        self.actions = TrayActions(
            answer=self._act("answer"),
            decline=self._act("decline"),
            hang_up=self._act("hang up"),
            call_back=self._act("call back"),
            do_not_disturb=lambda dnd: self.done.append(("dnd", dnd)),
            show_window=lambda: self.done.append("window"),
            quit=lambda: self.done.append("quit"),
            sign_in=lambda offer: self.done.append(("sign in", offer)),
            show_page=lambda page: self.done.append(("page", page)),
            end_snooze=lambda: self.done.append(("end snooze",)),
            use_card=lambda: self.done.append(("use card",)),
        )

    def _act(self, name):
        async def act(call_id):
            if self.trouble:
                raise self.trouble
            self.done.append((name, call_id))

        return act


class Panel:
    """A desktop's panel, which may bring its tray late."""

    def __init__(self, there=True, on_bus=False):
        self.there, self.on_bus, self.came = there, on_bus, None

    def is_there(self):
        return self.there

    def is_on_bus(self):
        return self.on_bus

    def wait(self, came):
        self.came = came

    def stop(self):
        self.came = None

    def bring_tray(self):
        self.there = True
        self.came()


@pytest.fixture
def desk(qapp):
    return Desk()


@pytest.fixture
def tray(desk):
    made = Tray(lambda: desk.view, desk.actions, watch=Panel(), clock=lambda: NOW)
    yield made
    made._icon.hide()


def texts(some_menu):
    return [action.text() for action in some_menu.actions() if not action.isSeparator()]


def click(some_menu, text):
    next(action for action in some_menu.actions() if action.text() == text).trigger()


async def settled(tray):
    await asyncio.gather(*tray._pending._tasks, return_exceptions=True)
    await asyncio.sleep(0)


def opened(tray):
    tray.menu.aboutToShow.emit()
    return tray.menu


def test_every_presence_has_words_an_icon_and_a_tooltip(qapp):
    words = {view.tooltip(state(presence)) for presence in Presence}
    assert len(words) == len(Presence) == len({view.presence_word(presence) for presence in Presence})
    assert all(said.startswith("ScreenPop: ") for said in words)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (state(), "ScreenPop: available"),
        (state(missed=1), "ScreenPop: available, 1 missed call"),
        (state(Presence.ON_CALL, live=(line(state="active"),)), "ScreenPop: on a call with David Ward"),
        (state(Presence.ON_CALL, live=(line(state="ringing", is_outgoing=True),)), "ScreenPop: calling David Ward"),
        (state(Presence.RINGING, live=(line(state="ringing", rings_agent=True),)), "ScreenPop: David Ward is calling"),
        (state(Presence.OFFLINE, reason="No network."), "ScreenPop: offline. No network."),
    ],
)
def test_the_tooltip_is_a_sentence(shown, words):
    assert view.tooltip(shown) == words


def test_a_tooltip_is_never_markup_and_fits():
    shown = plain_tooltip("ScreenPop: on a call with <img src='file:///etc/passwd'>" + "x" * 200)
    assert "<" not in shown
    assert len(shown) == 127


def test_the_menu_says_what_is_going_on(tray, desk):
    desk.view = state(
        Presence.RINGING,
        reason="The relay is slow.",
        live=(line("a", state="ringing", rings_agent=True), line("b", "Anna Ruiz", state="active")),
        recent=(line("c", "Ben Okafor", outcome=Outcome.MISSED), line("d", "Withheld number", number="")),
        missed=2,
    )
    assert texts(opened(tray)) == [
        "Ringing since 12:30", "The relay is slow.",
        "Answer David Ward", "Decline David Ward", "Hang up Anna Ruiz",
        "2 missed calls", "Ben Okafor, missed, 13:30", "Withheld number, ended, 13:30",
        "Call a number…", "Do not disturb", "Open ScreenPop", "Settings…", "Diagnosis…", "Test the ways in…", "Quit",
    ]  # fmt: skip
    enabled = {action.text(): action.isEnabled() for action in tray.menu.actions()}
    assert enabled["Ben Okafor, missed, 13:30"]
    assert not enabled["Withheld number, ended, 13:30"]


def test_the_menu_is_made_anew_when_it_opens(tray, desk):
    assert texts(opened(tray))[0] == "Available since 12:30"
    desk.view = state(Presence.ON_CALL)
    assert texts(opened(tray))[0] == "On call since 12:30"


def test_the_menu_shows_the_last_five_calls(tray, desk):
    desk.view = state(recent=tuple(line(f"c{n}", f"Caller {n}") for n in range(9)))
    shown = [text for text in texts(opened(tray)) if text.startswith("Caller")]
    assert shown == [f"Caller {n}, ended, 13:30" for n in range(5)]


def test_a_long_name_leaves_room_for_how_the_call_went(tray, desk):
    desk.view = state(
        recent=(line("c", "Northern Freight Forwarding and Logistics Incorporated", outcome=Outcome.MISSED),)
    )
    assert "Northern Freight Forwarding and…, missed, 13:30" in texts(opened(tray))


def test_opening_the_menu_often_leaves_nothing_behind(tray):
    for _ in range(20):
        opened(tray)
    assert len(tray.menu.findChildren(QMenu)) == 1


@pytest.mark.parametrize(
    ("name", "in_menu"),
    [
        ("Smith & Sons", "Smith && Sons"),
        ("&Quit", "&&Quit"),
        ("A\tCtrl+Q", "A Ctrl+Q"),
        ("two\nlines", "two lines"),
        ("<b>bold</b> %s {0}", "<b>bold</b> %s {0}"),
        ("x" * 80, "x" * 59 + "…"),
    ],
)
def test_a_callers_name_is_text_in_the_menu(name, in_menu):
    assert menu.plain(name) == in_menu


@pytest.mark.parametrize(
    ("name", "on_bus"),
    [("a_b", "a__b"), ("A & B & C", "A && B & C"), ("plain", "plain")],
)
def test_a_callers_name_is_text_on_the_bus(name, on_bus):
    assert menu.plain_on_bus(name) == on_bus


def test_a_tray_on_the_bus_gets_the_words_of_the_bus(desk):
    desk.view = state(recent=(line(title="a_b"),))
    tray = Tray(lambda: desk.view, desk.actions, watch=Panel(on_bus=True), clock=lambda: NOW)
    assert "a__b, ended, 13:30" in texts(tray.menu)


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("Answer David Ward", ("answer", "a")),
        ("Decline David Ward", ("decline", "a")),
        ("Hang up Anna Ruiz", ("hang up", "b")),
        ("Ben Okafor, missed, 13:30", ("call back", "c")),
    ],
)
async def test_the_menu_acts_on_the_right_call(tray, desk, text, done):
    desk.view = state(
        live=(line("a", state="ringing", rings_agent=True), line("b", "Anna Ruiz", state="active")),
        recent=(line("c", "Ben Okafor", outcome=Outcome.MISSED), line("d", "Other")),
    )
    click(opened(tray), text)
    await settled(tray)
    assert desk.done == [done]


def test_the_menu_opens_the_window_and_quits(tray, desk):
    click(opened(tray), "Open ScreenPop")
    click(opened(tray), "Quit")
    assert desk.done == ["window", "quit"]


async def test_what_fails_is_told_to_the_user(tray, desk, monkeypatch):
    told = []
    monkeypatch.setattr(tray._icon, "showMessage", lambda title, text, kind: told.append(text))
    desk.trouble = ValueError("The call had ended already.")
    desk.view = state(live=(line("a", state="active"),))
    click(opened(tray), "Hang up David Ward")
    await settled(tray)
    assert told == ["The call had ended already."]


async def test_closing_ends_what_is_under_way(tray, desk):
    ended = asyncio.Event()

    async def forever(_call_id):
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    tray._pending.start(forever("a"), "forever")
    await asyncio.sleep(0)
    await tray.close()
    assert ended.is_set()
    assert not tray._icon.isVisible()


@pytest.mark.parametrize("offer", [offer for offer in SignInOffer if offer])
def test_the_menu_does_what_it_offers_about_the_sign_in(tray, desk, offer):
    desk.view = state(Presence.OFFLINE, reason="Nobody is signed in.", sign_in=offer)
    click(opened(tray), offer.words)
    assert desk.done == [("sign in", offer)]


@pytest.mark.parametrize(
    ("shown", "text", "done"),
    [
        ({}, "Settings…", ("page", "settings")),
        ({}, "Diagnosis…", ("page", "diagnosis")),
        ({"has_card": True}, "Use the card with the keyboard", ("use card",)),
        ({"snoozed_until": NOW + timedelta(hours=1)}, "Show all cards again (paused until 15:30)", ("end snooze",)),
    ],
)
def test_the_menu_leads_on(tray, desk, shown, text, done):
    desk.view = state(Presence.AVAILABLE, **shown)
    click(opened(tray), text)
    assert desk.done == [done]


def grey(tray):
    colour = tray._icon.icon().pixmap(64, 64).toImage().pixelColor(32, 6)
    return abs(colour.red() - colour.blue()) < 40


def test_the_icon_blinks_only_while_it_rings_and_only_if_that_is_wanted(tray, desk, qtbot):
    desk.view = state(Presence.RINGING)
    tray.refresh()
    assert not tray._blink.isActive()
    desk.view = state(Presence.RINGING, blinks=True)
    tray.refresh()
    qtbot.waitUntil(lambda: grey(tray), timeout=10_000)
    qtbot.waitUntil(lambda: not grey(tray), timeout=10_000)
    desk.view = state(Presence.ON_CALL, blinks=True)
    tray.refresh()
    assert not tray._blink.isActive()
    assert not grey(tray)


def test_the_menu_has_no_more_than_there_is(tray, desk):
    desk.view = state(Presence.AVAILABLE)
    assert not {"Use the card with the keyboard"} & set(texts(opened(tray)))
    assert not [text for text in texts(opened(tray)) if text.startswith("Show all cards")]


def test_a_service_account_is_offered_no_sign_in(tray, desk):
    assert not {offer.words for offer in SignInOffer} & set(texts(opened(tray)))


def test_do_not_disturb_for_a_while(tray, desk):
    choices = opened(tray).findChild(QMenu)
    for text in texts(choices):
        click(choices, text)
    midnight = datetime(2026, 11, 25, tzinfo=OTTAWA)
    assert desk.done == [
        ("dnd", DoNotDisturb(NOW + timedelta(minutes=30))),
        ("dnd", DoNotDisturb(NOW + timedelta(hours=1))),
        ("dnd", DoNotDisturb(NOW + timedelta(hours=2))),
        ("dnd", DoNotDisturb(midnight)),
        ("dnd", DoNotDisturb(None)),
    ]


def test_do_not_disturb_is_turned_off_with_one_click(tray, desk):
    until = NOW + timedelta(minutes=30)
    desk.view = state(Presence.DND, do_not_disturb=DoNotDisturb(until.astimezone(UTC)))
    assert texts(opened(tray))[0] == "Do not disturb until 15:00"
    on = next(action for action in tray.menu.actions() if action.isCheckable())
    assert on.isChecked()
    on.trigger()
    assert desk.done == [("dnd", None)]


def test_a_left_click_opens_the_window(tray, desk):
    tray._icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    tray._icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert desk.done == ([] if sys.platform == "darwin" else ["window"])


def test_the_icon_follows_the_presence(tray, desk):
    for presence in Presence:
        desk.view = state(presence, missed=1)
        tray.refresh()
        assert tray._icon.icon().cacheKey() == tray_icon(presence, False, True).cacheKey()


def test_a_tray_that_comes_late_is_used(desk, qtbot):
    panel = Panel(there=False)
    tray = Tray(lambda: desk.view, desk.actions, watch=panel, clock=lambda: NOW)
    tray.refresh()
    assert not tray.available
    desk.view = state(Presence.RINGING)
    with qtbot.waitSignal(tray.came):
        panel.bring_tray()
    assert tray.available
    assert tray._icon.isVisible()
    assert tray._icon.toolTip() == "ScreenPop: ringing"


def test_a_tray_that_goes_is_missed(tray, desk):
    assert tray.available
    tray._watch.there = False
    assert not tray.available


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(0), "14:30"),
        (timedelta(days=1), "yesterday 14:30"),
        (timedelta(days=-1), "tomorrow 14:30"),
        (timedelta(days=4), "Fri 14:30"),
        (timedelta(days=12), "12 Nov"),
        (timedelta(days=365), "24 Nov 2025"),
    ],
)
def test_moments_in_words(ago, words):
    assert view.moment_words((NOW - ago).astimezone(UTC), NOW) == words


@pytest.mark.parametrize(("seconds", "shown"), [(-3, "0:00"), (4, "0:04"), (157, "2:37"), (3725, "1:02:05")])
def test_timers(seconds, shown):
    assert view.timer(timedelta(seconds=seconds)) == shown


@pytest.mark.skipif(sys.platform != "linux", reason="GNOME's panel")
def test_gnomes_panel_is_dark_whatever_the_windows_are(qapp, monkeypatch):
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "KDE")
    assert not panel_is_dark()
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    assert panel_is_dark()


def test_the_tray_is_loaded_with_little_else():
    heavy = "{'asyncio', 'PySide6.QtSvg', 'PySide6.QtNetwork', 'httpx', 'screenpop.resources'}"
    program = f"import sys, screenpop.desktop.tray; sys.exit(', '.join({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
