"""Posts to the endpoints: each once, never again, whatever the endpoint answers.

Posts of one line (a call, for one subscription) go out one after the other, in their order; lines do not wait for
each other. Faults may drop, double, delay and shuffle them.
"""

import asyncio
import random
from collections import deque
from dataclasses import dataclass
from typing import Final

from .chores import Chores
from .clock import Clock
from .faults import Fault, Faults
from .outbox import AT_ONCE, Outbox
from .spelling import log_time

_HELD_BACK: Final = 1.0
"""Real seconds that shuffled posts wait for each other, unless the fault says otherwise."""
_REMEMBERED: Final = 2_000


@dataclass(frozen=True, eq=False, slots=True)
class Post:
    """One message to one endpoint. `kind` is notices, calls, cdrs or recordings."""

    subscription: str
    post_uri: str
    kind: str
    line: str
    body: bytes


class Deliveries:
    """Sends posts. `log` tells of the last ones as the control API does."""

    def __init__(self, chores: Chores, clock: Clock, faults: Faults) -> None:
        """Nothing is sent before the first post."""
        self._chores = chores
        self._clock = clock
        self._faults = faults
        self._outbox = Outbox()
        self._lines: dict[tuple[str, str], deque[Post]] = {}
        self._held: list[Post] = []
        self._line_ended = asyncio.Event()
        self.log: deque[dict[str, object]] = deque(maxlen=_REMEMBERED)

    async def close(self) -> None:
        """Close the connections. The tasks must have ended."""
        await self._outbox.close()

    async def has_room(self) -> None:
        """Wait while so many lines are under way that another one would only wait."""
        while len(self._lines) >= AT_ONCE:
            await self._next_line_end()

    async def drained(self) -> None:
        """Wait until nothing is left to send."""
        while self._lines or self._held:
            await self._next_line_end()

    def post(self, post: Post) -> None:
        """Send it, or do to it what a fault says."""
        fault = self._faults.for_delivery(post.kind)
        match fault.deliveries if fault else "":
            case "drop":
                self._note(post, "dropped")
            case "double":
                self._send(post)
                self._send(post)
            case "delay" if fault:
                self._chores.spawn(self._send_later(post, fault.delay), "delayed post")
            case "shuffle" if fault:
                self._hold(post, fault)
            case _:
                self._send(post)

    def release(self) -> None:
        """Send what is held back, in another order than it came in."""
        held, self._held = self._held, []
        shuffled = held[:]
        while len(held) > 1 and shuffled == held:
            random.shuffle(shuffled)
        for post in shuffled:
            self._send(post)

    def _hold(self, post: Post, fault: Fault) -> None:
        self._held.append(post)
        if len(self._held) == 1:
            self._chores.spawn(self._release_later(fault.delay or _HELD_BACK), "shuffled posts")
        if fault not in self._faults.pending():
            self.release()

    async def _release_later(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.release()

    async def _send_later(self, post: Post, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._send(post)

    def _send(self, post: Post) -> None:
        key = (post.subscription, post.line)
        if key in self._lines:
            self._lines[key].append(post)
            return
        self._lines[key] = deque([post])
        self._chores.spawn(self._work_off(key), f"posts to {post.post_uri}")

    async def _work_off(self, key: tuple[str, str]) -> None:
        line = self._lines[key]
        try:
            while line:
                post = line.popleft()
                self._note(post, await self._outbox.send(post.post_uri, post.body))
        finally:
            del self._lines[key]
            self._line_ended.set()

    async def _next_line_end(self) -> None:
        self._line_ended.clear()
        await self._line_ended.wait()

    def _note(self, post: Post, result: int | str) -> None:
        self.log.append(
            {
                "subscription": post.subscription,
                "post_uri": post.post_uri,
                "kind": post.kind,
                "body": post.body.decode(),
                "result": result,
                "at": log_time(self._clock.now()),
            }
        )
