"""A call as the phone system knows it: who called, the legs that were rung for it, and how each stands."""

import enum
import uuid
from dataclasses import dataclass, field
from datetime import datetime


class SideState(enum.StrEnum):
    """How one side of a call stands (Subscriptions page)."""

    PROGRESSING = "progressing"
    RINGING = "ringing"
    ACTIVE = "active"
    ENDED = "ended"


class Unanswered(enum.StrEnum):
    """What becomes of a caller whom nobody answers."""

    VOICEMAIL = "voicemail"
    HANG_UP = "hang_up"


class CallError(Exception):
    """That cannot be done with this call now; the text says why."""


class NoSuchCall(CallError):
    """There is no such call, or it is over."""


def new_id() -> str:
    """32 hexadecimal digits, as ids of calls and legs are in the page's samples."""
    return uuid.uuid4().hex


@dataclass(slots=True)
class Caller:
    """The `from` side. `number` is E.164 or an extension, None where it is withheld."""

    call_id: str
    number: str | None
    name: str | None = None
    user: str | None = None
    domain: str | None = None
    state: SideState = SideState.PROGRESSING


@dataclass(eq=False, slots=True)
class Leg:
    """One `to` side. `dialled` is what a click to dial rings once this leg, the own device, is picked up."""

    number: str
    user: str | None = None
    domain: str | None = None
    is_human: bool = True
    is_queue: bool = False
    dialled: str | None = None
    call_id: str = field(default_factory=new_id)
    state: SideState = SideState.RINGING
    answered: datetime | None = None


@dataclass(eq=False, slots=True)
class Call:
    """One call. `started` is when the caller began. `queue` is the extension of the queue in which the caller waits.

    `by_call_id` and `by_user` say who passed the caller on. `ring_seconds`: see `switch.Ring`.
    """

    caller: Caller
    started: datetime
    legs: list[Leg] = field(default_factory=list)
    queue: str | None = None
    by_call_id: str | None = None
    by_user: str | None = None
    unanswered: Unanswered = Unanswered.VOICEMAIL
    ring_seconds: float | None = None
    ended: datetime | None = None

    @property
    def id(self) -> str:
        """The key of the call: `from.call_id`."""
        return self.caller.call_id

    @property
    def live_legs(self) -> list[Leg]:
        """The legs that ring or are up."""
        return [leg for leg in self.legs if leg.state is not SideState.ENDED]

    @property
    def ringing_people(self) -> list[Leg]:
        """The legs that ring at somebody's desk."""
        return [leg for leg in self.legs if leg.state is SideState.RINGING and leg.is_human]

    @property
    def active_leg(self) -> Leg | None:
        """The leg that talks with the caller: in a click to dial the far side, not the own device."""
        return next((leg for leg in reversed(self.legs) if leg.state is SideState.ACTIVE), None)

    def involves(self, user: str | None) -> bool:
        """Whether `user` called, or was rung."""
        return self.caller.user == user or any(leg.user == user for leg in self.legs)

    def ringing_at(self, user: str | None) -> Leg | None:
        """The leg that rings at the desk of `user`; None for anybody's."""
        return next((leg for leg in self.ringing_people if user is None or leg.user == user), None)

    def leg(self, leg_id: str) -> Leg | None:
        """The leg with that id."""
        return next((leg for leg in self.legs if leg.call_id == leg_id), None)
