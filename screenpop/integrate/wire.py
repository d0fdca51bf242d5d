"""The answers of the API, read tolerantly: ids as numbers or text, times with or without a zone, lists or lone values.

What no reading can save raises ServerTrouble. The wire's shapes end here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

import msgspec

from .errors import ServerTrouble
from .fields import identifier
from .times import read_time

_TOO_LONG: Final = 200
_MOST_DIGITS: Final = 9
LONGEST_WAIT: Final = timedelta(hours=1)
"""A pause that the phone system asks for is believed up to here: a slip of its pen must not silence us for days."""

_UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)

_Shape = TypeVar("_Shape")


@dataclass(frozen=True, slots=True)
class User:
    """A user of the phone system: extension, domain, name, time zone ("US/Pacific") and scope ("Basic User")."""

    user: str
    domain: str | None = None
    name: str | None = None
    time_zone: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription as the phone system tells of it.

    `id` is opaque. `expires` is by the phone system's clock, None where the answer is silent (the API description
    lists no such field, its example has one). `enabled` is False only where the answer says so.
    """

    id: str
    post_uri: str | None
    expires: datetime | None
    users: frozenset[str] = frozenset()
    enabled: bool = True


class _User(msgspec.Struct):
    user: str | int
    domain: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    time_zone: str | None = None
    scope: str | None = None


class _Queue(msgspec.Struct):
    queue: str | int
    name: str | None = None
    description: str | None = None


class _Subscription(msgspec.Struct):
    """Only the id must be right: an answer that is refused here is a subscription that nobody can find again."""

    id: str | int
    post_uri: Any = None
    expires: Any = None
    events: Any = None
    enabled: Any = None


class _Token(msgspec.Struct):
    access_token: str
    expires_in: float | str | None = None
    expires: str | None = None
    refresh_token: str | None = None
    scope: str | None = None
    domain: str | None = None
    user_id: str | int | None = None


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    """What a sign-in gave. `lifetime` is None where the answer does not say it in seconds, `expires` likewise."""

    access_token: str
    lifetime: timedelta | None
    expires: datetime | None
    refresh_token: str | None
    scope: str | None
    domain: str | None
    user: str | None


def read_user(body: bytes) -> User:
    """The answer of `users/{user}/`."""
    return _user(_decode(body, _User, "read who is signed in"))


def _user(wire: _User) -> User:
    name = " ".join(part for part in (wire.first_name, wire.last_name) if part)
    return User(str(wire.user), wire.domain or None, name or None, wire.time_zone, wire.scope)


def read_users(body: bytes) -> tuple[User, ...]:
    """The answer of `users/`."""
    return tuple(_user(wire) for wire in _decode(body, list[_User], "list the users"))


def read_queues(body: bytes) -> dict[str, str]:
    """The answer of `call_queues/`: names by extension. Its shape is not documented: `queue` and a name are assumed."""
    queues = _decode(body, list[_Queue], "list the call queues")
    return {str(queue.queue): name for queue in queues if (name := queue.name or queue.description)}


def read_devices(body: bytes) -> dict[str, str]:
    """The answer of `devices/users/{user}/`: labels by address ("126m@example.com"). Its shape is not documented:
    an address at `device` or `uri`, with or without "sip:", and a label at `description` or `name` are assumed.
    """
    told = _decode(body, list[dict[str, Any]], "list your devices")
    found = {}
    for device in told:
        address = next((device[key] for key in ("device", "uri", "id") if isinstance(device.get(key), str)), "")
        label = next((device[key] for key in ("description", "name") if isinstance(device.get(key), str)), "")
        if address:
            found[address.removeprefix("sip:")] = label
    return found


def read_subscription(body: bytes) -> Subscription:
    """The answer of the subscription calls."""
    wire = _decode(body, _Subscription, "read the subscription")
    events = wire.events if isinstance(wire.events, list) else [wire.events]
    users = (identifier(event.get("user")) for event in events if isinstance(event, dict))
    return Subscription(
        id=str(wire.id),
        post_uri=wire.post_uri if isinstance(wire.post_uri, str) and wire.post_uri else None,
        expires=read_time(wire.expires) if isinstance(wire.expires, str) else None,
        users=frozenset(user for user in users if user),
        enabled=wire.enabled is not False,
    )


def read_token(body: bytes) -> TokenAnswer:
    """The answer of `oauth/token/`."""
    wire = _decode(body, _Token, "sign in")
    return TokenAnswer(
        access_token=wire.access_token,
        lifetime=_read_seconds(wire.expires_in),
        expires=read_time(wire.expires),
        refresh_token=wire.refresh_token,
        scope=wire.scope,
        domain=wire.domain,
        user=None if wire.user_id is None else str(wire.user_id),
    )


def read_cursor(body: bytes, headers: Mapping[str, str]) -> str | None:
    """Where the next page of call records begins, None after the last.

    Both known forms: `{cursor, more, result}`, and a bare list with the headers `more` and `cursor`. A bare list
    without them is all there is.
    """
    try:
        answer = msgspec.json.decode(body)
    except _UNREADABLE:
        return None
    fields: Mapping[str, object] = answer if isinstance(answer, dict) else headers
    cursor, more = fields.get("cursor"), fields.get("more")
    is_last = str(more).strip().casefold() in {"false", "0", "no", "none"} if "more" in fields else not cursor
    return None if is_last or not cursor else str(cursor)


def read_message(body: bytes) -> str:
    """The phone system's own word on why it refuses, "" if it gave none."""
    try:
        answer = msgspec.json.decode(body)
    except _UNREADABLE:
        return ""
    if not isinstance(answer, dict):
        return ""
    words = (answer.get(key) for key in ("error_description", "message", "error"))
    return next((word[:_TOO_LONG] for word in words if isinstance(word, str) and word), "")


def read_retry_after(text: str | None) -> timedelta | None:
    """The Retry-After header where it is in seconds (an hour at most is believed), None otherwise."""
    digits = (text or "").strip()
    return bounded(int(digits[:_MOST_DIGITS])) if digits.isascii() and digits.isdecimal() else None


def bounded(seconds: float) -> timedelta:
    """A pause that the phone system asks for, an hour at most."""
    return timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()))


def is_web_page(headers: Mapping[str, str]) -> bool:
    """Whether an answer is no answer of the API but a page for people: a proxy or a network that wants a sign-in."""
    return headers.get("Content-Type", "").strip().casefold().startswith(("text/html", "application/xhtml"))


def _decode(body: bytes, shape: type[_Shape], call: str) -> _Shape:
    try:
        return msgspec.json.decode(body, type=shape)
    except _UNREADABLE as error:
        raise ServerTrouble(call, f"its answer cannot be read: {error}") from error


def _read_seconds(value: float | str | None) -> timedelta | None:
    try:
        lifetime = timedelta(seconds=float(value or 0))
    except (ValueError, OverflowError):
        return None
    return lifetime if lifetime > timedelta() else None
