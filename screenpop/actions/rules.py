"""When an action follows: the rules that people write."""

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from screenpop.calls.call import Direction

from .copy_text import CopyText
from .events import ON_SCREEN_FOR, REPORTED_FOR, Event
from .open_file import OpenFile
from .open_url import OpenUrl
from .run_program import RunProgram
from .webhook import Webhook

Action = OpenUrl | RunProgram | Webhook | CopyText | OpenFile

_INCOMING: Final = frozenset({Direction.INBOUND, Direction.INTERNAL})


@dataclass(frozen=True, slots=True)
class When:
    """What must hold of a call; what is empty holds for all.

    `queues` are names or extensions, `numbers` patterns with * and ? for the caller's number (+1613*, 1??), `known`
    whether the contacts know the caller. `days` are 0 (Monday) to 6, `begins` and `ends` times of the day where the
    agent is; a span that ends before it begins goes through midnight.
    """

    queues: tuple[str, ...] = ()
    directions: frozenset[Direction] = frozenset()
    known: bool | None = None
    numbers: tuple[str, ...] = ()
    days: frozenset[int] = frozenset()
    begins: time | None = None
    ends: time | None = None

    def holds(self, fields: Mapping[str, str], *, queue_number: str, is_known: bool, now: datetime) -> bool:
        """Whether a call with these fields fits. `now` carries the agent's zone."""
        queues = {fields.get("queue", "").casefold(), queue_number.casefold()} - {""}
        return (
            (not self.queues or bool(queues & {queue.casefold() for queue in self.queues}))
            and (not self.directions or fields.get("direction") in self.directions)
            and (self.known is None or self.known is is_known)
            and (not self.numbers or any(_matches(fields, pattern) for pattern in self.numbers))
            and (not self.days or now.weekday() in self.days)
            and self._in_time(now.time())
        )

    def _in_time(self, now: time) -> bool:
        begins, ends = self.begins or time.min, self.ends or time.max
        return begins <= now <= ends if begins <= ends else now >= begins or now <= ends


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `key` tells it from others: it stays as long as nothing of the rule is changed."""

    name: str
    key: str
    events: frozenset[Event]
    when: When
    action: Action

    @property
    def lasts(self) -> timedelta:
        """How long after what happened its action still makes sense."""
        return REPORTED_FOR if isinstance(self.action, Webhook) else ON_SCREEN_FOR

    def follows(self, event: Event, direction: str) -> bool:
        """Whether it follows from `event`. That one's own call rings is meant only where the rule names outbound."""
        if event not in self.events:
            return False
        return event is not Event.RINGING or direction in (self.when.directions or _INCOMING)


def _matches(fields: Mapping[str, str], pattern: str) -> bool:
    forms = (fields.get(name, "") for name in ("number.e164", "number.digits", "number.national", "number"))
    return any(form and fnmatch.fnmatchcase(form, _only_stars(pattern)) for form in forms)


def _only_stars(pattern: str) -> str:
    """Square brackets stand for themselves."""
    return pattern.replace("[", "[[]")
