"""Calls that somebody wants to ring, in the words of the control API and of scripts."""

from typing import Final, Literal

import msgspec
from msgspec import UNSET, UnsetType

from .calls import CallError, Unanswered
from .switch import Ring
from .system import PhoneSystem

OUTSIDE: Final = "+16133246100"
"""The number of a caller about whom nothing is said."""

Kind = Literal["simple", "unknown", "group", "queue", "internal", "outgoing", "dial"]
KINDS: Final[tuple[str, ...]] = ("simple", "unknown", "group", "queue", "internal", "outgoing", "dial")

AGENT, COLLEAGUES, QUEUE = "agent", "colleague", "queue"
"""Words that stand for extensions: the agent, "colleague 1" and so on in the office's order, and the first queue."""


class CallWish(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A call. Whatever is left out is chosen to fit the kind.

    simple: from outside to one extension. unknown: the same, without a name. group: several extensions ring at once.
    queue: the caller waits in a queue, whose agents ring. internal: a colleague calls. outgoing: the agent's telephone
    calls a number. dial: the same by click to dial, so that the agent's own device rings first.
    """

    kind: Kind = "simple"
    number: str | UnsetType | None = msgspec.field(default=UNSET, name="from")
    name: str | None = None
    to: str | list[str] = []
    queue: str | None = None
    ring_seconds: float | None = None
    unanswered: Unanswered = Unanswered.VOICEMAIL
    waited: float = 0.0


class Roles:
    """Who is meant by the words that stand for extensions."""

    def __init__(self, system: PhoneSystem, agent: str | None = None) -> None:
        """`agent` is an extension; the office's own agent without one. Raises CallError."""
        office = system.office
        self.agent = agent or office.agent.user
        if office.user(self.agent) is None:
            raise CallError(f"There is no user {self.agent}.")
        self.queue = office.queues[0].queue if office.queues else None
        self._colleagues = [user.user for user in office.users if user.user != self.agent]

    def extension(self, word: str) -> str:
        """The extension that `word` stands for; other words stand for themselves."""
        if word == AGENT:
            return self.agent
        if word == QUEUE and self.queue is not None:
            return self.queue
        role, _, number = word.partition(" ")
        if role != COLLEAGUES or not number.isdecimal():
            return word
        if not 1 <= int(number) <= len(self._colleagues):
            raise CallError(f"The office has no {word}.")
        return self._colleagues[int(number) - 1]


def begin(system: PhoneSystem, wish: CallWish, roles: Roles, call_id: str = "") -> str:
    """Begin the call; its id. Raises CallError."""
    caller = _caller(wish, roles)
    to = tuple(roles.extension(one) for one in _listed(wish.to)) or _usual(system, wish, roles)
    if wish.kind == "dial":
        user = system.office.find_user(caller or "")
        if user is None or not to:
            raise CallError("A click to dial needs one of the office's users.")
        return system.switch.dial(user.user, to[0], call_id=call_id).id
    if not to and wish.kind != "queue":
        raise CallError("There is nobody to ring.")
    ring = Ring(
        number=caller,
        to=to,
        name=None if wish.kind == "unknown" else wish.name,
        queue=_queue(system, wish, roles),
        ring_seconds=wish.ring_seconds,
        unanswered=wish.unanswered,
        waited=wish.waited,
        call_id=call_id,
    )
    return system.switch.ring(ring).id


def _caller(wish: CallWish, roles: Roles) -> str | None:
    if wish.number is None:
        return None
    if wish.number is not UNSET:
        return roles.extension(wish.number)
    if wish.kind in ("outgoing", "dial"):
        return roles.agent
    return roles.extension("colleague 1") if wish.kind == "internal" else OUTSIDE


def _usual(system: PhoneSystem, wish: CallWish, roles: Roles) -> tuple[str, ...]:
    """Whom such a call rings where nothing is said."""
    match wish.kind:
        case "group":
            return (roles.agent, roles.extension("colleague 1"), roles.extension("colleague 2"))
        case "queue":
            return system.queues.agents(_queue(system, wish, roles) or "")
        case "outgoing" | "dial":
            return (OUTSIDE,)
    return (roles.agent,)


def _queue(system: PhoneSystem, wish: CallWish, roles: Roles) -> str | None:
    if wish.kind != "queue":
        return None
    queue = system.office.queue(roles.extension(wish.queue or QUEUE))
    if queue is None:
        raise CallError(f"There is no queue {wish.queue}." if wish.queue else "The office has no queue.")
    return queue.queue


def _listed(to: str | list[str]) -> list[str]:
    return [to] if isinstance(to, str) else to
