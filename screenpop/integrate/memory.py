"""What must survive the end of the program: named records, kept by whoever keeps the profile."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

log = logging.getLogger(__name__)


class Memory(Protocol):
    """Keeps small records of JSON values by name."""

    def load(self, name: str) -> dict[str, object]:
        """The record, empty if there is none."""

    def save(self, name: str, value: Mapping[str, object]) -> None:
        """Put the record on disk; it is safe there when this returns. Raises OSError if the disk refuses."""


class Forgetful:
    """A memory that lasts as long as the program: for demonstrations and checks."""

    def __init__(self) -> None:
        """A memory without records."""
        self._records: dict[str, dict[str, object]] = {}

    def load(self, name: str) -> dict[str, object]:
        """The record, empty if there is none."""
        return dict(self._records.get(name, {}))

    def save(self, name: str, value: Mapping[str, object]) -> None:
        """Keep the record."""
        self._records[name] = dict(value)


Elsewhere = Callable[[Callable[[], None]], Awaitable[None]]
"""Runs blocking work away from the loop."""


async def in_thread(work: Callable[[], None]) -> None:
    """Run blocking work in a thread."""
    await asyncio.to_thread(work)


class Notebook:
    """One record of a memory, written away from the loop: one write at a time, in the order they were asked for.

    A write that has begun is finished even if whoever asked for it is cancelled: it may hold an id that nobody
    could ever find again.
    """

    def __init__(self, memory: Memory, name: str, *, elsewhere: Elsewhere = in_thread) -> None:
        """A notebook on the record `name`."""
        self._memory = memory
        self._name = name
        self._elsewhere = elsewhere
        self._last: asyncio.Task[None] | None = None

    def read(self) -> dict[str, object]:
        """The record as it is on disk."""
        return self._memory.load(self._name)

    def begin(self, value: Mapping[str, object]) -> "asyncio.Task[None]":
        """Have the record written; done when it is safe. A disk that refuses is logged, and the program goes on."""
        self._last = asyncio.create_task(self._write_after(self._last, dict(value)), name=f"write {self._name}")
        return self._last

    async def write(self, value: Mapping[str, object]) -> None:
        """Write the record, and wait until it is safe."""
        await asyncio.shield(self.begin(value))

    async def flush(self) -> None:
        """Wait until everything that was asked for is written."""
        if self._last is not None:
            await asyncio.shield(self._last)

    async def _write_after(self, previous: asyncio.Task[None] | None, value: Mapping[str, object]) -> None:
        if previous is not None:
            await asyncio.wait([previous])
        try:
            await self._elsewhere(lambda: self._memory.save(self._name, value))
        except OSError as error:
            log.error("The %s record could not be written to disk: %s", self._name, error)
