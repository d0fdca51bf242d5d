"""Subscriptions: who asked for what to be posted where, and until when."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from .clock import Clock

EVENTS: Final = ("calls", "cdrs", "recordings")
"""What is posted (Subscriptions page; API description 1.9)."""
SILENT_EVENTS: Final = ("cdr_creation", "recording_analytics", "raw", "agent", "subscriber")
"""What the official client can ask for besides; what would be posted is not documented, so nothing is."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for; the same wish again renews. `users` is empty for the whole domain."""

    owner: str
    post_uri: str
    events: tuple[str, ...]
    users: tuple[str, ...]


@dataclass(eq=False, slots=True)
class Subscription:
    """A wish that was granted. `ready` says that events are delivered."""

    id: str
    wish: Wish
    expires: datetime
    ready: bool = field(default=False)

    def covers(self, event: str, *users: str | None) -> bool:
        """Whether such an event, which concerns these users, is to be posted."""
        wanted = self.wish.users
        return self.ready and event in self.wish.events and (not wanted or any(user in wanted for user in users))


class Subscriptions:
    """All subscriptions. One whose time is over is gone the next time that anybody looks."""

    def __init__(self, clock: Clock) -> None:
        """None yet."""
        self._clock = clock
        self._random = random.Random()
        self._kept: dict[str, Subscription] = {}

    def live(self) -> Iterator[Subscription]:
        """Those that live now, the oldest first."""
        now = self._clock.now()
        self._kept = {one.id: one for one in self._kept.values() if one.expires > now}
        return iter(tuple(self._kept.values()))

    def find(self, subscription_id: str) -> Subscription | None:
        """The live subscription with that id."""
        return next((one for one in self.live() if one.id == subscription_id), None)

    def grant(self, wish: Wish, lifetime: timedelta) -> tuple[Subscription, bool]:
        """The subscription of this wish, and whether it is new; a live one only gets a new expiry."""
        expires = self._clock.now() + lifetime
        kept = next((one for one in self.live() if one.wish == wish), None)
        if kept is not None:
            kept.expires = expires
            return kept, False
        new = Subscription(str(self._random.randrange(10**15, 10**16)), wish, expires)
        self._kept[new.id] = new
        return new, True

    def delete(self, subscription_id: str) -> None:
        """End it."""
        self._kept.pop(subscription_id, None)
