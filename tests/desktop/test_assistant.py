import asyncio

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QLabel

from screenpop.desktop.assistant import Assistant
from screenpop.desktop.assistant_needs import Advice, AssistantNeeds, Preview, Standing, Tried
from screenpop.desktop.card_style import Look
from tests.waiting import until

LINK = "screenpop:invite?version=1"


class Office:
    def __init__(self):
        self.done, self.why_not = [], ""
        self.now = Standing(trouble="Nobody is signed in.")
        self.advice = Advice("relay", "", [Tried("relay", True, "works"), Tried("lan", False, "cannot be reached")])
        self.needs = AssistantNeeds(
            read_invite=self.read_invite,
            standing=lambda: self.now,
            sign_in=lambda: self.done.append("sign in"),
            cancel_sign_in=lambda: self.done.append("cancel"),
            advise=self.advise,
            use_way=lambda kind: self.done.append(kind),
            ring=self.ring,
            show_settings=lambda: self.done.append("settings"),
            keep_step=lambda step: self.done.append(f"at {step}"),
        )

    def read_invite(self, source):
        if source != LINK:
            raise ValueError("This invite is refused: it is none.")
        return Preview(["account.client_id: desk"], ["Your sign-in goes to pbx.example.com."], self.take_over)

    def take_over(self):
        self.now = Standing(has_account=True)

    async def advise(self):
        await asyncio.sleep(0)
        return self.advice

    async def ring(self):
        return self.why_not


@pytest.fixture
async def office(qapp):
    return Office()


@pytest.fixture
async def assistant(office, qtbot):
    made = Assistant(office.needs, Look)
    qtbot.addWidget(made)
    made.reveal()
    yield made
    await made.end()


def said(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def button(widget, text):
    return next(one for one in widget.findChildren(QAbstractButton) if one.isVisible() and one.text() == text)


def press(qtbot, widget, text):
    qtbot.mouseClick(button(widget, text), Qt.MouseButton.LeftButton)


def test_an_invite_is_shown_before_it_is_taken_over(assistant, office, qtbot):
    assert not button(assistant, "Next").isEnabled()
    assistant.step.link.setText("nonsense")
    assert "This invite is refused" in said(assistant)
    assistant.step.link.setText(LINK)
    assert "account.client_id: desk" in said(assistant)
    assert "Your sign-in goes to pbx.example.com." in said(assistant)
    assert not office.now.has_account
    press(qtbot, assistant, "Take this invite over")
    assert button(assistant, "Next").isEnabled()


def test_who_types_a_link_is_not_interrupted(assistant, office, qtbot):
    with qtbot.waitActive(assistant):
        assistant.reveal()
    qtbot.keyClicks(assistant.step.link, f"{LINK}&")
    assert assistant.step.link.text() == f"{LINK}&"
    qtbot.keyClick(assistant.step.link, Qt.Key.Key_Backspace)
    qtbot.keyClick(assistant.step.link, Qt.Key.Key_Return)
    assert office.now.has_account


def test_an_invite_can_be_dropped(assistant, office, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "office.screenpop"))])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    assistant.dropEvent(event)
    assert "This invite is refused" in said(assistant)
    data.clear()
    data.setText(LINK)
    assistant.dropEvent(event)
    assert "account.client_id: desk" in said(assistant)


async def test_from_the_first_step_to_the_last(assistant, office, qtbot):
    office.now = Standing(has_account=True)
    assistant.refresh()
    press(qtbot, assistant, "Next")
    press(qtbot, assistant, "Sign in")
    office.now = Standing(has_account=True, waits_for_browser=True, sign_in="Sign in on the page.")
    assistant.refresh()
    assert "Sign in on the page." in said(assistant)
    press(qtbot, assistant, "Cancel the sign-in")
    office.now = Standing(has_account=True, agent="Sam Lee (126)")
    assistant.refresh()
    assert "You are signed in as Sam Lee (126)." in said(assistant)
    press(qtbot, assistant, "Next")
    await until(lambda: "A test message came back" in said(assistant))
    assert "✓ The office's relay: works" in said(assistant)
    assert "✗ This network: cannot be reached" in said(assistant)
    press(qtbot, assistant, "Next")
    press(qtbot, assistant, "Ring now")
    await until(lambda: "There is the card" in said(assistant))
    press(qtbot, assistant, "Next")
    office.now = Standing(has_account=True, agent="Sam Lee (126)", is_live=True)
    assistant.refresh()
    assert "When your phone rings, a card says who is calling." in said(assistant)
    press(qtbot, assistant, "Finish")
    assert not assistant.isVisible()
    assert office.done == [*("at sign_in", "sign in", "cancel", "at way_in", "relay", "at trial", "at done")]


async def test_a_failure_says_what_to_do_and_one_can_go_on(assistant, office, qtbot):
    office.now = Standing(has_account=True, agent="Sam Lee (126)", trouble="Calls are not reaching this computer.")
    office.advice = Advice(None, "No way in is set up. Ask your administrator for the relay's address.", [])
    office.why_not = "Do not disturb is on."
    assistant.refresh()
    press(qtbot, assistant, "Next")
    press(qtbot, assistant, "Next")
    await until(lambda: "Ask your administrator" in said(assistant))
    assert not button(assistant, "Next").isEnabled()
    office.advice = Advice("lan", "", [Tried("lan", True, "works")])
    press(qtbot, assistant, "Test again")
    await until(lambda: button(assistant, "Next").isEnabled())
    press(qtbot, assistant, "Next")
    press(qtbot, assistant, "Ring now")
    await until(lambda: "Do not disturb is on." in said(assistant))
    press(qtbot, assistant, "Skip")
    assert "Calls are not reaching this computer." in said(assistant)


def test_it_goes_on_where_it_was_left(office, qtbot):
    made = Assistant(office.needs, Look, "sign_in")
    qtbot.addWidget(made)
    made.reveal()
    assert "Step 2 of 5" in said(made)
    press(qtbot, made, "Back")
    assert office.done == ["at office"]
    press(qtbot, made, "I have no invite")
    assert office.done[-1] == "settings"
    press(qtbot, made, "Go on later")
    assert not made.isVisible()
