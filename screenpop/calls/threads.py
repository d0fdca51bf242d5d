"""Which calls belong together: a transfer makes a new call that names a side of the one it came from.

`by_call_id` is "the intermediary of a transfer" (Subscriptions page); which side of the other call it names is not
documented, so any side matches. Linked calls are one thread, named by the call that started first.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import replace

from .call import Call


class SideIndex:
    """Finds the calls that have, or that name, a side. Kept in step with the ledger's calls."""

    def __init__(self) -> None:
        """An index of no calls."""
        self._having: dict[str, set[str]] = {}
        self._naming: dict[str, set[str]] = {}

    def add(self, call: Call) -> None:
        """Take a new version of `call` in; sides are only ever added to a call."""
        for side in call.sides:
            self._having.setdefault(side, set()).add(call.id)
        if call.by_call_id:
            self._naming.setdefault(call.by_call_id.value, set()).add(call.id)

    def remove(self, call: Call) -> None:
        """Forget `call`."""
        for side in call.sides:
            _discard(self._having, side, call.id)
        if call.by_call_id:
            _discard(self._naming, call.by_call_id.value, call.id)

    def origin_of(self, call: Call) -> str | None:
        """The id of the call that passed `call` on, where it is known."""
        if call.by_call_id is None:
            return None
        return min(self._having.get(call.by_call_id.value, set()) - {call.id}, default=None)

    def neighbours(self, call: Call) -> set[str]:
        """The ids of the calls that a transfer links directly with `call`."""
        passed_on = {heir for side in call.sides for heir in self._naming.get(side, ())}
        origin = self._having.get(call.by_call_id.value, set()) if call.by_call_id else set()
        return (passed_on | origin) - {call.id}


def linked(calls: Mapping[str, Call], index: SideIndex, start: Call) -> list[Call]:
    """All calls of the thread of `start`, with their thread's id and the extension that passed each on."""
    members = _component(calls, index, start)
    thread = _thread_id(members.values())
    return [
        replace(member, thread=thread, passed_by=_passed_by(member, calls.get(index.origin_of(member) or "")))
        for member in members.values()
    ]


def _component(calls: Mapping[str, Call], index: SideIndex, start: Call) -> dict[str, Call]:
    found = {start.id: start}
    waiting = deque([start])
    while waiting:
        for neighbour in index.neighbours(waiting.popleft()):
            if neighbour not in found:
                found[neighbour] = calls[neighbour]
                waiting.append(calls[neighbour])
    return found


def _thread_id(members: Iterable[Call]) -> str:
    """The first call's id; where that one continues a thread whose first call is no longer known, that thread's."""
    ids = {member.id for member in members}
    first = min(members, key=lambda call: (call.started, call.id))
    return first.id if not first.thread or first.thread in ids else first.thread


def _passed_by(call: Call, origin: Call | None) -> str | None:
    if call.by_user:
        return call.by_user.value
    if origin is None or call.by_call_id is None:
        return call.passed_by
    side = call.by_call_id.value
    leg = next((leg for leg in origin.legs if leg.call_id == side), None)
    if leg is not None and leg.extension:
        return leg.extension
    return origin.from_user.value if origin.from_user else origin.answered_by


def _discard(index: dict[str, set[str]], side: str, call_id: str) -> None:
    held = index.get(side)
    if held is None:
        return
    held.discard(call_id)
    if not held:
        del index[side]
