"""A program that takes what comes in, over several runs of a way in, and keeps what it must."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import Any

import httpx

from screenpop.delivery.base import Delivered, HealthState
from screenpop.profile.state import StateFolder
from tests.waiting import until

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Made once, since it takes longer than a test."""


class Keyring:
    """Keeps secrets as long as the test."""

    def __init__(self, **kept: str) -> None:
        self.kept = dict(kept)

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def set(self, name: str, value: str) -> None:
        self.kept[name] = value


class Desk:
    """Takes messages in from ways that `make` makes of its records and secrets."""

    def __init__(self, folder, make: Callable[["Desk"], Any]) -> None:
        self.state = StateFolder(folder)
        self.keyring = Keyring()
        self.make = make
        self.taken: list[bytes] = []
        self.missed: list[datetime] = []
        self.told: list[tuple[HealthState, str | None]] = []
        self.addresses: list[str | None] = []
        self.way: Any = None
        self._following: asyncio.Task[None] | None = None

    async def take(self, delivered: Delivered) -> bool:
        self.taken.append(delivered.body)
        return True

    async def start(self) -> Any:
        self.way = self.make(self)
        self.way.missed = self.missed.append
        self._following = asyncio.create_task(self._follow())
        await self.way.start(self.take, lambda: self.told.append((self.way.health.state, self.way.health.detail)))
        return self.way

    async def stop(self) -> None:
        if self.way is not None:
            await self.way.stop()
        if self._following is not None:
            await self._following

    async def _follow(self) -> None:
        async for address in self.way.addresses():
            self.addresses.append(address)

    async def is_up(self) -> str:
        """Wait until a test message came back, and give the address."""
        await until(self._is_proven)
        return await self.address()

    async def is_up_soon(self) -> str:
        """The same, while the way is kept from waiting until it tries again."""

        def is_proven() -> bool:
            if self.way.health.state is HealthState.DOWN:
                self.way.wake()
            return self._is_proven()

        await until(is_proven)
        return await self.address()

    def _is_proven(self) -> bool:
        return self.way.health.state is HealthState.UP and "ms" in (self.way.health.detail or "")

    async def is_down(self, words: str = "") -> str:
        """Wait until it is down with these words, and give all of them."""
        await until(lambda: self.way.health.state is HealthState.DOWN and words in (self.way.health.detail or ""))
        return str(self.way.health.detail)

    async def address(self) -> str:
        await until(lambda: self.addresses and self.addresses[-1])
        return str(self.addresses[-1])


async def post(address: str, body: bytes = b"{}") -> int:
    """The status of the answer, 0 without one."""
    async with httpx.AsyncClient(verify=NO_TLS, trust_env=False, timeout=20) as http:
        try:
            return (await http.post(address, content=body)).status_code
        except httpx.TransportError:
            return 0


Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(serve: Serve, port: int = 0, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Whoever connects to the port is served; all that is left is ended."""
    tasks: set[asyncio.Task[None]] = set()

    async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                await serve(reader, writer)
        finally:
            writer.close()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(serve_one(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", port, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        left = list(tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


def stranger(answer: str = "404 Not Found", *headers: str) -> AbstractAsyncContextManager[int]:
    """A web server that answers everything like this; its port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        lines = [f"HTTP/1.1 {answer}", "Content-Length: 0", "Connection: close", *headers]
        writer.write("\r\n".join([*lines, "", ""]).encode())
        await writer.drain()

    return serving(serve)
