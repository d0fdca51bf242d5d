"""The rules of cards, outcomes, threads and snapshots, one story each."""

from datetime import timedelta

import pytest

from screenpop.calls.call import CallState, Direction, Outcome
from screenpop.calls.events import Agent, CallRecord, RecordSide, Snapshot
from screenpop.calls.ledger import Ledger
from tests.calls.scripts import AGENT, MORNING, event

NOW = MORNING + timedelta(seconds=5)
COLLEAGUE = {"leg_id": "leg-127", "user": "127"}
BOX = {"leg_id": "box", "human": False}


@pytest.fixture
def ledger():
    return Ledger(AGENT, covers=frozenset({"126"}))


def hear(ledger, *events, now=NOW, **how):
    return [change for told in events for change in ledger.hear(told, now=now, **how)]


def outcome(ledger, *events):
    hear(ledger, *events)
    return ledger.get("call-1").outcome


def test_a_ringing_own_leg_pops_once(ledger):
    changes = hear(ledger, event("progressing", "ringing"), event("progressing", "ringing"))
    assert [(change.before, change.pop) for change in changes] == [(None, True)]


def test_legs_that_overlap_share_a_card(ledger):
    second = event("progressing", "ringing", leg_id="leg-mobile")
    assert [change.pop for change in hear(ledger, event("progressing", "ringing"), second)] == [True, False]


def test_a_queue_that_offers_again_pops_again(ledger):
    offered = [
        event("progressing", "ringing"),
        event("progressing", "ended"),
        event("progressing", "ringing", leg_id="leg-second-offer"),
    ]
    assert [change.pop for change in hear(ledger, *offered)] == [True, False, True]


def test_a_second_device_that_rings_while_the_agent_talks_pops_nothing(ledger):
    hear(ledger, event("progressing", "ringing"), event("active", "active"))
    assert [c.pop for c in hear(ledger, event("active", "ringing", leg_id="leg-mobile"))] == [False]


@pytest.mark.parametrize(
    "told",
    [
        event("progressing", "ringing", from_user="126"),
        event("progressing", "ringing", from_user="126", **COLLEAGUE),
        event("progressing", "ringing", **COLLEAGUE),
        event("progressing", "ringing", human=False),
        event("progressing", "progressing"),
    ],
    ids=["own device first", "outgoing", "somebody else's", "a machine", "not ringing yet"],
)
def test_no_card(ledger, told):
    assert [change.pop for change in hear(ledger, told)] == [False]


def test_another_domain_is_not_the_agent(ledger):
    elsewhere = Ledger(Agent("126", "other.example"))
    assert [change.pop for change in hear(elsewhere, event("progressing", "ringing"))] == [False]


@pytest.mark.parametrize(
    ("seconds", "pops"), [(59, True), (60, True), (61, False)], ids=["fresh", "a minute old", "too old"]
)
def test_late_by_the_relays_word(ledger, seconds, pops):
    arrived = NOW - timedelta(seconds=seconds)
    assert [c.pop for c in hear(ledger, event("progressing", "ringing"), arrived=arrived)] == [pops]


@pytest.mark.parametrize(("minutes", "pops"), [(29, True), (31, False)])
def test_late_by_the_servers_clock(ledger, minutes, pops):
    told = event("progressing", "ringing")
    assert [c.pop for c in hear(ledger, told, now=MORNING + timedelta(minutes=minutes))] == [pops]


def test_a_late_ringing_pops_when_a_snapshot_says_that_it_rings_now(ledger):
    ringing = event("progressing", "ringing")
    hear(ledger, ringing, arrived=NOW - timedelta(minutes=2))
    assert [change.pop for change in ledger.see(Snapshot((ringing,), NOW), now=NOW)] == [True]
    assert ledger.see(Snapshot((ringing,), NOW), now=NOW) == []


def test_outcomes(ledger):
    assert outcome(ledger, event("progressing", "ringing")) is None
    assert outcome(ledger, event("progressing", "ended")) is None, "the caller still waits"
    assert outcome(ledger, event("ended", "ended")) is Outcome.MISSED


def test_an_end_with_an_answer_time_was_answered_although_active_was_lost(ledger):
    answered = MORNING + timedelta(seconds=9)
    assert outcome(ledger, event("ended", "ended", time_answer=answered)) is Outcome.ANSWERED
    assert ledger.get("call-1").answered == answered
    assert ledger.get("call-1").answered_by == "126"


def test_a_colleague_answers(ledger):
    story = [event("progressing", "ringing"), event("progressing", "ringing", **COLLEAGUE)]
    story += [event("active", "active", **COLLEAGUE), event("active", "ended")]
    assert outcome(ledger, *story) is Outcome.ANSWERED_ELSEWHERE
    assert ledger.get("call-1").answered_by == "127"
    assert ledger.get("call-1").own_state is CallState.ENDED


def test_answered_elsewhere_is_known_from_the_own_leg_alone(ledger):
    assert outcome(ledger, event("progressing", "ringing"), event("active", "ended")) is Outcome.ANSWERED_ELSEWHERE
    hear(ledger, event("ended", "ended"))
    assert ledger.get("call-1").outcome is Outcome.ANSWERED_ELSEWHERE


def test_voicemail_is_missed_and_said_so(ledger):
    story = [event("progressing", "ringing"), event("active", "ended"), event("active", "active", **BOX)]
    assert outcome(ledger, *story) is Outcome.MISSED
    assert ledger.get("call-1").went_to_machine


def test_declined(ledger):
    hear(ledger, event("progressing", "ringing"))
    ledger.decline("call-1", now=NOW)
    assert ledger.get("call-1").outcome is None
    assert outcome(ledger, event("progressing", "ended")) is Outcome.DECLINED


def test_an_outgoing_call(ledger):
    calling = {"leg_id": "far", "user": None, "from_user": "126", "number": "126"}
    assert outcome(ledger, event("active", "ringing", **calling)) is None
    assert ledger.get("call-1").direction is Direction.OUTBOUND
    assert outcome(ledger, event("active", "active", **calling)) is Outcome.ANSWERED


def test_a_click_to_dial_has_no_other_party_while_only_the_own_device_rings(ledger):
    own = {"from_user": "126", "user": "126", "leg_id": "own-device"}
    (ringing,) = hear(ledger, event("progressing", "ringing", **own))
    assert (ringing.call.number, ringing.call.name, ringing.pop) == (None, None, False)
    (picked_up,) = hear(ledger, event("active", "active", **own))
    assert picked_up.call.outcome is None
    far = {"from_user": "126", "user": None, "leg_id": "far", "leg_number": "+33142685300"}
    (called,) = hear(ledger, event("progressing", "ringing", **far))
    assert (called.call.number, called.call.outcome) == ("+33142685300", None)
    (answered,) = hear(ledger, event("active", "active", **far))
    assert answered.call.outcome is Outcome.ANSWERED


def test_names_that_come_late_are_merged_and_the_newest_state_wins(ledger):
    hear(ledger, event("ended", "ended", name="John Doe", from_user="120"))
    hear(ledger, event("progressing", "ringing", name="WIRELESS CALLER"))
    assert ledger.get("call-1").name == "John Doe"


def test_a_transfer_links_two_calls_and_names_who_passed_it_on(ledger):
    hear(ledger, event("active", "active", **COLLEAGUE))
    passed = event("progressing", "ringing", call_id="call-2", leg_id="leg-2", by_call_id="leg-127")
    hear(ledger, passed)
    assert ledger.get("call-2").thread == "call-1"
    assert ledger.get("call-2").passed_by == "127"


def test_the_link_is_found_when_the_first_call_is_heard_of_later(ledger):
    hear(
        ledger,
        event(
            "progressing",
            "ringing",
            call_id="call-2",
            leg_id="leg-2",
            by_call_id="leg-127",
            time_start=MORNING + timedelta(seconds=30),
        ),
    )
    changes = hear(ledger, event("active", "active", **COLLEAGUE))
    assert [change.call.id for change in changes] == ["call-1", "call-2"]
    assert ledger.get("call-2").thread == "call-1"


def test_one_snapshot_ends_nothing_and_an_event_starts_the_count_anew(ledger):
    hear(ledger, event("active", "active"))
    empty = [Snapshot((), NOW + timedelta(seconds=s), frozenset({"126"})) for s in (1, 9, 12, 23)]
    assert ledger.see(empty[0], now=empty[0].taken) == []
    assert ledger.see(empty[1], now=empty[1].taken) == []
    hear(ledger, event("active", "active", name="now with a name"), now=NOW + timedelta(seconds=10))
    assert ledger.see(empty[2], now=empty[2].taken) == []
    ended = ledger.see(empty[3], now=empty[3].taken)
    assert [change.call.state for change in ended] == [CallState.ENDED]
    assert ended[0].call.ended == empty[3].taken


def test_a_late_event_does_not_bring_back_what_snapshots_ended(ledger):
    hear(ledger, event("progressing", "ringing"))
    for seconds in (1, 12):
        moment = NOW + timedelta(seconds=seconds)
        ledger.see(Snapshot((), moment), now=moment)
    changes = hear(ledger, event("active", "active"), now=NOW + timedelta(seconds=20))
    assert [(c.call.state, c.call.outcome, c.pop) for c in changes] == [(CallState.ENDED, Outcome.ANSWERED, False)]


def test_an_open_outcome_is_closed_by_snapshots(ledger):
    hear(ledger, event("progressing", "ringing"), event("progressing", "ended"))
    due = ledger.snapshot_due(NOW)
    assert due == NOW + timedelta(seconds=90)
    for moment in (due, due + timedelta(seconds=10)):
        ledger.see(Snapshot((), moment, frozenset({"126"})), now=moment)
    assert ledger.get("call-1").outcome is Outcome.MISSED
    assert ledger.snapshot_due(NOW) is None


def test_a_snapshot_of_the_agent_says_nothing_about_a_colleagues_leg(ledger):
    hear(ledger, event("progressing", "ringing"), event("active", "ended"), event("active", "active", **COLLEAGUE))
    for seconds in (1, 12):
        moment = NOW + timedelta(seconds=seconds)
        assert ledger.see(Snapshot((), moment, frozenset({"126"})), now=moment) == []


def test_when_a_snapshot_is_due(ledger):
    assert ledger.snapshot_due(NOW) is None
    hear(ledger, event("progressing", "ringing"))
    assert ledger.snapshot_due(NOW) == NOW + timedelta(seconds=90)
    hear(ledger, event("active", "active"))
    assert ledger.snapshot_due(NOW) == NOW + timedelta(minutes=10)
    ledger.see(Snapshot((), NOW + timedelta(seconds=1)), now=NOW + timedelta(seconds=1))
    assert ledger.snapshot_due(NOW) == NOW + timedelta(seconds=11)


def test_event_snapshot_and_record_of_one_call_are_one_call(ledger):
    hear(ledger, event("active", "active"))
    ledger.see(Snapshot((event("active", "active"),), NOW), now=NOW)
    answer, end = MORNING + timedelta(seconds=5), MORNING + timedelta(seconds=65)
    sides = RecordSide("call-1", number="+16133246100"), RecordSide("leg-126", "126", "example.com")
    ledger.record(CallRecord(*sides, start=MORNING, answer=answer, end=end, duration=60), now=NOW)
    (call,) = ledger.calls()
    assert (call.state, call.answered, call.ended) == (CallState.ENDED, answer, end)


def test_a_record_tells_of_a_call_that_came_while_nobody_listened(ledger):
    sides = RecordSide("call-9", number="+16133246100", name="David Ward"), RecordSide("leg-9", "126")
    (change,) = ledger.record(CallRecord(*sides, start=MORNING, answer=None, end=NOW), now=NOW)
    assert (change.call.outcome, change.call.name, change.pop) == (Outcome.MISSED, "David Ward", False)


def test_calls_leave_ten_minutes_after_their_end_and_memory_is_bounded():
    ledger = Ledger(AGENT)
    now = MORNING
    most = 0
    for number in range(5000):
        now += timedelta(seconds=0.9)
        ids = {"call_id": f"call-{number}", "leg_id": f"leg-{number}", "time_start": now}
        if number % 2:
            ids["by_call_id"] = f"leg-{number - 1}"
        for told in (event("progressing", "ringing", **ids), event("ended", "ended", **ids)):
            ledger.hear(told, now=now)
        ledger.tick(now)
        most = max(most, len(ledger.calls()))
    assert most <= 600 / 0.9 + 1
    assert not ledger.tick(now + timedelta(minutes=10))
    assert ledger.calls() == ()


def test_a_call_that_is_silent_for_a_day_is_closed(ledger):
    hear(ledger, event("active", "active"))
    (change,) = ledger.tick(NOW + timedelta(hours=24))
    assert (change.call.state, change.call.own_state) == (CallState.ENDED, CallState.ENDED)
    ledger.tick(NOW + timedelta(hours=25))
    assert "call-1" not in ledger


def test_a_restored_call_goes_on(ledger):
    hear(ledger, event("progressing", "ringing"))
    again = Ledger(AGENT)
    again.restore(ledger.calls(), now=NOW)
    assert hear(again, event("progressing", "ringing")) == []
    assert hear(again, event("active", "active"))[0].call.state is CallState.ACTIVE
