"""The page of the colleagues: search, order, how long, call and copy; and what it says where it knows nothing."""

import asyncio
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from screenpop.calls.presence import Presence
from screenpop.desktop.board_model import BoardView, Colleague, Order, doing_words
from screenpop.desktop.card_style import Look
from screenpop.desktop.main_board import Board, BoardActions
from screenpop.desktop.theme import DARK
from tests.desktop.phone import NOW

ANNA = Colleague("127", "Anna Ruiz", Presence.ON_CALL, NOW - timedelta(seconds=192), "Marie Tremblay")
BEN = Colleague("1310", "Ben Okafor", Presence.RINGING, NOW - timedelta(seconds=4), "Northern Freight")
CHLOE = Colleague("133", "Chloé Gagnon", Presence.AVAILABLE, NOW - timedelta(hours=1), number="+1 613-555-0133")
NOBODY = Colleague("99", "", Presence.UNKNOWN)


class Desk:
    def __init__(self):
        self.view, self.now, self.dialled, self.trouble = BoardView((BEN, NOBODY, CHLOE, ANNA)), NOW, [], None
        self.board = Board(lambda: self.view, BoardActions(self._dial), lambda: self.now)

    async def _dial(self, number):
        if self.trouble:
            raise self.trouble
        self.dialled.append(number)

    def shown(self):
        model = self.board.model
        return [model.colleague(row).user for row in range(model.rowCount())]

    def words(self, row):
        return self.board.model.data(self.board.model.index(row, 0))

    def said(self):
        return {label.text() for label in self.board.findChildren(QLabel) if label.isVisible()}

    async def settled(self):
        await asyncio.gather(*self.board._pending._tasks, return_exceptions=True)
        await asyncio.sleep(0)


@pytest.fixture
def desk(qapp, qtbot):
    made = Desk()
    qtbot.addWidget(made.board)
    made.board.resize(640, 480)
    made.board.show()
    made.board.refresh()
    return made


def search(desk, text):
    desk.board.search.setText(text)
    desk.board._seek(text)


def test_everybody_is_listed_by_name_with_presence_and_how_long(desk):
    assert desk.shown() == ["99", "127", "1310", "133"]
    assert desk.words(1) == "Anna Ruiz, 127, On call, 3:12 with Marie Tremblay"
    assert desk.words(2) == "Ben Okafor, 1310, Ringing, 0:04 from Northern Freight"
    assert desk.words(3) == "Chloé Gagnon, 133, Available"
    assert desk.words(0) == "99, Unknown"


def test_how_long_runs_on_while_somebody_looks(desk):
    assert desk.board._second.isActive()
    assert doing_words(ANNA, NOW + timedelta(seconds=8)) == "3:20 with Marie Tremblay"
    desk.board.leave()
    assert not desk.board._second.isActive()
    desk.view = BoardView((CHLOE,))
    desk.board.refresh()
    assert not desk.board._second.isActive()


@pytest.mark.parametrize(
    ("order", "shown"),
    [
        (Order.NAME, ["99", "127", "1310", "133"]),
        (Order.EXTENSION, ["99", "127", "133", "1310"]),
        (Order.PRESENCE, ["133", "1310", "127", "99"]),
    ],
)
def test_they_are_sorted_as_wanted(desk, order, shown):
    desk.board.order.setCurrentIndex(list(Order).index(order))
    assert desk.shown() == shown


@pytest.mark.parametrize(
    ("query", "shown"),
    [("ann", ["127"]), ("GAGNON chlo", ["133"]), ("chloe", ["133"]), ("131", ["1310"]), ("5550133", ["133"])],
)
def test_a_search_looks_at_name_extension_and_number(desk, query, shown):
    search(desk, query)
    assert desk.shown() == shown


def test_what_is_not_found_is_said(desk):
    search(desk, "zz")
    assert "Nobody is called that" in desk.said()
    search(desk, "")
    assert "Nobody is called that" not in desk.said()


def test_where_it_knows_nothing_it_says_since_when_and_why(desk):
    desk.view = BoardView((NOBODY,), "The presence feed is away.", NOW - timedelta(minutes=10))
    desk.board.refresh()
    assert "Unknown since 14:20. The presence feed is away." in desk.said()
    desk.view = BoardView((NOBODY,), "ScreenPop may not know.")
    desk.board.refresh()
    assert "ScreenPop may not know." in desk.said()
    desk.view = BoardView((CHLOE,))
    desk.board.refresh()
    assert not desk.board._banner.isVisible()
    desk.view = BoardView()
    desk.board.refresh()
    assert "No colleagues yet" in desk.said()


async def test_enter_calls_and_copy_copies_the_extension(desk):
    QTest.keyClick(desk.board.search, Qt.Key.Key_Down)
    assert desk.board.list.row == 0
    QTest.keyClick(desk.board.list, Qt.Key.Key_Down)
    QTest.keyClick(desk.board.list, Qt.Key.Key_Return)
    await desk.settled()
    assert desk.dialled == ["127"]
    desk.board._copy(desk.board.list.row)
    assert QApplication.clipboard().text() == "127"


async def test_the_button_of_a_row_calls_and_a_failure_is_told(desk, qtbot):
    desk.trouble = ValueError("You are not signed in.")
    place = desk.board.list.visualRect(desk.board.model.index(3, 0))
    at = desk.board._delegate.button_of(place).center()
    qtbot.mouseClick(desk.board.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    await desk.settled()
    assert "You are not signed in." in desk.said()


def test_whoever_is_chosen_stays_so_when_others_come(desk):
    desk.board.list.choose(2)
    aaron = Colleague("101", "Aaron", Presence.AVAILABLE)
    desk.view = BoardView((*desk.view.people, aaron))
    desk.board.refresh()
    assert desk.board.model.colleague(desk.board.list.row).user == "1310"


def test_rows_change_in_place(desk, qtbot):
    with qtbot.assertNotEmitted(desk.board.model.modelReset), qtbot.waitSignal(desk.board.model.dataChanged):
        desk.view = BoardView((BEN, NOBODY, Colleague("133", "Chloé Gagnon", Presence.ON_CALL, NOW), ANNA))
        desk.board.refresh()
    assert desk.words(3) == "Chloé Gagnon, 133, On call, 0:00"


@pytest.mark.parametrize("name", ["<b>David</b> & <img src=x>", "%s {0} \\n", "W" * 80])
def test_a_name_is_text(desk, name):
    desk.view = BoardView((Colleague("1", name, Presence.AVAILABLE),))
    desk.board.refresh()
    desk.board.grab()
    assert desk.words(0).startswith(name)


def test_it_is_drawn_in_the_colours_of_now(desk):
    desk.board.dress(Look(DARK))
    desk.board.list.choose(1)
    picture = desk.board.list.viewport().grab().toImage()
    place = desk.board.list.visualRect(desk.board.model.index(1, 0))
    assert picture.pixelColor(place.center().x(), place.top() + 8).name().upper() == DARK.raised
