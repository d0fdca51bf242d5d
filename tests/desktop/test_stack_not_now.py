"""When no card is wanted: not now, a locked screen, and a call in the middle of another."""

from datetime import timedelta

import pytest

from screenpop.desktop.content import CardAction
from screenpop.desktop.snooze import LENGTH
from tests.desktop.test_stack import AREA, Desk, make, said

OTHER = "+16135550123"


@pytest.fixture
async def desk(qapp, monkeypatch):
    made = Desk()
    monkeypatch.setattr(made.stack._layout, "_area", lambda: AREA)
    yield made
    await made.stack.close()


def choose(card, text):
    card._open_menu()
    next(action for action in card._menu.actions() if action.text() == text).trigger()
    card._menu.hide()


def test_not_now_for_a_caller(desk):
    choose(desk.ring().card, "Not now: this caller, for an hour")
    assert desk.stack.cards() == []
    desk.ring("c2")
    assert desk.stack.cards() == []
    desk.ring("c3", number=OTHER)
    assert desk.stack.cards() == [("c3", "ringing")]
    desk.phone.now += LENGTH
    desk.ring("c4", time_start=desk.phone.now)
    assert ("c4", "ringing") in desk.stack.cards()


def test_not_now_for_anybody(desk):
    choose(desk.ring().card, "Not now: anybody, for an hour")
    desk.ring("c2", number=OTHER)
    assert desk.stack.cards() == []
    desk.stack.snooze.end()
    desk.ring("c3", number=OTHER)
    assert desk.stack.cards() == [("c3", "ringing")]


def test_nothing_shows_on_a_locked_screen(desk):
    desk.ring()
    desk.stack.lock(True)
    assert desk.stack.cards() == []
    desk.ring("c2")
    assert desk.stack.cards() == []
    desk.stack.lock(False)
    assert desk.stack.cards() == [("c2", "ringing"), ("c1", "ringing")]


async def test_what_was_missed_is_there_after_unlocking_with_all_its_time(qapp, monkeypatch, qtbot):
    desk = await make(monkeypatch, missed_seconds=1)
    desk.stack.lock(True)
    missed = desk.ring()
    desk.stack.take(desk.phone.end())
    assert not missed._end.isActive()
    desk.stack.lock(False)
    assert desk.stack.cards() == [("c1", "ended")]
    assert missed._end.isActive()
    qtbot.waitUntil(lambda: desk.stack.cards() == [], timeout=10_000)
    await desk.stack.close()


def test_a_long_absence_keeps_few_cards(desk):
    desk.stack.lock(True)
    for number in range(40):
        desk.phone.now += timedelta(seconds=1)
        desk.ring(f"c{number}")
        desk.stack.take(desk.phone.end(f"c{number}"))
    assert len(desk.stack._entries) <= 21
    desk.stack.lock(False)
    assert [call_id for call_id, _ in desk.stack.cards()] == ["c39", "c38", "c37", "c36"]


def test_a_second_call_is_a_smaller_card(desk):
    first = desk.ring()
    usual = first.card.sheet.height()
    desk.stack.take(desk.phone.answer())
    desk.stack._describe = lambda call: desk.phone.describe(call, is_second=True)
    second = desk.ring("c2", number=OTHER)
    assert second.card.sheet.height() < usual
    assert "David Ward" in said(second)


def test_the_newest_card_takes_the_keyboard_when_the_agent_wants_it(desk):
    desk.ring()
    newest = desk.ring("c2", number=OTHER)
    desk.stack.take_keyboard()
    focused = newest.card.focusWidget()
    assert focused is newest.card._face._buttons[CardAction.ANSWER]
    assert newest.card.is_held
