"""Very many desktops that read one board, each with the program's own reader, on streams as light as can be.

    python -m benchmarks.feed_desktops ADDRESS COUNT

shows the key in the environment, and answers each line that it reads with one line of JSON: `wait` waits until every
desktop has a board, `mark` begins to count, `report` tells what came since then. Times are of the clock of all
processes (`time.monotonic`), when the desktop's board showed it.
"""

import asyncio
import base64
import json
import os
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from screenpop.delivery.relay_stream import RelayAway, RelayMessage
from screenpop.feed.board import Board
from screenpop.feed.keys import member_key
from screenpop.feed.reader import BoardReader
from screenpop.integrate.clock import steady, utc_now


@dataclass
class Seen:
    """What came to all desktops: bytes, and when each presence of each extension was on their boards."""

    size: int = 0
    times: dict[str, list[float]] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)


class LightStream:
    """The board's stream on a bare connection. Its bytes are counted in `seen`."""

    def __init__(self, address: str, secret: str, seen: Seen) -> None:
        self._to = urlsplit(address)
        self._secret = secret
        self._seen = seen

    @asynccontextmanager
    async def open(self, _last_event_id: str | None) -> AsyncIterator[AsyncIterator[RelayMessage]]:
        """The messages, from the oldest that the relay keeps."""
        reader, writer = await asyncio.open_connection(self._to.hostname, self._to.port, limit=1024 * 1024)
        try:
            writer.write(
                f"GET /feed/events HTTP/1.1\r\nHost: relay\r\nAccept: text/event-stream\r\n"
                f"Authorization: Bearer {self._secret}\r\n\r\n".encode()
            )
            head = await reader.readuntil(b"\r\n\r\n")
            if head.split()[1] != b"200":
                raise RelayAway(f"A stream was refused: {head!r}")
            yield self._messages(reader)
        finally:
            writer.close()

    async def _messages(self, reader: asyncio.StreamReader) -> AsyncIterator[RelayMessage]:
        while line := await reader.readline():
            self._seen.size += len(line)
            if line.startswith(b"data: "):
                told = json.loads(line[6:])
                arrived = datetime.fromtimestamp(told["t"] / 1000, UTC)
                yield RelayMessage("", base64.b64decode(told["body_b64"]), told["type"], arrived)
        raise RelayAway("A stream ended.")


class Desktop:
    """One desktop's board."""

    def __init__(self, stream: LightStream, seen: Seen) -> None:
        self._seen = seen
        self._shown: Board = {}
        self.reader = BoardReader(
            stream, now=utc_now, steady=steady, wall=utc_now, chance=lambda: 0.5, changed=self._changed
        )

    @property
    def board(self) -> dict[str, str]:
        """Everybody's presence, as it is shown."""
        return {user: str(person.presence) for user, person in self._shown.items()}

    def _changed(self) -> None:
        now, people = time.monotonic(), self.reader.status.people
        for user, person in people.items():
            known = self._shown.get(user)
            if known is not person and (known is None or known.presence is not person.presence):
                self._seen.times.setdefault(f"{user} {person.presence}", []).append(now)
        self._shown = people
        self._seen.news.set()


async def _serve(address: str, count: int) -> None:
    secret = member_key(os.environ["SCREENPOP_FEED_SECRET"]).secret
    seen = Seen()
    desktops = [Desktop(LightStream(address, secret, seen), seen) for _ in range(count)]
    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(desktop.reader.run()) for desktop in desktops]
        while line := await asyncio.to_thread(sys.stdin.readline):
            answer: dict[str, object] = {}
            match line.strip():
                case "wait":
                    while not all(desktop.board for desktop in desktops):
                        seen.news.clear()
                        await seen.news.wait()
                case "mark":
                    seen.size = 0
                    seen.times.clear()
                case "report":
                    boards = Counter(json.dumps(desktop.board, sort_keys=True) for desktop in desktops)
                    answer = {"size": seen.size, "times": seen.times, "boards": list(boards.items())}
            print(json.dumps(answer), flush=True)
        for task in running:
            task.cancel()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], int(sys.argv[2])))
