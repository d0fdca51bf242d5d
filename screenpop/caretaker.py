"""What has to be done at a time, not at an event: asking for the live calls, forgetting ended ones, presence that
runs out. It sleeps until the next such moment and costs nothing while there is none.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from screenpop.calls.presence import PresenceKeeper
from screenpop.intake import Intake

TICK: Final = timedelta(minutes=1)
BETWEEN_SNAPSHOTS: Final = timedelta(seconds=10)
LONGEST_PATIENCE: Final = timedelta(minutes=1)


class Caretaker:
    """Runs the clockwork of the core. `ask` reads the live calls from the API and takes them in."""

    def __init__(
        self,
        intake: Intake,
        presence: PresenceKeeper,
        *,
        ask: Callable[[], Awaitable[bool]],
        update: Callable[[], None],
        now: Callable[[], datetime],
    ) -> None:
        """`update` derives the presence anew; `now` is the clock of the calls. `has_asked`: calls were read once."""
        self._intake = intake
        self._presence = presence
        self._ask = ask
        self._update = update
        self._now = now
        self._time_woken, self._asking_woken = asyncio.Event(), asyncio.Event()
        self.has_asked = asyncio.Event()
        self._asked: datetime | None = None
        self._ask_wanted = False
        self._patience = BETWEEN_SNAPSHOTS
        self._ticked: datetime | None = None

    def wake(self) -> None:
        """Something changed: look again when the next thing is due."""
        self._time_woken.set()
        self._asking_woken.set()

    def ask_soon(self) -> None:
        """Read the live calls: after a start, or any gap in the deliveries."""
        self._ask_wanted = True
        self.wake()

    def shift(self, by: timedelta) -> None:
        """The clock was put right by so much."""
        self._asked = self._asked + by if self._asked else None
        self._ticked = self._ticked + by if self._ticked else None

    async def run(self) -> None:
        """Do what is due, until cancelled. What asking takes, time does not wait for."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._keep_time(), name="clockwork")
            tasks.create_task(self._keep_asking(), name="asking")

    async def _keep_time(self) -> None:
        while True:
            now = self._now()
            tick_at = self._tick_at(now)
            if tick_at is not None and now >= tick_at:
                self._ticked = now
                self._intake.tick()
            self._update()
            await self._sleep(self._time_woken, self._tick_at(now), self._presence.next_change())

    async def _keep_asking(self) -> None:
        while True:
            now = self._now()
            ask_at = self._ask_at(now)
            if ask_at is not None and now >= ask_at:
                self._asked, self._ask_wanted = now, False
                is_done = await self._ask()
                self._ask_wanted = self._ask_wanted or not is_done
                if is_done:
                    self.has_asked.set()
                self._patience = BETWEEN_SNAPSHOTS if is_done else min(self._patience * 2, LONGEST_PATIENCE)
            await self._sleep(self._asking_woken, self._ask_at(self._now()))

    async def _sleep(self, woken: asyncio.Event, *moments: datetime | None) -> None:
        """Until the first of the moments, or until somebody wakes us."""
        due = min((moment for moment in moments if moment is not None), default=None)
        timeout = None if due is None else max((due - self._now()).total_seconds(), 0.0)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await woken.wait()
        woken.clear()

    def _tick_at(self, now: datetime) -> datetime | None:
        """A minute after the last look at the calls; the first is due as soon as there are any."""
        if self._intake.ledger.is_empty:
            return None
        return self._ticked + TICK if self._ticked else now

    def _ask_at(self, now: datetime) -> datetime | None:
        due = now if self._ask_wanted else self._intake.ledger.snapshot_due(now)
        if due is None or self._asked is None:
            return due
        return max(due, self._asked + self._patience)
