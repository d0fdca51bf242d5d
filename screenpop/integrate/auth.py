"""Signing in to the phone system, as an httpx sign-in flow.

A grant says what is sent to `oauth/token/`; `SignIn` holds the token that comes back, in memory only, gives it to
each request, gets a new one before the old one ends, and once when the phone system does not take it any more (401).
Requests that need a token at the same time share one sign-in. The conversation is written as a generator of requests
that is fed with their answers, so that it can be tested without a server.

Source: the vendor's Authentication page and official client (form-encoded, which the API description's prose
contradicts).
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import httpx

from . import sentences
from .clock import steady, utc_now
from .errand import errand_of
from .errors import RateLimited, Refused, ServerTrouble, SignInNeeded
from .grants import ClientCredentials, Grant, Password, Refresh
from .settings import AccountSettings
from .times import read_time
from .troubles import server_trouble
from .wire import TokenAnswer, is_web_page, read_message, read_token

log = logging.getLogger(__name__)

TOKEN_PATH: Final = "oauth/token/"
ASSUMED_LIFETIME: Final = timedelta(hours=1)
LONGEST_MARGIN: Final = timedelta(minutes=1)
SHARE_OF_MARGIN: Final = 10
"""A token is renewed a minute, or a tenth of its life, before its end: whichever is shorter."""
TRIES: Final = 3
"""How often a sign-in is tried when the phone system says that there are too many."""

Conversation = Generator[httpx.Request, httpx.Response, None]
Renewed = Callable[[str, str], Awaitable[None]]
"""Hears of the former and the new refresh token."""


async def keep_in_memory(_former: str, _refresh_token: str) -> None:
    """Nothing: the sign-in itself holds what it needs as long as the program runs."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token and until when (on the steady clock) it is good to use."""

    access: str = field(repr=False)
    good_until: float
    scope: str | None = None
    domain: str | None = None
    user: str | None = None


class SignIn(httpx.Auth):
    """Signs requests, and signs in whenever that needs a new token.

    Raises SignInNeeded out of a request where the phone system refuses the credentials. A 401 that follows a fresh
    sign-in is handed back as the answer.
    """

    def __init__(
        self,
        base_url: str,
        grant: Grant | None,
        *,
        client_id: str = "",
        client_secret: str = "",
        refresh_token: str | None = None,
        renewed: Renewed = keep_in_memory,
        monotonic: Callable[[], float] = steady,
    ) -> None:
        """Sign in by `grant`; None where a person did, and only `refresh_token` renews what they got.

        `renewed` hears of each refresh token that takes the place of another, before anything else is done with it.
        """
        self._url = base_url + TOKEN_PATH
        self._grant = grant
        self._client_id = client_id
        self._client_secret = client_secret
        self._monotonic = monotonic
        self._token: Token | None = None
        self._refresh_token = refresh_token
        self._renewed = renewed
        self._signing_in = asyncio.Lock()

    @property
    def scope(self) -> str | None:
        """What the token may do ("Basic User", "Office Manager", …), None before the first sign-in."""
        return self._token.scope if self._token else None

    @property
    def domain(self) -> str | None:
        """The domain of the sign-in, where the phone system named it."""
        return self._token.domain if self._token else None

    @property
    def refresh_token(self) -> str | None:
        """What renews the token, where the phone system gave it."""
        return self._refresh_token

    def renew_with(self, refresh_token: str) -> None:
        """A person signed in anew: go on with what they got."""
        self._token = None
        self._refresh_token = refresh_token

    def forget(self) -> None:
        """Drop the token: the next request signs in."""
        self._token = None
        self._refresh_token = None

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Sign the request, after signing in if need be, and once more with a new token if that is not taken."""
        used = self._token
        is_stale = used is None or self._monotonic() >= used.good_until
        for _ in range(2):
            if is_stale:
                async with self._signing_in:
                    former = self._refresh_token
                    conversation = self.converse(request)
                    is_ours_to_do = self._token is None or self._token is used
                    wanted = next(conversation, None) if is_ours_to_do else None
                    while wanted is not None:
                        answer = yield wanted
                        await answer.aread()
                        wanted = _next(conversation, answer)
                    if former and self._refresh_token and self._refresh_token != former:
                        await self._renewed(former, self._refresh_token)
            used = self._token
            if used is None:
                raise SignInNeeded(sentences.signed_out_meanwhile())
            request.headers["Authorization"] = f"Bearer {used.access}"
            answer = yield request
            is_stale = answer.status_code == httpx.codes.UNAUTHORIZED
            if not is_stale:
                return

    def converse(self, request: httpx.Request) -> Conversation:
        """The requests of one sign-in, for the sake of `request`; raises an IntegrateError if it fails."""
        if self._refresh_token:
            refresh = Refresh(self._client_id, self._refresh_token, self._client_secret)
            refusal = yield from self._ask(refresh, request)
            if refusal is None:
                return
            log.info("The refresh token is not taken any more: %s", refusal)
            self._refresh_token = None
        self._token = None
        if self._grant is None:
            raise SignInNeeded(sentences.has_ended())
        refusal = yield from self._ask(self._grant, request)
        if refusal is not None:
            raise SignInNeeded(sentences.not_accepted(refusal), word=refusal)

    def _ask(self, grant: Grant, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, str | None]:
        """Ask for a token and keep it; returns the phone system's word if it refuses."""
        for _ in range(TRIES):
            answer = yield self._token_request(grant, request)
            if is_web_page(answer.headers):
                raise ServerTrouble("sign in", f"status {answer.status_code}, with a web page instead of an answer")
            if answer.is_success:
                self._keep(read_token(answer.content), answer)
                return None
            if answer.status_code in _REFUSALS:
                return read_message(answer.content) or f"status {answer.status_code}"
            if answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
                raise Refused("sign in", answer.status_code, read_message(answer.content))
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                raise server_trouble("sign in", answer)
        raise RateLimited("sign in", timedelta(minutes=1))

    def _token_request(self, grant: Grant, request: httpx.Request) -> httpx.Request:
        """The request for a token, with the time limits of `request` (httpx sets none of its own here)."""
        timeout = {key: value for key, value in request.extensions.items() if key == "timeout"}
        return httpx.Request(
            "POST",
            self._url,
            data=grant.form(),
            headers={"Accept": request.headers.get("Accept", "application/json")},
            extensions=errand_of(request).aside(TOKEN_PATH).extensions(timeout),
        )

    def _keep(self, answer: TokenAnswer, response: httpx.Response) -> None:
        lifetime = answer.lifetime or _remaining(answer, response) or ASSUMED_LIFETIME
        good_for = lifetime - min(LONGEST_MARGIN, lifetime / SHARE_OF_MARGIN)
        self._token = Token(
            access=answer.access_token,
            good_until=self._monotonic() + good_for.total_seconds(),
            scope=answer.scope,
            domain=answer.domain,
            user=answer.user,
        )
        self._refresh_token = answer.refresh_token or self._refresh_token


def auth_for(
    settings: AccountSettings,
    secret: Callable[[str], str | None],
    *,
    renewed: Renewed = keep_in_memory,
    monotonic: Callable[[], float] = steady,
) -> SignIn:
    """The sign-in that the settings ask for; `secret` gives "client_secret", "password" and "refresh_token".

    `renewed`: see SignIn. Raises SignInNeeded, saying what to set or to do, if something is missing.
    """
    check_account(settings)
    client_id = settings.client_id
    client_secret = secret("client_secret") or ""
    refresh_token: str | None = None
    grant: Grant | None = None
    match settings.grant:
        case "client_credentials":
            grant = ClientCredentials(client_id, _needed(client_secret, "client_secret"))
        case "password":
            username = _needed(settings.username, "username")
            grant = Password(client_id, username, _needed(secret("password") or "", "password"), client_secret)
        case "authorization_code":
            refresh_token = secret("refresh_token")
            if not refresh_token:
                raise SignInNeeded(sentences.nobody_yet())
        case other:
            raise SignInNeeded(sentences.no_such_grant(other))
    return SignIn(
        settings.base_url,
        grant,
        client_id=client_id,
        client_secret=client_secret,
        refresh_token=refresh_token,
        renewed=renewed,
        monotonic=monotonic,
    )


def check_account(settings: AccountSettings) -> None:
    """Raise SignInNeeded, saying what to set, if nobody could sign in with these settings in any way."""
    _check_address(settings.api_url)
    _needed(settings.client_id, "client_id")


_REFUSALS = {httpx.codes.BAD_REQUEST, httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}


def _needed(value: str, name: str) -> str:
    if not value:
        raise SignInNeeded(sentences.missing(name))
    return value


def _check_address(api_url: str) -> None:
    try:
        url = httpx.URL(api_url)
        is_good = url.scheme in {"https", "http"} and bool(url.host.encode("idna"))
    except (httpx.InvalidURL, ValueError):
        is_good = False
    if not is_good:
        raise SignInNeeded(sentences.no_address_of_an_api(api_url))


def _next(conversation: Conversation, answer: httpx.Response) -> httpx.Request | None:
    try:
        return conversation.send(answer)
    except StopIteration:
        return None


def _remaining(answer: TokenAnswer, response: httpx.Response) -> timedelta | None:
    """How long the token lives by its `expires`, counted from the phone system's own clock."""
    if answer.expires is None:
        return None
    now = read_time(response.headers.get("Date")) or utc_now()
    return answer.expires - now if answer.expires > now else None
