"""What is asked and told about the way in: answered with clicks, as people do."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from screenpop.desktop.way_dialogs import WayDialogs
from tests.waiting import until

KEY = ("server.example.org", "SHA256:abc")


class Ways:
    """Whoever stands behind the windows."""

    def __init__(self):
        self.renewed = 0
        self.trouble = None
        self.dialogs = WayDialogs(test=self.test, renew=self.renew)

    async def test(self):
        await asyncio.sleep(0)
        if self.trouble:
            raise self.trouble
        return "relay: a test message came back in 38 ms. <b>Good</b>"

    async def renew(self):
        if self.trouble:
            raise self.trouble
        self.renewed += 1


@pytest.fixture
async def ways(qapp):
    made = Ways()
    yield made
    await made.dialogs.close()
    assert boxes() == []


def boxes():
    return [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]


async def the_box(words):
    found = await until(lambda: [box for box in boxes() if words in box.text()])
    return found[0]


def click(box, text):
    QTest.mouseClick(next(b for b in box.buttons() if b.text().replace("&", "") == text), Qt.MouseButton.LeftButton)


async def test_the_test_says_that_it_is_under_way_and_what_came_of_it(ways):
    ways.dialogs.test()
    assert "Sending a test message" in boxes()[0].text()
    box = await the_box("38 ms")
    assert "<b>Good</b>" in box.text()
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert len(boxes()) == 1
    click(box, "OK")


async def test_what_kept_the_test_from_being_done_is_told(ways):
    ways.trouble = ValueError("The settings make no sense.")
    ways.dialogs.test()
    click(await the_box("The settings make no sense."), "OK")


@pytest.mark.parametrize(("answer", "renewed"), [("New address", 1), ("Cancel", 0)])
async def test_a_new_address_is_made_for_who_wants_it(ways, answer, renewed):
    ways.dialogs.renew()
    click(await the_box("Replace the secret"), answer)
    if renewed:
        await the_box("The secret is replaced")
    await until(lambda: ways.renewed == renewed and len(boxes()) == renewed)


async def test_why_no_new_address_was_made_is_told(ways):
    ways.trouble = ValueError("The keyring is locked.")
    ways.dialogs.renew()
    click(await the_box("Replace the secret"), "New address")
    await the_box("The keyring is locked.")


@pytest.mark.parametrize(("answer", "trusted"), [("Trust this server", True), ("Cancel", False)])
async def test_a_new_servers_key_is_shown_and_asked_about(ways, answer, trusted):
    asking = asyncio.create_task(ways.dialogs.confirm_host(*KEY))
    box = await the_box("SHA256:abc")
    assert "server.example.org" in box.text()
    assert box.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    click(box, answer)
    assert await asking is trusted


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
async def test_nothing_is_trusted_by_a_key_that_was_meant_for_something_else(ways, key):
    asking = asyncio.create_task(ways.dialogs.confirm_host(*KEY))
    QTest.keyClick(await the_box("SHA256:abc"), key)
    assert await asking is False


async def test_a_question_goes_away_with_who_asked_it(ways):
    asking = asyncio.create_task(ways.dialogs.confirm_host(*KEY))
    await the_box("SHA256:abc")
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    assert boxes() == []
