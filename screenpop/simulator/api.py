"""All calls of the API, as one ASGI application."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from . import api_calls, api_queues, api_records, api_subscriptions, api_users, oauth
from .answers import Refusal, not_found
from .authorize import authorize
from .endpoint import Endpoint
from .system import PhoneSystem

ENDPOINTS: tuple[Endpoint, ...] = (
    *oauth.ENDPOINTS,
    *api_subscriptions.ENDPOINTS,
    *api_users.ENDPOINTS,
    *api_calls.ENDPOINTS,
    *api_records.ENDPOINTS,
    *api_queues.ENDPOINTS,
)


def api_app(system: PhoneSystem) -> Starlette:
    """The API of one phone system. Every path ends in a slash; `subscriptions/{id}` is answered without it too."""
    routes = [_authorize_route(system)]
    for endpoint in ENDPOINTS:
        routes.append(_route(system, endpoint, f"/{endpoint.template}"))
        if endpoint.unslashed:
            routes.append(_route(system, endpoint, f"/{endpoint.template}".rstrip("/")))
    app = Starlette(routes=routes, exception_handlers={HTTPException: _http_error, Refusal: _refusal})
    app.router.redirect_slashes = False
    return app


def _route(system: PhoneSystem, endpoint: Endpoint, path: str) -> Route:
    async def respond(request: Request) -> Response:
        return await endpoint.respond(system, request)

    return Route(path, respond, methods=[endpoint.method])


def _authorize_route(system: PhoneSystem) -> Route:
    async def respond(request: Request) -> Response:
        return await authorize(system, request)

    return Route("/oauth/authorize/", respond, methods=["GET", "POST"])


async def _http_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    refusal = not_found() if error.status_code == 404 else Refusal(error.status_code, error.detail)
    return JSONResponse(refusal.body, refusal.status, error.headers)


async def _refusal(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return JSONResponse(error.body, error.status, error.headers)
