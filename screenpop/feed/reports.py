"""What desktops report of their own agents: do not disturb and wrap-up, which no call tells.

A report holds for a quarter of an hour at the most and is repeated before, so that a desktop that crashed is forgotten.
It says how long ago something began and how long it lasts, and the relay says when it arrived: no clock of a desktop
matters. Whoever has a member's key can report for anybody; more than these two cannot be reported.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import msgspec

from screenpop.calls.presence import Presence
from screenpop.delivery.relay_backoff import Backoff
from screenpop.delivery.relay_stream import RelayMessage, RelayTrouble
from screenpop.feed.board import Report

log = logging.getLogger(__name__)

TYPE: Final = "application/vnd.screenpop.report+json"
LEASE: Final = timedelta(minutes=15)
REPEATED_EVERY: Final = timedelta(minutes=5)
REPORTED: Final = frozenset({Presence.DND, Presence.WRAP_UP})
SPREAD: Final = timedelta(seconds=10)
"""Over so long the desktops spread their reports to a feed that began anew."""

_LONGEST_AGO: Final = 366 * 86_400
_MOST: Final = 20_000


class _Wire(msgspec.Struct):
    """`ago` and `lasts` in seconds; `presence` None takes an earlier report back."""

    user: str
    presence: Presence | None = None
    ago: float = 0
    lasts: float = 0


_decoder: Final = msgspec.json.Decoder(_Wire)


@dataclass(frozen=True, slots=True)
class OwnReport:
    """What there is to report of the own agent. `until` None: until it is taken back."""

    user: str
    presence: Presence
    since: datetime
    until: datetime | None = None


class Reports:
    """All that hold, at the feed."""

    def __init__(self) -> None:
        """None yet."""
        self._kept: dict[str, Report] = {}

    def hear(self, message: RelayMessage, arrived: datetime) -> bool:
        """Take a message in, which the relay received at `arrived` by the clock of calls. Whether it is a report."""
        if message.content_type != TYPE:
            return False
        try:
            told = _decoder.decode(message.body)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            log.warning("A report cannot be read and is passed over: %s", error)
            return False
        self._kept.pop(told.user, None)
        if told.presence in REPORTED and told.lasts > 0 and len(self._kept) < _MOST:
            ago = timedelta(seconds=min(max(told.ago, 0), _LONGEST_AGO))
            until = arrived + min(timedelta(seconds=min(told.lasts, _LONGEST_AGO)), LEASE)
            self._kept[told.user] = Report(told.presence, arrived - ago, until)
        return True

    def holding(self, now: datetime) -> Mapping[str, Report]:
        """Those that hold now, by extension."""
        self._kept = {user: report for user, report in self._kept.items() if report.until > now}
        return self._kept

    def next_change(self) -> datetime | None:
        """When the next of them runs out."""
        return min((report.until for report in self._kept.values()), default=None)


class Reporter:
    """Tells the feed about the own agent, from a desktop. `show` says what holds; `run` sees that the feed knows."""

    def __init__(
        self, post: Callable[[bytes, str], Awaitable[None]], *, now: Callable[[], datetime], chance: Callable[[], float]
    ) -> None:
        """`post` posts to the feed and raises RelayTrouble; `now` is the clock of the calls."""
        self._post = post
        self._now = now
        self._chance = chance
        self._backoff = Backoff(chance)
        self._own: OwnReport | None = None
        self._told: OwnReport | None = None
        self._news = asyncio.Event()
        self._feed_is_new = asyncio.Event()

    def show(self, own: OwnReport | None) -> None:
        """What there is to report now."""
        if own != self._own:
            self._own = own
            self._news.set()

    def feed_began_anew(self) -> None:
        """The feed knows nothing any more."""
        if self._told is not None:
            self._feed_is_new.set()

    async def run(self) -> None:
        """Report until cancelled, and then take back what was reported."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._report(), name="own report")
                tasks.create_task(self._repeat_for_new_feeds(), name="own report to new feeds")
        finally:
            await self._take_back()

    async def _report(self) -> None:
        while True:
            self._news.clear()
            pause: timedelta | None = REPEATED_EVERY if self._own is not None else None
            if self._own is not None or self._told is not None:
                try:
                    await self._send(self._own)
                except RelayTrouble as trouble:
                    log.info("Do not disturb or wrap-up could not be reported: %s", trouble)
                    pause = self._backoff.next()
                else:
                    self._backoff.reset()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(None if pause is None else pause.total_seconds()):
                    await self._news.wait()

    async def _repeat_for_new_feeds(self) -> None:
        while True:
            await self._feed_is_new.wait()
            self._feed_is_new.clear()
            await asyncio.sleep(self._chance() * SPREAD.total_seconds())
            self._news.set()

    async def _send(self, own: OwnReport | None) -> None:
        before = own or self._told
        assert before is not None, "there is something to take back"
        await self._post(self._written(own, before.user), TYPE)
        if self._told is not None and own is not None and self._told.user != own.user:
            await self._post(self._written(None, self._told.user), TYPE)
        self._told = own

    def _written(self, own: OwnReport | None, user: str) -> bytes:
        if own is None:
            return msgspec.json.encode(_Wire(user))
        now = self._now()
        lasts = LEASE if own.until is None else min(own.until - now, LEASE)
        return msgspec.json.encode(
            _Wire(user, own.presence, (now - own.since).total_seconds(), max(lasts.total_seconds(), 0.0))
        )

    async def _take_back(self) -> None:
        if self._told is None:
            return
        with contextlib.suppress(RelayTrouble, TimeoutError):
            async with asyncio.timeout(3.0):
                await self._send(None)
