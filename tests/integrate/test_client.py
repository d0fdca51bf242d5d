"""What is sent, what is made of the answers, and what is said when something goes wrong."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs

import httpx
import pytest

from screenpop import __version__
from screenpop.integrate.auth import SignIn
from screenpop.integrate.client import Client, User
from screenpop.integrate.errors import (
    Forbidden,
    IntegrateError,
    NotFound,
    RateLimited,
    Refused,
    ServerTrouble,
    SignInNeeded,
    Unreachable,
)
from screenpop.integrate.grants import ClientCredentials
from screenpop.integrate.limits import RateLimits
from screenpop.integrate.resync import live_calls, records_since
from screenpop.integrate.settings import AccountSettings
from tests.integrate.desk import at_once
from tests.integrate.samples import RINGING
from tests.integrate.virtual_time import now, run

SETTINGS = AccountSettings(api_url="https://phone.example/api/", client_id="desk")
WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SERVER = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
GARBLED = httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(b"no gzip"))
DEVICE = "126@example.com"
RECORD = {"from": {"call_id": "a"}, "to": {"call_id": "b"}, "start_time": "2026-11-24T09:00:00"}


class Network:
    """Answers in turn, and keeps what was asked; sign-ins are answered by themselves."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.asked = []
        self.signed_in = 0

    async def __call__(self, request):
        await asyncio.sleep(0.1)
        if request.url.path.endswith("oauth/token/"):
            self.signed_in += 1
            return httpx.Response(
                200, json={"access_token": f"t{self.signed_in}", "expires_in": 3600, "scope": "Basic User"}
            )
        self.asked.append(request)
        told = self.answers.pop(0)
        if isinstance(told, Exception):
            raise told
        return told

    @property
    def paths(self):
        return [f"{request.method} {request.url.path.removeprefix('/api/')}" for request in self.asked]

    def sent(self, number=0):
        return json.loads(self.asked[number].content)


def answer(status=200, value=None, **headers):
    body = b"" if value is None else json.dumps(value).encode()
    names = {"Content-Type": "application/vnd.integrate.v1.9.0+json", "Date": format_datetime(SERVER, usegmt=True)}
    return httpx.Response(
        status, content=body, headers=names | {name.replace("_", "-"): text for name, text in headers.items()}
    )


def converse(talk, *answers):
    """What `talk(client)` gives on a network that answers so, and that network."""

    async def play():
        network = Network(*answers)
        limits = RateLimits(wall=wall, monotonic=now, elsewhere=at_once)
        auth = SignIn(SETTINGS.base_url, ClientCredentials("desk", "hush"), monotonic=now)
        transport = httpx.MockTransport(network)
        client = Client(SETTINGS, auth=auth, limits=limits, wall=wall, monotonic=now, transport=transport)
        try:
            return await talk(client), network
        finally:
            await client.aclose()

    return run(play)


def wall():
    return WALL + timedelta(seconds=now())


def trouble(talk, *answers, kind=IntegrateError):
    with pytest.raises(kind) as caught:
        converse(talk, *answers)
    assert type(caught.value) is kind or kind is IntegrateError
    return str(caught.value)


def me(client):
    return client.current_user()


def test_every_request_says_who_asks_and_in_which_version():
    user, network = converse(me, answer(value={"user": "126", "domain": "example.com"}))
    assert user == User("126", "example.com")
    (request,) = network.asked
    assert str(request.url) == "https://phone.example/api/users/current/"
    assert request.headers["Accept"] == "application/vnd.integrate.v1.9.0+json"
    assert request.headers["Authorization"] == "Bearer t1"
    assert request.headers["User-Agent"] == f"ScreenPop/{__version__}"


@pytest.mark.parametrize("user", ["126", None])
def test_a_subscription_is_asked_for_in_json(user):
    made = answer(202, {"id": 5754713652854784, "expires": "2026-11-26T09:00:00.488920", "events": {"type": "calls"}})
    subscription, network = converse(
        lambda client: client.create_subscription("https://x/y", timedelta(days=1), user), made
    )
    assert network.paths == ["POST subscriptions/"]
    wish = {"post_uri": "https://x/y", "expires_in": 86400, "calls": True}
    assert network.sent() == (wish if user is None else wish | {"user": user})
    assert network.asked[0].headers["Content-Type"] == "application/json"
    assert (subscription.id, subscription.post_uri) == ("5754713652854784", "https://x/y")
    assert subscription.expires == datetime(2026, 11, 26, 9, 0, 0, 488920, tzinfo=UTC)


def test_an_answer_without_an_expiry_is_counted_from_the_servers_clock():
    subscription, network = converse(
        lambda client: client.create_subscription("https://x/y", timedelta(days=30), None), answer(202, {"id": "1"})
    )
    assert network.sent()["expires_in"] == 604800
    assert abs(subscription.expires - (SERVER + timedelta(days=7))) < timedelta(seconds=1)


def test_reading_and_deleting_a_subscription():
    async def talk(client):
        read = await client.get_subscription("57/../x")
        await client.delete_subscription("57")
        return read

    read, network = converse(talk, answer(value={"id": "57"}), answer(204))
    assert read.id == "57"
    assert [request.url.raw_path for request in network.asked] == [
        b"/api/subscriptions/57%2F..%2Fx/",
        b"/api/subscriptions/57/",
    ]


def test_a_deletion_counts_only_when_the_phone_system_says_so():
    said = trouble(lambda client: client.delete_subscription("57"), answer(200, "OK"), kind=ServerTrouble)
    assert "end the subscription" in said


@pytest.mark.parametrize(("user", "path"), [("126", "calls/users/126/active/"), (None, "calls/active/")])
def test_a_snapshot_is_as_old_as_its_request(user, path):
    snapshot, network = converse(lambda client: live_calls(client, user), answer(value=json.loads(RINGING)))
    assert network.paths == [f"GET {path}"]
    assert [row.target.user for row in snapshot.rows] == ["126"]
    assert snapshot.taken == WALL + timedelta(seconds=0.1), (
        "when it was asked for: after the sign-in, before the answer"
    )
    assert snapshot.users == (None if user is None else {"126"})


def test_a_snapshot_that_cannot_be_read_is_none():
    assert "list the calls" in trouble(lambda client: client.active_calls("126"), answer(value=[5]), kind=ServerTrouble)


def query(request):
    return {name: value for name, (value,) in parse_qs(request.url.query.decode()).items()}


PAGES = {
    "in the body": (
        answer(value={"cursor": "c#1", "more": True, "result": [RECORD] * 2}),
        answer(value={"cursor": "c#2", "more": True, "result": [RECORD]}),
        answer(value={"cursor": None, "more": False, "result": [RECORD]}),
    ),
    "in the headers": (
        answer(value=[RECORD] * 2, more="true", cursor="c#1"),
        answer(value=[RECORD], more="True", cursor="c#2"),
        answer(value=[RECORD], more="false", cursor="c#2"),
    ),
    "round in a circle": (
        answer(value={"cursor": "c#1", "result": [RECORD] * 2}),
        answer(value={"cursor": "c#2", "result": [RECORD]}),
        answer(value={"cursor": "c#1", "result": [RECORD]}),
    ),
}


@pytest.mark.parametrize("pages", PAGES.values(), ids=PAGES.keys())
def test_call_records_come_in_pages(pages):
    since = datetime(2026, 11, 24, 8, 5, tzinfo=UTC)
    fresh = [httpx.Response(page.status_code, headers=page.headers, content=page.content) for page in pages]
    records, network = converse(lambda client: records_since(client, "126", since), *fresh)
    assert len(records) == 4
    assert network.paths == ["GET cdrs/users/126/"] * 3
    assert [query(request).get("cursor") for request in network.asked] == [None, "c#1", "c#2"]
    first = query(network.asked[0])
    assert (first["start_date"], first["page_size"]) == ("2026-11-24T08:00:00Z", "100")


def test_records_of_the_whole_domain_and_records_that_cannot_be_read():
    def all_of_it(client):
        return client.call_records(None, WALL)

    records, network = converse(all_of_it, answer(value=[RECORD]))
    assert (len(records), network.paths) == (1, ["GET cdrs/users/"])
    assert "read the call records" in trouble(all_of_it, answer(value=["x"]), kind=ServerTrouble)


@pytest.mark.parametrize(
    ("talk", "request_line", "body"),
    [
        (
            lambda c: c.place_call("+16133246100", "126@example.com"),
            "POST calls/",
            {"to": "+16133246100", "from": "126@example.com"},
        ),
        (lambda c: c.place_call("131"), "POST calls/", {"to": "131"}),
        (lambda c: c.answer("abc", DEVICE), "PUT calls/abc/answer/", {"id": "abc", "to": DEVICE}),
        (lambda c: c.reject("abc"), "PUT calls/abc/reject/", {"id": "abc"}),
        (lambda c: c.hang_up("abc"), "DELETE calls/abc/", None),
    ],
)
def test_call_control(talk, request_line, body):
    _, network = converse(talk, answer(204))
    assert network.paths == [request_line]
    assert (network.sent() if network.asked[0].content else None) == body


@pytest.mark.parametrize(
    ("refusal", "kind", "words"),
    [
        (answer(400, {"message": "bad to"}), Refused, ["read who is signed in", '"bad to"']),
        (answer(422), Refused, ['"422"']),
        (answer(403, {"message": "Access Forbidden"}), Forbidden, ["GET users/{user}/", "Basic User"]),
        (answer(404, {"message": "Resource does not exist."}), NotFound, ["does not know", "who is signed in"]),
        (answer(500), ServerTrouble, ["status 500"]),
        (answer(503, {"message": "maintenance"}), ServerTrouble, ["status 503, maintenance"]),
        (answer(302, Location="/login"), ServerTrouble, ["status 302"]),
        (httpx.Response(200, html="<h1>Hotel</h1>"), ServerTrouble, ["web page"]),
        (httpx.Response(404, html="<h1>Not found</h1>"), ServerTrouble, ["web page"]),
        (httpx.Response(200, content=b"{"), ServerTrouble, ["cannot be read"]),
        (
            httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(b"no gzip")),
            ServerTrouble,
            ["garbled"],
        ),
        (httpx.ConnectError("no route"), Unreachable, ["phone.example", "no route"]),
        (httpx.ReadTimeout(""), Unreachable, ["did not answer in time"]),
        (httpx.RemoteProtocolError(""), Unreachable, ["RemoteProtocolError"]),
    ],
)
def test_what_is_said_when_it_goes_wrong(refusal, kind, words):
    said = trouble(me, refusal, kind=kind)
    assert all(word in said for word in words), said
    assert "hush" not in said
    assert "t1" not in said.split()


def test_a_token_that_is_refused_twice_needs_a_person():
    assert "Sign in again" in trouble(me, answer(401), answer(401, {"message": "expired"}), kind=SignInNeeded)


def test_after_a_429_it_waits_its_turn_and_tries_again():
    async def talk(client):
        began = now()
        await client.current_user()
        return now() - began

    busy = answer(429, {"message": "15 per 1 minute"})
    took, network = converse(talk, busy, answer(value={"user": "126"}))
    assert 60 < took < 62
    assert len(network.asked) == 2


def test_after_three_it_gives_up_for_now():
    busy = [answer(429, {"message": "1 per 1 second"}) for _ in range(3)]
    with pytest.raises(RateLimited) as caught:
        converse(me, *busy)
    assert caught.value.retry_after == timedelta(seconds=1)
    assert "read who is signed in" in str(caught.value)


def test_a_long_pause_is_left_to_whoever_asked():
    with pytest.raises(RateLimited) as caught:
        converse(me, httpx.Response(429, headers={"Retry-After": "600"}))
    assert caught.value.retry_after == timedelta(minutes=10)


def test_a_person_is_told_at_once_when_the_limit_is_used_up():
    async def talk(client):
        await client.reject("abc")
        began = now()
        try:
            await client.reject("abc")
        finally:
            assert now() - began < 1

    said = trouble(talk, answer(429, {"message": "15 per 1 minute"}), kind=RateLimited)
    assert "decline the call" in said


def test_requests_of_one_kind_keep_their_distance_and_those_of_others_do_not_wait():
    async def talk(client):
        began = now()
        await asyncio.gather(client.current_user(), client.current_user(), client.active_calls(None))
        return now() - began

    took, _ = converse(talk, answer(value={"user": "1"}), answer(value=[]), answer(value={"user": "1"}))
    assert 1 < took < 2


def test_the_phone_systems_clock():
    async def talk(client):
        before = client.knows_time, client.server_now()
        await client.current_user()
        told = client.server_now()
        await asyncio.sleep(100)
        return before, client.knows_time, told, client.server_now()

    (before, knows, told, later), _ = converse(talk, answer(value={"user": "126"}))
    assert before == (False, WALL)
    assert knows
    assert told == SERVER + timedelta(seconds=0.5)
    assert later == told + timedelta(seconds=100)


def test_the_time_of_a_broken_server_is_not_believed():
    async def talk(client):
        with pytest.raises(ServerTrouble):
            await client.current_user()
        with pytest.raises(NotFound):
            await client.current_user()
        return client.knows_time

    knows, _ = converse(talk, answer(500), answer(404, Date="long ago"))
    assert not knows
