"""What the phone system said, as frozen values.

Every value here is what one message, one row of a snapshot or one call record told us, cleaned of the wire's
spelling by `integrate/messages.py`. Times are aware UTC. A field that the message did not carry is None.

Sources: the vendor's Subscriptions page (call and CDR messages), its API description 1.9 (call records).
"""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


class LegState(enum.StrEnum):
    """The state of one side of a call, in the order in which a side can go through them.

    Progressing waits for the other side, ringing rings, active is up, ended is over (Subscriptions page).
    """

    PROGRESSING = "progressing"
    RINGING = "ringing"
    ACTIVE = "active"
    ENDED = "ended"

    @property
    def rank(self) -> int:
        """Position in the order of states, 0 (progressing) to 3 (ended)."""
        return _RANKS[self]


_RANKS = {state: rank for rank, state in enumerate(LegState)}


@dataclass(frozen=True, slots=True)
class Agent:
    """Whose calls these are: the extension and its domain (None: any domain)."""

    user: str
    domain: str | None = None

    def is_user(self, user: str | None, domain: str | None) -> bool:
        """Whether `user` at `domain` is this agent. A side without a domain counts as ours."""
        return user == self.user and (not domain or not self.domain or domain.casefold() == self.domain.casefold())


@dataclass(frozen=True, slots=True)
class Originator:
    """The `from` side: who called. `call_id` is the key of the whole call.

    `number` is the message's `id`: E.164 for the outside world, else an extension, a sip address, a star code or
    something malformed, as it came. `name` is text without control characters, at most 80 characters.
    """

    call_id: str
    state: LegState | None = None
    user: str | None = None
    domain: str | None = None
    number: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """The `to` side: one leg, rung for this call.

    `is_human` is False for machines (assumed: auto-attendant, voicemail, queue), None where the message is silent.
    """

    call_id: str
    state: LegState
    user: str | None = None
    domain: str | None = None
    number: str | None = None
    name: str | None = None
    is_human: bool | None = None


@dataclass(frozen=True, slots=True)
class CallEvent:
    """One call message, or one row of the list of active calls: a leg of a call and how it stands.

    `target` is None where a row names only the originating side. `by_call_id` names a side of another call that
    passed this one on (which side is not documented). `extra` holds the fields that we do not know.
    """

    originator: Originator
    target: Target | None
    time_start: datetime | None = None
    time_answer: datetime | None = None
    by_call_id: str | None = None
    on_net: bool | None = None
    extra: Mapping[str, object] = field(default_factory=dict, compare=False, hash=False)

    @property
    def call_id(self) -> str:
        """The key of the call: `from.call_id`."""
        return self.originator.call_id


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The calls under way, as the API listed them at one moment.

    `users` are the extensions that the list covers; None means the whole domain. A call that is missing here may
    have ended: see `Ledger.see`.
    """

    rows: tuple[CallEvent, ...]
    taken: datetime
    users: frozenset[str] | None = None


class NoticeState(enum.StrEnum):
    """What a notice about the subscription itself says."""

    PREPARING = "preparing"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Notice:
    """A message about the subscription: it is being prepared, or it is ready. `text` is for people."""

    state: NoticeState
    text: str = ""


@dataclass(frozen=True, slots=True)
class RecordSide:
    """One side of a call record. `call_id` may be absent in old records."""

    call_id: str | None
    user: str | None = None
    domain: str | None = None
    number: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call detail record (CDR): a leg after its end.

    `duration` is in seconds. `kind` is the API's `call_type` in lower case ("incoming", "outgoing", "on net"), None
    in the records that are posted. `by_user` is the extension that transferred the call.
    """

    originator: RecordSide
    target: RecordSide
    start: datetime | None
    answer: datetime | None
    end: datetime | None
    duration: float | None = None
    kind: str | None = None
    by_user: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict, compare=False, hash=False)


@dataclass(frozen=True, slots=True)
class RecordingReady:
    """A recording can be fetched. Its message's shape is not documented, so it is kept as it came."""

    body: Mapping[str, object] = field(compare=False, hash=False)


@dataclass(frozen=True, slots=True)
class UnknownEvent:
    """A message that is well formed and that we do not know. Kept, logged, and without effect."""

    body: object = field(compare=False, hash=False)


Event = CallEvent | Notice | CallRecord | RecordingReady | UnknownEvent
"""All that one posted message can say; a message may hold several."""
