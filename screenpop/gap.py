"""What came while nobody listened, read back from the API: the calls under way and the records of those that are over.

A gap lasts from when deliveries stopped reaching us (or the last run ended) until they reach us again. The records
are asked for once after it; the calls under way whenever somebody doubts them. A gap that is not filled yet outlives
the program: what is delivered after it would hide it otherwise.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from screenpop.account import Account
from screenpop.calls.call import Call
from screenpop.calls.ledger import Change
from screenpop.calls.states import Standing
from screenpop.history.store import StoreError
from screenpop.intake import Intake
from screenpop.integrate.errors import Forbidden, IntegrateError
from screenpop.integrate.memory import Memory, Notebook
from screenpop.integrate.times import read_time

log = logging.getLogger(__name__)

LONGEST: Final = timedelta(days=31)
"""How far back records are read at the most."""


class Gap:
    """Fills gaps. `since` is when the last message of an earlier run came, else the start; `now` the clock of calls."""

    def __init__(
        self, intake: Intake, account: Account, memory: Memory, *, since: datetime, now: Callable[[], datetime]
    ) -> None:
        """The first gap is until calls reach us."""
        self._intake = intake
        self._account = account
        self._notebook = Notebook(memory, "gap")
        left_open = read_time(str(self._notebook.read().get("since")))
        self._since: datetime | None = min(since, left_open or since)
        self._now = now
        self._refused: set[str] = set()

    async def note_down(self) -> None:
        """Have on disk what is still to be filled. To be awaited before anything is delivered."""
        await self._notebook.write({"since": self._since.isoformat()} if self._since else {})

    async def flush(self) -> None:
        """Wait until it is."""
        await self._notebook.flush()

    def open(self, since: datetime) -> None:
        """Deliveries do not reach us from then on. Of several gaps that are not filled yet, the earliest counts.

        What the sign-in's scope did not allow is tried again: somebody may have given the permission.
        """
        self._refused.clear()
        if self._since is None or since < self._since:
            self._since = since
            self._notebook.begin({"since": since.isoformat()})

    def note(self, changes: Iterable[Change]) -> bool:
        """See whether a call ended without a word to us: only its record tells how it turned out. True if one did."""
        unheard = [one.call for one in changes if _is_concluded(one.call) and not _is_concluded(one.before)]
        for call in unheard:
            self.open(call.started)
        return bool(unheard)

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
        since, self._since = self._since, None
        if since is None:
            return
        try:
            await self._intake.record(await self._account.records_since(max(since, self._now() - LONGEST)))
        except (IntegrateError, StoreError):
            self._since = min(since, self._since or since)
            raise
        await self.note_down()

    async def _try(self, what: str, read: Callable[[], Awaitable[None]]) -> bool:
        if what in self._refused:
            return True
        try:
            await read()
        except Forbidden as error:
            self._refused.add(what)
            log.warning("Calls are not filled in from %s after a gap: %s", what, error)
        except (IntegrateError, StoreError) as error:
            log.warning("%s could not be taken in: %s", what.capitalize(), error)
            return False
        return True


def _is_concluded(call: Call | None) -> bool:
    """Whether the end of the call, or of a leg, was concluded and not told."""
    return call is not None and (call.closed_at is not None or any(leg.standing is Standing.GONE for leg in call.legs))
