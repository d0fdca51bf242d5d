"""The page of the calls, on a real history: list, search, filters, notes, export, deletion."""

import csv
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from screenpop.desktop.call_filters import When, Which
from screenpop.desktop.call_pages import SIZE
from screenpop.desktop.card_note import NoteField
from tests.calls.scripts import MORNING
from tests.desktop.call_desk import CallDesk, until
from tests.history.making import ANSWERED, ENDED, a_call

DAY = 24 * 60
NOW = MORNING + timedelta(days=1, hours=3)


@pytest.fixture
async def desk(qapp, tmp_path):
    made = CallDesk(tmp_path / "profile", NOW)
    yield made
    await made.page._pending.close()
    made.close()


def three(desk):
    desk.keep(
        a_call("c1", name="Chloé Gagnon", states=ANSWERED),
        a_call("c2", name="David Ward", number="+14165550199", states=ENDED, minute=DAY),
        a_call("c3", name="Anna Ruiz", number="127", states=ENDED, minute=DAY + 1, from_user="126", user="127"),
    )


def said(widget):
    return {label.accessibleName() or label.text() for label in widget.findChildren(QLabel) if label.isVisible()}


def button(widget, words):
    return next(one for one in widget.findChildren(QPushButton) if one.text() == words and one.isVisible())


async def test_an_empty_history_says_so_and_fills_while_it_is_looked_at(desk):
    await until(lambda: "No calls yet" in said(desk.page))
    three(desk)
    await until(lambda: desk.titles() == ["127", "David Ward", "Chloé Gagnon"])


async def test_calls_stand_under_their_days_and_say_how_they_went(desk):
    three(desk)
    await until(lambda: len(desk.rows()) == 5)
    rows = desk.rows()
    assert [rows[0], rows[3]] == ["Today", "Yesterday"]
    assert rows[2].startswith("David Ward, Missed, ")
    assert "(416) 555-0199" in rows[2]
    assert not desk.page.model.flags(desk.page.model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable


async def test_a_search_finds_as_one_types(desk):
    three(desk)
    QTest.keyClicks(desk.page.search, "agn")
    await until(lambda: desk.titles() == ["Chloé Gagnon"])
    desk.page.search.clear()
    QTest.keyClicks(desk.page.search, "555")
    await until(lambda: desk.titles() == ["David Ward"])
    QTest.keyClicks(desk.page.search, "zz")
    await until(lambda: "No call is like that" in said(desk.page))


@pytest.mark.parametrize(
    ("which", "when", "titles"),
    [
        (Which.MISSED, When.ANY, ["David Ward"]),
        (Which.OUTGOING, When.ANY, ["127"]),
        (Which.INCOMING, When.ANY, ["David Ward", "Chloé Gagnon"]),
        (Which.ALL, When.TODAY, ["127", "David Ward"]),
        (Which.ALL, When.YESTERDAY, ["Chloé Gagnon"]),
        (Which.INCOMING, When.WEEK, ["David Ward", "Chloé Gagnon"]),
        (Which.ALL, When.MONTH, ["127", "David Ward", "Chloé Gagnon"]),
    ],
)
async def test_filters_narrow_the_list_down(desk, which, when, titles):
    three(desk)
    desk.page.filters.choose(which, when)
    await until(lambda: desk.titles() == titles)


async def test_a_note_is_kept_as_it_is_typed_and_comes_back(desk):
    three(desk)
    await until(lambda: desk.titles())
    desk.page.list.choose(2)
    note = desk.page.panel.findChild(NoteField)
    note.setFocus()
    QTest.keyClicks(note, "Wants an offer")
    await until(lambda: desk.history.note_of("c2") == "Wants an offer")
    desk.page.list.choose(1)
    assert note.text() == ""
    await until(lambda: desk.page.model.call_at(2).note == "Wants an offer")
    desk.page.list.choose(2)
    assert note.text() == "Wants an offer"


async def test_a_note_that_is_left_at_once_is_not_lost(desk):
    three(desk)
    await until(lambda: desk.titles())
    desk.page.list.choose(2)
    note = desk.page.panel.findChild(NoteField)
    QTest.keyClicks(note, "quick")
    desk.window.close()
    await until(lambda: desk.history.note_of("c2") == "quick")


async def test_enter_calls_back_and_the_button_in_the_row_does(desk, qtbot):
    three(desk)
    await until(lambda: desk.titles())
    desk.page.list.choose(2)
    QTest.keyClick(desk.page.list, Qt.Key.Key_Return)
    await until(lambda: desk.done == [("call", "c2")])
    index = desk.page.model.index(1, 0)
    at = desk.page._delegate.button_of(desk.page.list.visualRect(index)).center()
    qtbot.mouseClick(desk.page.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    await until(lambda: desk.done[1:] == [("call", "c3")])
    assert desk.page.list.row == 2


async def test_the_panel_calls_opens_the_record_and_copies(desk, qtbot):
    three(desk)
    await until(lambda: desk.titles())
    desk.page.list.choose(2)
    for words in ("Call back", "Open record", "Copy number"):
        qtbot.mouseClick(button(desk.page.panel, words), Qt.MouseButton.LeftButton)
    await until(lambda: desk.done == [("call", "c2"), ("record", "c2")])
    assert QApplication.clipboard().text() == "+14165550199"


async def test_a_call_is_deleted_when_it_is_confirmed_and_only_then(desk, qtbot):
    three(desk)
    await until(lambda: desk.titles())
    desk.page.list.choose(2)
    qtbot.mouseClick(button(desk.page.panel, "Delete…"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(desk.page.notice, "Keep"), Qt.MouseButton.LeftButton)
    assert not desk.page.notice.isVisible()
    qtbot.mouseClick(button(desk.page.panel, "Delete…"), Qt.MouseButton.LeftButton)
    assert any("David Ward" in text for text in said(desk.page.notice))
    qtbot.mouseClick(button(desk.page.notice, "Delete"), Qt.MouseButton.LeftButton)
    await until(lambda: desk.titles() == ["127", "Chloé Gagnon"])


async def test_older_calls_are_deleted_when_it_is_confirmed(desk, qtbot):
    three(desk)
    desk.keep(a_call("old", name="Old Friend", minute=-40 * DAY))
    await until(lambda: "Old Friend" in desk.titles())
    menu = desk.page._more.menu()
    next(action for action in menu.actions() if "30 days" in action.text()).trigger()
    qtbot.mouseClick(button(desk.page.notice, "Delete"), Qt.MouseButton.LeftButton)
    await until(lambda: desk.titles() == ["127", "David Ward", "Chloé Gagnon"])
    assert desk.done == [("older", desk.now - timedelta(days=30))]


async def test_what_is_shown_is_exported(desk, tmp_path):
    three(desk)
    desk.page.filters.choose(Which.INCOMING)
    await until(lambda: len(desk.titles()) == 2)
    desk.page._export.export(str(tmp_path / "calls.csv"))
    await until(lambda: "2 calls were exported to calls.csv." in said(desk.page.notice))
    rows = list(csv.reader((tmp_path / "calls.csv").read_text("utf-8-sig").splitlines()))
    assert [row[4] for row in rows[1:]] == ["David Ward", "Chloé Gagnon"]
    desk.page._export.export(str(tmp_path / "nowhere" / "calls.csv"))
    await until(lambda: any("not exported" in text for text in said(desk.page.notice)))


async def test_the_list_grows_and_holds_only_what_is_near(desk):
    count = 12 * SIZE
    desk.keep(*(a_call(f"c{number}", name=f"Caller {number}", minute=number - count) for number in range(count)))
    model = desk.page.model
    await until(lambda: model.rowCount() > SIZE // 2)
    while model.canFetchMore(model.index(-1, -1)):
        rows = model.rowCount()
        model.fetchMore(model.index(-1, -1))
        await until(lambda rows=rows: model.rowCount() > rows or not model.canFetchMore(model.index(-1, -1)))
    assert model.rowCount() > count
    assert model.rows_in_memory < 9 * (SIZE + 3)
    middle = 2 * SIZE
    assert model.call_at(middle) is None
    await until(lambda: model.call_at(middle))
    assert model.call_at(middle).line.title == f"Caller {count - 1 - middle + _headings(model, middle)}"


def _headings(model, end):
    return sum(model.is_heading(row) for row in range(end))


async def test_who_looks_at_older_calls_is_left_alone_until_they_come_back(desk):
    desk.keep(*(a_call(f"c{number}", minute=number - 40) for number in range(40)))
    await until(lambda: len(desk.titles()) == 40)
    bar = desk.page.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    desk.keep(a_call("new", name="New Caller", minute=DAY))
    desk.page.refresh()
    assert "New Caller" not in desk.titles()
    bar.setValue(0)
    desk.page.refresh()
    await until(lambda: desk.titles()[0] == "New Caller")


async def test_the_call_that_is_chosen_stays_so_when_another_comes(desk):
    three(desk)
    await until(lambda: desk.titles())
    desk.page.list.choose(2)
    desk.keep(a_call("c9", name="New Caller", minute=DAY + 9))
    await until(lambda: desk.titles()[0] == "New Caller")
    assert desk.page._current_id() == "c2"


async def test_from_the_search_into_the_list_and_back_by_keyboard(desk):
    three(desk)
    await until(lambda: desk.titles())
    desk.page.start_search()
    QTest.keyClick(desk.page.search, Qt.Key.Key_Down)
    assert desk.page.list.hasFocus()
    assert desk.page._current_id() == "c3"
    QTest.keyClick(desk.page.list, Qt.Key.Key_Down)
    assert desk.page._current_id() == "c2"
    QTest.keyClick(desk.page.list, Qt.Key.Key_Down)
    assert desk.page._current_id() == "c1"
    for _ in range(3):
        QTest.keyClick(desk.page.list, Qt.Key.Key_Up)
    assert desk.page.search.hasFocus()
