"""`calls/`: place, answer, decline, hang up, and list what is under way.

Calls and legs have ids; which one a client sends is not documented, so both are taken.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from .answers import Answer, bad_value, forbidden, not_found
from .api_users import named_user
from .calls import Call, CallError, NoSuchCall
from .endpoint import ApiRequest, Endpoint
from .limits import Rate
from .messages import call_fields

if TYPE_CHECKING:
    from .system import PhoneSystem


def _place(system: "PhoneSystem", request: ApiRequest) -> Answer:
    asked = request.parameters
    to = asked.needed("to")
    user = system.office.find_user(asked.text("from") or request.token.current)
    if user is None:
        raise bad_value("from must be a user or a device of this domain.")
    request.check_reach(user.user)
    shown = asked.text("caller_id_number") or None
    call = system.switch.dial(user.user, to, auto_answer=asked.flag("auto_answer"), shown=shown)
    return Answer({"id": call.id, "from": f"{user.user}@{system.office.domain}", "to": to}, 201)


def _answer(system: "PhoneSystem", request: ApiRequest) -> Answer:
    call = _call(system, request)
    device = request.parameters.needed("to")
    user = system.office.find_user(device)
    if user is None:
        raise bad_value("to must be a device of this domain.")
    request.check_reach(user.user)
    _try(lambda: system.switch.answer(call.id, user.user))
    return Answer(status=204)


def _reject(system: "PhoneSystem", request: ApiRequest) -> Answer:
    call = _call(system, request)
    leg = call.leg(request.parts["call_id"]) or call.ringing_at(request.token.current)
    if leg is None:
        raise bad_value("The call does not ring at this user.")
    request.check_reach(leg.user)
    _try(lambda: system.switch.decline(leg.call_id, leg.user))
    return Answer(status=204)


def _hang_up(system: "PhoneSystem", request: ApiRequest) -> Answer:
    """End the call; for the id of a leg that only rings, end the leg."""
    call = _call(system, request)
    leg = call.leg(request.parts["call_id"])
    if leg is not None and leg in call.ringing_people and len(call.ringing_people) > 1:
        request.check_reach(leg.user)
        system.switch.decline(leg.call_id, leg.user)
    else:
        system.switch.hang_up(call.id)
    return Answer(status=204)


def _active_of_user(system: "PhoneSystem", request: ApiRequest) -> Answer:
    user = named_user(system, request).user
    request.check_reach(user)
    return _active(system, [call for call in system.switch.live() if call.involves(user)], user)


def _active_of_domain(system: "PhoneSystem", request: ApiRequest) -> Answer:
    request.check_reach(None)
    return _active(system, system.switch.live(), None)


def _active(system: "PhoneSystem", calls: Iterable[Call], user: str | None) -> Answer:
    """The shape is not documented: see `Variants.active_calls`."""
    rows: list[dict[str, object]] = [
        call_fields(call, leg, system.variants)
        for call in calls
        for leg in call.live_legs
        if user is None or user in (call.caller.user, leg.user)
    ]
    if system.variants.active_calls == "wrapped":
        return Answer([{"calls": row} for row in rows])
    if system.variants.active_calls == "alone" and len(rows) == 1:
        return Answer(rows[0])
    return Answer(rows)


def _call(system: "PhoneSystem", request: ApiRequest) -> Call:
    """The call of the path, if the token's scope reaches as far."""
    try:
        call = system.switch.find(request.parts["call_id"])
    except NoSuchCall as error:
        raise not_found() from error
    if not request.token.may_see(None) and not call.involves(request.token.user):
        raise forbidden()
    return call


def _try(action: Callable[[], None]) -> None:
    try:
        action()
    except CallError as error:
        raise bad_value(str(error)) from error


_RATE = Rate(1, 15)

ENDPOINTS = (
    Endpoint("POST", "calls/", _RATE, _place),
    Endpoint("GET", "calls/active/", _RATE, _active_of_domain),
    Endpoint("GET", "calls/users/current/active/", _RATE, _active_of_user),
    Endpoint("GET", "calls/users/{user}/active/", _RATE, _active_of_user),
    Endpoint("PUT", "calls/{call_id}/answer/", _RATE, _answer),
    Endpoint("PUT", "calls/{call_id}/reject/", _RATE, _reject),
    Endpoint("DELETE", "calls/{call_id}/", _RATE, _hang_up),
)
