"""The frame of the main window: navigation, pages that are made when they are visited, what is remembered."""

from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout

from screenpop.calls.presence import Presence
from screenpop.desktop.card_style import Look
from screenpop.desktop.main_nav import NavButton
from screenpop.desktop.main_page import PageBody
from screenpop.desktop.main_window import MainWindow
from screenpop.desktop.theme import DARK, LIGHT
from screenpop.desktop.view import DesktopView, TrayActions
from screenpop.desktop.window_place import WindowMemory
from screenpop.profile.paths import Profile

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=timezone(timedelta(hours=-5)))


class Body(PageBody):
    def __init__(self):
        super().__init__()
        self.heard = []
        self.field = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.field)

    def refresh(self):
        self.heard.append("refresh")

    def dress(self, look):
        self.heard.append(look.colours)

    def start_search(self):
        self.field.setFocus()

    def leave(self):
        self.heard.append("leave")

    async def end(self):
        self.heard.append("end")


class Leaf:
    icon = "users"

    def __init__(self, key, title):
        self.key, self.title, self.bodies = key, title, []

    def make(self):
        self.bodies.append(Body())
        return self.bodies[-1]


class Desk:
    def __init__(self, folder):
        self.profile = Profile(folder).create()
        self.colours, self.done = LIGHT, []
        self.pages = [Leaf("colleagues", "Colleagues"), Leaf("calls", "Calls"), Leaf("contacts", "Contacts")]
        self.show()
        self.actions = TrayActions(
            self._act, self._act, self._act, self._act, lambda dnd: None, lambda: None, lambda: self.done.append("quit")
        )

    def show(self, **more):
        values = {"agent_name": "Sam Lee", "agent_user": "126", **more}
        self.view = DesktopView("0.1.0", Presence.AVAILABLE, NOW - timedelta(hours=2), **values)

    async def _act(self, call_id):
        self.done.append(call_id)

    def window(self):
        memory = WindowMemory(self.profile, "main-window")
        return MainWindow(
            lambda: self.view, self.actions, self.pages, look=lambda: Look(self.colours), memory=memory,
            clock=lambda: NOW,
        )  # fmt: skip

    def body(self, key):
        return next(page for page in self.pages if page.key == key).bodies[0]


@pytest.fixture
def desk(qapp, tmp_path):
    return Desk(tmp_path / "profile")


@pytest.fixture
def window(desk, qtbot):
    made = desk.window()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.reveal()
    return made


def nav(window):
    return {button.page.key: button for button in window.findChildren(NavButton)}


def said(widget):
    return {label.accessibleName() or label.text() for label in widget.findChildren(QLabel) if label.isVisible()}


def test_it_says_who_how_and_whether_calls_come_in(window, desk):
    desk.show(subscription_line="Subscribed until Mon 09:14", delivery_line="Relay connected")
    window.refresh()
    assert {"Sam Lee", "126 · Available", "Subscribed until Mon 09:14", "Relay connected"} <= said(window)


def test_a_page_is_made_when_it_is_visited_and_only_then(window, desk, qtbot):
    assert [len(page.bodies) for page in desk.pages] == [1, 0, 0]
    qtbot.mouseClick(nav(window)["contacts"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(nav(window)["colleagues"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(nav(window)["contacts"], Qt.MouseButton.LeftButton)
    assert [len(page.bodies) for page in desk.pages] == [1, 0, 1]
    assert desk.body("contacts").isVisible()
    assert not desk.body("colleagues").isVisible()
    assert window.windowTitle() == "Contacts · ScreenPop"


def test_only_the_page_that_is_seen_follows_what_goes_on(window, desk, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert desk.body("colleagues").heard[-1] == "leave"
    for body in (desk.body("colleagues"), desk.body("calls")):
        body.heard.clear()
    window.refresh()
    assert (desk.body("colleagues").heard, desk.body("calls").heard) == ([], ["refresh"])
    window.hide()
    window.refresh()
    assert desk.body("calls").heard == ["refresh", "leave"]


def test_keys_choose_pages_search_and_close(window, desk, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.page == "contacts"
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert desk.body("contacts").field.hasFocus()
    qtbot.keyClick(desk.body("contacts").field, Qt.Key.Key_Escape)
    assert not window.isVisible()
    with qtbot.waitActive(window):
        window.reveal()
    qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert desk.done == ["quit"]


def test_the_arrow_keys_go_through_the_navigation(window, desk, qtbot):
    nav(window)["colleagues"].setFocus()
    qtbot.keyClick(nav(window)["colleagues"], Qt.Key.Key_Down)
    qtbot.keyClick(nav(window)["calls"], Qt.Key.Key_Space)
    assert window.page == "calls"
    nav(window)["calls"].setFocus()
    qtbot.keyClick(nav(window)["calls"], Qt.Key.Key_Up)
    assert nav(window)["colleagues"].hasFocus()


def test_missed_calls_are_counted_beside_their_page(window, desk):
    desk.show(missed=2)
    window.refresh()
    assert nav(window)["calls"].accessibleName() == "Calls, 2 missed calls"
    desk.show()
    window.refresh()
    assert nav(window)["calls"].accessibleName() == "Calls"


async def test_size_and_page_are_remembered(window, desk, qtbot):
    window.resize(720, 500)
    window.reveal("calls")
    await window.end()
    assert desk.body("calls").heard[-1] == "end"
    again = desk.window()
    qtbot.addWidget(again)
    assert (again.width(), again.height(), again.page) == (720, 500, "calls")


def test_a_page_that_is_no_more_is_forgotten(desk, qtbot):
    WindowMemory(desk.profile, "main-window").keep(b"", "gone")
    window = desk.window()
    qtbot.addWidget(window)
    assert window.page == "colleagues"


def test_new_colours_reach_every_page_that_was_made(window, desk, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    desk.colours = DARK
    window.dress()
    assert DARK in desk.body("colleagues").heard
    assert DARK in desk.body("calls").heard
    assert window.grab().toImage().pixelColor(4, 300).name().upper() == DARK.raised


def test_everything_can_be_reached_by_keyboard_and_has_a_name(window):
    for button in [*window.findChildren(QPushButton), *window.findChildren(QToolButton)]:
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert button.accessibleName() or not button.isVisible()
