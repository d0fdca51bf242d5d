"""What came while nobody listened, read back from the API: the calls under way and the records of those that are over.

A gap lasts from when deliveries stopped reaching us (or the last run ended) until they reach us again. The records
are asked for once after it; the calls under way whenever somebody doubts them.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from screenpop.account import Account
from screenpop.calls.call import CallState
from screenpop.calls.ledger import Change
from screenpop.intake import Intake
from screenpop.integrate.errors import Forbidden, IntegrateError

log = logging.getLogger(__name__)

LONGEST: Final = timedelta(days=7)
"""How far back records are read at the most."""


class Gap:
    """Fills gaps. `since` is when the last message of an earlier run came, else the start; `now` the clock of calls."""

    def __init__(self, intake: Intake, account: Account, *, since: datetime, now: Callable[[], datetime]) -> None:
        """The first gap is until calls reach us."""
        self._intake = intake
        self._account = account
        self._since: datetime | None = since
        self._now = now
        self._refused: set[str] = set()

    def open(self, since: datetime) -> None:
        """Deliveries do not reach us from then on. Of several gaps that are not filled yet, the earliest counts.

        What the sign-in's scope did not allow is tried again: somebody may have given the permission.
        """
        self._since = min(since, self._since or since)
        self._refused.clear()

    async def fill(self) -> bool:
        """Read the live calls back and, after a gap, the records. False if that has to be tried again."""
        if not self._account.is_signed_in:
            return False
        calls = await self._try("the calls under way", self._read_live_calls)
        return await self._try("the call records", self._read_records) and calls

    async def _read_live_calls(self) -> None:
        snapshot = await self._account.live_calls()
        for change in self._intake.see(snapshot) if snapshot is not None else ():
            if _has_ended_unheard(change):
                self.open(change.call.started)

    async def _read_records(self) -> None:
        since, self._since = self._since, None
        if since is None:
            return
        try:
            records = await self._account.records_since(max(since, self._now() - LONGEST))
        except IntegrateError:
            self._since = min(since, self._since or since)
            raise
        self._intake.record(records)

    async def _try(self, what: str, read: Callable[[], Awaitable[None]]) -> bool:
        if what in self._refused:
            return True
        try:
            await read()
        except Forbidden as error:
            self._refused.add(what)
            log.warning("Calls are not filled in from %s after a gap: %s", what, error)
        except IntegrateError as error:
            log.warning("%s could not be read: %s", what.capitalize(), error)
            return False
        return True


def _has_ended_unheard(change: Change) -> bool:
    """Whether a call was taken for one under way, and is none any more: only its record tells how it turned out."""
    was_live = change.before is not None and change.before.state is not CallState.ENDED
    return was_live and change.call.state is CallState.ENDED
