"""What ngrok's cloud does for a tunnel, as far as one is needed here: ngrok's real SDK connects to this in the tests.

Written after the published protocol (muxado): streams over one TLS connection, in frames with a header of eight bytes,
requests and answers as JSON. Not everything that the real one does is here, nor is it known to behave the same.
"""

import asyncio
import contextlib
import json
import ssl
import struct
import subprocess
from pathlib import Path
from typing import Any

from tests.ways.desk import serving

DATA, GO_AWAY = 1, 3
FIN, SYN = 1, 2
SIGN_IN, LISTEN, LISTEN_NO_MORE, PROXY, HEARTBEAT = 0, 1, 2, 3, 0xFFFFFFFF
OFFLINE = (
    b"HTTP/1.1 404 Not Found\r\nNgrok-Error-Code: ERR_NGROK_3200\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)


class Stream:
    """One stream of a connection."""

    def __init__(self, kind: int | None = None) -> None:
        self.kind = kind
        self.received = bytearray()
        self.is_answered = False
        self.ended = asyncio.Event()


class Agent:
    """A connection of an agent."""

    def __init__(self, cloud: "Cloud", reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._cloud = cloud
        self._reader = reader
        self._writer = writer
        self._streams: dict[int, Stream] = {}
        self._next = 2
        self.is_listening = False

    async def serve(self) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
            while True:
                word, number = struct.unpack(">II", await self._reader.readexactly(8))
                body = await self._reader.readexactly(word >> 8)
                if (word >> 4) & 15 == GO_AWAY:
                    break
                if (word >> 4) & 15 == DATA:
                    self._take(number, body, is_last=bool(word & FIN))
        for stream in self._streams.values():
            stream.ended.set()

    async def pass_on(self, request: bytes) -> bytes:
        """Send a request through the tunnel; the answer."""
        number, self._next = self._next, self._next + 2
        stream = self._streams[number] = Stream(PROXY)
        told = {"Id": "listener", "ClientAddr": "192.0.2.7:4711", "Proto": "https", "EdgeType": "3"}
        header = json.dumps({**told, "PassthroughTLS": False}).encode()
        self._send(number, struct.pack(">I", PROXY) + struct.pack("<q", len(header)) + header + request, SYN)
        await stream.ended.wait()
        return bytes(stream.received)

    def cut(self) -> None:
        self._writer.transport.abort()

    def _take(self, number: int, body: bytes, *, is_last: bool) -> None:
        stream = self._streams.setdefault(number, Stream())
        stream.received += body
        if stream.kind is None and len(stream.received) >= 4:
            stream.kind = struct.unpack(">I", stream.received[:4])[0]
            del stream.received[:4]
        if stream.kind == HEARTBEAT:
            while len(stream.received) >= 4:
                self._send(number, bytes(stream.received[:4]))
                del stream.received[:4]
        elif stream.kind in (SIGN_IN, LISTEN, LISTEN_NO_MORE) and not stream.is_answered:
            with contextlib.suppress(ValueError):
                self._answer(number, stream, json.loads(stream.received.decode()))
        if is_last:
            stream.ended.set()

    def _answer(self, number: int, stream: Stream, asked: dict[str, Any]) -> None:
        stream.is_answered = True
        self._cloud.asked.append(asked)
        error = self._cloud.refuses.get(stream.kind or SIGN_IN)
        if error is not None:
            answer: dict[str, Any] = {"Error": error}
        elif stream.kind == SIGN_IN:
            answer = {"Version": "2", "ClientId": "agent", "Extra": {"Cookie": "c", "SessionDuration": 0}}
        elif stream.kind == LISTEN_NO_MORE:
            self.is_listening, answer = False, {"Extra": {}}
        else:
            self.is_listening = True
            answer = {"Id": "listener", "URL": self._cloud.url, "Proto": "https", "Extra": {"Token": "t"}}
            answer["Opts"] = asked["Opts"]
        self._send(number, json.dumps(answer).encode(), FIN)

    def _send(self, number: int, data: bytes, flags: int = 0) -> None:
        self._writer.write(struct.pack(">II", len(data) << 8 | DATA << 4 | flags, number) + data)


class Cloud:
    """The whole of it. `refuses` says what is answered to SIGN_IN and LISTEN instead of yes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._servers = contextlib.AsyncExitStack()
        self._agents_port = self._world_port = 0
        self.certificate = folder / "cloud.pem"
        self.agents: list[Agent] = []
        self.asked: list[dict[str, Any]] = []
        self.refuses: dict[int, str] = {}

    @property
    def address(self) -> str:
        """Where agents connect."""
        return f"localhost:{self._agents_port}"

    @property
    def url(self) -> str:
        """The public address of the tunnel."""
        return f"http://127.0.0.1:{self._world_port}"

    async def start(self) -> None:
        tls = await asyncio.to_thread(self._tls)
        enter = self._servers.enter_async_context
        self._agents_port = await enter(serving(self._serve_agent, self._agents_port, tls))
        self._world_port = await enter(serving(self._serve_world, self._world_port))

    async def stop(self) -> None:
        """Go away, without a farewell. Nobody is let in any more when the agents are cut: they come back at once."""
        agents = list(self.agents)
        await self._servers.aclose()
        for agent in agents:
            agent.cut()

    def cut(self) -> None:
        """Break the agents' connections."""
        for agent in list(self.agents):
            agent.cut()

    def _tls(self) -> ssl.SSLContext:
        key = self._folder / "cloud.key"
        if not key.exists():
            make = (
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
            )
            names = ["-addext", "subjectAltName=DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE"]
            files = ["-keyout", str(key), "-out", str(self.certificate)]
            subprocess.run([*make.split(), *names, *files], check=True, capture_output=True)
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(self.certificate, key)
        return tls

    async def _serve_agent(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        agent = Agent(self, reader, writer)
        self.agents.append(agent)
        try:
            await agent.serve()
        finally:
            self.agents.remove(agent)

    async def _serve_world(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        closing = head.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        request = closing + await reader.readexactly(length)
        agent = next((agent for agent in self.agents if agent.is_listening), None)
        writer.write(OFFLINE if agent is None else await agent.pass_on(request))
        await writer.drain()
