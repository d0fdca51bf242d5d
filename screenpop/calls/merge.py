"""How one statement (an event, a row of a snapshot, a call record) is merged into what is known of a call.

Pure functions from a call and a statement to a call. A statement that says nothing new gives an equal call back,
which is how doubled and late deliveries are told from news.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from .call import Call
from .events import CallEvent, CallRecord, LegState, Originator, RecordSide, Target
from .leg import Leg, Told
from .states import SEEN, TOLD, Input, Standing, step

RECORD_RANK: Final = 100
"""A call record is written when all is over: its texts beat those of any message."""


def merge_event(call: Call, event: CallEvent, *, at: datetime, seen: bool) -> Call:
    """`call` with what `event` says; `seen` where it is a row of a snapshot. `at` is when it reached us."""
    rank = _rank(event)
    merged = _merge_originator(call, event.originator, rank)
    merged = replace(
        merged,
        heard_at=min(call.heard_at, at),
        start_told=_earliest(call.start_told, event.time_start),
        by_call_id=_newest(call.by_call_id, rank, event.by_call_id),
        on_net=_newest(call.on_net, rank, _flag(event.on_net)),
    )
    if event.target is None:
        return merged
    leg = find_leg(merged, event.target.call_id)
    leg = _merge_target(leg, event.target, rank)
    leg = _advance(leg, event, (SEEN if seen else TOLD)[event.target.state], at)
    return _reopen(with_leg(merged, leg), leg)


def merge_record(call: Call, record: CallRecord) -> Call:
    """`call` with what a call record says: it is over, and when that was."""
    source = record.originator
    merged = _merge_originator(
        call,
        Originator(call.id, LegState.ENDED, source.user, source.domain, source.number, source.name),
        RECORD_RANK,
    )
    merged = replace(
        merged,
        start_told=_earliest(call.start_told, record.start),
        by_user=_newest(call.by_user, RECORD_RANK, record.by_user),
        on_net=_newest(call.on_net, RECORD_RANK, "true" if record.kind == "on net" else None),
    )
    return with_leg(merged, _recorded_leg(find_leg(merged, record_leg_id(record)), record))


def lose_leg(call: Call, leg: Leg, *, at: datetime) -> Call:
    """`call` after snapshots showed that `leg` is gone."""
    gone = replace(leg, standing=step(leg.standing, Input.MISSING), ended_at=leg.ended_at or at)
    return with_leg(call, gone)


def find_leg(call: Call, leg_id: str) -> Leg:
    """The leg of that id; a new one where the call has none."""
    return next((leg for leg in call.legs if leg.call_id == leg_id), Leg(leg_id))


def with_leg(call: Call, leg: Leg) -> Call:
    """`call` with `leg` in the place of the leg of the same id. Legs are kept in the order of their ids."""
    others = [other for other in call.legs if other.call_id != leg.call_id]
    return replace(call, legs=tuple(sorted([*others, leg], key=lambda each: each.call_id)))


def record_call_id(record: CallRecord) -> str:
    """The call that a record belongs to. Old records name no ids: then one is made of what identifies the call."""
    return record.originator.call_id or f"record:{_fingerprint(record)}"


def record_leg_id(record: CallRecord) -> str:
    """The leg that a record describes."""
    return record.target.call_id or f"record-leg:{_fingerprint(record)}"


def _fingerprint(record: CallRecord) -> str:
    start = record.start.isoformat() if record.start else "?"
    return f"{start}:{_who(record.originator)}:{_who(record.target)}"


def _who(side: RecordSide) -> str:
    return side.user or side.number or "?"


def _rank(event: CallEvent) -> int:
    leg = event.target.state.rank if event.target else 0
    originator = event.originator.state.rank if event.originator.state else 0
    return leg * 10 + originator


def _merge_originator(call: Call, originator: Originator, rank: int) -> Call:
    return replace(
        call,
        from_state=_furthest(call.from_state, originator.state),
        from_user=_newest(call.from_user, rank, originator.user),
        from_domain=_newest(call.from_domain, rank, originator.domain),
        from_number=_newest(call.from_number, rank, originator.number),
        from_name=_newest(call.from_name, rank, originator.name),
    )


def _merge_target(leg: Leg, target: Target, rank: int) -> Leg:
    return replace(
        leg,
        user=_newest(leg.user, rank, target.user),
        domain=_newest(leg.domain, rank, target.domain),
        number=_newest(leg.number, rank, target.number),
        name=_newest(leg.name, rank, target.name),
        human=_newest(leg.human, rank, _flag(target.is_human)),
    )


def _advance(leg: Leg, event: CallEvent, happened: Input, at: datetime) -> Leg:
    """The leg a step further in the state machine, with the times that belong to the step.

    `time_answer` counts from the leg's active state on: while the leg rings it can only be about another leg.
    """
    assert event.target is not None
    state = event.target.state
    standing = step(leg.standing, happened)
    if state in (LegState.ACTIVE, LegState.ENDED):
        leg = replace(leg, answer_at=_earliest(leg.answer_at, event.time_answer))
    if state is LegState.ACTIVE and not leg.was_answered:
        leg = replace(leg, active_at=at)
    if standing is Standing.RINGING and leg.standing is not Standing.RINGING:
        leg = replace(leg, rang_at=at)
    if state is LegState.ENDED:
        leg = replace(
            leg,
            ended_at=_earliest(leg.ended_at, at),
            caller_active_at_end=leg.caller_active_at_end or event.originator.state is LegState.ACTIVE,
        )
    if standing.is_live and leg.standing.is_over:
        leg = replace(leg, ended_at=None)
    return replace(leg, standing=standing)


def _recorded_leg(leg: Leg, record: CallRecord) -> Leg:
    side = record.target
    target = Target(leg.call_id, LegState.ENDED, side.user, side.domain, side.number, side.name)
    leg = _merge_target(leg, target, RECORD_RANK)
    return replace(
        leg,
        standing=step(leg.standing, Input.TOLD_ENDED),
        answer_at=_earliest(leg.answer_at, record.answer),
        record_end=_earliest(leg.record_end, record.end or record.answer or record.start),
    )


def _reopen(call: Call, leg: Leg) -> Call:
    """A call that snapshots closed is under way again when one of its legs lives."""
    return replace(call, closed_at=None) if call.closed_at and leg.standing.is_live else call


def _newest(known: Told | None, rank: int, value: str | None) -> Told | None:
    if not value:
        return known
    told = Told(rank, value)
    return max(known, told) if known else told


def _furthest(known: LegState | None, told: LegState | None) -> LegState | None:
    states = [state for state in (known, told) if state is not None]
    return max(states, key=lambda state: state.rank, default=None)


def _earliest(known: datetime | None, told: datetime | None) -> datetime | None:
    times = [time for time in (known, told) if time is not None]
    return min(times, default=None)


def _flag(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()
