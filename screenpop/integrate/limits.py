"""The published rate limits, kept on our side, so that we never run into them.

Each method and path template has two limits, per second and per minute, and the phone system may count them in fixed
or in sliding windows. A request reaches the phone system at some moment between its sending and its answer, so it
counts here from the one until a whole window after the other: in no window of the phone system, however it lies, can
there then be more requests than it allows.

Requests wait in one queue for each limit; what a person is waiting for goes first, and does not wait for long: it is
told to come back. What was sent outlives the program, since the phone system does not forget at our restarts.
"""

import asyncio
import contextlib
import logging
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import msgspec

from .clock import steady, utc_now
from .errors import RateLimited
from .memory import Elsewhere, Forgetful, Memory, Notebook, in_thread
from .wire import LONGEST_WAIT, bounded

log = logging.getLogger(__name__)

SECOND: Final = 1.0
MINUTE: Final = 60.0
MARGIN: Final = 0.05
"""Seconds added to each window, since clocks do not run alike."""
PATIENCE: Final = 10.0
"""Seconds that a person's request waits for its turn."""
IN_FLIGHT: Final = 1.0
"""Seconds for which a request that a killed program sent may still be on its way."""
UNKNOWN_PUSHBACK: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many requests are allowed in a second and in a minute."""

    per_second: int
    per_minute: int


_CALL_CONTROL = Limit(1, 15)
_QUEUE = Limit(2, 5)
_RECORDS = Limit(5, 15)
_SUBSCRIPTION = Limit(1, 5)

LIMITS: Final = {
    ("POST", "oauth/token/"): Limit(3, 60),
    ("POST", "subscriptions/"): _SUBSCRIPTION,
    ("GET", "subscriptions/{id}/"): _SUBSCRIPTION,
    ("DELETE", "subscriptions/{id}/"): _SUBSCRIPTION,
    ("POST", "calls/"): _CALL_CONTROL,
    ("PUT", "calls/{call_id}/answer/"): _CALL_CONTROL,
    ("PUT", "calls/{call_id}/reject/"): _CALL_CONTROL,
    ("DELETE", "calls/{call_id}/"): _CALL_CONTROL,
    ("GET", "calls/active/"): _CALL_CONTROL,
    ("GET", "calls/users/{user}/active/"): _CALL_CONTROL,
    ("GET", "users/"): Limit(1, 15),
    ("GET", "users/{user}/"): Limit(1, 15),
    ("GET", "presence/"): Limit(1, 6),
    ("GET", "devices/users/{user}/"): Limit(2, 5),
    ("GET", "cdrs/users/"): _RECORDS,
    ("GET", "cdrs/users/{user}/"): _RECORDS,
    ("GET", "voicemails/users/{user}/count/"): Limit(1, 5),
    ("PUT", "call_queues/{queue}/agents/{agent}/devices/{device}/login/"): _QUEUE,
    ("PUT", "call_queues/{queue}/agents/{agent}/devices/{device}/logout/"): _QUEUE,
    ("GET", "call_queues/"): _QUEUE,
    ("GET", "call_queues/{queue}/agents/"): _QUEUE,
    ("GET", "call_queues/stats/live/"): _QUEUE,
    ("GET", "recordings/call_ids/{call_id}/"): Limit(1, 15),
}
"""The published limits (the API description's `x-RateLimit-Limit` headers and the vendor's resource descriptions).
"users/current/" counts as a "users/{user}/" here: whether it has a limit of its own is not documented."""

CAUTIOUS: Final = Limit(1, 5)
"""For what is not in the table: the smallest of the published limits."""


class _Kept(msgspec.Struct):
    """What one limit's record on disk holds, all in seconds.

    When it was written, its last requests had ended `ages` ago, and it was closed for `closed_for` more. `wall` and
    `steady` are what the clocks showed then: see `_since`.
    """

    ages: list[float] = []
    running: int = 0
    closed_for: float = 0.0
    wall: float = 0.0
    steady: float = 0.0


class Turn:
    """The permission for one request. It must be ended with `over` when the request is answered or has failed."""

    def __init__(self, end: Callable[[], None]) -> None:
        """`end` is called once."""
        self._end: Callable[[], None] | None = end

    def over(self) -> None:
        """The request is answered, or has failed. More than once does no harm."""
        if self._end is not None:
            self._end()
            self._end = None

    def __enter__(self) -> "Turn":
        """The request goes out."""
        return self

    def __exit__(self, *_: object) -> None:
        """The request is over."""
        self.over()


@dataclass(eq=False, slots=True)
class _Waiter:
    interactive: bool
    woken: asyncio.Event = field(default_factory=asyncio.Event)


class _Bucket:
    """One limit: the requests under way, those of the last minute, and who waits for a turn."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self.running = 0
        self.ended: deque[float] = deque()
        self.closed_until = 0.0
        self.queue: list[_Waiter] = []

    def enqueue(self, waiter: _Waiter) -> None:
        ahead = [other for other in self.queue if other.interactive or not waiter.interactive]
        self.queue.insert(len(ahead), waiter)

    def leave(self, waiter: _Waiter) -> None:
        self.queue.remove(waiter)
        self.wake_first()

    def wake_first(self) -> None:
        if self.queue:
            self.queue[0].woken.set()

    def wait(self, now: float) -> float | None:
        """Seconds until the next request may go; 0 for now, None while that hangs on a request under way."""
        while self.ended and self.ended[0] <= now - MINUTE - MARGIN:
            self.ended.popleft()
        waits = [self._window_wait(now, SECOND, self.limit.per_second)]
        waits.append(self._window_wait(now, MINUTE, self.limit.per_minute))
        if None in waits:
            return None
        return max(self.closed_until - now, 0.0, *(wait for wait in waits if wait is not None))

    def _window_wait(self, now: float, window: float, allowed: int) -> float | None:
        free = allowed - self.running
        if free <= 0:
            return None
        if len(self.ended) < free:
            return 0.0
        return self.ended[-free] + window + MARGIN - now


class RateLimits:
    """All limits of one sign-in. Idle, it does nothing at all."""

    def __init__(
        self,
        memory: Memory | None = None,
        *,
        wall: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = steady,
        elsewhere: Elsewhere = in_thread,
    ) -> None:
        """Take up what `memory` holds of an earlier run; without one, limits last as long as the program."""
        self._wall = wall
        self._monotonic = monotonic
        self._buckets: dict[tuple[str, str], _Bucket] = {}
        self._notebook = Notebook(memory or Forgetful(), "limits", elsewhere=elsewhere)
        self._restore()

    async def acquire(self, method: str, path_template: str, *, interactive: bool = False) -> Turn:
        """Wait for our turn. Raises RateLimited if `interactive` and the wait would try a person's patience."""
        bucket = self._bucket(method, path_template)
        waiter = _Waiter(interactive)
        bucket.enqueue(waiter)
        try:
            await self._reach_front(bucket, waiter, f"{method} {path_template}")
            bucket.running += 1
        finally:
            bucket.leave(waiter)
        turn = Turn(lambda: self._end(bucket))
        try:
            await self._write()
        except BaseException:
            turn.over()
            raise
        return turn

    async def pushed_back(
        self, method: str, path_template: str, message: str, retry_after: timedelta | None = None
    ) -> timedelta:
        """The phone system said 429: let nobody through until it is over. Returns how long that is.

        `message` is its word, such as "1 per 1 second" or "5 per 1 minute"; `retry_after` goes first, if it came.
        """
        pause = retry_after if retry_after is not None else pause_of(message)
        bucket = self._bucket(method, path_template)
        bucket.closed_until = max(bucket.closed_until, self._monotonic() + pause.total_seconds() + MARGIN)
        log.warning("The phone system asks for a pause of %s on %s %s: %s", pause, method, path_template, message)
        await self._write()
        return pause

    async def _reach_front(self, bucket: _Bucket, waiter: _Waiter, name: str) -> None:
        while True:
            waiter.woken.clear()
            delay = bucket.wait(self._monotonic())
            is_first = bucket.queue[0] is waiter
            if is_first and delay == 0.0:
                return
            if waiter.interactive and delay is not None and delay > PATIENCE:
                raise RateLimited(name, timedelta(seconds=delay))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(delay if is_first else None):
                    await waiter.woken.wait()

    def _end(self, bucket: _Bucket) -> None:
        bucket.running -= 1
        bucket.ended.append(self._monotonic())
        bucket.wake_first()

    def _bucket(self, method: str, path_template: str) -> _Bucket:
        key = (method, path_template)
        if key not in self._buckets:
            self._buckets[key] = _Bucket(LIMITS.get(key, CAUTIOUS))
        return self._buckets[key]

    def _restore(self) -> None:
        """Take up the record: what was under way when the program died may arrive a little later still."""
        now = self._monotonic()
        for name, value in self._notebook.read().items():
            try:
                kept = msgspec.convert(value, _Kept)
            except msgspec.ValidationError as error:
                log.warning("The limits of %s cannot be read and are taken as unused: %s", name, error)
                continue
            method, _, template = name.partition(" ")
            bucket = self._bucket(method, template)
            since = self._since(kept)
            ages = [age + since for age in kept.ages] + [-IN_FLIGHT] * kept.running
            bucket.ended.extend(sorted(now - age for age in ages if age <= MINUTE + MARGIN))
            bucket.closed_until = now + min(max(kept.closed_for - since, 0.0), LONGEST_WAIT.total_seconds())

    def _since(self, kept: _Kept) -> float:
        """How long ago it was written: the clock on the wall may have been set, and the steady one begins anew with
        the computer. Where they differ, the shorter time holds, which forgets nothing too early.
        """
        by_steady = self._monotonic() - kept.steady
        by_wall = max(self._wall().timestamp() - kept.wall, 0.0)
        return min(by_wall, by_steady) if by_steady >= 0 else by_wall

    async def _write(self) -> None:
        wall, now = self._wall().timestamp(), self._monotonic()
        record: dict[str, object] = {}
        for (method, template), bucket in self._buckets.items():
            bucket.wait(now)
            if bucket.running or bucket.ended or bucket.closed_until > now:
                ages = [now - moment for moment in bucket.ended]
                kept = _Kept(ages, bucket.running, max(bucket.closed_until - now, 0.0), wall, now)
                record[f"{method} {template}"] = msgspec.to_builtins(kept)
        await self._notebook.write(record)


_UNITS = {"second": SECOND, "minute": MINUTE, "hour": 60 * MINUTE}


def pause_of(message: str) -> timedelta:
    """How long a limit such as "5 per 1 minute" lasts; a minute, where it cannot be read."""
    found = re.search(r"per\s+(\d*)\s*(second|minute|hour)", message)
    if found is None:
        return UNKNOWN_PUSHBACK
    return bounded(int(found[1] or 1) * _UNITS[found[2]])
