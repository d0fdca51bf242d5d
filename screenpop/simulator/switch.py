"""The switch: rings, connects and ends calls, and tells of every change of a leg.

What the sources do not say is assumed: while the caller waits (hunt group, queue, click to dial) their side is
`progressing`, and `active` from the moment that a person or a voicemail box answers. A blind transfer ends the first
call and rings another one of the same caller, whose `by_call_id` is the side that passed it on.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from .calls import Call, Caller, CallError, Leg, NoSuchCall, SideState, Unanswered, new_id
from .chores import Chores
from .clock import Clock
from .directory import Directory
from .office import Office
from .variants import Timings


@dataclass(frozen=True, slots=True)
class Ring:
    """A call to begin. `number` is the caller's (an extension for a colleague, None: withheld), `to` whom to ring.

    With `queue` the caller waits there. `ring_seconds` is how long it rings before it goes the way of `unanswered`,
    None without end. `waited` is for how many seconds the caller has been on the line. `call_id` is chosen if empty.
    """

    number: str | None
    to: tuple[str, ...]
    name: str | None = None
    queue: str | None = None
    ring_seconds: float | None = None
    unanswered: Unanswered = Unanswered.VOICEMAIL
    waited: float = 0.0
    call_id: str = ""


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where news goes: each change of a leg to `tell`, each call that ended to `over`."""

    tell: Callable[[Call, Leg], None]
    over: Callable[[Call], None]


class Switch:
    """All calls under way. What cannot be done raises CallError, or NoSuchCall."""

    def __init__(self, office: Office, timings: Timings, clock: Clock, chores: Chores, outlets: Outlets) -> None:
        """No calls."""
        self._directory = Directory(office)
        self._timings = timings
        self._clock = clock
        self._chores = chores
        self._outlets = outlets
        self._calls: dict[str, Call] = {}

    def live(self) -> tuple[Call, ...]:
        """The calls under way, the oldest first."""
        return tuple(self._calls.values())

    def find(self, any_id: str) -> Call:
        """The call with that id, or with a leg of that id."""
        call = self._calls.get(any_id) or next((one for one in self._calls.values() if one.leg(any_id)), None)
        if call is None:
            raise NoSuchCall("There is no such call, or it is over.")
        return call

    def ring(self, wish: Ring) -> Call:
        """Begin a call."""
        caller = self._directory.caller(wish.number, wish.name, call_id=wish.call_id)
        started = self._clock.now() - timedelta(seconds=wish.waited)
        call = Call(caller, started, queue=wish.queue, unanswered=wish.unanswered, ring_seconds=wish.ring_seconds)
        self._begin(call)
        if wish.queue is not None:
            self._add(call, [self._directory.queue_leg(wish.queue)])
        self._ring_at(call, wish.to)
        return call

    def dial(
        self, user: str, to: str, *, auto_answer: bool = False, shown: str | None = None, call_id: str = ""
    ) -> Call:
        """Click to dial: ring the device of `user`, and `to` once it is picked up (at once with `auto_answer`)."""
        call = Call(self._directory.caller(user, None, shown=shown, call_id=call_id), self._clock.now())
        self._begin(call)
        self._add(call, [self._directory.own_device(user, to)])
        if auto_answer:
            self.answer(call.id, user)
        else:
            self._later(call, self._timings.pick_up_after, lambda: self.answer(call.id, user))
        return call

    def offer(self, call_id: str, users: Iterable[str]) -> None:
        """Ring more desks for a caller who waits; where it rings already, nothing changes."""
        call = self.find(call_id)
        if call.caller.state is not SideState.PROGRESSING:
            raise CallError("The caller does not wait any more.")
        self._ring_at(call, [user for user in users if call.ringing_at(user) is None])

    def answer(self, any_id: str, user: str | None = None) -> None:
        """Pick up at the desk of `user`; without one, the leg with that id, or any that rings."""
        call = self.find(any_id)
        leg = self._ringing(call, any_id, user)
        leg.state, leg.answered = SideState.ACTIVE, self._clock.now()
        if leg.dialled is not None:
            self._outlets.tell(call, leg)
            self._reach_far_side(call, leg.dialled)
            return
        call.caller.state, call.queue = SideState.ACTIVE, None
        self._outlets.tell(call, leg)
        self._end_legs(call, [other for other in call.live_legs if other.state is SideState.RINGING])

    def decline(self, any_id: str, user: str | None = None) -> None:
        """Refuse the call at the desk of `user` (or as `answer` finds it); with nobody left, it goes unanswered."""
        call = self.find(any_id)
        leg = self._ringing(call, any_id, user)
        self._end_legs(call, [leg])
        if leg.dialled is not None or leg.user is None:
            self._end(call)
        elif not call.ringing_people and call.caller.state is SideState.PROGRESSING:
            self._unanswered(call, [leg.user])

    def no_answer(self, call_id: str) -> None:
        """Stop ringing; the caller goes on waiting."""
        call = self.find(call_id)
        self._end_legs(call, call.ringing_people)

    def to_voicemail(self, call_id: str, user: str | None = None) -> None:
        """Stop ringing and let the voicemail box of `user` (who was rung first, if None) answer."""
        call = self.find(call_id)
        box = user or next((leg.user for leg in call.legs if leg.user and leg.is_human), None)
        if call.caller.state is not SideState.PROGRESSING or box is None:
            raise CallError("The caller does not wait for somebody with a voicemail box.")
        self._end_legs(call, [leg for leg in call.live_legs if leg.state is SideState.RINGING])
        leg = self._directory.voicemail_leg(box)
        self._add(call, [leg])
        leg.state, leg.answered, call.caller.state, call.queue = (
            SideState.ACTIVE,
            self._clock.now(),
            SideState.ACTIVE,
            None,
        )
        self._outlets.tell(call, leg)
        self._later(call, self._timings.voicemail_seconds, lambda: self._end(call))

    def hang_up(self, any_id: str) -> None:
        """End the call."""
        self._end(self.find(any_id))

    def transfer(self, any_id: str, to: str, *, call_id: str = "") -> Call:
        """Pass the caller on to `to`, blind. The new call has `call_id`, or one of its own choice."""
        call = self.find(any_id)
        leg = call.active_leg
        if leg is None:
            raise CallError("Nobody talks with the caller, so nobody can transfer the call.")
        call_id = call_id or new_id()
        if leg.user is None:
            passed_on, by = Caller(call_id, leg.number), (call.caller.call_id, call.caller.user)
        else:
            passed_on = replace(call.caller, call_id=call_id, state=SideState.PROGRESSING)
            by = (leg.call_id, leg.user)
        self._end(call)
        new = Call(passed_on, call.started, by_call_id=by[0], by_user=by[1], unanswered=call.unanswered)
        self._begin(new)
        self._ring_at(new, [to])
        return new

    def _ringing(self, call: Call, any_id: str, user: str | None) -> Leg:
        named = call.leg(any_id)
        leg = named if named in call.ringing_people and user in (None, named.user) else call.ringing_at(user)
        if leg is None:
            raise CallError(f"The call does not ring at {user}." if user else "The call does not ring anywhere.")
        return leg

    def _begin(self, call: Call) -> None:
        if call.id in self._calls:
            raise CallError("There is such a call already.")
        self._calls[call.id] = call

    def _ring_at(self, call: Call, addresses: Iterable[str]) -> None:
        from_outside = call.caller.user is None
        legs = [self._directory.leg(address, from_outside=from_outside) for address in addresses]
        self._add(call, legs)
        self._later(call, call.ring_seconds, lambda: self._ring_out(call, legs))

    def _add(self, call: Call, legs: list[Leg]) -> None:
        call.legs += legs
        for leg in legs:
            self._outlets.tell(call, leg)

    def _reach_far_side(self, call: Call, to: str) -> None:
        leg = self._directory.leg(to, from_outside=False)
        self._add(call, [leg])
        self._later(call, self._timings.far_side_after, lambda: self.answer(leg.call_id, leg.user))

    def _ring_out(self, call: Call, legs: list[Leg]) -> None:
        silent = [leg for leg in legs if leg.state is SideState.RINGING]
        self._end_legs(call, silent)
        if silent and not call.ringing_people:
            self._unanswered(call, [leg.user for leg in silent if leg.user])

    def _unanswered(self, call: Call, users: list[str]) -> None:
        if call.queue is not None:
            self._later(call, self._timings.queue_offers_again_after, lambda: self.offer(call.id, users))
        elif call.unanswered is Unanswered.VOICEMAIL and users:
            self._later(call, self._timings.voicemail_after, lambda: self.to_voicemail(call.id, users[0]))
        else:
            self._end(call)

    def _end_legs(self, call: Call, legs: list[Leg]) -> None:
        for leg in legs:
            leg.state = SideState.ENDED
            self._outlets.tell(call, leg)

    def _end(self, call: Call) -> None:
        call.caller.state, call.ended = SideState.ENDED, self._clock.now()
        self._end_legs(call, call.live_legs or call.legs[-1:])
        del self._calls[call.id]
        self._outlets.over(call)

    def _later(self, call: Call, seconds: float | None, action: Callable[[], None]) -> None:
        """Do it when the time has come, unless the call has ended, or somebody was faster and it does not fit."""
        if seconds is not None:
            self._chores.spawn(self._wait(call, seconds, action), f"call {call.id}")

    async def _wait(self, call: Call, seconds: float, action: Callable[[], None]) -> None:
        await self._clock.sleep(seconds)
        if call.ended is None:
            try:
                action()
            except CallError:
                return
