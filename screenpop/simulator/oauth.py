"""Signing in: `POST oauth/token/` with each of the four grants.

The vendor's Authentication page and official client send a form, the API description's prose speaks of JSON: both
are read.
"""

import base64
import binascii
import secrets
from typing import TYPE_CHECKING

from .answers import Answer, Refusal, bad_request
from .endpoint import ApiRequest, Endpoint
from .limits import Rate
from .office import App, User
from .spelling import api_time
from .tokens import Token

if TYPE_CHECKING:
    from .system import PhoneSystem

RATE = Rate(3, 60)


def _grant(system: "PhoneSystem", request: ApiRequest) -> Answer:
    grants = {
        "client_credentials": _client_credentials,
        "password": _password,
        "authorization_code": _authorization_code,
        "refresh_token": _refresh_token,
    }
    name = request.parameters.text("grant_type")
    if not name:
        raise bad_request("grant_type is required.")
    if name not in grants:
        raise Refusal(400, f"The grant type {name} is not supported.", error="unsupported_grant_type")
    return grants[name](system, request)


def _client_credentials(system: "PhoneSystem", request: ApiRequest) -> Answer:
    app, with_secret = _app(system, request)
    if not with_secret:
        raise _invalid_client()
    return _answer(system, system.tokens.issue(app, None), None)


def _password(system: "PhoneSystem", request: ApiRequest) -> Answer:
    app, with_secret = _app(system, request)
    user = signed_in(system, request.parameters.needed("username"), request.parameters.needed("password"))
    if user is None:
        raise Refusal(401, "The user name or the password is wrong.", error="invalid_grant")
    return _with_renewal(system, app, user, public=not with_secret)


def _authorization_code(system: "PhoneSystem", request: ApiRequest) -> Answer:
    app, with_secret = _app(system, request)
    asked = request.parameters
    code, redirect_uri = asked.needed("code"), asked.needed("redirect_uri")
    granted = system.tokens.redeem(code, app, redirect_uri, asked.text("code_verifier"))
    if app.client_secret is not None and not with_secret and granted.challenge is None:
        raise _invalid_client()
    return _with_renewal(system, app, granted.user, public=not with_secret)


def _refresh_token(system: "PhoneSystem", request: ApiRequest) -> Answer:
    app, with_secret = _app(system, request)
    refresh_token = request.parameters.needed("refresh_token")
    user, new = system.tokens.renew(refresh_token, app, with_secret=with_secret)
    return _answer(system, system.tokens.issue(app, user), new)


def _with_renewal(system: "PhoneSystem", app: App, user: User, *, public: bool) -> Answer:
    renewal = system.tokens.issue_renewal(app, user, public=public)
    return _answer(system, system.tokens.issue(app, user), renewal)


def _answer(system: "PhoneSystem", token: Token, refresh_token: str | None) -> Answer:
    body: dict[str, object] = {
        "access_token": token.access,
        "token_type": "Bearer",
        "expires_in": max(int((token.expires - system.clock.now()).total_seconds()), 0),
        "expires": api_time(token.expires),
        "scope": token.scope,
        "domain": system.office.domain,
        "account_id": None,
    }
    if token.user is not None:
        body["user_id"] = token.user
    if refresh_token is not None:
        body["refresh_token"] = refresh_token
    return Answer(body, headers={"Cache-Control": "no-store"})


def signed_in(system: "PhoneSystem", username: str, password: str) -> User | None:
    """The user with that name (the extension, or "126@example.com") and password."""
    user = system.office.find_user(username)
    right = secrets.compare_digest(password.encode(), user.password.encode()) if user else False
    return user if right else None


def _app(system: "PhoneSystem", request: ApiRequest) -> tuple[App, bool]:
    """The application, and whether it showed its secret. A wrong secret is worse than none."""
    client_id, secret = _credentials(request)
    app = system.office.app(client_id)
    if app is None:
        raise _invalid_client()
    if not secret or app.client_secret is None:
        return app, False
    if not secrets.compare_digest(secret.encode(), app.client_secret.encode()):
        raise _invalid_client()
    return app, True


def _credentials(request: ApiRequest) -> tuple[str, str]:
    """From the parameters, or from base64(client_id:client_secret) in the Authorization header (API description)."""
    client_id, secret = request.parameters.text("client_id"), request.parameters.text("client_secret")
    if client_id or not request.bearer:
        return client_id, secret
    try:
        client_id, _, secret = base64.b64decode(request.bearer, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise _invalid_client() from error
    return client_id, secret


def _invalid_client() -> Refusal:
    return Refusal(401, "Invalid Vendor", error="invalid_client")


ENDPOINTS = (Endpoint("POST", "oauth/token/", RATE, _grant, signed=False),)
