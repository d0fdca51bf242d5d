"""What the checks judge, as far as it takes a signed-in client and an open way in to know it.

While the program runs it alone has these, and tells them over its local socket as JSON; otherwise the doctor signs in
and opens the way in by itself for a moment. Nothing in here is secret.
"""

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from screenpop.integrate.lifecycle import State
from screenpop.integrate.settings import AccountSettings


class Question(enum.StrEnum):
    """What the phone system is asked, once each."""

    WHO = "who is signed in"
    USERS = "the list of users"
    QUEUES = "the list of call queues"
    OWN_CALLS = "the own calls under way"
    ALL_CALLS = "the calls under way of the whole domain"
    OWN_RECORDS = "the own call records"
    SUBSCRIPTION = "the subscription"


class Outcome(enum.StrEnum):
    """What came of a question. BUSY: it was not answered in time, or its turn under the rate limits did not come."""

    DONE = "done"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not found"
    SIGN_IN = "sign in"
    REFUSED = "refused"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one question; `text` says for people why it is not DONE."""

    question: Question
    outcome: Outcome
    text: str = ""


@dataclass(frozen=True, slots=True)
class ApiFacts:
    """The answers to what was asked, and who we are by them: extension, domain, name and scope, as far as was told."""

    answers: tuple[Answer, ...]
    user: str | None = None
    domain: str | None = None
    name: str | None = None
    scope: str | None = None
    sign_in_ends: str | None = None
    """What a person should know about the end of their sign-in, a sentence."""

    def answer_to(self, question: Question) -> Answer | None:
        """What came of it, None if it was not asked."""
        return next((answer for answer in self.answers if answer.question is question), None)

    @property
    def has_token(self) -> bool:
        """Whether the phone system let us in, even if it did not say who we are."""
        answer = self.answer_to(Question.WHO)
        return answer is not None and answer.outcome in _LET_IN


_LET_IN = frozenset({Outcome.DONE, Outcome.FORBIDDEN, Outcome.NOT_FOUND})


@dataclass(frozen=True, slots=True)
class WayFacts:
    """How the way in is ("starting", "up", "down"), and what came of a test message through the public address.

    `keeps_events`: messages wait somewhere while this computer is away. `place` is where the address leads, without the
    path, which is secret. `milliseconds` is how long the test message took; `trouble` why it did not come back, and
    `others_may_reach` that this says little of others: nothing answered at all.
    """

    kind: str
    state: str
    detail: str | None = None
    keeps_events: bool = False
    place: str | None = None
    milliseconds: float | None = None
    trouble: str | None = None
    others_may_reach: bool = False


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """What the running program alone knows.

    `reason` is what its tray's menu says is wrong. `shows_tray_icon` is None where it has no desktop. `environment`
    names the secrets that its environment gives. `account` are the settings with which it was started, and
    `whole_domain` says that it wants to hear of everybody's calls. `last_message` came since its start.
    """

    version: str
    pid: int
    reason: str | None
    shows_tray_icon: bool | None
    environment: tuple[str, ...]
    account: AccountSettings
    whole_domain: bool
    subscription: State
    expires: datetime | None
    detail: str | None
    last_message: datetime | None
    disk_trouble: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """All of it. `program` is None where the doctor found out by itself."""

    api: ApiFacts
    way: WayFacts
    program: ProgramFacts | None = None


def to_json(facts: Facts) -> Any:
    """As JSON values."""
    return msgspec.to_builtins(facts)


def from_json(told: Any) -> Facts:
    """As `to_json` wrote them. Raises msgspec.ValidationError."""
    return msgspec.convert(told, Facts)
