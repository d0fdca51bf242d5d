"""What this desktop has at the phone system, as it is noted down: one frozen value, and what changes it.

The phone system cannot list subscriptions, so an id that is lost can never be found again, and goes on posting until
it runs out. Hence a wish is noted before it is sent, and its answer before anything else is done. A wish without an
answer is repeated word for word, which yields the id that the lost answer had (Subscriptions page: the same request
again renews).
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import msgspec

log = logging.getLogger(__name__)

EVENTS: Final = ("calls", "cdrs", "recordings")
"""What can be subscribed to (API description 1.9), the most needed first: whoever may not have all goes without the
last."""
CALLS_ALONE: Final = ("calls",)


@dataclass(frozen=True, slots=True)
class Wish:
    """A subscription as it is asked for, word for word. `user` None is the whole domain."""

    post_uri: str
    expires_in: timedelta
    user: str | None = None
    events: tuple[str, ...] = CALLS_ALONE


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish that was perhaps sent, and whose answer is not known.

    `at` is by the phone system's clock, None where that was not known: then nobody can say when it lapses.
    """

    wish: Wish
    at: datetime | None

    def has_lapsed(self, now: datetime) -> bool:
        """Whether what came of it has run out by now."""
        return self.at is not None and self.at + self.wish.expires_in <= now


@dataclass(frozen=True, slots=True)
class Held:
    """A subscription of ours. Times are by the phone system's clock; `proven`: something was delivered by it."""

    id: str
    post_uri: str
    user: str | None
    expires: datetime
    renew_at: datetime
    proven: bool = False
    events: tuple[str, ...] = CALLS_ALONE

    @property
    def as_former(self) -> "Former":
        """The same, when it is to be deleted."""
        return Former(self.id, self.expires, self.post_uri)

    def serves(self, wish: Wish) -> bool:
        """Whether it is what the wish asks for."""
        return (self.post_uri, self.user, self.events) == (wish.post_uri, wish.user, wish.events)


@dataclass(frozen=True, slots=True)
class Former:
    """A subscription that is still to be deleted, unless it runs out before."""

    id: str
    expires: datetime
    post_uri: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that we have or may have: the subscription, what was asked for, and what is to be cleared away.

    `events` are those that the account may subscribe to, as far as is known.
    """

    held: Held | None = None
    asked: Asked | None = None
    unanswered: tuple[Asked, ...] = ()
    former: tuple[Former, ...] = ()
    events: tuple[str, ...] = EVENTS

    @property
    def is_tidy(self) -> bool:
        """Whether there is nothing to clear away."""
        return not self.unanswered and not self.former

    @property
    def _open_wishes(self) -> tuple[Asked, ...]:
        """The wishes whose answers are not known, the latest last."""
        return (*self.unanswered, self.asked) if self.asked is not None else self.unanswered

    def asking(self, wish: Wish, at: datetime | None) -> "Holdings":
        """Before a wish is sent. Earlier ones without an answer are left for later, unless this one repeats them."""
        kept = tuple(asked for asked in self._open_wishes if asked.wish != wish)
        return replace(self, asked=Asked(wish, at), unanswered=kept)

    def rivals(self, wish: Wish) -> tuple[Asked, ...]:
        """Earlier wishes without an answer that name the same address, and differ in something else.

        Whether they made a subscription of their own is not documented. They must be settled before `wish` is sent:
        repeated later, they could change what it made.
        """
        return tuple(asked for asked in self.unanswered if asked.wish.post_uri == wish.post_uri)

    def answered(self, held: Held) -> "Holdings":
        """The wish was granted: what was held under another id is to be deleted."""
        before = self.held
        former = self.former
        if before is not None and before.id != held.id:
            former = (*former, before.as_former)
        if before is not None and before.id == held.id:
            held = replace(held, proven=before.proven)
        former = tuple(other for other in former if other.id != held.id)
        return replace(self, held=held, asked=None, former=former, events=held.events)

    def refused(self, wish: Wish) -> "Holdings":
        """The wish that was sent for the first time was refused, so that nothing came of it."""
        return replace(self, asked=None) if self.asked is not None and self.asked.wish == wish else self

    def read(self, expires: datetime | None, now: datetime) -> "Holdings":
        """The subscription was read back and is in force, until `expires` if that was said."""
        if self.held is None or expires is None:
            return self
        renew_at = min(self.held.renew_at, now + (expires - now) / 2)
        return replace(self, held=replace(self.held, expires=expires, renew_at=renew_at))

    def proved(self) -> "Holdings":
        """Something was delivered by the subscription."""
        return replace(self, held=replace(self.held, proven=True)) if self.held else self

    def missing(self) -> "Holdings":
        """The phone system does not know the subscription any more, or it is not ours to read."""
        return replace(self, held=None)

    def retired(self) -> "Holdings":
        """The subscription is to be deleted."""
        if self.held is None:
            return self
        return replace(self, held=None, former=(*self.former, self.held.as_former))

    def leaving(self) -> "Holdings":
        """Everything is to be cleared away, what may have been granted without our knowing included."""
        return replace(self.retired(), asked=None, unanswered=self._open_wishes)

    def found(self, asked: Asked, granted: Held) -> "Holdings":
        """The answer to an old wish is known now: it is to be deleted, unless it is the one we hold."""
        rest = self.dropped(asked)
        known = {other.id for other in rest.former} | ({rest.held.id} if rest.held else set())
        return rest if granted.id in known else replace(rest, former=(*rest.former, granted.as_former))

    def dropped(self, asked: Asked) -> "Holdings":
        """The old wish was refused, so that nothing came of it."""
        return replace(self, unanswered=tuple(other for other in self.unanswered if other != asked))

    def deleted(self, subscription_id: str) -> "Holdings":
        """A former subscription is gone."""
        return replace(self, former=tuple(other for other in self.former if other.id != subscription_id))

    def without_lapsed(self, now: datetime) -> "Holdings":
        """What has run out by itself needs no clearing away."""
        unanswered = tuple(asked for asked in self.unanswered if not asked.has_lapsed(now))
        return replace(self, unanswered=unanswered, former=tuple(one for one in self.former if one.expires > now))

    def to_record(self) -> dict[str, object]:
        """As values that JSON knows."""
        record: dict[str, object] = msgspec.to_builtins(self)
        return record


def holdings_from(record: Mapping[str, object]) -> Holdings:
    """The holdings as `to_record` wrote them; a record that cannot be read is logged and counts as empty."""
    try:
        return msgspec.convert(dict(record), Holdings)
    except msgspec.ValidationError as error:
        log.error("The record of the subscription cannot be read, and is begun anew: %s", error)
        return Holdings()
