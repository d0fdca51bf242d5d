"""What is known of one call, as one frozen value.

A `Call` grows by merging facts, and merging does not depend on their order: whatever the order of the messages and
however often each of them comes, the same call results. So every time is the earliest that was told, a state is
the furthest that was reached, and each text keeps the rank of the statement it came from (see `Told`).
"""

import enum
from dataclasses import dataclass
from datetime import datetime

from .events import Agent, LegState
from .leg import Leg, Told
from .states import Standing


class Direction(enum.StrEnum):
    """Seen from the agent. Internal: between two of the phone system's own devices (`on_net`)."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"


class CallState(enum.StrEnum):
    """The state of a call, and of a card."""

    RINGING = "ringing"
    ACTIVE = "active"
    ENDED = "ended"


class Outcome(enum.StrEnum):
    """How a call turned out for the agent."""

    ANSWERED = "answered"
    DECLINED = "declined"
    ANSWERED_ELSEWHERE = "answered_elsewhere"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Call:
    """One call (one `from.call_id`) with its legs, and what they mean for `agent`.

    `closed_at` is set when snapshots showed that the call is over although not all was told. `thread` is the id of
    the first of the calls that transfers link with this one (its own id where there are none); `passed_by` is the
    extension that passed it on, where that is known.
    """

    id: str
    agent: Agent | None
    heard_at: datetime
    legs: tuple[Leg, ...] = ()
    from_state: LegState | None = None
    from_user: Told | None = None
    from_domain: Told | None = None
    from_number: Told | None = None
    from_name: Told | None = None
    by_call_id: Told | None = None
    by_user: Told | None = None
    on_net: Told | None = None
    start_told: datetime | None = None
    declined_at: datetime | None = None
    closed_at: datetime | None = None
    thread: str = ""
    passed_by: str | None = None

    @property
    def own_legs(self) -> tuple[Leg, ...]:
        """The legs that ring the agent."""
        return tuple(leg for leg in self.legs if leg.is_of(self.agent)) if self.agent else ()

    @property
    def is_outgoing(self) -> bool:
        """Whether the agent placed this call."""
        return self.agent is not None and self.agent.is_user(_text(self.from_user), _text(self.from_domain))

    @property
    def involves_agent(self) -> bool:
        """Whether the agent placed it or it rang at the agent's extension."""
        return self.is_outgoing or bool(self.own_legs)

    @property
    def direction(self) -> Direction:
        """Where the call came from, seen from the agent."""
        if self.on_net is not None and self.on_net.value == "true":
            return Direction.INTERNAL
        return Direction.OUTBOUND if self.is_outgoing else Direction.INBOUND

    @property
    def state(self) -> CallState:
        """How the call stands: by the agent's own legs while they live, else by all legs known to us."""
        if self.closed_at is not None:
            return CallState.ENDED
        if not self.legs:
            return _ORIGINATOR_ALONE[self.from_state]
        own = [] if self.is_outgoing else [leg for leg in self.own_legs if leg.standing.is_live]
        live = own or [leg for leg in self.legs if leg.standing.is_live]
        if not live:
            return CallState.ENDED
        return CallState.ACTIVE if any(leg.standing is Standing.ACTIVE for leg in live) else CallState.RINGING

    @property
    def own_state(self) -> CallState:
        """How the agent's part of the call stands: over, as soon as their own legs are."""
        if self.is_outgoing or self.closed_at is not None:
            return self.state
        standings = {leg.standing for leg in self.own_legs}
        if Standing.ACTIVE in standings:
            return CallState.ACTIVE
        return CallState.RINGING if any(standing.is_live for standing in standings) else CallState.ENDED

    @property
    def is_ringing_agent(self) -> bool:
        """Whether the agent is being called right now by this call, and has not picked up."""
        rings = any(leg.standing is Standing.RINGING for leg in self.own_legs)
        return rings and self.own_state is CallState.RINGING and not self.is_outgoing

    @property
    def outcome(self) -> Outcome | None:
        """How the call turned out for the agent; None while that is open. The first rule that holds decides."""
        return _outgoing_outcome(self) if self.is_outgoing else _incoming_outcome(self)

    @property
    def went_to_machine(self) -> bool:
        """Whether a machine (voicemail, as a rule) picked up."""
        return any(leg.is_machine and leg.was_answered for leg in self.legs)

    @property
    def number(self) -> str | None:
        """The other party's number, as the phone system wrote it."""
        if not self.is_outgoing:
            return _text(self.from_number)
        return next((leg.number.value for leg in self._others_legs if leg.number), None)

    @property
    def name(self) -> str | None:
        """The other party's name, where the phone system gave one."""
        if not self.is_outgoing:
            return _text(self.from_name)
        return next((leg.name.value for leg in self._others_legs if leg.name), None)

    @property
    def dialled(self) -> str | None:
        """The number the caller dialled to reach the agent (a DID or a queue), where it is not the extension."""
        numbers = (leg.number.value for leg in reversed(self.own_legs) if leg.number)
        return next((number for number in numbers if self.agent and number != self.agent.user), None)

    @property
    def user(self) -> str | None:
        """The agent's extension."""
        return self.agent.user if self.agent else None

    @property
    def started(self) -> datetime:
        """When the caller began."""
        return self.start_told or self.heard_at

    @property
    def answered(self) -> datetime | None:
        """When somebody picked up: the agent, else whoever did."""
        leg = self._answering_leg
        return leg.answered if leg else None

    @property
    def answered_by(self) -> str | None:
        """The extension of the person who picked up, where it is known."""
        leg = self._answering_leg
        return leg.extension if leg else None

    @property
    def ended(self) -> datetime | None:
        """When the last leg ended; None while the call is under way."""
        if self.state is not CallState.ENDED:
            return None
        ends = [leg.ended for leg in self.legs if leg.ended]
        return max(ends) if ends else self.closed_at or self.heard_at

    @property
    def was_passed_on(self) -> bool:
        """Whether a transfer made this call, even if it is not known whose."""
        return self.by_call_id is not None or self.passed_by is not None

    @property
    def sides(self) -> frozenset[str]:
        """The call ids of all its sides: what a transfer can name."""
        return frozenset({self.id, *(leg.call_id for leg in self.legs)})

    @property
    def _others_legs(self) -> tuple[Leg, ...]:
        """The legs that are not the agent's own: in a click to dial the own device rings first."""
        return tuple(leg for leg in self.legs if leg not in self.own_legs)

    @property
    def _far_legs(self) -> tuple[Leg, ...]:
        """The legs that tell whether an outgoing call was answered: the own one too if it is over and has no other."""
        return self._others_legs or (self.legs if self.state is CallState.ENDED else ())

    @property
    def _answering_leg(self) -> Leg | None:
        candidates = self._far_legs if self.is_outgoing else self.own_legs
        if not any(leg.was_answered for leg in candidates):
            candidates = tuple(leg for leg in self.legs if not leg.is_machine)
        answered = [leg for leg in candidates if leg.was_answered]
        return min(answered, key=lambda leg: (leg.answered or self.heard_at, leg.call_id), default=None)


_ORIGINATOR_ALONE = {
    **dict.fromkeys((None, LegState.PROGRESSING, LegState.RINGING), CallState.RINGING),
    LegState.ACTIVE: CallState.ACTIVE,
    LegState.ENDED: CallState.ENDED,
}


def _outgoing_outcome(call: Call) -> Outcome | None:
    if any(leg.was_answered for leg in call._far_legs):
        return Outcome.ANSWERED
    return Outcome.MISSED if call.state is CallState.ENDED else None


def _incoming_outcome(call: Call) -> Outcome | None:
    own = call.own_legs
    if any(leg.was_answered for leg in own):
        return Outcome.ANSWERED
    if not own or any(leg.standing.is_live for leg in own):
        return None
    if call.declined_at is not None:
        return Outcome.DECLINED
    if _somebody_else_answered(call, own):
        return Outcome.ANSWERED_ELSEWHERE
    is_open = call.from_state is not LegState.ENDED and not call.went_to_machine and call.closed_at is None
    still_waiting = is_open and call.from_state is not LegState.ACTIVE
    return None if still_waiting else Outcome.MISSED


def _somebody_else_answered(call: Call, own: tuple[Leg, ...]) -> bool:
    if any(leg.was_answered and not leg.is_machine for leg in call.legs):
        return True
    left_for_another = any(leg.caller_active_at_end for leg in own)
    return left_for_another and not call.went_to_machine


def _text(told: Told | None) -> str | None:
    return told.value if told else None
