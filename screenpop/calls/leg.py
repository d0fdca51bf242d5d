"""What is known of one leg of a call, the `to` side, as one frozen value."""

from dataclasses import dataclass
from datetime import datetime

from .events import Agent
from .states import Standing


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """A text and the rank of the statement it came from: what a newer state of a leg says beats an older one."""

    rank: int
    value: str


@dataclass(frozen=True, slots=True)
class Leg:
    """One `to` side of a call: everything that was said about it.

    `rang_at`, `active_at` and `ended_at` are when we (or the relay) first heard so; `answer_at` and `record_end` are
    what the phone system itself said. `caller_active_at_end`: the leg ended while the caller was talking (to another).
    """

    call_id: str
    standing: Standing = Standing.UNSEEN
    user: Told | None = None
    domain: Told | None = None
    number: Told | None = None
    name: Told | None = None
    human: Told | None = None
    rang_at: datetime | None = None
    active_at: datetime | None = None
    answer_at: datetime | None = None
    ended_at: datetime | None = None
    record_end: datetime | None = None
    caller_active_at_end: bool = False

    @property
    def is_machine(self) -> bool:
        """Whether the phone system said that no human is at this leg."""
        return self.human is not None and self.human.value == "false"

    @property
    def extension(self) -> str | None:
        """The extension that rang, None for the outside world."""
        return self.user.value if self.user else None

    @property
    def was_answered(self) -> bool:
        """Whether somebody, or something, picked up."""
        return self.active_at is not None or self.answer_at is not None

    @property
    def answered(self) -> datetime | None:
        """When it was picked up: the phone system's word, else when we heard of it."""
        return self.answer_at or self.active_at

    @property
    def ended(self) -> datetime | None:
        """When it ended: the call record's word, else when we heard or concluded it."""
        return (self.record_end or self.ended_at) if self.standing.is_over else None

    def is_of(self, agent: Agent) -> bool:
        """Whether this leg rings the agent: their extension, their domain or none, and not a machine."""
        return not self.is_machine and agent.is_user(self.extension, self.domain.value if self.domain else None)
