"""Whatever the network does to the messages, the same history comes out, and snapshots mend what was lost."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from screenpop.calls.call import CallState
from screenpop.calls.events import CallRecord, LegState, RecordSide, Snapshot
from screenpop.calls.ledger import Ledger
from tests.calls.scripts import AGENT, MORNING, days

NOW = MORNING + timedelta(minutes=5)
FACTS = (
    *("id", "direction", "state", "own_state", "outcome", "number", "name", "user", "started", "answered", "ended"),
    *("answered_by", "thread", "passed_by", "went_to_machine", "is_outgoing"),
)


def history(ledger):
    return [{fact: getattr(call, fact) for fact in FACTS} for call in ledger.calls()]


def run(events):
    ledger = Ledger(AGENT)
    pops = [change.call.id for told in events for change in ledger.hear(told, now=NOW) if change.pop]
    return ledger, pops


def snapshot_of(script, at):
    return Snapshot(tuple(script.live.values()), at)


@given(days(), st.data())
def test_shuffled_and_doubled_deliveries_end_in_the_same_history(script, data):
    doubled = script.events + data.draw(st.lists(st.sampled_from(script.events), max_size=6))
    shuffled = data.draw(st.permutations(doubled))

    assert history(run(shuffled)[0]) == history(run(script.events)[0])


@given(days(), st.data())
def test_doubled_deliveries_in_order_pop_the_same_cards_and_change_nothing_twice(script, data):
    ledger, pops = run(script.events)
    again = data.draw(st.lists(st.sampled_from(script.events), max_size=10))

    assert [change for told in again for change in ledger.hear(told, now=NOW)] == []
    assert len(pops) == len({(call, index) for index, call in enumerate(pops)})


@given(days(), st.data())
def test_no_order_of_deliveries_pops_more_cards_than_there_were_ringings(script, data):
    shuffled = data.draw(st.permutations(script.events * 2))
    rung = {
        (told.call_id, told.target.call_id)
        for told in script.events
        if told.target.user == AGENT.user and told.target.is_human and told.target.state is LegState.RINGING
    }

    assert len(run(shuffled)[1]) <= len(rung)


@given(days(), st.data())
def test_two_snapshots_put_right_whatever_was_lost(script, data):
    kept = [told for told in script.events if data.draw(st.booleans())]
    ledger, _ = run(kept)

    for moment in (NOW + timedelta(seconds=1), NOW + timedelta(seconds=12)):
        ledger.see(snapshot_of(script, moment), now=moment)

    really_live = {call_id for call_id, _ in script.live}
    assert {call.id for call in ledger.calls() if call.state is not CallState.ENDED} == really_live
    assert {(call.id, leg.call_id) for call in ledger.calls() for leg in call.legs if leg.standing.is_live} == set(
        script.live
    )


@given(days(), st.data())
def test_call_records_complete_what_was_lost(script, data):
    told_all, _ = run(script.events)
    kept = [told for told in script.events if data.draw(st.booleans())]
    ledger, _ = run(kept)
    for moment in (NOW + timedelta(seconds=1), NOW + timedelta(seconds=12)):
        ledger.see(snapshot_of(script, moment), now=moment)

    for call in told_all.calls():
        for leg in call.legs:
            if leg.standing.is_over and not leg.is_machine:
                ledger.record(record_of(call, leg), now=NOW)

    for call in told_all.calls():
        if call.state is CallState.ENDED:
            known = ledger.get(call.id)
            assert known is not None
            assert known.state is CallState.ENDED
            assert known.answered == call.answered
            assert known.answered_by == call.answered_by


def record_of(call, leg):
    source = RecordSide(call.id, call.from_user and call.from_user.value, number=call.number, name=call.name)
    return CallRecord(
        source, RecordSide(leg.call_id, leg.extension), start=call.started, answer=leg.answer_at, end=leg.ended
    )


@given(days())
def test_everything_leaves_ten_minutes_after_its_end(script):
    ledger, _ = run(script.events)
    later = NOW + timedelta(minutes=10)
    ledger.tick(later)
    ledger.tick(later + timedelta(minutes=10))

    really_live = {call_id for call_id, _ in script.live}
    assert {call.id for call in ledger.calls()} == really_live
