"""The endpoint of very many subscriptions, as cheap as can be: it accepts every post and remembers when it came.

`python -m benchmarks.feed_sink` prints its port, and answers each line that it reads with one line of JSON: how many
posts and bytes came, when the last one did, and the times by what they tell, as `benchmarks.feed_desktops` has them.
"""

import asyncio
import json
import re
import sys
import time

WORDS = {"ringing": "ringing", "active": "on_call", "ended": "available"}
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


class Sink:
    """All that came."""

    def __init__(self) -> None:
        self._came: list[tuple[float, bytes]] = []

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Accept posts on a connection until it ends."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = _LENGTH.search(head)
                body = await reader.readexactly(int(length[1]) if length else 0)
                self._came.append((time.monotonic(), body))
                writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def report(self, *, with_times: bool) -> dict[str, object]:
        """What came."""
        times: dict[str, list[float]] = {}
        for at, body in self._came if with_times else ():
            if body.startswith(b'{"calls"'):
                leg = json.loads(body)["calls"]["to"]
                times.setdefault(f"{leg['user']} {WORDS[leg['state']]}", []).append(at)
        size = sum(len(body) for _, body in self._came)
        return {"posts": len(self._came), "size": size, "times": times}

    def forget(self) -> None:
        """Begin to count anew."""
        self._came.clear()


async def _serve() -> None:
    sink = Sink()
    async with await asyncio.start_server(sink.take, "127.0.0.1", 0, limit=65536) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            if line.strip() == "mark":
                sink.forget()
            print(json.dumps(sink.report(with_times=line.strip() == "report")), flush=True)


if __name__ == "__main__":
    asyncio.run(_serve())
