import pytest

from screenpop.simulator.answers import Refusal
from screenpop.simulator.api import ENDPOINTS
from screenpop.simulator.limits import Rate, RateLimiter
from screenpop.simulator.office import Office
from screenpop.simulator.variants import Variants
from tests.simulator.desk import Desk

SUBSCRIPTION = "1/second, 5/minute"
CALLS = USERS = "1/second, 15/minute"
RECORDS = "5/second, 15/minute"
QUEUES = "2/second, 5/minute"
PUBLISHED = {
    "oauth/token/": "3/second, 60/minute",
    "subscriptions/": SUBSCRIPTION,
    "subscriptions/{id}/": SUBSCRIPTION,
    "calls/": CALLS,
    "calls/active/": CALLS,
    "calls/users/{user}/active/": CALLS,
    "calls/{call_id}/": CALLS,
    "calls/{call_id}/answer/": CALLS,
    "calls/{call_id}/reject/": CALLS,
    "users/": USERS,
    "users/current/": USERS,
    "users/{user}/": USERS,
    "presence/": "1/second, 6/minute",
    "devices/users/{user}/": "2/second, 5/minute",
    "cdrs/users/": RECORDS,
    "cdrs/users/current/": RECORDS,
    "cdrs/users/{user}/": RECORDS,
    "voicemails/users/{user}/count/": "1/second, 5/minute",
    "call_queues/": QUEUES,
    "call_queues/{queue}/agents/": QUEUES,
    "call_queues/stats/live/": QUEUES,
    "recordings/call_ids/{call_id}/": "1/second, 15/minute",
}


class HandClock:
    """A clock that is moved by hand."""

    now = 0.0

    def steady(self):
        return self.now


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def limiter(clock):
    return RateLimiter(clock, Variants())


def spend(limiter, rate, who="token", method="GET", template="users/"):
    """None, or the words of the refusal."""
    try:
        limiter.spend(who, method, template, rate)
    except Refusal as refusal:
        return refusal.body
    return None


def test_the_published_limits():
    told = {endpoint.template: str(endpoint.rate) for endpoint in ENDPOINTS}
    assert {template: told[template] for template in PUBLISHED} == PUBLISHED


def test_a_second_and_a_minute_move(limiter, clock):
    rate = Rate(2, 5)
    assert [spend(limiter, rate) for _ in range(3)] == [None, None, {"message": "2 per 1 second"}]
    clock.now = 0.99
    assert spend(limiter, rate) == {"message": "2 per 1 second"}
    clock.now = 1.0
    assert spend(limiter, rate) is None
    clock.now = 5.0
    assert [spend(limiter, rate) for _ in range(2)] == [None, None]
    clock.now = 10.0
    assert spend(limiter, rate) == {"message": "5 per 1 minute"}
    clock.now = 60.0
    assert [spend(limiter, rate) for _ in range(2)] == [None, None]
    clock.now = 60.5
    assert spend(limiter, rate) == {"message": "2 per 1 second"}
    clock.now = 61.0
    assert spend(limiter, rate) is None


def test_each_token_method_and_template_has_its_own_bucket(limiter):
    rate = Rate(1, 5)
    assert spend(limiter, rate) is None
    assert spend(limiter, rate, who="other token") is None
    assert spend(limiter, rate, method="POST") is None
    assert spend(limiter, rate, template="users/{user}/") is None
    assert spend(limiter, rate) is not None


async def test_over_http_the_answer_is_429_with_a_message_alone(start):
    simulator = await start(Office())
    simulator.system.clock.steady = lambda: 0.0
    async with Desk(simulator.system.address) as desk:
        await desk.sign_in()
        assert (await desk.http.get("users/126/")).status_code == 200
        refused = await desk.http.get("users/127/")
        assert refused.status_code == 429
        assert refused.json() == {"message": "1 per 1 second"}
        assert refused.headers["x-RateLimit-Limit"] == "1/second, 15/minute"
        assert refused.headers["content-type"] == "application/json"
        assert "retry-after" not in refused.headers
        assert (await desk.http.get("users/")).status_code == 200
        await desk.control("variants", {"retry_after": True})
        assert (await desk.http.get("users/127/")).headers["retry-after"] == "1"
        await desk.office.delete("requests")
        assert (await desk.http.get("users/127/")).status_code == 200
