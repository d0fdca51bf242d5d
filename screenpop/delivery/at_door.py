"""What all ways in have in common that end at a listener of our own. How its public address comes about, each says."""

import asyncio
import contextlib
import logging
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from screenpop.delivery.base import DeliveryError, Health, HealthState, Take
from screenpop.delivery.current import CurrentAddress
from screenpop.integrate.clock import utc_now
from screenpop.integrate.memory import Memory

if TYPE_CHECKING:
    from screenpop.delivery.door import Door, HookAddress
    from screenpop.delivery.round_trip import RoundTrip

log = logging.getLogger(__name__)

_RECORD: Final = "public_address"


class AtDoor(ABC):
    """A way in to a listener of our own.

    `missed` is called with the time since when messages may have been lost, once they can come in again. What arrived
    with the last test message is in `last_round_trip`.
    """

    keeps_events: Final = False
    is_direct = False
    """Whether test messages leave the system's proxy aside, since the address is in this network."""

    def __init__(self, state: Memory, *, wall: Callable[[], datetime] = utc_now) -> None:
        """Nothing listens before `start`."""
        self._state = state
        self._wall = wall
        self._door: Door | None = None
        self._address = CurrentAddress()
        self._hook: str | None = None
        self._woken = asyncio.Event()
        self._work: asyncio.Task[None] | None = None
        self._take: Take | None = None
        self._changed: Callable[[], None] = lambda: None
        self._bad_since: datetime | None = None
        self.missed: Callable[[datetime], None] = lambda _since: None
        self.last_round_trip: RoundTrip | None = None
        self.health = Health(HealthState.STARTING)

    async def start(self, take: Take, changed: Callable[[], None]) -> None:
        """Begin to hand messages to `take`. Raises DeliveryError."""
        self._take, self._changed = take, changed
        try:
            await self._begin()
        except DeliveryError as error:
            self._tell(HealthState.DOWN, str(error))
            raise

    def addresses(self) -> AsyncIterator[str | None]:
        """The public hook address now, and again at each change; None while there is none. Ends with `stop`."""
        return self._address.follow()

    def wake(self) -> None:
        """The computer woke up, or the network is back: what waits to be tried again is tried now."""
        self._woken.set()

    async def probe(self) -> timedelta:
        """Measure a round trip through the public address. Raises DeliveryError with what is wrong."""
        from screenpop.delivery.round_trip import round_trip

        if self._hook is None or self._door is None:
            raise DeliveryError(self.health.detail or "There is no address yet at which calls could come in.")
        self.last_round_trip = None
        self.last_round_trip = await round_trip(self._hook, self._door.probes, direct=self.is_direct)
        return self.last_round_trip.took

    async def stop(self) -> None:
        """Take nothing more; what was taken is answered first."""
        self._address.end()
        self._hook = None
        if self._work is not None:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)
            self._work = None
        await self._close_door()
        self._tell(HealthState.DOWN)

    @abstractmethod
    async def _begin(self) -> None:
        """Open the door, and see to a public address. Raises DeliveryError."""

    async def _open_door(self, *, host: str = "127.0.0.1", port: int = 0) -> "HookAddress":
        """Listen at `host`. Raises DeliveryError."""
        from screenpop.delivery.door import Door  # takes long to load, and the tray comes first

        assert self._take is not None, "nothing is opened before start"
        door = Door(self._state, host=host, port=port)
        local = await door.open(self._take)
        self._door = door
        return local

    async def _close_door(self) -> None:
        if self._door is not None:
            await self._door.close()
            self._door = None

    async def _publish(self, place: str) -> None:
        """Tell the hook address at `place`, such as https://example.org: scheme, host, port, and a path before ours.

        A place that is another than the last one gets a new token: whoever has the former place may be sent the old.
        """
        assert self._door is not None
        assert self._door.address is not None
        hook = self._door.address
        kept = (await asyncio.to_thread(self._state.load, _RECORD)).get("place")
        if kept != place:
            if kept is not None:
                hook = await self._door.renew_token()
            await self._keep_place(place)
        self._hook = place + hook.path
        self._address.change(self._hook)

    async def _keep_place(self, place: str) -> None:
        try:
            await asyncio.to_thread(self._state.save, _RECORD, {"place": place})
        except OSError as error:
            log.error("Where calls come in could not be written down: %s", error)

    def _unpublish(self) -> None:
        """There is no address any more, for now."""
        self._hook = None
        self._address.change(None)

    def _keep_at(self, work: Coroutine[None, None, None]) -> None:
        """Run this until `stop`."""
        self._work = asyncio.create_task(work, name=f"way in {self.kind}")
        self._work.add_done_callback(self._ended)

    def _ended(self, work: asyncio.Task[None]) -> None:
        if not work.cancelled() and (fault := work.exception()) is not None:
            log.error("The way in %s ended by a fault of this program.", self.kind, exc_info=fault)
            self._tell(HealthState.DOWN, "The way in ended by a fault of this program. Start it again.")

    async def _pause(self, length: timedelta) -> bool:
        """Wait, but not once somebody calls `wake`. Whether somebody did."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(length.total_seconds()):
                await self._woken.wait()
        was_woken = self._woken.is_set()
        self._woken.clear()
        return was_woken

    def _is_bad(self, since: datetime | None = None) -> None:
        """Messages may be lost, as far as is known since then, or now."""
        self._bad_since = self._bad_since or since or self._wall()

    def _is_good(self) -> None:
        """Messages come in again."""
        if self._bad_since is not None:
            since, self._bad_since = self._bad_since, None
            self.missed(since)

    def _tell(self, state: HealthState, detail: str | None = None) -> None:
        health = Health(state, detail)
        if health != self.health:
            self.health = health
            log.info("Way in %s: %s. %s", self.kind, state, detail or "")
            self._changed()

    @property
    @abstractmethod
    def kind(self) -> str:
        """Its name in the settings."""
