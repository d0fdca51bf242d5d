"""`subscriptions/`: create or renew, read, delete."""

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from .answers import Answer, bad_value, forbidden, not_found
from .endpoint import ApiRequest, Endpoint
from .limits import Rate
from .parameters import Parameters
from .spelling import api_time
from .subscriptions import EVENTS, SILENT_EVENTS, Subscription, Wish

if TYPE_CHECKING:
    from .system import PhoneSystem

LONGEST: Final = 604_800
USUAL: Final = 7_200


def _create(system: "PhoneSystem", request: ApiRequest) -> Answer:
    wish = _wish(system, request)
    seconds = request.parameters.whole("expires_in", USUAL, least=1, most=LONGEST)
    subscription, is_new = system.subscriptions.grant(wish, system.clock.lasting(seconds))
    if is_new or system.variants.notices_on_renewal:
        system.publisher.prepare(subscription)
    return Answer(describe(system, subscription), system.variants.created_status)


def _read(system: "PhoneSystem", request: ApiRequest) -> Answer:
    return Answer(describe(system, _own(system, request)))


def _delete(system: "PhoneSystem", request: ApiRequest) -> Answer:
    system.subscriptions.delete(_own(system, request).id)
    return Answer(status=204)


def describe(system: "PhoneSystem", subscription: Subscription) -> dict[str, object]:
    """The subscription as the API tells of it."""
    as_number = system.variants.subscription_id == "number"
    return {
        "id": int(subscription.id) if as_number else subscription.id,
        "post_uri": subscription.wish.post_uri,
        "expires": api_time(subscription.expires),
        "events": _events(system, subscription.wish),
    }


def _events(system: "PhoneSystem", wish: Wish) -> object:
    if system.variants.events == "object":
        return {"type": ", ".join(wish.events)}
    return [{"type": event, "user": user} for event in wish.events for user in wish.users or ("*",)]


def _wish(system: "PhoneSystem", request: ApiRequest) -> Wish:
    asked = request.parameters
    post_uri = asked.needed("post_uri")
    if not _is_web_address(post_uri):
        raise bad_value("post_uri must be an address that begins with http:// or https://.")
    events = tuple(event for event in (*EVENTS, *SILENT_EVENTS) if asked.flag(event))
    if not events:
        raise bad_value(f"At least one of {', '.join(EVENTS)} must be true.")
    users = _users(system, asked)
    for user in users or (None,):
        request.check_reach(user)
    if not system.variants.record_events and {"cdrs", "recordings"}.intersection(events):
        raise forbidden()
    return Wish(request.token.owner, post_uri, events, users)


def _users(system: "PhoneSystem", asked: Parameters) -> tuple[str, ...]:
    users = tuple(sorted(set(asked.texts("user")) - {""}))
    if "*" in users:
        return ()
    for user in users:
        if system.office.user(user) is None and system.office.queue(user) is None:
            raise bad_value(f"There is no user {user}.")
    return users


def _is_web_address(text: str) -> bool:
    try:
        address = urlsplit(text)
        return address.scheme in ("http", "https") and bool(address.hostname) and address.port != 0
    except ValueError:
        return False


def _own(system: "PhoneSystem", request: ApiRequest) -> Subscription:
    """The subscription of the path: a user can read and delete only what that user created."""
    subscription = system.subscriptions.find(request.parts["id"])
    if subscription is None:
        raise not_found()
    if subscription.wish.owner != request.token.owner:
        raise forbidden()
    return subscription


_RATE = Rate(1, 5)

ENDPOINTS = (
    Endpoint("POST", "subscriptions/", _RATE, _create),
    Endpoint("GET", "subscriptions/{id}/", _RATE, _read, unslashed=True),
    Endpoint("DELETE", "subscriptions/{id}/", _RATE, _delete, unslashed=True),
)
