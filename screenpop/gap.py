"""What came while nobody listened, read back from the API: the calls under way and the records of those that are over.

A gap lasts from when deliveries stopped reaching us (or the last run ended) until they reach us again. The records
are asked for once after it; the calls under way whenever somebody doubts them.
"""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from screenpop.account import Account
from screenpop.intake import Intake
from screenpop.integrate.errors import Forbidden, IntegrateError

log = logging.getLogger(__name__)

LONGEST: Final = timedelta(days=7)
"""How far back records are read at the most."""


class Gap:
    """Fills gaps. `since` is when the last message of an earlier run came, None if there never was one."""

    def __init__(
        self, intake: Intake, account: Account, *, since: datetime | None, wall: Callable[[], datetime]
    ) -> None:
        """The time before the start is the first gap, if anything came before it."""
        self._intake = intake
        self._account = account
        self._since = since
        self._wall = wall
        self._is_refused = {"the calls under way": False, "the call records": False}

    def open(self, since: datetime) -> None:
        """Deliveries do not reach us from then on. Of several gaps that are not filled yet, the earliest counts."""
        self._since = min(since, self._since or since)

    async def fill(self) -> bool:
        """Read the live calls back and, after a gap, the records. False if that has to be tried again."""
        if not self._account.is_signed_in:
            return False
        calls = await self._try("the calls under way", self._read_live_calls)
        return await self._try("the call records", self._read_records) and calls

    async def _read_live_calls(self) -> None:
        snapshot = await self._account.live_calls()
        if snapshot is not None:
            self._intake.see(snapshot)

    async def _read_records(self) -> None:
        if self._since is None:
            return
        now = self._wall()
        age = min(now - self._since, LONGEST)
        records = await self._account.records_since(self._account.server_now(now) - age)
        self._since = None
        self._intake.record(records)

    async def _try(self, what: str, read: Callable[[], Awaitable[None]]) -> bool:
        if self._is_refused[what]:
            return True
        try:
            await read()
        except Forbidden as error:
            self._is_refused[what] = True
            log.warning("Calls are not filled in from %s after a gap: %s", what, error)
        except IntegrateError as error:
            log.warning("%s could not be read: %s", what.capitalize(), error)
            return False
        return True
