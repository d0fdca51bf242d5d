"""The way in through the office's relay: the phone system posts to the relay's public address, and this desktop holds
one outgoing stream open, on which the messages come. They wait at the relay while the desktop is away.

A message is acknowledged (the position in the stream moves past it) once it is safe on disk, so a crash fetches it
again; whoever takes it knows by its delivery id that it came before.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from screenpop.delivery.base import Delivered, DeliveryError, Health, HealthState, Take
from screenpop.delivery.current import CurrentAddress
from screenpop.delivery.relay_backoff import Backoff
from screenpop.delivery.relay_position import RelayPosition
from screenpop.delivery.relay_probe import RoundTrips
from screenpop.delivery.relay_receipts import Receipts
from screenpop.delivery.relay_secret import Channel, SecretStore, kept_channel, new_channel
from screenpop.delivery.relay_stream import RelayAway, RelayConnection, RelayMessage, RelayTrouble
from screenpop.delivery.settings import RelaySettings
from screenpop.integrate.clock import utc_now
from screenpop.integrate.memory import Memory
from screenpop.language import translate

log = logging.getLogger(__name__)

BETWEEN_TESTS: Final = timedelta(minutes=10)
BETWEEN_FAILED_TESTS: Final = timedelta(seconds=10)
STEADY_AFTER: Final = 10.0
"""Seconds that a stream must last before the next failure counts as the first."""


class Relay:
    """Reads this profile's channel of the relay.

    `missed` is called with the time since when messages may be lost: the relay was away, refused them, or this desktop
    was away for longer than they are kept. Whatever they told is then to be read from the phone system.
    """

    kind: Final = "relay"
    keeps_events: Final = True

    def __init__(
        self,
        settings: RelaySettings,
        memory: Memory,
        secrets: SecretStore,
        *,
        wall: Callable[[], datetime] = utc_now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Nothing is connected before `start`."""
        self._settings = settings
        self._memory = memory
        self._secrets = secrets
        self._wall = wall
        self._backoff = Backoff(chance)
        self._address = CurrentAddress()
        self._woken = asyncio.Event()
        self._work: asyncio.Task[None] | None = None
        self._trips: RoundTrips | None = None
        self._was_cut = False
        self._is_stopping = False
        self._take: Take | None = None
        self._changed: Callable[[], None] = lambda: None
        self.missed: Callable[[datetime], None] = lambda _since: None
        self.health = Health(HealthState.STARTING)

    async def start(self, take: Take, changed: Callable[[], None]) -> None:
        """Connect, and stay connected until `stop`. A relay that is away is no error. Raises DeliveryError."""
        self._take, self._changed = take, changed
        try:
            if not self._settings.url:
                raise DeliveryError(
                    translate(
                        "Delivery",
                        "There is no relay in the settings. Set it with `screenpop config set delivery.relay.url "
                        "https://…`, or choose another way in.",
                    )
                )
            channel = await asyncio.to_thread(kept_channel, self._secrets)
        except DeliveryError as error:
            self._tell(HealthState.DOWN, str(error))
            raise
        await self._read(channel)

    def addresses(self) -> AsyncIterator[str | None]:
        """The hook address, which lasts as long as the secret does."""
        return self._address.follow()

    async def stop(self) -> None:
        """Let go of the relay, which goes on keeping what is posted."""
        self._address.end()
        await self._stop_reading()
        self._tell(HealthState.DOWN)

    def wake(self) -> None:
        """The computer woke up, or the network is back: try now, or see whether the stream is still alive."""
        self._backoff.reset()
        self._woken.set()

    async def probe(self) -> timedelta:
        """Measure a round trip through the relay. Raises DeliveryError with what is wrong."""
        if self._trips is None:
            raise DeliveryError(self.health.detail or translate("Delivery", "The relay is not connected."))
        try:
            return await self._trips.measure()
        except RelayTrouble as trouble:
            raise DeliveryError(str(trouble)) from trouble
        except TimeoutError as error:
            raise DeliveryError(_not_back()) from error

    async def renew_secret(self) -> None:
        """Make a new secret, and with it a new address: whoever stole the old one reads nothing more.

        What is posted to the old address from now on is not read any more; `missed` says so. Raises DeliveryError.
        """
        channel = await asyncio.to_thread(new_channel, self._secrets)
        await self._stop_reading()
        await self._read(channel)
        self.missed(self._wall())

    async def _read(self, channel: Channel) -> None:
        """Begin to read this channel."""
        connection = await asyncio.to_thread(RelayConnection, self._settings.address, channel, wall=self._wall)
        position = await asyncio.to_thread(RelayPosition, self._memory, connection.post_uri)
        self._is_stopping = False
        self._tell(HealthState.STARTING, translate("Delivery", "Connecting to the relay."))
        self._work = asyncio.create_task(self._stay_connected(connection, position), name="relay")
        self._work.add_done_callback(self._ended)
        self._address.change(connection.post_uri)

    async def _stop_reading(self) -> None:
        """A task group forgets that it was cancelled if one of its tasks fails at that moment: hence the flag."""
        if self._work is not None:
            self._is_stopping = True
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)
            self._work = None

    def _ended(self, work: asyncio.Task[None]) -> None:
        if not work.cancelled() and (fault := work.exception()) is not None:
            log.error("Reading from the relay ended by a fault of this program.", exc_info=fault)
            self._tell(
                HealthState.DOWN,
                translate("Delivery", "Reading from the relay ended by a fault of this program. Start it again."),
            )

    async def _stay_connected(self, connection: RelayConnection, position: RelayPosition) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(position.run(), name="relay position")
                while True:
                    await self._connect_once(connection, position)
                    if self._is_stopping:
                        raise asyncio.CancelledError
                    await self._pause(self._backoff.next())
        finally:
            await connection.aclose()

    async def _connect_once(self, connection: RelayConnection, position: RelayPosition) -> None:
        """Read the stream until it ends. Says in words why it did."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with connection.open(position.last_event_id) as messages:
                await self._follow(messages, connection, position)
        except RelayTrouble as trouble:
            self._say_what_is_wrong(trouble)
        if loop.time() - began > STEADY_AFTER:
            self._backoff.reset()

    async def _follow(
        self, messages: AsyncIterator[RelayMessage], connection: RelayConnection, position: RelayPosition
    ) -> None:
        """Hand messages on and measure round trips, until the stream ends with RelayTrouble."""
        self._tell(HealthState.UP)
        trips = self._trips = RoundTrips(connection)
        receipts = Receipts(self._taking(trips, connection.channel), lambda message: position.advance(message.event_id))
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(_receive(messages, receipts), name="relay stream")
                tasks.create_task(receipts.run(), name="relay receipts")
                tasks.create_task(self._keep_testing(trips, position), name="relay tests")
        except BaseExceptionGroup as group:
            raise _trouble_of(group) from group
        finally:
            self._trips = None

    def _taking(self, trips: RoundTrips, channel: Channel) -> Callable[[RelayMessage], Awaitable[bool]]:
        take = self._take
        assert take is not None, "nothing is read before start"

        async def taken(message: RelayMessage) -> bool:
            if trips.hears(message):
                return True
            delivery_id = f"relay {channel.hook_id[:8]} {message.event_id}"
            return await take(Delivered(message.body, message.arrived, delivery_id))

        return taken

    async def _keep_testing(self, trips: RoundTrips, position: RelayPosition) -> None:
        """Send a test message now and then. One that cannot be sent or does not come back ends the stream."""
        while True:
            self._woken.clear()
            try:
                took = await trips.measure()
            except TimeoutError:
                raise RelayAway(_not_back()) from None
            except RelayAway:
                raise
            except RelayTrouble as trouble:
                self._say_what_is_wrong(trouble)
                await self._pause(BETWEEN_FAILED_TESTS)
            else:
                self._note_success(took, position)
                await self._pause(BETWEEN_TESTS)

    def _note_success(self, took: timedelta, position: RelayPosition) -> None:
        """The relay keeps what is posted and passes it on. What it did before is settled here."""
        now = self._wall()
        since = position.missed_since(now, was_cut=self._was_cut)
        position.heard(now)
        self._was_cut = False
        self._tell(HealthState.UP, f"{took / timedelta(milliseconds=1):.0f} ms")
        if since is not None:
            log.info("Messages may have been lost since %s.", since)
            self.missed(since)

    def _say_what_is_wrong(self, trouble: RelayTrouble) -> None:
        self._was_cut = True
        self._tell(HealthState.DOWN, str(trouble))

    async def _pause(self, length: timedelta) -> None:
        """Wait, but not once somebody calls `wake`."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(length.total_seconds()):
                await self._woken.wait()
        self._woken.clear()

    def _tell(self, state: HealthState, detail: str | None = None) -> None:
        health = Health(state, detail)
        if health != self.health:
            self.health = health
            log.info("Way in: %s. %s", state, detail or "")
            self._changed()


def _not_back() -> str:
    return translate(
        "Delivery",
        "A test message to the relay did not come back, so calls may not reach this computer. The program "
        "connects anew; if it lasts, tell the relay's administrator.",
    )


async def _receive(messages: AsyncIterator[RelayMessage], receipts: Receipts) -> None:
    async for message in messages:
        await receipts.receive(message)


def _trouble_of(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The one trouble that ended a stream; whatever else went wrong is a fault of the program, and stays a group."""
    troubles, others = group.split(RelayTrouble)
    return troubles.exceptions[0] if troubles is not None and others is None else group
