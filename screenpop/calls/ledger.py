"""All live calls: events, snapshots and call records in, changes out.

The ledger keeps a call while it is under way and for ten minutes after its end, and of those that are over the last
thousand at most. It never asks for anything and never
looks at a clock: whoever feeds it says what time it is.

**When a card pops up.** When an own leg rings that did not ring before, while no other own leg of the call rings or
is active: so legs that overlap share a card, and a queue that offers the call again later pops again. Not for the
agent's own outgoing calls, and not for a ringing that is late: one that reached the relay over a minute ago or,
where no arrival is known, whose call began over half an hour ago by the server's clock (callers wait in queues).
A snapshot is never late: it says what rings now.

**When a snapshot ends a call.** Events can be lost and are never repeated, so a leg that the list of active calls
lacks may have ended; but the list is older than the answer that carries it. Only two lists at least ten seconds
apart that both lack the leg, with no event of the call in between, end it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from .call import Call, CallState
from .events import Agent, CallEvent, CallRecord, Snapshot
from .leg import Leg
from .merge import lose_leg, merge_event, merge_record, record_call_id
from .states import Standing
from .threads import SideIndex, linked

KEPT_AFTER_END: Final = timedelta(minutes=10)
MOST_OVER: Final = 1000
FORGOTTEN_AFTER_SILENCE: Final = timedelta(hours=24)
LATE_AFTER_ARRIVAL: Final = timedelta(seconds=60)
LATE_AFTER_START: Final = timedelta(minutes=30)
BETWEEN_LACKING_SNAPSHOTS: Final = timedelta(seconds=10)
RINGING_SILENCE: Final = timedelta(seconds=90)
ACTIVE_SILENCE: Final = timedelta(minutes=10)

_Missing = tuple[str, str | None]
"""A call and one of its legs; None stands for the call itself."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one input did to one call: how it was (None: new), how it is, and whether a card should pop up for it."""

    call: Call
    before: Call | None
    pop: bool = False


class Ledger:
    """The calls of one agent, or of everybody where `agent` is None (the presence feed).

    `covers` are the extensions that a snapshot can tell about; None means the whole domain.
    """

    def __init__(self, agent: Agent | None = None, *, covers: frozenset[str] | None = None) -> None:
        """A ledger without calls."""
        self.agent = agent
        self.covers = covers
        self._calls: dict[str, Call] = {}
        self._undecided: dict[str, Call] = {}
        self._over: dict[str, None] = {}
        self._sides = SideIndex()
        self._news: dict[str, datetime] = {}
        self._popped: set[str] = set()
        self._lacked: dict[_Missing, datetime] = {}
        self._asked: datetime | None = None

    def __contains__(self, call_id: object) -> bool:
        """Whether the call is known: live, or over since less than ten minutes."""
        return call_id in self._calls

    def calls(self) -> tuple[Call, ...]:
        """All known calls, the first started first."""
        return tuple(sorted(self._calls.values(), key=lambda call: (call.started, call.id)))

    def under_way(self) -> tuple[Call, ...]:
        """The calls that are not over, or whose outcome is open, the first started first."""
        return tuple(sorted(self._undecided.values(), key=lambda call: (call.started, call.id)))

    @property
    def is_empty(self) -> bool:
        """Whether no call is known."""
        return not self._calls

    def get(self, call_id: str) -> Call | None:
        """The call, None if it is not known (any more)."""
        return self._calls.get(call_id)

    def restore(self, calls: Iterable[Call], *, now: datetime) -> None:
        """Take calls back that were kept elsewhere: they change nothing and pop nothing up."""
        for call in calls:
            if call.id not in self._calls:
                self._keep(replace(call, agent=self.agent), now)

    def shift(self, by: timedelta) -> None:
        """The clock by which we are told the time was put right by so much; what the calls themselves say stays."""
        self._news = {call_id: moment + by for call_id, moment in self._news.items()}
        self._lacked = {key: moment + by for key, moment in self._lacked.items()}
        self._asked = self._asked + by if self._asked else None

    def hear(self, event: CallEvent, *, now: datetime, arrived: datetime | None = None) -> list[Change]:
        """Take an event in; no changes mean that it was a duplicate, or late and without news.

        `arrived` is when a relay (or an earlier run of the program) received it, None if it came directly.
        """
        before = self._calls.get(event.call_id)
        after = merge_event(before or self._blank(event.call_id, now), event, at=arrived or now, seen=False)
        late = _is_late(event, now=now, arrived=arrived)
        pop = not late and self._rings_anew(before, after)
        if after == before:
            return []
        self._heard_of(after)
        return self._settle(before, after, pop=pop, now=now)

    def see(self, snapshot: Snapshot, *, now: datetime) -> list[Change]:
        """Take the list of active calls in: what it has is so, what it lacks twice is over."""
        self._asked = now
        lacking = set(self._lacking(snapshot))
        changes = [change for row in snapshot.rows for change in self._see_row(row, now)]
        for key in set(self._lacked) - lacking:
            del self._lacked[key]
        for call_id in sorted({call_id for call_id, _ in lacking}):
            changes += self._lose(call_id, [leg for call, leg in lacking if call == call_id], now)
        return changes

    def record(self, record: CallRecord, *, now: datetime) -> list[Change]:
        """Take a call record in: it completes a call that is known, or tells of one that was not."""
        call_id = record_call_id(record)
        before = self._calls.get(call_id)
        after = merge_record(before or self._blank(call_id, record.start or now), record)
        return self._settle(before, after, pop=False, now=now) if after != before else []

    def decline(self, call_id: str, *, now: datetime) -> list[Change]:
        """Note that the agent declined the call."""
        before = self._calls.get(call_id)
        if before is None or before.declined_at:
            return []
        return self._settle(before, replace(before, declined_at=now), pop=False, now=now)

    def tick(self, now: datetime) -> list[Change]:
        """Let go of what is over; close what has been silent for a day."""
        changes: list[Change] = []
        for call in list(self._calls.values()):
            silence = now - self._news[call.id]
            is_over = call.state is CallState.ENDED
            if silence < (KEPT_AFTER_END if is_over else FORGOTTEN_AFTER_SILENCE):
                continue
            if _is_undecided(call):
                changes += self._settle(call, replace(call, closed_at=now), pop=False, now=now)
            else:
                self._forget(call)
        return changes

    def snapshot_due(self, now: datetime) -> datetime | None:
        """When the list of active calls should be read next, None if nothing calls for it."""
        due = [moment for call in self._undecided.values() if (moment := self._doubtful_from(call)) is not None]
        return max(min(due), now) if due else None

    def _blank(self, call_id: str, at: datetime) -> Call:
        return Call(id=call_id, agent=self.agent, heard_at=at, thread=call_id)

    def _rings_anew(self, before: Call | None, after: Call) -> bool:
        if not after.is_ringing_agent or (before is not None and before.is_ringing_agent):
            return False
        return before is None or not any(leg.standing is Standing.ACTIVE for leg in before.own_legs)

    def _see_row(self, row: CallEvent, now: datetime) -> list[Change]:
        before = self._calls.get(row.call_id)
        after = merge_event(before or self._blank(row.call_id, now), row, at=now, seen=True)
        pop = after.is_ringing_agent and after.id not in self._popped
        return self._settle(before, after, pop=pop, now=now) if pop or after != before else []

    def _lacking(self, snapshot: Snapshot) -> Iterator[_Missing]:
        listed: dict[str, set[str | None]] = {}
        for row in snapshot.rows:
            listed.setdefault(row.call_id, set()).add(row.target.call_id if row.target else None)
        for call in self._calls.values():
            if self._news[call.id] >= snapshot.taken:
                continue
            legs = listed.get(call.id, set())
            if not legs and _is_undecided(call) and _covers(snapshot, call):
                yield call.id, None
            if None not in legs:
                yield from (
                    (call.id, leg.call_id)
                    for leg in call.legs
                    if leg.standing.is_live and leg.call_id not in legs and _covers_leg(snapshot, leg)
                )

    def _lose(self, call_id: str, legs: list[str | None], now: datetime) -> list[Change]:
        before = after = self._calls[call_id]
        for leg_id in legs:
            first = self._lacked.setdefault((call_id, leg_id), now)
            if now - first < BETWEEN_LACKING_SNAPSHOTS:
                continue
            if leg_id is None:
                after = replace(after, closed_at=now)
            else:
                after = lose_leg(after, next(leg for leg in after.legs if leg.call_id == leg_id), at=now)
        return self._settle(before, after, pop=False, now=now) if after != before else []

    def _settle(self, before: Call | None, after: Call, *, pop: bool, now: datetime) -> list[Change]:
        """Keep the new version, link it with the calls of its thread, and tell what changed."""
        if pop:
            self._popped.add(after.id)
        elif not any(leg.standing.is_live for leg in after.own_legs):
            self._popped.discard(after.id)
        self._keep(after, now)
        changes: list[Change] = []
        for member in linked(self._calls, self._sides, after):
            known = self._calls[member.id]
            self._put(member)
            if member.id == after.id:
                changes.insert(0, Change(member, before, pop))
            elif member != known:
                changes.append(Change(member, known))
        while len(self._over) > MOST_OVER:
            self._forget(self._calls[next(iter(self._over))])
        return changes

    def _keep(self, call: Call, now: datetime) -> None:
        if call.id in self._calls:
            self._sides.remove(self._calls[call.id])
        self._put(call)
        self._news[call.id] = now
        self._sides.add(call)

    def _put(self, call: Call) -> None:
        self._calls[call.id] = call
        if _is_undecided(call):
            self._undecided[call.id] = call
            self._over.pop(call.id, None)
        else:
            self._undecided.pop(call.id, None)
            self._over[call.id] = None

    def _heard_of(self, call: Call) -> None:
        for key in [key for key in self._lacked if key[0] == call.id]:
            del self._lacked[key]

    def _forget(self, call: Call) -> None:
        del self._calls[call.id]
        self._undecided.pop(call.id, None)
        self._over.pop(call.id, None)
        del self._news[call.id]
        self._popped.discard(call.id)
        self._heard_of(call)
        self._sides.remove(call)

    def _doubtful_from(self, call: Call) -> datetime | None:
        if self.covers is not None and not _involves(call, self.covers):
            return None
        first_lacked = [since for (call_id, _), since in self._lacked.items() if call_id == call.id]
        if first_lacked:
            return min(first_lacked) + BETWEEN_LACKING_SNAPSHOTS
        silence = ACTIVE_SILENCE if call.state is CallState.ACTIVE else RINGING_SILENCE
        return max(self._news[call.id], self._asked or self._news[call.id]) + silence


def _is_undecided(call: Call) -> bool:
    """Whether there is still something to learn: the call is under way, or how it turned out is open."""
    is_open = call.involves_agent and call.outcome is None
    return call.closed_at is None and (call.state is not CallState.ENDED or is_open)


def _is_late(event: CallEvent, *, now: datetime, arrived: datetime | None) -> bool:
    if arrived is not None:
        return now - arrived > LATE_AFTER_ARRIVAL
    return event.time_start is not None and now - event.time_start > LATE_AFTER_START


def _covers(snapshot: Snapshot, call: Call) -> bool:
    """Whether the snapshot would list the call if it were under way; never while a leg lives that it cannot tell of."""
    if snapshot.users is None:
        return True
    beyond = any(leg.standing.is_live and not _covers_leg(snapshot, leg) for leg in call.legs)
    return _involves(call, snapshot.users) and not beyond


def _covers_leg(snapshot: Snapshot, leg: Leg) -> bool:
    return snapshot.users is None or leg.extension in snapshot.users


def _involves(call: Call, users: frozenset[str]) -> bool:
    caller = call.from_user.value if call.from_user else None
    return caller in users or any(leg.extension in users for leg in call.legs)
