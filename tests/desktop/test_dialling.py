"""Calling by name and number from a window, a link, the clipboard: never before a person presses Call."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from screenpop.people.contact import Contact, Phone
from screenpop.people.index_writing import IndexWriter
from screenpop.platform.link import LinkError
from screenpop.profile.control import RequestRefused
from tests.desktop.test_workplace import ANSWER, END, RING, Desk
from tests.waiting import until


@pytest.fixture
async def desk(qapp, tmp_path):
    made = Desk(tmp_path / "profile")
    made.core.names.known = {"127": "Anna Ruiz", "131": "Ben Okafor", "8001": "Sales"}
    made.called = []

    async def dial(number):
        made.called.append(number)
        if number == "126":
            raise ValueError("That is your own extension.")

    made.core.calls.dial = dial
    yield made
    await made.close()


def window(desk):
    return desk.workplace.dialling.window


def text_of(message):
    return message.accessibleName() or message.text()


async def test_a_name_is_completed_from_some_letters_and_called(desk):
    desk.workplace.dialling.ask()
    QTest.keyClicks(window(desk).field, "rui")
    assert window(desk)._model.stringList() == ["Anna Ruiz, 127"]
    window(desk).field.setText("Anna Ruiz, 127")
    window(desk).call_button.click()
    await until(lambda: "Pick it up" in text_of(window(desk).message))
    assert desk.called == ["127"]


async def test_who_called_of_late_and_the_contacts_are_offered_too(desk):
    await desk.call("c1", RING, ANSWER, END)
    await until(lambda: desk.core.history.recent())
    desk.workplace.dialling.contacts = lambda letters: [("David Bowman", "+14185250117")]
    suggestions = desk.workplace.dialling.suggest("david")
    assert [found.text for found in suggestions] == ["David Ward, (613) 234-5678", "David Bowman, (418) 525-0117"]
    assert [found.name for found in desk.workplace.dialling.suggest("613 234")] == ["David Ward"]
    assert desk.workplace.dialling.suggest("zzz") == ()


async def test_a_link_asks_and_calls_only_when_the_button_is_pressed(desk):
    assert desk.workplace.dialling._asked_to_open({"link": "tel:+1-613-324-6100"}) == {}
    assert window(desk).isVisible()
    assert window(desk).field.text() == "+16133246100"
    await asyncio.sleep(0)
    assert desk.called == []
    QTest.keyClick(window(desk).field, Qt.Key.Key_Return)
    await until(lambda: desk.called)
    assert desk.called == ["+16133246100"]


@pytest.mark.parametrize("link", ["tel:911", "callto:9911", "tel:9-1-1;ext=5", "tel:112"])
async def test_help_is_called_by_a_button_that_says_so_and_by_nothing_else(desk, link):
    desk.workplace.dialling.open_link(link)
    assert window(desk).call_button.text() == "Call for help"
    QTest.keyClick(window(desk).field, Qt.Key.Key_Return)
    await asyncio.sleep(0)
    assert desk.called == []
    assert "calls for help" in text_of(window(desk).message)
    window(desk).call_button.click()
    await until(lambda: desk.called)


async def test_a_link_that_names_nobody_opens_nothing(desk):
    with pytest.raises(RequestRefused):
        desk.workplace.dialling._asked_to_open({"link": "tel:evil"})
    with pytest.raises(LinkError):
        desk.workplace.dialling.open_link("javascript:alert(1)")
    assert window(desk) is None


async def test_the_clipboard_is_read_and_asked_about(desk):
    QGuiApplication.clipboard().setText("Ring me at (613) 324-6100 please")
    assert desk.workplace.dialling._asked_for_text({"selected": False}) == {}
    assert window(desk).field.text() == "6133246100"
    QGuiApplication.clipboard().setText("no number")
    desk.workplace.dialling.ask_for_clipboard()
    assert (window(desk).field.text(), desk.called) == ("", [])
    assert not window(desk).call_button.isEnabled()


async def test_what_failed_is_said_and_can_be_tried_again(desk):
    desk.workplace.dialling.ask("126")
    window(desk).call_button.click()
    assert not window(desk).call_button.isEnabled()
    await until(lambda: text_of(window(desk).message) == "That is your own extension.")
    assert window(desk).call_button.isEnabled()


async def test_a_name_nobody_has_calls_nobody_and_escape_closes(desk):
    desk.workplace.dialling.ask("Nobody")
    window(desk).call_button.click()
    assert "Nobody of that name" in text_of(window(desk).message)
    assert desk.called == []
    QTest.keyClick(window(desk), Qt.Key.Key_Escape)
    assert not window(desk).isVisible()


async def test_contacts_are_offered_by_name_and_known_to_the_actions(desk):
    captain = Contact("42", "David Bowman", "Discovery", (Phone("+14185250117"),), fields=(("title", "Captain"),))
    IndexWriter(desk.core.contacts.open()).replace("crm", "csv", [captain])
    assert [found.text for found in desk.workplace.dialling.suggest("bowm")] == ["David Bowman, (418) 525-0117"]
    await desk.call("c1", RING, who={"id": "+14185250117", "name": "DB"})
    fields = await asyncio.to_thread(desk.core.actions.contact, desk.core.intake.find("c1"))
    assert (fields["id"], fields["company"], fields["title"]) == ("42", "Discovery", "Captain")
    await desk.call("c2", RING)
    assert desk.core.actions.contact(desk.core.intake.find("c2")) == {}
