"""What every way in promises, and what it hands on."""

import enum
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message as it was posted.

    `arrived` is when a relay received it, None if it came directly, just now; `delivery_id` is the relay's name for
    this delivery, the same if it delivers again.
    """

    body: bytes
    arrived: datetime | None = None
    delivery_id: str | None = None


Take = Callable[[Delivered], Awaitable[bool]]
"""Takes a message in: True once it is safe on disk, False if the disk refused it."""


class HealthState(enum.StrEnum):
    """Whether messages can come in."""

    STARTING = "starting"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Health:
    """How a way in is, with a sentence for people where there is something to say."""

    state: HealthState
    detail: str | None = None


class DeliveryError(Exception):
    """Messages cannot come in this way; the text says why and what to do."""


class WayIn(Protocol):
    """A way in. It is started once, and stopped once.

    `kind` is its name in the settings. `keeps_events` says that events wait somewhere while this computer is away,
    so that the subscription outlives the program.
    """

    missed: Callable[[datetime], None]
    """Called with the time since when messages may have been lost on the way. To be set before `start`."""

    @property
    def kind(self) -> str:
        """Its name in the settings."""

    @property
    def keeps_events(self) -> bool:
        """Whether events wait while this computer is away."""

    @property
    def health(self) -> Health:
        """How it is now."""

    async def start(self, take: Take, changed: Callable[[], None]) -> None:
        """Begin to hand messages to `take`; `changed` is called when `health` did. Raises DeliveryError."""

    def addresses(self) -> AsyncIterator[str | None]:
        """The public hook address now, and again at each change; None while there is none. Ends with `stop`."""

    def wake(self) -> None:
        """The computer woke up, or the network is back: what waits to be tried again is tried now."""

    async def probe(self) -> timedelta:
        """Measure a round trip of a test message through the whole way. Raises DeliveryError with what is wrong."""

    async def stop(self) -> None:
        """Take nothing more; what was taken is answered first."""
