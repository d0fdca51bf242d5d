"""One call of the API, and the way of a request through it: version, token, rate limit, parameters, answer.

Every answer names the limit of its call and has a Content-Type, the empty one too (the official client insists).
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from .answers import JSON, Answer, Refusal, bad_request, bad_value, forbidden, unauthorized
from .limits import Rate
from .parameters import Parameters, read_parameters
from .tokens import Token

if TYPE_CHECKING:
    from .system import PhoneSystem

_VENDOR_TYPE: Final = re.compile(r"application/vnd\.integrate\.v([\w.]+)\+json")
VERSIONS: Final = tuple(f"1.{minor}.0" for minor in range(11))
_DESCRIBED: Final = "1.9.0"


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """A request that was let through. `parts` are those of the path, `bearer` is what stood in the Authorization."""

    parts: Mapping[str, str]
    parameters: Parameters
    version: str
    bearer: str
    signed_by: Token | None

    @property
    def token(self) -> Token:
        """The token; calls that need none must not ask."""
        assert self.signed_by is not None
        return self.signed_by

    def check_reach(self, user: str | None) -> None:
        """Refuse unless the token's scope reaches as far as `user` (None: the whole domain)."""
        if not self.token.may_see(user):
            raise forbidden()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method of one path. `signed` calls need a token; `unslashed` ones answer without the last slash too."""

    method: str
    template: str
    rate: Rate
    handle: Callable[["PhoneSystem", ApiRequest], Answer]
    signed: bool = True
    unslashed: bool = False

    async def respond(self, system: "PhoneSystem", request: Request) -> Response:
        """Answer the request."""
        media_type = JSON
        try:
            version = _version(request.headers)
            media_type = _media_type(request.headers)
            answer = self.handle(system, await self._admit(system, request, version))
        except Refusal as refusal:
            answer, media_type = Answer(refusal.body, refusal.status, headers=refusal.headers), JSON
        headers = {"x-RateLimit-Limit": str(self.rate), **answer.headers}
        return Response(_encoded(answer.body), answer.status, headers, answer.media_type or media_type)

    async def _admit(self, system: "PhoneSystem", request: Request, version: str) -> ApiRequest:
        bearer = _bearer(request.headers)
        token = system.tokens.find(bearer) if self.signed else None
        if self.signed and token is None:
            raise unauthorized()
        parameters = read_parameters(request.url.query, await _body(request))
        who = token.access if token else f"application {parameters.text('client_id')}"
        system.limits.spend(who, self.method, self.template, self.rate)
        return ApiRequest(request.path_params, parameters, version, bearer, token)


async def _body(request: Request) -> bytes:
    try:
        return await request.body()
    except ClientDisconnect as error:
        raise bad_request("The request ended too early.") from error


def _encoded(body: object) -> bytes:
    if isinstance(body, bytes):
        return body
    return b"" if body is None else json.dumps(body).encode()


def _bearer(headers: Headers) -> str:
    kind, _, value = headers.get("authorization", "").partition(" ")
    return value.strip() if kind.lower() == "bearer" else ""


def _version(headers: Headers) -> str:
    """The version that the Accept header picks; the described one where it picks none."""
    asked = _VENDOR_TYPE.search(headers.get("accept", ""))
    if asked is None:
        return _DESCRIBED
    if asked[1] not in VERSIONS:
        raise bad_value("An invalid version number was provided.")
    return asked[1]


def _media_type(headers: Headers) -> str:
    """The vendor's own type where the described version was asked for by name, else plain JSON."""
    asked = _VENDOR_TYPE.search(headers.get("accept", ""))
    return f"application/vnd.integrate.v{_DESCRIBED}+json" if asked and asked[1] == _DESCRIBED else JSON
