"""What all ways in have in common that end at a listener of our own. How its public address comes about, each says."""

import asyncio
import contextlib
import enum
import logging
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from screenpop.delivery.base import Delivered, DeliveryError, Health, HealthState, Take
from screenpop.delivery.current import CurrentAddress
from screenpop.integrate.clock import utc_now
from screenpop.integrate.memory import Memory
from screenpop.language import translate

if TYPE_CHECKING:
    from screenpop.delivery.door import Door, HookAddress
    from screenpop.delivery.round_trip import RoundTrip

log = logging.getLogger(__name__)

_RECORD: Final = "public_address"
_PATIENCE: Final = 15.0
"""Seconds that a way in may take to let go of its connections."""


class Outcome(enum.Enum):
    """What came of a test message: it came BACK, somebody took it and was SILENT, or it went wrong otherwise."""

    BACK = enum.auto()
    SILENT = enum.auto()
    BAD = enum.auto()


class AtDoor(ABC):
    """A way in to a listener of our own.

    `missed` is called with the time since when messages may have been lost, once they can come in again. What arrived
    with the last test message is in `last_round_trip`.
    """

    keeps_events: Final = False
    between_tests = timedelta(minutes=10)
    between_failed_tests = timedelta(minutes=1)
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
        self._down_since: datetime | None = None
        self._is_doubtful = False
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
            raise DeliveryError(
                self.health.detail or translate("Delivery", "There is no address yet at which calls could come in.")
            )
        self.last_round_trip = None
        self.last_round_trip = await round_trip(self._hook, self._door.probes, direct=self.is_direct)
        return self.last_round_trip.took

    async def stop(self) -> None:
        """Take nothing more; what was taken is answered first."""
        self._address.end()
        self._hook = self._down_since = None
        self._is_doubtful = False
        self._tell(HealthState.DOWN)
        await self._stop_work()
        await self._close_door()

    async def _stop_work(self) -> None:
        """A library may swallow a cancellation that comes at the wrong moment: hence once more, if need be."""
        while self._work is not None and not self._work.done():
            self._work.cancel()
            await asyncio.wait([self._work], timeout=_PATIENCE)
        self._work = None

    @abstractmethod
    async def _begin(self) -> None:
        """Open the door, and see to a public address. Raises DeliveryError."""

    async def _open_door(self, *, host: str = "127.0.0.1", port: int = 0) -> "HookAddress":
        """Listen at `host`. Raises DeliveryError."""
        from screenpop.delivery.door import Door  # takes long to load, and the tray comes first

        self._door = Door(self._state, host=host, port=port)
        return await self._door.open(self._received)

    async def _received(self, delivered: Delivered) -> bool:
        """Hand a message on. It is the best proof that messages come in, whatever our own tests say."""
        assert self._take is not None, "nothing comes in before start"
        if self._is_doubtful:
            self._is_doubtful = False
            self._tell(HealthState.UP)
        return await self._take(delivered)

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
        self._show(place + hook.path)

    def _show(self, hook: str) -> None:
        self._hook = hook
        self._address.change(hook)

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
            self._tell(
                HealthState.DOWN,
                translate("Delivery", "The way in ended by a fault of this program. Start it again."),
            )

    async def _pause(self, length: timedelta) -> bool:
        """Wait, but not once somebody calls `wake`. Whether somebody did."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(length.total_seconds()):
                await self._woken.wait()
        was_woken = self._woken.is_set()
        self._woken.clear()
        return was_woken

    async def _keep_testing(self, hint: str) -> None:
        """Send a test message now and then; `hint` is what to look at if it does not come back."""
        while True:
            await self._pause_after(await self._test(hint))

    async def _pause_after(self, outcome: Outcome) -> None:
        await self._pause(self.between_tests if outcome is Outcome.BACK else self.between_failed_tests)

    async def _test(self, hint: str) -> Outcome:
        """Send a test message. Where nothing answers, that may be so from here alone: then it is told, no more."""
        from screenpop.delivery.round_trip import NotReached, Silence

        self._woken.clear()
        try:
            took = await self.probe()
        except NotReached as trouble:
            self._is_doubtful = True
            if trouble.silence is Silence.REFUSED:
                self._tell(HealthState.DOWN, f"{trouble} {hint}")
                return Outcome.BAD
            self._tell(
                HealthState.UP,
                translate(
                    "Delivery",
                    "{trouble} Others may reach it all the same. If they do not: {hint}",
                ).format(trouble=trouble, hint=hint),
            )
            return Outcome.SILENT if trouble.silence is Silence.CONNECTED else Outcome.BAD
        except DeliveryError as trouble:
            self._is_doubtful = True
            self._tell(HealthState.DOWN, f"{trouble} {hint}")
            return Outcome.BAD
        self._is_doubtful = False
        self._tell(HealthState.UP, f"{took / timedelta(milliseconds=1):.0f} ms")
        return Outcome.BACK

    def _tell(self, state: HealthState, detail: str | None = None, *, since: datetime | None = None) -> None:
        """How the way is now; if it is down, maybe since a while ago. What was missed is told once it is up."""
        if state is HealthState.DOWN:
            self._down_since = self._down_since or since or self._wall()
        health = Health(state, detail)
        if health != self.health:
            self.health = health
            log.info("Way in %s: %s. %s", self.kind, state, detail or "")
            self._changed()
        if state is HealthState.UP and self._down_since is not None:
            missed_since, self._down_since = self._down_since, None
            self.missed(missed_since)

    @property
    @abstractmethod
    def kind(self) -> str:
        """Its name in the settings."""
