"""The control API for calls: what people in the office and outside do."""

import asyncio
from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.routing import BaseRoute

from .calls import CallError
from .control_tools import Handler, read, route
from .flood import Flood, flood
from .library import LIBRARY
from .messages import call_fields
from .scripts import Play, Script, told_of
from .system import PhoneSystem
from .wishes import KINDS, CallWish, Roles, begin


class Deed(msgspec.Struct, forbid_unknown_fields=True):
    """What is done with a call: `user` is whose desk it is done at, or whom the caller is passed on to."""

    user: str | None = None


class ScriptWish(msgspec.Struct, forbid_unknown_fields=True):
    """A script to play: one of the library by `name`, or `steps`. With `wait`, the answer comes at its end."""

    name: str | None = None
    steps: list[Any] | None = None
    agent: str | None = None
    wait: bool = False


async def _list(system: PhoneSystem, _request: Request) -> object:
    return [
        {"id": call.id, "queue": call.queue, "legs": [call_fields(call, leg, system.variants) for leg in call.legs]}
        for call in system.switch.live()
    ]


async def _ring(system: PhoneSystem, request: Request) -> object:
    """Ring a call that goes on as it is told to; of a script's kind, it goes on as in the script."""
    told = await read(request, dict[str, Any])
    kind = told.pop("kind", KINDS[0])
    if kind in KINDS or kind not in LIBRARY:
        return {"id": begin(system, msgspec.convert({**told, "kind": kind}, CallWish), Roles(system))}
    to = told.pop("to", None)
    if to is not None and not isinstance(to, str):
        raise CallError("A script rings one agent.")
    play = Play(system, told_of(LIBRARY[kind], told), agent=to)
    system.chores.spawn(play.run(), f"script {kind}")
    return {"id": next(iter(play.calls.values()))}


async def _answer(system: PhoneSystem, request: Request) -> object:
    system.switch.answer(_id(request), (await read(request, Deed)).user)
    return {"id": _id(request)}


async def _decline(system: PhoneSystem, request: Request) -> object:
    system.switch.decline(_id(request), (await read(request, Deed)).user)
    return {"id": _id(request)}


async def _hang_up(system: PhoneSystem, request: Request) -> object:
    await read(request, Deed)
    system.switch.hang_up(_id(request))
    return {"id": _id(request)}


async def _no_answer(system: PhoneSystem, request: Request) -> object:
    await read(request, Deed)
    system.switch.no_answer(_id(request))
    return {"id": _id(request)}


async def _voicemail(system: PhoneSystem, request: Request) -> object:
    system.switch.to_voicemail(_id(request), (await read(request, Deed)).user)
    return {"id": _id(request)}


async def _offer(system: PhoneSystem, request: Request) -> object:
    system.switch.offer(_id(request), [_needed(await read(request, Deed))])
    return {"id": _id(request)}


async def _transfer(system: PhoneSystem, request: Request) -> object:
    """The answer has the id of the call that comes of it."""
    return {"id": system.switch.transfer(_id(request), _needed(await read(request, Deed))).id}


async def _list_scripts(_system: PhoneSystem, _request: Request) -> object:
    return [{"name": name, "about": script.about} for name, script in LIBRARY.items()]


async def _play_script(system: PhoneSystem, request: Request) -> object:
    wish = await read(request, ScriptWish)
    if (wish.name is None) == (wish.steps is None):
        raise msgspec.ValidationError("A script is either a name or steps.")
    if wish.name is not None and wish.name not in LIBRARY:
        raise msgspec.ValidationError(f"There is no script {wish.name}. There are: {', '.join(LIBRARY)}.")
    script = LIBRARY[wish.name] if wish.name is not None else msgspec.convert({"steps": wish.steps}, Script)
    play = Play(system, script, agent=wish.agent)
    task = system.chores.spawn(play.run(), f"script {wish.name or 'of steps'}")
    if wish.wait:
        await asyncio.wait([task])
    return {"id": next(iter(play.calls.values()), None), "calls": play.calls}


async def _flood(system: PhoneSystem, request: Request) -> object:
    return await flood(system, await read(request, Flood))


def _id(request: Request) -> str:
    call_id: str = request.path_params["id"]
    return call_id


def _needed(deed: Deed) -> str:
    if deed.user is None:
        raise msgspec.ValidationError("A user is needed.")
    return deed.user


_DEEDS: dict[str, Handler] = {
    "answer": _answer,
    "decline": _decline,
    "hangup": _hang_up,
    "transfer": _transfer,
    "no_answer": _no_answer,
    "voicemail": _voicemail,
    "offer": _offer,
}


def routes(system: PhoneSystem) -> Sequence[BaseRoute]:
    """The routes for calls."""
    return [
        route(system, "GET", "/calls", _list),
        route(system, "POST", "/calls", _ring),
        *(route(system, "POST", f"/calls/{{id}}/{deed}", handle) for deed, handle in _DEEDS.items()),
        route(system, "GET", "/scripts", _list_scripts),
        route(system, "POST", "/script", _play_script),
        route(system, "POST", "/flood", _flood),
    ]
