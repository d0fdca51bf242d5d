"""The control API for everything but calls: what happened, what is to go wrong, and how the phone system behaves."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.routing import BaseRoute

from .calls import NoSuchCall
from .control_tools import read, route
from .faults import read_faults
from .spelling import log_time
from .subscriptions import Subscription
from .system import PhoneSystem
from .variants import Timings, Variants


class ClockWish(msgspec.Struct, forbid_unknown_fields=True):
    """How many seconds the phone system's clock is ahead."""

    offset: float


class Revocation(msgspec.Struct, forbid_unknown_fields=True):
    """Which tokens are taken back: the access tokens, and with `renewals` the refresh tokens too."""

    renewals: bool = False


class ScopeWish(msgspec.Struct, forbid_unknown_fields=True):
    """What the tokens of `user` (None: of the applications) may do from now on."""

    scope: str
    user: str | None = None


async def _subscriptions(system: PhoneSystem, _request: Request) -> object:
    return [_describe(one) for one in system.subscriptions.live()]


async def _delete_subscription(system: PhoneSystem, request: Request) -> object:
    """End a subscription as if somebody else had: its owner is not asked."""
    subscription = system.subscriptions.find(request.path_params["id"])
    if subscription is None:
        raise NoSuchCall("There is no such subscription, or it is over.")
    system.subscriptions.delete(subscription.id)
    return _describe(subscription)


async def _requests(system: PhoneSystem, _request: Request) -> object:
    return [
        {"method": one.method, "path": one.path, "query": one.query, "status": one.status, "at": log_time(one.at)}
        for one in system.requests
    ]


async def _forget_requests(system: PhoneSystem, _request: Request) -> object:
    """Empty the log of requests, and begin to count anew for the rate limits."""
    system.requests.clear()
    system.limits.forget()
    return []


async def _deliveries(system: PhoneSystem, _request: Request) -> object:
    return list(system.deliveries.log)


async def _faults(system: PhoneSystem, _request: Request) -> object:
    return msgspec.to_builtins(system.faults.pending())


async def _add_faults(system: PhoneSystem, request: Request) -> object:
    system.faults.add(read_faults(await read(request, Any)))
    return msgspec.to_builtins(system.faults.pending())


async def _clear_faults(system: PhoneSystem, _request: Request) -> object:
    """No more faults; what they held back goes out."""
    system.faults.clear()
    system.deliveries.release()
    return []


async def _set_clock(system: PhoneSystem, request: Request) -> object:
    system.clock.offset = timedelta(seconds=(await read(request, ClockWish)).offset)
    return {"now": log_time(system.clock.now())}


async def _revoke(system: PhoneSystem, request: Request) -> object:
    system.tokens.revoke(renewals=(await read(request, Revocation)).renewals)
    return {}


async def _rescope(system: PhoneSystem, request: Request) -> object:
    wish = await read(request, ScopeWish)
    system.tokens.rescope(wish.user, wish.scope)
    return {}


async def _change_variants(system: PhoneSystem, request: Request) -> object:
    return await _changed(request, system.variants, Variants)


async def _change_timings(system: PhoneSystem, request: Request) -> object:
    return await _changed(request, system.timings, Timings)


async def _changed(request: Request, held: Variants | Timings, kind: type[Variants] | type[Timings]) -> object:
    """Change what the body names, in place, since everybody holds the same object."""
    wanted = msgspec.convert({**msgspec.to_builtins(held), **await read(request, dict[str, Any])}, kind)
    for name in kind.__struct_fields__:
        setattr(held, name, getattr(wanted, name))
    return msgspec.to_builtins(held)


async def _office(system: PhoneSystem, _request: Request) -> object:
    return msgspec.to_builtins(system.office)


def _describe(subscription: Subscription) -> dict[str, object]:
    wish = subscription.wish
    return {
        "id": subscription.id,
        "post_uri": wish.post_uri,
        "expires": log_time(subscription.expires),
        "events": [{"type": event, "user": user} for event in wish.events for user in wish.users or ("*",)],
        "owner": wish.owner,
        "ready": subscription.ready,
    }


def routes(system: PhoneSystem) -> Sequence[BaseRoute]:
    """The routes."""
    return [
        route(system, "GET", "/office", _office),
        route(system, "GET", "/subscriptions", _subscriptions),
        route(system, "POST", "/subscriptions/{id}", _delete_subscription),
        route(system, "DELETE", "/subscriptions/{id}", _delete_subscription),
        route(system, "GET", "/requests", _requests),
        route(system, "DELETE", "/requests", _forget_requests),
        route(system, "GET", "/deliveries", _deliveries),
        route(system, "GET", "/faults", _faults),
        route(system, "POST", "/faults", _add_faults),
        route(system, "DELETE", "/faults", _clear_faults),
        route(system, "POST", "/clock", _set_clock),
        route(system, "DELETE", "/tokens", _revoke),
        route(system, "POST", "/scope", _rescope),
        route(system, "POST", "/variants", _change_variants),
        route(system, "POST", "/timings", _change_timings),
    ]
