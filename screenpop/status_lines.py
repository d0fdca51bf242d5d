"""The two lines at the bottom of the window: how the subscription and the way in stand, each in a few words.

What is wrong, and what to do about it, is said in full elsewhere: the window shows it as the reason for being offline.
"""

from datetime import datetime
from typing import Final, NamedTuple

from screenpop.delivery.base import Health, HealthState
from screenpop.desktop.view import moment_words
from screenpop.integrate.lifecycle import State
from screenpop.integrate.subscription_status import SubscriptionStatus
from screenpop.language import translate


class Line(NamedTuple):
    """A few words, and whether they tell of something that is as it should be."""

    text: str
    is_ok: bool


_SHORT: Final = 24
"""Characters for which there is room behind the state."""


def subscription_line(status: SubscriptionStatus, now: datetime) -> Line:
    """ "Subscribed until Mon 09:14". `now` is aware and carries the zone in which the time is told."""
    match status.state:
        case State.SIGNED_OUT:
            return Line(translate("Status", "Not signed in"), False)
        case State.NO_WAY_IN:
            return Line(translate("Status", "Not subscribed: no way in"), False)
        case State.CREATING:
            return Line(translate("Status", "Subscribing…"), True)
        case State.PREPARING:
            return Line(translate("Status", "Subscribed, waiting for a sign of life"), True)
        case State.DEGRADED:
            return Line(translate("Status", "Subscription in trouble"), False)
        case State.EXPIRED:
            return Line(translate("Status", "Subscription ran out"), False)
    if status.expires is None:
        return Line(translate("Status", "Subscribed"), True)
    until = moment_words(status.expires, now)
    return Line(translate("Status", "Subscribed until {moment}").format(moment=until), True)


def delivery_line(kind: str, health: Health) -> Line:
    """ "Relay connected · 38 ms": what `health` adds in few words is added, a whole sentence is not."""
    words = _delivery_words(kind, health.state)
    is_short = health.detail is not None and len(health.detail) <= _SHORT
    return Line(f"{words} · {health.detail}" if is_short else words, health.state is not HealthState.DOWN)


def _delivery_words(kind: str, state: HealthState) -> str:
    match state:
        case HealthState.STARTING:
            return translate("Status", "{way} connecting…").format(way=_way(kind))
        case HealthState.DOWN:
            return translate("Status", "{way} not connected").format(way=_way(kind))
    match kind:
        case "url":
            return translate("Status", "Public address ready")
        case "lan":
            return translate("Status", "Local network listening")
        case "loopback":
            return translate("Status", "This computer listening")
    return translate("Status", "{way} connected").format(way=_way(kind))


def _way(kind: str) -> str:
    match kind:
        case "relay":
            return translate("Status", "Relay")
        case "ssh":
            return translate("Status", "SSH tunnel")
        case "ngrok":
            return translate("Status", "ngrok tunnel")
        case "url":
            return translate("Status", "Public address")
        case "lan":
            return translate("Status", "Local network")
        case "loopback":
            return translate("Status", "This computer")
    return kind
