"""Very many desktops with their streams open, as light as can be: what is measured is the relay, not they.

    python -m benchmarks.relay_desktops ADDRESS

reads commands, one a line, and answers each with one line of JSON: `open N` (so many streams in all), `post RATE
SECONDS` (messages to streams in turn; gives the milliseconds from the post to its coming out, and what was lost).
"""

import asyncio
import base64
import contextlib
import hashlib
import json
import secrets
import sys
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

OPENED_TOGETHER = 200
SENDERS = 8
LAST_ONES = 10.0
"""Seconds that a message may take before it counts as lost."""


@dataclass
class Load:
    """The desktops, and what they got. `came` has the times by the number of the message."""

    host: str
    port: int
    hooks: list[str] = field(default_factory=list)
    came: dict[int, float] = field(default_factory=dict)
    doubled: int = 0
    awaited: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)
    readers: list[asyncio.Task[None]] = field(default_factory=list)

    async def open(self, count: int) -> dict[str, object]:
        """Have `count` streams in all."""
        while len(self.hooks) < count:
            together = min(OPENED_TOGETHER, count - len(self.hooks))
            await asyncio.gather(*(self._open_one() for _ in range(together)))
        return {"open": len(self.hooks)}

    async def post(self, rate: int, seconds: int) -> dict[str, object]:
        """Post `rate` messages a second, evenly."""
        self.came.clear()
        self.doubled = 0
        sent: dict[int, float] = {}
        numbers = iter(range(rate * seconds))
        begun = time.perf_counter()

        async def send() -> int:
            refused = 0
            for number in numbers:
                await asyncio.sleep(begun + number / rate - time.perf_counter())
                sent[number] = time.perf_counter()
                refused += not await self._posted(number)
            return refused

        refused = sum(await asyncio.gather(*(send() for _ in range(SENDERS))))
        self.awaited = len(sent) - refused
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_ONES):
                await self._all_came()
        took = [(came - sent[number]) * 1000 for number, came in sorted(self.came.items())]
        return {"took": took, "refused": refused, "lost": len(sent) - refused - len(took), "doubled": self.doubled}

    async def _posted(self, number: int) -> bool:
        """Post as the phone system does, on a connection for each message; whether it was accepted."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        hook = self.hooks[number * 7919 % len(self.hooks)]
        head = f"POST /hook/{hook} HTTP/1.1\r\nHost: relay\r\nConnection: close\r\nContent-Length: {len(str(number))}"
        writer.write(f"{head}\r\n\r\n{number}".encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        writer.close()
        return answer.split()[1] == b"204"

    async def _all_came(self) -> None:
        while len(self.came) < self.awaited:
            self.news.clear()
            await self.news.wait()

    async def _open_one(self) -> None:
        secret = secrets.token_urlsafe(32)
        reader, writer = await asyncio.open_connection(self.host, self.port, limit=8192)
        writer.write(
            f"GET /events HTTP/1.1\r\nHost: relay\r\nAccept: text/event-stream\r\n"
            f"Authorization: Bearer {secret}\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        if head.split()[1] != b"200":
            raise ConnectionError(f"A stream was refused: {head!r}")
        await reader.readuntil(b": hi\n\n")
        self.hooks.append(base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()).decode().rstrip("="))
        self.readers.append(asyncio.create_task(self._read(reader, writer)))

    async def _read(self, reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            if line.startswith(b"data: "):
                number = int(base64.b64decode(json.loads(line[6:])["body_b64"]))
                self.doubled += number in self.came
                self.came[number] = time.perf_counter()
                self.news.set()
        raise ConnectionError("A stream ended.")


async def _serve(address: str) -> None:
    parts = urlsplit(address)
    load = Load(parts.hostname or "", parts.port or 0)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        command, *numbers = line.split()
        if command == "open":
            answer = await load.open(int(numbers[0]))
        else:
            answer = await load.post(int(numbers[0]), int(numbers[1]))
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1]))
