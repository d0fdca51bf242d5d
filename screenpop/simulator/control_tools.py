"""What the routes of the control API have in common: JSON in, JSON out, and errors in words."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .calls import CallError, NoSuchCall
from .system import PhoneSystem

T = TypeVar("T")
Handler = Callable[[PhoneSystem, Request], Awaitable[object]]


async def read(request: Request, kind: type[T]) -> T:
    """The body as `kind`; an empty body is an empty object. Raises msgspec.MsgspecError."""
    return msgspec.json.decode(await request.body() or b"{}", type=kind)


def route(system: PhoneSystem, method: str, path: str, handle: Handler) -> Route:
    """A route of the control API; what `handle` returns becomes JSON."""

    async def respond(request: Request) -> Response:
        try:
            return JSONResponse(await handle(system, request))
        except msgspec.MsgspecError as error:
            return _wrong(422, str(error))
        except NoSuchCall as error:
            return _wrong(404, str(error))
        except CallError as error:
            return _wrong(409, str(error))

    return Route(path, respond, methods=[method])


def _wrong(status: int, message: str) -> Response:
    return JSONResponse({"message": message}, status)
