"""What `screenpop answer`, `decline`, `hangup`, `dial` and `dnd` ask of the running program.

Without a call the one that fits is meant; where several do, or none, the refusal lists what there is.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from screenpop.actions.errors import ActionFailed
from screenpop.call_control import CallControlError
from screenpop.calls.call import Call, CallState
from screenpop.calls.presence import DoNotDisturb
from screenpop.integrate.errors import IntegrateError
from screenpop.profile.control import Request, RequestRefused

if TYPE_CHECKING:
    from screenpop.core import Core


class CallCommands:
    """Handlers of the commands that act. Each gives a JSON value, or raises RequestRefused in words."""

    def __init__(self, core: "Core") -> None:
        """Nothing is done before a command comes."""
        self._core = core

    async def answer(self, request: Request) -> dict[str, Any]:
        """Pick up the ringing call."""
        device = request.get("device")
        answer = partial(self._core.calls.answer, device=str(device) if device else None)
        return await self._act(request, answer, self._ringing(), "No call is ringing.")

    async def decline(self, request: Request) -> dict[str, Any]:
        """Refuse the ringing call."""
        return await self._act(request, self._core.calls.decline, self._ringing(), "No call is ringing.")

    async def hang_up(self, request: Request) -> dict[str, Any]:
        """End the call that the agent is on."""
        return await self._act(request, self._core.calls.hang_up, self._talking(), "You are not on a call.")

    async def dial(self, request: Request) -> dict[str, Any]:
        """Ring the agent's phone, then the number."""
        number = str(request.get("number", "")).strip()
        await _told_plainly(self._core.calls.dial(number))
        return {"number": number}

    async def do_not_disturb(self, request: Request) -> dict[str, Any]:
        """Turn it on, until a time or for good, or off."""
        until = request.get("until")
        dnd = DoNotDisturb(datetime.fromisoformat(until) if until else None) if request.get("on") else None
        self._core.set_do_not_disturb(dnd)
        return {"on": dnd is not None, "until": until if dnd else None}

    async def try_action(self, request: Request) -> dict[str, Any]:
        """Do what a rule says for a call that was, as if it had just set it off."""
        call = self._core.intake.find(str(request.get("call")))
        if call is None:
            raise RequestRefused(f"No such call: {request.get('call')}.")
        try:
            return {"result": await self._core.actions.test(str(request.get("rule")), call)}
        except ActionFailed as error:
            raise RequestRefused(str(error)) from error

    async def _act(
        self, request: Request, act: Callable[[str], Awaitable[None]], fitting: list[Call], otherwise: str
    ) -> dict[str, Any]:
        call_id = _chosen(request.get("call"), fitting, otherwise)
        await _told_plainly(act(call_id))
        return {"call": call_id}

    def _ringing(self) -> list[Call]:
        return [call for call in self._core.intake.ledger.under_way() if call.is_ringing_agent]

    def _talking(self) -> list[Call]:
        return [call for call in self._core.intake.ledger.under_way() if _is_under_way(call)]


def _is_under_way(call: Call) -> bool:
    if call.is_outgoing:
        return call.state is not CallState.ENDED
    return call.involves_agent and call.own_state is CallState.ACTIVE


def _chosen(asked: object, fitting: list[Call], otherwise: str) -> str:
    """The call that was asked for, by its id or the beginning of it; without one, the only one that fits."""
    matching = [call for call in fitting if asked is None or call.id.startswith(str(asked))]
    if len(matching) == 1:
        return matching[0].id
    if not fitting:
        raise RequestRefused(otherwise)
    if not matching:
        raise RequestRefused(f"No such call: {asked}. There are: {_listed(fitting)}.")
    raise RequestRefused(f"Several calls fit; say which: {_listed(matching)}.")


def _listed(calls: Iterable[Call]) -> str:
    return ", ".join(f"{call.id} ({call.name or call.number or 'withheld'})" for call in calls)


async def _told_plainly(act: Awaitable[None]) -> None:
    try:
        await act
    except (CallControlError, IntegrateError) as error:
        raise RequestRefused(str(error)) from error
