"""The agent's last calls, and how many missed ones nobody has looked at."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Final

from screenpop.calls.call import Call, CallState, Outcome
from screenpop.profile.state import StateFolder

log = logging.getLogger(__name__)

_MEMORY: Final = "desktop"

KEPT: Final = 50
"""How many ended calls are listed."""


class RecentCalls:
    """Follows the calls as they change. Times are aware."""

    def __init__(self, looked_at: datetime) -> None:
        """`looked_at` is when the agent last saw the list."""
        self.looked_at = looked_at
        self._calls: dict[str, Call] = {}

    def take(self, calls: Iterable[Call]) -> None:
        """Take newer versions of calls in; those that do not involve the agent, or go on, are not listed."""
        for call in calls:
            if call.involves_agent and call.own_state is CallState.ENDED:
                self._calls[call.id] = call
            else:
                self._calls.pop(call.id, None)
        if len(self._calls) > 2 * KEPT:
            self._calls = {call.id: call for call in self.newest()}

    def forget(self, call_ids: Sequence[str]) -> None:
        """Let these calls go."""
        for call_id in call_ids:
            self._calls.pop(call_id, None)

    def newest(self) -> Sequence[Call]:
        """At most `KEPT` calls, the one that began last first."""
        return sorted(self._calls.values(), key=lambda call: (call.started, call.id), reverse=True)[:KEPT]

    @property
    def missed(self) -> int:
        """How many calls were missed since the agent looked."""
        return sum(self._is_news(call) for call in self._calls.values())

    def _is_news(self, call: Call) -> bool:
        missed = call.outcome is Outcome.MISSED and not call.is_outgoing
        return missed and (call.ended or call.started) > self.looked_at


def remembered_look(memory: StateFolder, now: datetime) -> datetime:
    """When the agent last saw the list, as far as that is remembered; else now."""
    try:
        return datetime.fromisoformat(str(memory.load(_MEMORY).get("looked_at"))).astimezone(UTC)
    except ValueError:
        return now


async def remember_look(memory: StateFolder, looked_at: datetime) -> None:
    """Keep that for the next start; what fails is in the log."""
    try:
        await asyncio.to_thread(memory.save, _MEMORY, {"looked_at": looked_at.isoformat()})
    except OSError as error:
        log.warning("When the calls were last looked at could not be kept: %s", error)
