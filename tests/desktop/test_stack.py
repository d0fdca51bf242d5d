import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from screenpop.calls.call import CallState, Outcome
from screenpop.desktop.card_actions import CardActions
from screenpop.desktop.card_note import NoteField
from screenpop.desktop.card_style import WIDTH, Look
from screenpop.desktop.content import CardAction, Context
from screenpop.desktop.gallery import SAMPLES
from screenpop.desktop.placement import EDGE, GAP, fits, lay_out, screen_for
from screenpop.desktop.settings import CORNERS, CardSettings
from screenpop.desktop.stack import CardStack
from screenpop.desktop.stack_entry import stays
from screenpop.desktop.theme import DARK, LIGHT
from tests.desktop.phone import NOW, Phone

AREA = QRect(0, 24, 1280, 1000)


class Desk:
    """A phone and a stack of cards, with what they set off."""

    def __init__(self, settings=None, **more):
        self.phone = Phone()
        self.contexts = {}
        self.look = Look(moves=False)
        self.quiet = self.covered = False
        self.trouble = None
        self.done, self.notes, self.reports = [], [], []
        handled = [self._act(action) for action in CardAction if action is not CardAction.OPEN_RECORD]
        actions = CardActions(*handled, lambda *note: self.notes.append(note))
        self.stack = CardStack(
            settings or CardSettings(),
            actions,
            self.describe,
            look=lambda: self.look,
            is_quiet=lambda: self.quiet,
            is_covered=lambda _screen: self.covered,
            report=self.reports.append,
            clock=lambda: self.phone.now,
            **more,
        )

    def describe(self, call):
        return self.phone.describe(call, self.contexts.get(call.id))

    def _act(self, action):
        async def act(call_id):
            if self.trouble:
                raise self.trouble
            self.done.append((action, call_id))

        return act

    def ring(self, call_id="c1", **more):
        self.stack.take(self.phone.ring(call_id, **more))
        return self.entry(call_id)

    def entry(self, call_id="c1"):
        return self.stack._find(call_id)

    def sheets(self):
        return [entry.card.sheet for entry in self.stack._entries if entry.card.isVisible()]


@pytest.fixture
async def desk(qapp, monkeypatch):
    made = Desk()
    monkeypatch.setattr(made.stack._layout, "_area", lambda: AREA)
    yield made
    await made.stack.close()


async def make(monkeypatch, **settings):
    made = Desk(CardSettings(**settings))
    monkeypatch.setattr(made.stack._layout, "_area", lambda: AREA)
    return made


def said(entry):
    return {label.accessibleName() for label in entry.card.findChildren(QLabel) if label.isVisibleTo(entry.card)}


def test_a_card_comes_at_once_when_the_phone_rings(desk):
    desk.ring()
    assert desk.stack.cards() == [("c1", "ringing")]
    assert "David Ward" in said(desk.entry())


def test_nothing_else_brings_a_card(desk):
    for call_id in ("c1", "c2"):
        desk.phone.now += timedelta(seconds=1)
        desk.stack.take(desk.phone.hear(call_id, "progressing", "ringing", user="127"))
    desk.stack.take(desk.phone.ring("c3", from_user="126"))
    desk.stack.take(desk.phone.ring("c4", human=False))
    desk.stack.take(desk.phone.answer("c5"))
    assert desk.stack.cards() == []


def test_a_card_follows_its_call(desk):
    desk.ring()
    desk.stack.take(desk.phone.answer())
    assert desk.stack.cards() == [("c1", "active")]
    desk.stack.take(desk.phone.end())
    assert desk.stack.cards() == [("c1", "ended")]


@pytest.mark.parametrize("corner", CORNERS)
async def test_the_newest_lies_nearest_the_corner_and_none_on_another(qapp, monkeypatch, corner):
    desk = await make(monkeypatch, corner=corner)
    for number in range(3):
        desk.ring(f"c{number}")
    assert [call_id for call_id, _ in desk.stack.cards()] == ["c2", "c1", "c0"]
    sheets = desk.sheets()
    first = sheets[0]
    inner = AREA.adjusted(EDGE, EDGE, -EDGE, -EDGE)
    assert (first.left() == inner.left()) == corner.endswith("left")
    assert (first.right() == inner.right()) == corner.endswith("right")
    assert (first.top() == inner.top()) == corner.startswith("top")
    assert (first.bottom() == inner.bottom()) == corner.startswith("bottom")
    assert all(inner.contains(sheet) for sheet in sheets)
    assert gaps(sheets) == {GAP}
    await desk.stack.close()


def gaps(sheets):
    ordered = sorted(sheets, key=QRect.top)
    return {lower.top() - upper.bottom() - 1 for upper, lower in pairwise(ordered)}


def test_there_are_four_at_most_and_a_strip_counts_the_others(desk):
    for number in range(7):
        desk.ring(f"c{number}")
    assert [call_id for call_id, _ in desk.stack.cards()] == ["c6", "c5", "c4", "c3"]
    strip = desk.stack._layout._strip
    assert strip.isVisible()
    assert strip.words == "3 more calls"
    assert gaps([*desk.sheets(), strip.sheet]) == {GAP}
    for number in range(4):
        desk.stack._remove(desk.entry(f"c{number}"))
    assert not strip.isVisible()


def test_the_strip_counts_one_call(desk):
    for number in range(5):
        desk.ring(f"c{number}")
    assert desk.stack._layout._strip.words == "1 more call"


def test_living_calls_go_before_those_that_are_over(desk):
    desk.ring("lives")
    for number in range(4):
        desk.ring(f"c{number}")
        desk.stack.take(desk.phone.end(f"c{number}"))
    desk.stack._layout.arrange_again()
    assert [call_id for call_id, _ in desk.stack.cards()] == ["c3", "c2", "c1", "lives"]


def test_what_finds_no_room_on_a_low_screen_is_counted_too(desk, monkeypatch):
    monkeypatch.setattr(desk.stack._layout, "_area", lambda: QRect(0, 0, 1024, 480))
    for number in range(4):
        desk.ring(f"c{number}")
    assert len(desk.sheets()) == 2
    assert desk.stack._layout._strip.words == "2 more calls"
    assert all(QRect(0, 0, 1024, 480).contains(sheet) for sheet in [*desk.sheets(), desk.stack._layout._strip.sheet])


def test_when_a_card_grows_the_others_make_room(desk):
    desk.ring("c1")
    desk.ring("c2")
    desk.contexts["c2"] = Context(desk.phone.call("c1"), "Prefers French.", is_complete=True)
    desk.stack.learned("c2")
    assert gaps(desk.sheets()) == {GAP}
    assert desk.entry("c2").card.sheet.bottom() == AREA.bottom() - EDGE


def test_what_is_learned_shows_on_the_card_of_that_call_alone(desk):
    desk.ring("c1")
    desk.ring("c2", name="Marie Tremblay", number="+14185250117")
    desk.contexts["c1"] = Context(desk.phone.call("c1"), "About David.", is_complete=True)
    desk.stack.learned("c1")
    assert "About David." in said(desk.entry("c1"))
    assert "About David." not in said(desk.entry("c2"))


def test_a_card_that_is_used_again_never_shows_the_caller_before(desk):
    desk.stack.warm_up()
    desk.contexts["c1"] = Context(desk.phone.ring("c0")[-1].call, "About David.", "Own.", is_complete=True)
    first = desk.ring("c1")
    desk.stack._remove(first)
    desk.stack.warm_up()
    second = desk.ring("c2", name=None, number=None)
    assert second.card is not first.card
    assert said(second) == {"to you", "Withheld number", ""}
    assert second.card.findChild(NoteField).text() == ""


def test_one_card_is_kept_warm(desk, qtbot):
    desk.stack.warm_up()
    warm = desk.stack._warm
    assert not warm.isVisible()
    assert warm.windowHandle() is not None
    assert desk.ring().card is warm
    assert desk.stack._warm is None
    qtbot.waitUntil(lambda: desk.stack._warm is not None)
    assert desk.stack._warm is not warm


def test_a_card_is_made_on_the_spot_if_none_is_warm(desk):
    assert desk.ring("c1").card is not desk.ring("c2").card
    assert len(desk.stack.cards()) == 2


@pytest.mark.parametrize(
    ("sample", "seconds"),
    [
        ("ringing", None),
        ("on-call", None),
        ("ended", 5),
        ("declined", 5),
        ("missed", 20),
        ("elsewhere", 8),
    ],
)
def test_how_long_a_card_stays(sample, seconds):
    assert stays(SAMPLES[sample][1], CardSettings()) == seconds


def test_a_card_goes_when_its_time_is_up(desk):
    entry = desk.ring()
    assert not entry._end.isActive()
    desk.stack.take(desk.phone.end())
    assert entry._end.interval() == 20_000
    entry._end.timeout.emit()
    assert desk.stack.cards() == []


@pytest.mark.parametrize(
    ("settings", "ends", "stay"),
    [
        ({"missed_seconds": 0}, "end", False),
        ({"missed_seconds": 0}, "answer_elsewhere", True),
        ({"elsewhere_seconds": 0}, "answer_elsewhere", False),
        ({"elsewhere_seconds": 0}, "end", True),
    ],
)
async def test_no_seconds_mean_not_at_all(qapp, monkeypatch, settings, ends, stay):
    desk = await make(monkeypatch, **settings)
    desk.ring()
    desk.stack.take(getattr(desk.phone, ends)())
    assert bool(desk.stack.cards()) == stay
    await desk.stack.close()


def test_a_card_on_which_the_pointer_rests_stays_until_it_leaves(desk, monkeypatch):
    entry = desk.ring()
    desk.stack.take(desk.phone.end())
    monkeypatch.setattr(entry.card, "underMouse", lambda: True)
    entry._end.timeout.emit()
    assert desk.stack.cards() == [("c1", "ended")]
    monkeypatch.setattr(entry.card, "underMouse", lambda: False)
    QApplication.sendEvent(entry.card, QEvent(QEvent.Type.Leave))
    assert entry._end.isActive()
    entry._end.timeout.emit()
    assert desk.stack.cards() == []


def test_a_card_stays_while_a_note_is_typed_and_keeps_its_place(desk):
    entry = desk.ring("c0")
    desk.stack.take(desk.phone.answer("c0"))
    field = entry.card.findChild(NoteField)
    field.wanted.emit()
    QTest.keyClicks(field, "Wants a quote")
    desk.stack.take(desk.phone.end("c0"))
    entry._end.timeout.emit()
    for number in range(1, 6):
        desk.ring(f"c{number}")
    assert ("c0", "ended") in desk.stack.cards()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert desk.notes[-1] == ("c0", "Wants a quote")
    entry._end.timeout.emit()
    assert desk.entry("c0") is None


def test_a_card_that_is_sent_away_while_it_is_typed_into_is_gone_for_good(desk):
    entry = desk.ring()
    entry.card.findChild(NoteField).wanted.emit()
    desk.stack.take(desk.phone.end())
    entry._end.timeout.emit()
    entry.card.dismissed.emit()
    entry.card.released.emit()
    assert not entry._end.isActive()
    assert desk.stack.cards() == []


def test_do_not_disturb_keeps_cards_away(desk):
    desk.quiet = True
    desk.ring("c1")
    assert desk.stack.cards() == []


def test_do_not_disturb_sends_away_all_but_the_call_that_the_agent_is_on(desk):
    desk.ring("c1")
    desk.stack.take(desk.phone.answer("c1"))
    desk.ring("c2")
    desk.stack.calm()
    assert desk.stack.cards() == [("c1", "active")]


def test_a_card_that_was_sent_away_comes_again_only_with_the_next_ringing(desk):
    entry = desk.ring()
    entry.card.dismissed.emit()
    desk.stack.take(desk.phone.hear("c1", "progressing", "ringing", name="D. Ward"))
    assert desk.stack.cards() == []
    desk.stack.take(desk.phone.hear("c1", "progressing", "ended"))
    desk.stack.take(desk.phone.ring("c1", leg_id="again"))
    assert desk.stack.cards() == [("c1", "ringing")]


def test_a_queue_that_offers_a_call_again_brings_its_card_to_the_corner(desk):
    desk.ring("c1")
    desk.stack.take(desk.phone.hear("c1", "progressing", "ended"))
    desk.ring("c2")
    desk.stack.take(desk.phone.ring("c1", leg_id="again"))
    assert desk.stack.cards() == [("c1", "ringing"), ("c2", "ringing")]


async def test_outgoing_calls_have_cards_only_if_the_agent_wants_them(qapp, monkeypatch):
    desk = await make(monkeypatch, for_outgoing=True)
    outgoing = {"from_user": "126", "user": "999", "dialled": "+14185250117"}
    desk.stack.take(desk.phone.ring("c1", **outgoing))
    assert desk.stack.cards() == [("c1", "ringing")]
    desk.stack.take(desk.phone.answer("c1", **outgoing))
    assert desk.stack.cards() == [("c1", "active")]
    desk.phone.start = NOW - timedelta(minutes=2)
    desk.stack.take(desk.phone.ring("c2", **outgoing))
    assert len(desk.stack.cards()) == 1
    await desk.stack.close()


def test_cards_stay_off_a_full_screen_program_until_it_ends(desk):
    desk.covered = True
    desk.ring()
    assert desk.stack.cards() == []
    desk.covered = False
    desk.stack._layout._covered.timeout.emit()
    assert desk.stack.cards() == [("c1", "ringing")]
    assert not desk.stack._layout._covered.isActive()


async def test_cards_lie_over_a_full_screen_program_if_the_agent_wants_it(qapp, monkeypatch):
    desk = await make(monkeypatch, over_fullscreen=True)
    desk.covered = True
    desk.ring()
    assert desk.stack.cards() == [("c1", "ringing")]
    await desk.stack.close()


def test_a_change_of_the_screen_places_the_cards_anew(desk, monkeypatch):
    desk.ring("c1")
    desk.ring("c2")
    smaller = QRect(0, 0, 900, 700)
    monkeypatch.setattr(desk.stack._layout, "_area", lambda: smaller)
    QGuiApplication.primaryScreen().availableGeometryChanged.emit(smaller)
    assert all(smaller.contains(sheet) for sheet in desk.sheets())
    assert gaps(desk.sheets()) == {GAP}


def test_cards_take_on_a_new_look_but_for_one_that_is_typed_into(desk):
    old = desk.ring("c1").card
    typed = desk.ring("c2").card
    typed.findChild(NoteField).wanted.emit()
    desk.look = Look(DARK, moves=False)
    desk.stack.redress()
    assert desk.entry("c1").card is not old
    assert desk.entry("c1").card.look.colours is DARK
    assert desk.entry("c2").card is typed
    assert desk.stack.cards() == [("c2", "ringing"), ("c1", "ringing")]


async def settled(desk):
    await asyncio.gather(*desk.stack._pending._tasks, return_exceptions=True)
    await asyncio.sleep(0)


@pytest.mark.parametrize("action", [CardAction.ANSWER, CardAction.DECLINE])
async def test_the_buttons_act_on_the_call_of_the_card(desk, action):
    desk.ring("c1")
    desk.ring("c2")
    desk.entry("c1").card._act(action)
    await settled(desk)
    assert desk.done == [(action, "c1")]


async def test_what_failed_is_said_on_the_card(desk):
    desk.trouble = ValueError("The phone system does not answer.")
    entry = desk.ring()
    entry.card._act(CardAction.ANSWER)
    await settled(desk)
    assert "The phone system does not answer." in said(entry)
    assert desk.reports == []


async def test_what_failed_after_the_card_has_gone_is_reported(desk):
    desk.trouble = ValueError("The phone system does not answer.")
    entry = desk.ring()
    entry.card._act(CardAction.ANSWER)
    entry.card.dismissed.emit()
    await settled(desk)
    assert desk.reports == ["The phone system does not answer."]


async def test_a_card_slides_in_and_ends_in_its_place(qapp, monkeypatch, qtbot):
    desk = await make(monkeypatch)
    desk.look = Look()
    entry = desk.ring()
    place = AREA.bottom() - EDGE
    assert entry.card.sheet.bottom() == place + 12
    desk.ring("c2")
    qtbot.waitUntil(lambda: desk.entry("c2").card.sheet.bottom() == place)
    qtbot.waitUntil(lambda: gaps(desk.sheets()) == {GAP})
    await desk.stack.close()


async def test_closing_takes_everything_away(desk):
    desk.stack.warm_up()
    for number in range(6):
        desk.ring(f"c{number}")
    await desk.stack.close()
    assert desk.stack.cards() == []
    assert desk.stack._warm is None
    assert not desk.stack._rewarm.isActive()


def test_screens_are_found_by_name(qapp):
    primary = QGuiApplication.primaryScreen()
    for setting in ("pointer", "primary", primary.name(), "no such screen"):
        assert screen_for(setting) is primary


def test_what_fits():
    sizes = [QSize(WIDTH, 300)] * 2
    assert fits(QRect(0, 0, 800, 300 * 2 + GAP + 2 * EDGE), sizes, None)
    assert not fits(QRect(0, 0, 800, 300 * 2 + GAP + 2 * EDGE - 1), sizes, None)
    assert not fits(QRect(0, 0, 800, 300 * 2 + GAP + 2 * EDGE), sizes, QSize(WIDTH, 36))
    assert lay_out(QRect(0, 0, 800, 900), "top_left", sizes, None).strip is None


def test_a_flood_of_changes_of_one_call_leaves_one_card(desk):
    desk.ring()
    for _ in range(50):
        desk.phone.now += timedelta(seconds=1)
        desk.stack.take(desk.phone.ring())
        desk.stack.take(desk.phone.answer())
    assert desk.stack.cards() == [("c1", "active")]
    assert desk.entry().content.state is CallState.ACTIVE
    assert desk.entry().content.outcome is Outcome.ANSWERED
    assert desk.entry().card.look.colours is LIGHT
