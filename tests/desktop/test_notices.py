"""Notifications in the place of cards, on a real bus with a server of notifications as a desktop has one."""

import asyncio
import contextlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from screenpop.desktop.card_actions import CardActions
from screenpop.desktop.card_style import Look
from screenpop.desktop.content import CardAction
from screenpop.desktop.notices import CallNotices, TrayNotices
from screenpop.desktop.settings import CardSettings
from screenpop.desktop.stack import CardStack
from screenpop.platform.notifications import NoNotifications, Notice
from tests.desktop.phone import Phone
from tests.waiting import until

SERVER = Path(__file__).with_name("notification_server.py")
ALL = ("actions", "body", "body-markup", "sound")

needs_bus = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="needs dbus-daemon")


class Server:
    """The server's program; what it was asked is in `told`."""

    def __init__(self):
        self.told = []

    async def start(self, *capabilities):
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, str(SERVER), *capabilities, stdin=pipe, stdout=pipe
        )
        assert json.loads(await self._process.stdout.readline()) == ["ready"]
        self._reading = asyncio.create_task(self._read())

    async def close(self):
        self._process.stdin.close()
        with contextlib.suppress(ConnectionError):
            await self._process.stdin.wait_closed()
        await self._reading
        await self._process.wait()

    async def emit(self, *signal):
        self._process.stdin.write(json.dumps(signal).encode() + b"\n")
        await self._process.stdin.drain()

    async def shown(self, number):
        """The `number`th of all notifications, once it has come."""
        return await until(lambda: next(iter(self.notices()[number - 1 : number]), None))

    def notices(self):
        return [told[0] for name, *told in self.told if name == "Notify"]

    def withdrawn(self):
        return [told[0] for name, *told in self.told if name == "CloseNotification"]

    async def _read(self):
        async for line in self._process.stdout:
            self.told.append(json.loads(line))


class Desk:
    def __init__(self, **settings):
        self.phone, self.done, self.reports = Phone(), [], []
        self.is_quiet = self.is_covered = False
        self.trouble = None
        actions = CardActions(
            *(self._act(action) for action in CardAction if action is not CardAction.OPEN_RECORD),
            lambda *_note: None,
            lambda: self.done.append("window"),
        )
        settings = CardSettings(**{"show_as": "notifications", "ring_sound": True, **settings})
        self.stack = CardStack(
            settings,
            actions,
            self.phone.describe,
            look=lambda: Look(moves=False),
            is_quiet=lambda: self.is_quiet,
            is_covered=lambda _screen: self.is_covered,
            clock=lambda: self.phone.now,
        )
        tray = lambda *told: self.done.append(told) or True  # noqa: E731
        self.notices = CallNotices(settings, actions, self.phone.describe, self.stack, tray, self.reports.append)

    def _act(self, action):
        async def act(call_id):
            if self.trouble:
                raise self.trouble
            self.done.append((action, call_id))

        return act

    def take(self, changes):
        self.stack.take(changes)
        self.notices.take(changes)

    async def close(self):
        await self.notices.close()
        await self.stack.close()


@pytest.fixture
def bus(monkeypatch):
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    monkeypatch.setitem(os.environ, "DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
    yield daemon
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
async def server(bus):
    made = Server()
    await made.start(*ALL)
    yield made
    await made.close()


@pytest.fixture
async def desk(qapp):
    made = Desk()
    yield made
    await made.close()


@needs_bus
async def test_one_notification_follows_the_call_and_goes_with_it(server, desk):
    desk.take(desk.phone.ring(dialled="8001", dialled_name="Sales"))
    rings = await server.shown(1)
    assert rings["signature"] == "susssasa{sv}i"
    assert (rings["app"], rings["replaces"], rings["timeout"]) == ("ScreenPop", 0, 0)
    assert rings["title"] == "Incoming call: David Ward"
    assert rings["body"].splitlines()[0] == "(613) 234-6100"
    assert "To Sales" in rings["body"].splitlines()
    assert rings["actions"] == ["default", "", "ANSWER", "Answer", "DECLINE", "Decline"]
    assert rings["hints"]["sound-name"] == ["s", "phone-incoming-call"]
    assert desk.stack.cards() == []
    desk.take(desk.phone.answer())
    talks = await server.shown(2)
    assert (talks["replaces"], talks["title"]) == (rings["number"], "On call: David Ward")
    assert talks["actions"] == ["default", "", "HANG_UP", "Hang up"]
    assert talks["hints"]["suppress-sound"] == ["b", True]
    desk.take(desk.phone.end())
    assert (await server.shown(3))["title"] == "Call ended: David Ward"
    await desk.notices.close()
    assert server.withdrawn() == [rings["number"]]


@needs_bus
async def test_a_missed_call_stays_for_its_seconds_and_can_be_called_back(server, qapp):
    desk = Desk(missed_seconds=1)
    desk.take(desk.phone.ring())
    desk.take(desk.phone.end())
    missed = await server.shown(1)
    assert missed["actions"][2:] == ["CALL_BACK", "Call back"]
    await server.emit("ActionInvoked", missed["number"], "CALL_BACK")
    await until(lambda: desk.done == [(CardAction.CALL_BACK, "c1")])
    await until(lambda: server.withdrawn() == [missed["number"]])
    assert not desk.notices.has("c1")
    await desk.close()


@needs_bus
async def test_buttons_act_once_they_are_offered_and_what_fails_is_told(server, desk):
    desk.take(desk.phone.ring())
    number = (await server.shown(1))["number"]
    for told in ((number, "HANG_UP"), (number, "nonsense"), (number + 7, "ANSWER"), (number, "default")):
        await server.emit("ActionInvoked", *told)
    await server.emit("ActionInvoked", number, "ANSWER")
    await until(lambda: desk.done == ["window", (CardAction.ANSWER, "c1")])
    desk.trouble = RuntimeError("The phone is off.")
    await server.emit("ActionInvoked", number, "DECLINE")
    await until(lambda: desk.reports == ["The phone is off."])


@needs_bus
@pytest.mark.parametrize("name", ["<b>Bold</b>", "Fish & Chips", "A\nB", "&lt;i&gt;", '<a href="x">link</a>'])
async def test_whatever_a_caller_is_called_stays_text(server, desk, name):
    desk.take(desk.phone.ring(name="", number="+16132346100", dialled="8001", dialled_name=name))
    body = (await server.shown(1))["body"]
    plain = " ".join(name.split())
    assert f"To {plain}".replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in body.splitlines()
    desk.take(desk.phone.ring("c2", name=name))
    assert (await server.shown(2))["title"] == f"Incoming call: {plain}"


@needs_bus
async def test_a_server_that_can_little_gets_plain_text_without_buttons(bus, qapp, monkeypatch):
    beeps = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append("beep"))
    server, desk = Server(), Desk()
    await server.start("body")
    desk.take(desk.phone.ring(dialled="8001", dialled_name="<Sales> & more"))
    shown = await server.shown(1)
    assert "To <Sales> & more" in shown["body"].splitlines()
    assert shown["actions"] == []
    await until(lambda: beeps == ["beep"])
    await desk.close()
    await server.close()


@needs_bus
async def test_what_the_agent_sends_away_stays_away(server, desk):
    desk.take(desk.phone.ring())
    number = (await server.shown(1))["number"]
    await server.emit("NotificationClosed", number, 2)
    await until(lambda: not desk.notices.has("c1"))
    desk.take(desk.phone.answer())
    desk.take(desk.phone.ring("c2", name="Marie Tremblay"))
    assert "Marie" in (await server.shown(2))["title"]


@needs_bus
async def test_what_the_system_sends_away_comes_back_when_the_call_moves_on(server, desk):
    desk.take(desk.phone.ring())
    number = (await server.shown(1))["number"]
    await server.emit("NotificationClosed", number, 1)
    await until(lambda: desk.notices._shown["c1"].number == 0)
    desk.take(desk.phone.answer())
    again = await server.shown(2)
    assert (again["replaces"], again["title"]) == (0, "On call: David Ward")


@needs_bus
async def test_do_not_disturb_keeps_them_away(server, desk):
    desk.is_quiet = True
    desk.take(desk.phone.ring())
    desk.is_quiet = False
    desk.take(desk.phone.ring("c2", name="Marie Tremblay"))
    number = (await server.shown(1))["number"]
    assert [notice["title"] for notice in server.notices()] == ["Incoming call: Marie Tremblay"]
    desk.notices.calm()
    await until(lambda: server.withdrawn() == [number])


@needs_bus
async def test_behind_a_lock_nothing_shows_and_what_came_is_there_after_it(server, desk):
    desk.take(desk.phone.ring())
    number = (await server.shown(1))["number"]
    desk.stack.lock(True)
    desk.notices.look()
    await until(lambda: server.withdrawn() == [number])
    desk.take(desk.phone.end())
    desk.take(desk.phone.ring("c2", name="Marie Tremblay"))
    await until(lambda: desk.notices._again is not None)
    assert len(server.notices()) == 1
    desk.stack.lock(False)
    desk.notices.look()
    await server.shown(3)
    titles = {notice["title"] for notice in server.notices()[1:]}
    assert titles == {"Missed call: David Ward", "Incoming call: Marie Tremblay"}


@needs_bus
async def test_over_a_film_nothing_shows_until_it_ends(server, desk):
    desk.is_covered = True
    desk.take(desk.phone.ring())
    await until(lambda: desk.notices._again is not None)
    assert server.notices() == []
    desk.is_covered = False
    assert "David Ward" in (await server.shown(1))["title"]


@needs_bus
async def test_without_a_server_the_card_comes_all_the_same(bus, desk):
    desk.take(desk.phone.ring())
    await until(lambda: desk.stack.cards() == [("c1", "ringing")])
    assert not desk.notices.has("c1")


async def test_without_a_bus_too(desk):
    desk.take(desk.phone.ring())
    await until(lambda: desk.stack.cards() == [("c1", "ringing")])


@needs_bus
async def test_a_bus_that_dies_leaves_cards(bus, server, desk):
    desk.take(desk.phone.ring())
    await server.shown(1)
    bus.terminate()
    bus.wait()
    desk.take(desk.phone.answer())
    await until(lambda: desk.stack.cards() == [("c1", "active")])


async def test_the_sound_follows_the_card_if_it_is_wanted(qapp, monkeypatch):
    beeps = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append("beep"))
    for is_wanted in (False, True):
        desk = Desk(show_as="cards", ring_sound=is_wanted)
        desk.take(desk.phone.ring())
        assert desk.stack.cards() == [("c1", "ringing")]
        assert beeps == []
        if is_wanted:
            await until(lambda: beeps)
            desk.take(desk.phone.answer())
        await desk.close()
    assert beeps == ["beep"]


async def test_through_the_tray_only_news_is_told_and_a_missing_tray_is_an_error():
    told = []
    tray = TrayNotices(lambda *what: told.append(what) or True)
    await tray.show(Notice("Incoming call: David Ward", ("(613) 234-6100", "Ottawa, ON")))
    await tray.show(Notice("On call: David Ward", (), is_news=False), 1)
    assert told == [("Incoming call: David Ward", "(613) 234-6100\nOttawa, ON")]
    with pytest.raises(NoNotifications):
        await TrayNotices(lambda *_what: False).show(Notice("Incoming call", ()))


def test_nothing_of_the_bus_is_loaded_before_it_is_needed():
    program = "import sys, screenpop.workplace; sys.exit('jeepney' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=60).returncode == 0
