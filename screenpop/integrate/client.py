"""The phone system's HTTP API, as far as a desktop needs it.

Every request, those of the sign-in included, waits for its turn under the published limits. What goes wrong is
raised as one of `errors`, in words for people. Sources: API description 1.9; for active calls, answer, reject and
devices the vendor's 1.8 descriptions and its official client.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote

import httpx

from screenpop import __version__
from screenpop.calls.events import CallRecord, Snapshot

from .auth import SignIn
from .clock import steady, utc_now
from .errand import Errand, errand_of
from .errors import RateLimited, ServerTrouble
from .limits import RateLimits
from .messages import MessageError, read_active_calls, read_records
from .sentences import place_call_to
from .settings import AccountSettings
from .times import read_time, write_time
from .troubles import no_answer, pause_after, raise_for
from .wire import (
    Subscription,
    User,
    read_cursor,
    read_devices,
    read_message,
    read_queues,
    read_retry_after,
    read_subscription,
    read_user,
    read_users,
)

__all__ = ["Client", "Subscription", "User"]

log = logging.getLogger(__name__)

TIMEOUT: Final = httpx.Timeout(10.0, connect=5.0)
TRIES: Final = 3
"""How often a request is sent when the phone system says that there are too many."""
LONGEST_PAUSE: Final = timedelta(minutes=1)
"""Whoever is told to wait for longer than that may have better things to do in the meantime."""
PAGE_SIZE: Final = 100
MOST_PAGES: Final = 200
LONGEST_LIFETIME: Final = timedelta(seconds=604800)
_HALF_A_SECOND: Final = timedelta(seconds=0.5)


class Client:
    """Speaks to the API for one signed-in user. Close it with `aclose`."""

    def __init__(
        self,
        settings: AccountSettings,
        *,
        auth: httpx.Auth,
        limits: RateLimits,
        wall: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = steady,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """Nothing is sent before the first call. `transport` replaces the network (for tests)."""
        self._auth = auth
        self._limits = limits
        self._wall = wall
        self._monotonic = monotonic
        self._server_at: tuple[datetime, float] | None = None
        self._http = httpx.AsyncClient(
            base_url=settings.base_url,
            auth=auth,
            timeout=TIMEOUT,
            headers={"Accept": settings.accept, "User-Agent": f"ScreenPop/{__version__}"},
            event_hooks={"request": [self._before], "response": [self._after]},
            transport=transport,
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    def server_now(self) -> datetime:
        """The phone system's clock, to about a second; this computer's own before the first answer."""
        if self._server_at is None:
            return self._wall()
        told, at = self._server_at
        return told + timedelta(seconds=self._monotonic() - at)

    @property
    def knows_time(self) -> bool:
        """Whether the phone system has told us the time."""
        return self._server_at is not None

    @property
    def scope(self) -> str | None:
        """What the sign-in may do ("Basic User", "Office Manager", …), as far as the phone system said."""
        return self._auth.scope if isinstance(self._auth, SignIn) else None

    async def current_user(self, *, interactive: bool = False) -> User:
        """Who is signed in. Service accounts may have no user of their own: NotFound or Forbidden then.

        `interactive` where a person waits for it.
        """
        what = "read who is signed in"
        answer = await self._call("GET", "users/{user}/", what, interactive=interactive, user="current")
        return read_user(answer.content)

    async def users(self) -> tuple[User, ...]:
        """All users that the sign-in may see."""
        return read_users((await self._call("GET", "users/", "list the users")).content)

    async def queues(self) -> dict[str, str]:
        """The names of the call queues, by their extensions."""
        return read_queues((await self._call("GET", "call_queues/", "list the call queues")).content)

    async def devices(self, user: str) -> dict[str, str]:
        """The devices on which `user` can pick up: their labels, by address."""
        path, what = "devices/users/{user}/", "list your devices"
        return read_devices((await self._call("GET", path, what, interactive=True, user=user)).content)

    async def create_subscription(
        self, post_uri: str, expires_in: timedelta, user: str | None, events: Sequence[str] = ("calls",)
    ) -> Subscription:
        """Have `events` of `user` (None: of the whole domain) posted to `post_uri`; the same request again renews.

        `expires_in` is at most a week. `expires` of the answer is always set.
        """
        seconds = int(min(expires_in, LONGEST_LIFETIME).total_seconds())
        wish: dict[str, object] = {"post_uri": post_uri, "expires_in": seconds, **dict.fromkeys(events, True)}
        if user is not None:
            wish["user"] = user
        what = f"subscribe to {' and '.join(events)}"
        answer = await self._call("POST", "subscriptions/", what, json=wish)
        made = read_subscription(answer.content)
        expires = made.expires or self.server_now() + timedelta(seconds=seconds)
        return Subscription(made.id, made.post_uri or post_uri, expires, made.users, made.enabled)

    async def get_subscription(self, subscription_id: str) -> Subscription:
        """The subscription; NotFound once it is over. A user can read only what that user created."""
        path = "subscriptions/{id}/"
        return read_subscription((await self._call("GET", path, "read the subscription", id=subscription_id)).content)

    async def delete_subscription(self, subscription_id: str) -> None:
        """End the subscription; NotFound if it is over. A user can delete only what that user created."""
        what = "end the subscription"
        answer = await self._call("DELETE", "subscriptions/{id}/", what, id=subscription_id)
        if answer.status_code != httpx.codes.NO_CONTENT:
            raise ServerTrouble(what, f"status {answer.status_code} where 204 says that it is done")

    async def active_calls(self, user: str | None) -> Snapshot:
        """The calls under way of one extension, None for the whole domain. `taken` is by this computer's clock."""
        errand = Errand("calls/users/{user}/active/" if user is not None else "calls/active/")
        answer = await self._run("GET", errand, "list the calls under way", user=user or "")
        try:
            rows = read_active_calls(answer.content)
        except MessageError as error:
            raise ServerTrouble("list the calls under way", f"its answer cannot be read: {error}") from error
        return Snapshot(rows, errand.sent or self._wall(), None if user is None else frozenset({user}))

    async def call_records(self, user: str | None, since: datetime) -> tuple[CallRecord, ...]:
        """The records of calls that began since then, of one extension or (None) of the whole domain, from all pages.

        No end is sent: what the API description says of `end_date` can be read in two ways.
        """
        template = "cdrs/users/{user}/" if user is not None else "cdrs/users/"
        query = {"start_date": write_time(since), "page_size": str(PAGE_SIZE)}
        records: list[CallRecord] = []
        seen: set[str] = set()
        for _ in range(MOST_PAGES):
            answer = await self._call("GET", template, "read the call records", params=query, user=user or "")
            records += _records_of(answer.content)
            cursor = read_cursor(answer.content, answer.headers)
            if cursor is None:
                return tuple(records)
            if cursor in seen:
                log.warning("The phone system's pages of call records go round in a circle; the rest is left out.")
                return tuple(records)
            seen.add(cursor)
            query["cursor"] = cursor
        log.warning("There are more than %d pages of call records; the rest is left out.", MOST_PAGES)
        return tuple(records)

    async def place_call(self, to: str, from_: str | None = None) -> None:
        """Ring `from_` (a device such as "126@example.com"; None: the signed-in user's), then `to`."""
        wish = {"to": to} if from_ is None else {"to": to, "from": from_}
        await self._call("POST", "calls/", place_call_to(to), json=wish, interactive=True)

    async def answer(self, call_id: str, to: str) -> None:
        """Pick a ringing call up on the device `to` ("126@example.com")."""
        path = "calls/{call_id}/answer/"
        wish = {"id": call_id, "to": to}
        await self._call("PUT", path, "answer the call", json=wish, interactive=True, call_id=call_id)

    async def reject(self, call_id: str) -> None:
        """Decline a ringing call."""
        path = "calls/{call_id}/reject/"
        await self._call("PUT", path, "decline the call", json={"id": call_id}, interactive=True, call_id=call_id)

    async def hang_up(self, call_id: str) -> None:
        """End a call."""
        await self._call("DELETE", "calls/{call_id}/", "hang up", interactive=True, call_id=call_id)

    async def _call(
        self,
        method: str,
        template: str,
        what: str,
        *,
        json: Mapping[str, object] | None = None,
        params: Mapping[str, str] | None = None,
        interactive: bool = False,
        **parts: str,
    ) -> httpx.Response:
        return await self._run(method, Errand(template, interactive), what, json=json, params=params, **parts)

    async def _run(
        self,
        method: str,
        errand: Errand,
        what: str,
        *,
        json: Mapping[str, object] | None = None,
        params: Mapping[str, str] | None = None,
        **parts: str,
    ) -> httpx.Response:
        """Send the request, again after a 429 that asks for a short pause; its good answer, or raise what it means."""
        path = errand.template.format_map({name: quote(part, safe="") for name, part in parts.items()})
        request = self._http.build_request(method, path, json=json, params=params, extensions=errand.extensions())
        for _ in range(TRIES):
            answer = await self._send(request, errand, what)
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS or pause_after(answer) > LONGEST_PAUSE:
                break
        raise_for(answer, what, scope=self.scope)
        return answer

    async def _send(self, request: httpx.Request, errand: Errand, what: str) -> httpx.Response:
        try:
            return await self._http.send(request)
        except httpx.TransportError as error:
            raise no_answer(request.url.host, error) from error
        except httpx.DecodingError as error:
            raise ServerTrouble(what, "its answer is garbled") from error
        except RateLimited as error:
            raise RateLimited(what, error.retry_after) from error
        finally:
            errand.over()

    async def _before(self, request: httpx.Request) -> None:
        errand = errand_of(request)
        turn = await self._limits.acquire(request.method, errand.template, interactive=errand.interactive)
        errand.turns.append(turn)
        errand.sent = self._wall()

    async def _after(self, response: httpx.Response) -> None:
        errand = errand_of(response.request)
        errand.over()
        self._learn_time(response)
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            await response.aread()
            wait = read_retry_after(response.headers.get("Retry-After"))
            message = read_message(response.content)
            await self._limits.pushed_back(response.request.method, errand.template, message, wait)

    def _learn_time(self, response: httpx.Response) -> None:
        """Take the time from a Date header, which is cut to the second, so half a second late on average."""
        told = read_time(response.headers.get("Date"))
        if told is not None and not response.is_server_error:
            self._server_at = (told + _HALF_A_SECOND, self._monotonic())


def _records_of(body: bytes) -> tuple[CallRecord, ...]:
    try:
        return read_records(body)
    except MessageError as error:
        raise ServerTrouble("read the call records", f"its answer cannot be read: {error}") from error
