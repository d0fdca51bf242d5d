"""A public address that may change, for those who follow it."""

import asyncio
from collections.abc import AsyncIterator


class CurrentAddress:
    """The address now. Whoever follows it gets the newest: one that was replaced before anybody looked is left out."""

    def __init__(self) -> None:
        """There is none yet."""
        self._address: str | None = None
        self._is_over = False
        self._news = asyncio.Event()

    def change(self, address: str | None) -> None:
        """The address is another now; None while there is none."""
        self._address = address
        self._wake()

    def end(self) -> None:
        """There is none any more, and there will be none: followers are told so and let go."""
        self._is_over = True
        self.change(None)

    async def follow(self) -> AsyncIterator[str | None]:
        """The address now, and again at each change until the end."""
        told: list[str | None] = []
        while True:
            news = self._news
            if told != [self._address]:
                told = [self._address]
                yield self._address
            if self._is_over and told == [None]:
                return
            await news.wait()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
