from datetime import UTC, datetime, timedelta, timezone

import pytest

from screenpop.delivery.base import Health, HealthState
from screenpop.integrate.lifecycle import State
from screenpop.integrate.subscription_status import SubscriptionStatus
from screenpop.status_lines import delivery_line, subscription_line

OTTAWA = timezone(timedelta(hours=-5))
NOW = datetime(2026, 11, 24, 14, 30, tzinfo=OTTAWA)


@pytest.mark.parametrize("state", State)
def test_every_state_has_few_words(state):
    line = subscription_line(SubscriptionStatus(state, detail="A long sentence. " * 9), NOW)
    assert 0 < len(line.text) <= 40
    assert line.is_ok == (state in (State.CREATING, State.PREPARING, State.LIVE, State.RENEWING))


def test_a_subscription_says_until_when():
    expires = datetime(2026, 11, 30, 14, 14, tzinfo=UTC)
    for state in (State.LIVE, State.RENEWING):
        assert subscription_line(SubscriptionStatus(state, expires=expires), NOW).text == "Subscribed until Mon 09:14"
    assert subscription_line(SubscriptionStatus(State.LIVE), NOW).text == "Subscribed"


@pytest.mark.parametrize(
    ("kind", "health", "text", "is_ok"),
    [
        ("relay", Health(HealthState.UP, "38 ms"), "Relay connected · 38 ms", True),
        ("relay", Health(HealthState.STARTING), "Relay connecting…", True),
        (
            "relay",
            Health(HealthState.DOWN, "The relay does not answer."),
            "Relay not connected",
            False,
        ),
        ("loopback", Health(HealthState.UP), "This computer listening", True),
        ("pigeon", Health(HealthState.UP), "pigeon connected", True),
    ],
)
def test_a_way_in(kind, health, text, is_ok):
    assert delivery_line(kind, health) == (text, is_ok)
