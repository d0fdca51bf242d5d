"""Hands messages on as they come, and acknowledges them in that order, each once it is safe on disk."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from screenpop.delivery.relay_stream import RelayMessage, RelayTrouble
from screenpop.language import translate

log = logging.getLogger(__name__)

_MOST_WAITING: Final = 200
"""Messages that may wait for the disk together. It writes them in groups, so one by one would take far longer."""


class Receipts:
    """The messages of one stream. `run` acknowledges them."""

    def __init__(
        self, take: Callable[[RelayMessage], Awaitable[bool]], acknowledge: Callable[[RelayMessage], None]
    ) -> None:
        """`take` tells whether the message is safe; `acknowledge` is called for those that are."""
        self._take = take
        self._acknowledge = acknowledge
        self._waiting: asyncio.Queue[tuple[RelayMessage, asyncio.Task[bool]]] = asyncio.Queue(_MOST_WAITING)

    async def receive(self, message: RelayMessage) -> None:
        """Hand a message on. Waits only if very many wait for the disk."""
        await self._waiting.put((message, asyncio.create_task(self._taken(message), name="take from the relay")))

    async def run(self) -> None:
        """Acknowledge until cancelled. Raises RelayTrouble if the disk refuses a message: the relay still has it."""
        try:
            while True:
                message, taking = await self._waiting.get()
                if not await taking:
                    raise RelayTrouble(
                        translate(
                            "Delivery",
                            "A message could not be written to disk, so it is left at the relay and fetched "
                            "again. Make room on the disk, or check that the folder may be written to.",
                        )
                    )
                self._acknowledge(message)
        finally:
            self._drop()

    async def _taken(self, message: RelayMessage) -> bool:
        try:
            return await self._take(message)
        except Exception:
            log.exception("A message from the relay cannot be taken in and is passed over.")
            return True

    def _drop(self) -> None:
        while not self._waiting.empty():
            self._waiting.get_nowait()[1].cancel()
