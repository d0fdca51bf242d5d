"""The page of the contacts, on a real index of contacts."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from screenpop.desktop.card_style import Look
from screenpop.desktop.main_contacts import Contacts, ContactsQueries
from screenpop.desktop.theme import DARK
from screenpop.people.contact import Contact, Phone

MARIE = Contact("1", "Marie Tremblay", "Northern Freight", (Phone("+1 418 525 0117"),), source="Customers")
SHOP = Contact("2", "", "Côté Roofing", source="Customers")


class Desk:
    def __init__(self):
        self.people, self.version, self.dialled, self.asked = [MARIE, SHOP], 1, [], []
        self.page = Contacts(ContactsQueries(self._search, lambda: self.version, self._dial))

    def _search(self, text):
        self.asked.append(text)
        return [one for one in self.people if text.lower() in f"{one.name} {one.company}".lower()]

    async def _dial(self, number):
        self.dialled.append(number)

    def rows(self):
        model = self.page.model
        return [model.data(model.index(row, 0)) for row in range(model.rowCount())]

    def said(self):
        return {label.text() for label in self.page.findChildren(QLabel) if label.isVisible()}


@pytest.fixture
def desk(qapp, qtbot):
    made = Desk()
    qtbot.addWidget(made.page)
    made.page.resize(640, 480)
    made.page.show()
    made.page.refresh()
    return made


def test_contacts_are_listed_with_company_number_and_source(desk):
    assert desk.rows() == [
        "Marie Tremblay, Northern Freight, +1 418 525 0117, Customers",
        "Côté Roofing, Customers",
    ]
    desk.page.dress(Look(DARK))
    assert not desk.page.grab().isNull()


def test_they_are_read_anew_only_when_they_have_changed(desk):
    desk.page.refresh()
    assert desk.asked == [""]
    desk.people, desk.version = [SHOP], 2
    desk.page.refresh()
    assert desk.rows() == ["Côté Roofing, Customers"]


def test_a_search_finds_or_says_that_it_does_not(desk, qtbot):
    QTest.keyClicks(desk.page.search, "tremb")
    qtbot.waitUntil(lambda: len(desk.rows()) == 1)
    QTest.keyClicks(desk.page.search, "zz")
    qtbot.waitUntil(lambda: "Nobody is called that" in desk.said())


def test_without_contacts_it_says_how_to_add_some(desk):
    desk.people, desk.version = [], 3
    desk.page.refresh()
    assert "No contacts yet" in desk.said()
    assert any("[[contacts.source]]" in text for text in desk.said())


async def test_enter_calls_the_first_number_and_nobody_who_has_none(desk):
    QTest.keyClick(desk.page.search, Qt.Key.Key_Down)
    QTest.keyClick(desk.page.list, Qt.Key.Key_Return)
    QTest.keyClick(desk.page.list, Qt.Key.Key_Down)
    QTest.keyClick(desk.page.list, Qt.Key.Key_Return)
    await asyncio.gather(*desk.page._pending._tasks)
    assert desk.dialled == ["+1 418 525 0117"]
