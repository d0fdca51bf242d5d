"""The two lines at the bottom of the window: how the subscription and the way in stand, each in a few words.

What is wrong, and what to do about it, is said in full elsewhere: the window shows it as the reason for being offline.
"""

from datetime import datetime
from typing import Final, NamedTuple

from screenpop.delivery.base import Health, HealthState
from screenpop.desktop.view import moment_words
from screenpop.integrate.lifecycle import State
from screenpop.integrate.subscription_status import SubscriptionStatus


class Line(NamedTuple):
    """A few words, and whether they tell of something that is as it should be."""

    text: str
    is_ok: bool


_SHORT: Final = 24
"""Characters for which there is room behind the state."""

_SUBSCRIPTION: Final = {
    State.SIGNED_OUT: Line("Not signed in", False),
    State.NO_WAY_IN: Line("Not subscribed: no way in", False),
    State.CREATING: Line("Subscribing…", True),
    State.PREPARING: Line("Subscribed, waiting for a sign of life", True),
    State.LIVE: Line("Subscribed", True),
    State.RENEWING: Line("Subscribed", True),
    State.DEGRADED: Line("Subscription in trouble", False),
    State.EXPIRED: Line("Subscription ran out", False),
}

_WAYS: Final = {
    "relay": ("Relay", "connected"),
    "ssh": ("SSH tunnel", "connected"),
    "ngrok": ("ngrok tunnel", "connected"),
    "url": ("Public address", "ready"),
    "lan": ("Local network", "listening"),
    "loopback": ("This computer", "listening"),
}
"""A way in and what it does when it is up."""


def subscription_line(status: SubscriptionStatus, now: datetime) -> Line:
    """ "Subscribed until Mon 09:14". `now` is aware and carries the zone in which the time is told."""
    line = _SUBSCRIPTION[status.state]
    if status.state in (State.LIVE, State.RENEWING) and status.expires is not None:
        return Line(f"{line.text} until {moment_words(status.expires, now)}", line.is_ok)
    return line


def delivery_line(kind: str, health: Health) -> Line:
    """ "Relay connected · 38 ms": what `health` adds in few words is added, a whole sentence is not."""
    way, is_up = _WAYS.get(kind, (kind, "connected"))
    doing = {HealthState.STARTING: "connecting…", HealthState.UP: is_up, HealthState.DOWN: "not connected"}
    words = f"{way} {doing[health.state]}"
    is_short = health.detail is not None and len(health.detail) <= _SHORT
    return Line(f"{words} · {health.detail}" if is_short else words, health.state is not HealthState.DOWN)
