"""A desktop that takes what comes through the relay, and keeps its secret."""

import asyncio
from collections import Counter
from datetime import UTC, datetime

from screenpop.delivery.base import Delivered, HealthState
from screenpop.delivery.relay import Relay
from screenpop.delivery.settings import RelaySettings
from screenpop.profile.state import StateFolder
from tests.relay.private_relay import until


class Keyring:
    """Keeps secrets as long as the test."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def set(self, name: str, value: str) -> None:
        self.kept[name] = value


class Desk:
    """What a program with a profile does with the way in, over several runs."""

    def __init__(self, url: str, folder) -> None:
        self.url = url
        self.memory = StateFolder(folder)
        self.keyring = Keyring()
        self.taken: list[Delivered] = []
        self.missed: list[datetime] = []
        self.told: list[tuple[str, str | None]] = []
        self.disk_works = True
        self.ahead = 0.0
        self.way = self._way()

    def _way(self) -> Relay:
        return Relay(RelaySettings(self.url), self.memory, self.keyring, wall=self.wall, chance=lambda: 0.0)

    def wall(self) -> datetime:
        return datetime.fromtimestamp(datetime.now(UTC).timestamp() + self.ahead, UTC)

    @property
    def bodies(self) -> list[bytes]:
        return [delivered.body for delivered in self.taken]

    @property
    def once(self) -> list[bytes]:
        """The bodies, without what came again under the same delivery id."""
        return [delivered.body for delivered in {d.delivery_id: d for d in reversed(self.taken)}.values()][::-1]

    def doubled(self) -> int:
        return sum(count - 1 for count in Counter(d.delivery_id for d in self.taken).values())

    async def take(self, delivered: Delivered) -> bool:
        if self.disk_works:
            self.taken.append(delivered)
        return self.disk_works

    async def start(self) -> None:
        self.way = self._way()
        self.way.missed = self.missed.append
        await self.way.start(self.take, lambda: self.told.append((self.way.health.state, self.way.health.detail)))

    async def is_up(self) -> None:
        """Wait until a round trip was measured."""
        await until(lambda: self.way.health.state is HealthState.UP and "ms" in (self.way.health.detail or ""))

    async def is_down(self) -> str:
        await until(lambda: self.way.health.state is HealthState.DOWN)
        return self.way.health.detail or ""

    async def address(self) -> str:
        async with asyncio.timeout(20):
            async for address in self.way.addresses():
                if address is not None:
                    return address
        raise AssertionError("there is no address")

    async def has(self, *bodies: bytes) -> None:
        """Wait until these have come, in this order, each once but for doubles under the same delivery id."""
        await until(lambda: len(self.once) >= len(bodies))
        assert self.once == list(bodies)
