"""Both ends of the hook: what the program does with messages, and what comes over the wire, byte by byte."""

import asyncio
import contextlib
import socket

from screenpop.delivery.base import Delivered
from screenpop.delivery.listener import Listener
from screenpop.delivery.server import EmbeddedServer

TOKEN = "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFy-_E"
PATH = f"/hook/{TOKEN}"


class Desk:
    """Takes messages in. Each waits for the disk while `disk` is not set; `accepts` is what the disk says then."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.safe: list[bytes] = []
        self.accepts = True
        self.disk = asyncio.Event()
        self.disk.set()

    async def take(self, delivered: Delivered) -> bool:
        assert (delivered.arrived, delivered.delivery_id) == (None, None)
        self.bodies.append(delivered.body)
        await self.disk.wait()
        self.safe.append(delivered.body)
        return self.accepts


class Wire:
    """A connection to a server, from `source`."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @staticmethod
    async def connect(port: int, source: str = "127.0.0.1") -> "Wire":
        return Wire(*await asyncio.open_connection("127.0.0.1", port, local_addr=(source, 0)))

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()
        await asyncio.sleep(0)

    async def send_on(self, data: bytes) -> None:
        """Send this again and again until the other side has enough."""
        async with asyncio.timeout(20):
            while not self.is_over:
                await self.send(data)

    def send_no_more(self) -> None:
        self._writer.write_eof()

    async def answer(self) -> bytes:
        """The next answer (none of them has a body)."""
        async with asyncio.timeout(20):
            return await self._reader.readuntil(b"\r\n\r\n")

    async def status(self) -> int:
        return int((await self.answer()).split()[1])

    async def rest(self) -> bytes:
        """What still comes until the other side closes, or cuts off."""
        with contextlib.suppress(ConnectionError):
            async with asyncio.timeout(20):
                return await self._reader.read()
        return b""

    @property
    def is_over(self) -> bool:
        return self._reader.at_eof() or self._reader.exception() is not None

    async def close(self) -> None:
        self._writer.close()
        with contextlib.suppress(ConnectionError):
            await self._writer.wait_closed()


def request(path: str = PATH, body: bytes = b"{}", *headers: str, method: str = "POST", version: str = "1.1") -> bytes:
    lines = [f"{method} {path} HTTP/{version}", "Host: x", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def head(*headers: str, path: str = PATH, method: str = "POST") -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: x", *headers, "", ""]).encode()


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def server_for(desk: Desk, **how: float) -> EmbeddedServer:
    return EmbeddedServer(Listener(PATH, desk.take), socket.create_server(("127.0.0.1", 0)), **how)


def port_of(server: EmbeddedServer) -> int:
    return int(server.servers[0].sockets[0].getsockname()[1])
