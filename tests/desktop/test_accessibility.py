"""Every control of every window tells a screen reader what it is, and Tab goes to it; a new call is announced."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget

from screenpop.desktop.assistant import Assistant
from screenpop.desktop.assistant_needs import AssistantNeeds, Standing
from screenpop.desktop.card import Card
from screenpop.desktop.card_actions import CardActions
from screenpop.desktop.card_style import Look
from screenpop.desktop.dial_window import DialWindow
from screenpop.desktop.main_window import MainWindow
from screenpop.desktop.theme import LIGHT
from screenpop.desktop.view import TrayActions
from screenpop.desktop.window import SmallWindow
from screenpop.desktop.window_place import WindowMemory
from screenpop.history.store import Store
from screenpop.profile.paths import Profile
from scripts import invented_office as office
from scripts import pictures

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit)
ROLES = {
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ButtonMenu,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.List,
    QAccessible.Role.PushButton,
    QAccessible.Role.Table,
    QAccessible.Role.Tree,
}


async def nothing(_what):
    pass


ACTIONS = TrayActions(nothing, nothing, nothing, nothing, lambda _dnd: None, lambda: None, lambda: None)


def controls(window):
    """What a person can use, without the parts that Qt makes of controls."""
    found = [one for one in window.findChildren(QWidget) if isinstance(one, CONTROLS) and one.isVisible()]
    return [one for one in found if not isinstance(one.parent(), QLineEdit | QComboBox)]


def tab_order(window):
    """The controls in the order in which Tab goes through them."""
    order, at = [], window.nextInFocusChain()
    while at is not window and at not in order:
        order.append(at)
        at = at.nextInFocusChain()
    return order


def check(window):
    assert window.windowTitle() or window.accessibleName() or isinstance(window, Card)
    order = tab_order(window)
    for one in controls(window):
        told = QAccessible.queryAccessibleInterface(one)
        name = told.text(QAccessible.Text.Name)
        assert name.strip(), (one, one.objectName())
        assert told.role() in ROLES, (name, told.role())
        if one.isEnabled() and not isinstance(window, Card):
            assert one.focusPolicy() & Qt.FocusPolicy.TabFocus, name
            assert one in order, name


@pytest.mark.parametrize("page", ["colleagues", "calls", "contacts", "settings", "diagnosis"])
async def test_the_main_window(page, tmp_path, qtbot, qapp):
    profile = Profile(tmp_path).create()
    store = Store(profile.history)
    window = MainWindow(
        office.view,
        ACTIONS,
        pictures._pages(store, profile),
        look=Look,
        memory=WindowMemory(profile),
        clock=lambda: office.NOW,
    )
    qtbot.addWidget(window)
    window.reveal(page)
    await asyncio.sleep(0)
    check(window)
    await window.end()
    store.close()


@pytest.mark.parametrize("state", [{}, {"is_busy": True}, {"is_offline": True}])
def test_the_small_window(state, qtbot):
    window = SmallWindow(lambda: office.view(**state), ACTIONS, has_tray=lambda: True, colours=lambda: LIGHT)
    qtbot.addWidget(window)
    window.show()
    check(window)


def test_the_window_to_call_somebody(qtbot):
    window = DialWindow(Look(), nothing, lambda _letters: [], lambda _number: False)
    qtbot.addWidget(window)
    window.ask("127")
    check(window)


def test_every_card(qtbot, qapp):
    actions = CardActions(nothing, nothing, nothing, nothing, lambda _call_id, _text: None)
    for _name, content in office.cards():
        card = Card(actions, lambda _card, _action, _doing: None, Look(), lambda: office.NOW)
        qtbot.addWidget(card)
        card.show_content(content)
        card.show()
        check(card)


async def test_every_step_of_the_assistant(qtbot):
    needs = AssistantNeeds(
        read_invite=lambda _source: None,
        standing=lambda: Standing(has_account=True),
        sign_in=lambda: None,
        cancel_sign_in=lambda: None,
        advise=lambda: nothing(""),
        use_way=lambda _kind: None,
        ring=lambda: nothing(""),
        show_settings=lambda: None,
        keep_step=lambda _step: None,
    )
    for step in ("office", "sign_in", "trial", "done"):
        window = Assistant(needs, Look, step)
        qtbot.addWidget(window)
        window.reveal()
        check(window)
        await window.end()


async def test_a_new_call_is_announced_once_and_what_has_ended_is_not(qtbot, monkeypatch):
    said = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    actions = CardActions(nothing, nothing, nothing, nothing, lambda _call_id, _text: None)
    for content in (dict(office.cards())[name] for name in ("missed", "ringing")):
        card = Card(actions, lambda _card, _action, _doing: None, Look(), lambda: office.NOW)
        qtbot.addWidget(card)
        card.show_content(content)
        card.show()
    qtbot.waitUntil(lambda: bool(said))
    card.hide()
    card.show()
    assert said == ["Incoming call, to Sales, David Ward, (613) 234-6100"]
