"""Signing in, as a conversation: requests out, answers in, and no server."""

import asyncio
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import parse_qs

import httpx
import pytest

from screenpop.integrate.auth import SignIn, auth_for
from screenpop.integrate.errors import RateLimited, ServerTrouble, SignInNeeded
from screenpop.integrate.grants import ClientCredentials, Password
from screenpop.integrate.settings import AccountSettings

BASE = "https://phone.example/api/"
SERVICE = ClientCredentials("desk", "hush")
REQUEST = httpx.Request("GET", BASE + "users/current/", headers={"Accept": "application/vnd.integrate.v1.9.0+json"})
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Clock:
    now = 500.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def token(name="t1", status=200, **fields):
    fields = {"access_token": name, "expires_in": 3600, "scope": "Basic User", "domain": "example.com"} | fields
    return httpx.Response(status, json={key: value for key, value in fields.items() if value is not None})


def refusal(status=400, text="Wrong secret"):
    return httpx.Response(status, json={"message": text})


def talk(sign_in, *answers):
    """The forms that are sent in one sign-in that is answered so."""
    conversation, forms = sign_in.converse(REQUEST), []
    wanted = next(conversation)
    for answer in answers:
        assert (wanted.method, str(wanted.url)) == ("POST", BASE + "oauth/token/")
        forms.append({name: value for name, (value,) in parse_qs(wanted.content.decode()).items()})
        try:
            wanted = conversation.send(answer)
        except StopIteration:
            break
    assert len(forms) == len(answers), "an answer was left over"
    return forms


def test_client_credentials():
    sign_in = SignIn(BASE, SERVICE)
    assert (sign_in.scope, sign_in.domain) == (None, None)
    assert talk(sign_in, token()) == [
        {"grant_type": "client_credentials", "client_id": "desk", "client_secret": "hush"}
    ]
    assert (sign_in.scope, sign_in.domain) == ("Basic User", "example.com")


def test_a_password_is_renewed_with_the_refresh_token_that_came_with_it():
    sign_in = SignIn(BASE, Password("desk", "126@example.com", "pass"), client_id="desk")
    (first,) = talk(sign_in, token(refresh_token="r1"))
    assert first == {"grant_type": "password", "client_id": "desk", "username": "126@example.com", "password": "pass"}
    (second,) = talk(sign_in, token(refresh_token="r2"))
    assert second == {"grant_type": "refresh_token", "client_id": "desk", "refresh_token": "r1"}
    (third,) = talk(sign_in, token())
    assert third["refresh_token"] == "r2"
    (fourth,) = talk(sign_in, token())
    assert fourth["refresh_token"] == "r2", "an answer without a new one leaves the old one in force"


def test_a_refresh_token_that_is_not_taken_any_more():
    sign_in = SignIn(BASE, SERVICE, refresh_token="old")
    refreshed, signed_in = talk(sign_in, refusal(), token())
    assert (refreshed["grant_type"], signed_in["grant_type"]) == ("refresh_token", "client_credentials")
    (again,) = talk(sign_in, token())
    assert again["grant_type"] == "client_credentials"


def test_a_person_is_asked_when_nothing_renews_their_sign_in():
    sign_in = SignIn(BASE, None, client_id="desk", refresh_token="old")
    with pytest.raises(SignInNeeded, match="Sign in again"):
        talk(sign_in, refusal(401))
    with pytest.raises(SignInNeeded):
        next(sign_in.converse(REQUEST))


@pytest.mark.parametrize("status", [400, 401, 403])
def test_refused_credentials_are_told_in_the_phone_systems_word(status):
    with pytest.raises(SignInNeeded, match='"Wrong secret"') as caught:
        talk(SignIn(BASE, SERVICE), refusal(status))
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(500),
        httpx.Response(502, html="<h1>Bad gateway</h1>"),
        httpx.Response(200, html="<h1>Welcome to our hotel</h1>"),
        httpx.Response(401, html="<h1>Proxy</h1>"),
        httpx.Response(404),
        httpx.Response(302, headers={"Location": "/"}),
        httpx.Response(200, content=b"{"),
        httpx.Response(200, json={}),
        httpx.Response(200, json={"access_token": None}),
    ],
)
def test_a_fault_of_the_phone_system_is_no_refusal(answer):
    sign_in = SignIn(BASE, SERVICE, refresh_token="kept")
    with pytest.raises(ServerTrouble, match="sign in"):
        talk(sign_in, answer)
    (again,) = talk(sign_in, token())
    assert again["refresh_token"] == "kept"


def test_too_many_sign_ins_are_tried_thrice():
    busy = httpx.Response(429, json={"message": "3 per 1 second"})
    assert len(talk(SignIn(BASE, SERVICE), busy, busy, token())) == 3
    with pytest.raises(RateLimited):
        talk(SignIn(BASE, SERVICE), busy, busy, busy)


def test_the_tokens_request_takes_the_others_time_limits_and_version():
    request = httpx.Request("GET", BASE, headers={"Accept": "x"}, extensions={"timeout": {"read": 3.0}})
    wanted = next(SignIn(BASE, SERVICE).converse(request))
    assert wanted.headers["Accept"] == "x"
    assert wanted.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert wanted.extensions["timeout"] == {"read": 3.0}


class Server:
    """Takes the newest token only."""

    def __init__(self):
        self.number = 0
        self.seen = []
        self.sign_ins = []
        self.open = asyncio.Event()
        self.open.set()
        self.both_are_there = None

    async def __call__(self, request):
        if request.url.path.endswith("/oauth/token/"):
            await self.open.wait()
            if self.sign_ins and isinstance(self.sign_ins[0], httpx.Response):
                return self.sign_ins.pop(0)
            self.number += 1
            return token(f"t{self.number}")
        self.seen.append(request.headers["Authorization"])
        if self.both_are_there is not None:
            await self.both_are_there.wait()
            self.both_are_there = None
        return httpx.Response(200 if self.seen[-1] == f"Bearer t{self.number}" else 401)

    def client(self, sign_in):
        return httpx.AsyncClient(base_url=BASE, auth=sign_in, transport=httpx.MockTransport(self))


async def test_one_token_serves_until_shortly_before_its_end(clock):
    server = Server()
    async with server.client(SignIn(BASE, SERVICE, monotonic=clock)) as http:
        for seconds, number in ((0, 1), (3539, 1), (3540, 2), (3540 + 3539, 2), (3540 + 3540, 3)):
            clock.now = 500.0 + seconds
            assert (await http.get("x")).status_code == 200
            assert server.seen[-1] == f"Bearer t{number}"


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({"expires_in": 100}, 90),
        ({"expires_in": "1094"}, 1034),
        ({"expires_in": None}, 3540),
        ({"expires_in": 0}, 3540),
        ({"expires_in": None, "expires": "2026-11-24T09:20:00"}, 1140),
        ({"expires_in": None, "expires": "2026-11-24T08:00:00"}, 3540),
    ],
)
async def test_how_long_a_token_is_good_for(clock, fields, seconds):
    """By the phone system's own clock, where only the moment of its end is told."""
    answer = token("t0", **fields)
    answer.headers["Date"] = format_datetime(NOW, usegmt=True)
    server = Server()
    server.sign_ins.append(answer)
    async with server.client(SignIn(BASE, SERVICE, monotonic=clock)) as http:
        server.number = 0
        await http.get("x")
        clock.now += seconds - 0.5
        await http.get("x")
        assert server.seen == ["Bearer t0", "Bearer t0"]
        clock.now += 1
        await http.get("x")
        assert server.seen[-1] == "Bearer t1"


async def test_a_401_signs_in_once_more_and_no_more(clock):
    server = Server()
    async with server.client(SignIn(BASE, SERVICE, monotonic=clock)) as http:
        await http.get("x")
        server.number += 1
        assert (await http.get("x")).status_code == 200
        assert server.seen == ["Bearer t1", "Bearer t1", "Bearer t3"]
        server.sign_ins += [token("never good")]
        server.number += 1
        assert (await http.get("x")).status_code == 401
        assert server.seen[-2:] == ["Bearer t3", "Bearer never good"]


async def test_requests_that_need_a_token_at_once_share_one_sign_in(clock):
    server = Server()
    async with server.client(SignIn(BASE, SERVICE, monotonic=clock)) as http:
        answers = await asyncio.gather(*(http.get("x") for _ in range(5)))
        assert ({answer.status_code for answer in answers}, server.number) == ({200}, 1)
        server.number += 1
        await asyncio.gather(*(http.get("x") for _ in range(5)))
        assert server.number == 3


async def test_a_sign_in_that_failed_by_a_fault_makes_nobody_else_signed_out(clock):
    server = Server()
    async with server.client(SignIn(BASE, SERVICE, monotonic=clock)) as http:
        await http.get("x")
        server.number += 1
        server.sign_ins.append(httpx.Response(500))
        server.both_are_there = asyncio.Barrier(2)
        first, second = await asyncio.gather(http.get("x"), http.get("x"), return_exceptions=True)
        assert {type(first), type(second)} == {ServerTrouble, httpx.Response}


async def test_who_is_cancelled_while_signing_in_holds_nobody_up(clock):
    server = Server()
    async with server.client(SignIn(BASE, SERVICE, monotonic=clock)) as http:
        server.open.clear()
        gone, other = (asyncio.create_task(http.get("x")) for _ in range(2))
        await asyncio.sleep(0)
        gone.cancel()
        server.open.set()
        assert (await other).status_code == 200
        with pytest.raises(asyncio.CancelledError):
            await gone


async def test_forgetting(clock):
    server, sign_in = Server(), SignIn(BASE, SERVICE, monotonic=clock)
    async with server.client(sign_in) as http:
        await http.get("x")
        sign_in.forget()
        assert sign_in.scope is None
        await http.get("x")
        assert server.number == 2


SETTINGS = {"api_url": "https://phone.example/api", "client_id": "desk"}


@pytest.mark.parametrize(
    ("settings", "secrets", "form"),
    [
        ({"grant": "client_credentials"}, {"client_secret": "hush"}, {"grant_type": "client_credentials"}),
        (
            {"grant": "password", "username": "126"},
            {"password": "pass", "client_secret": "hush"},
            {"grant_type": "password", "username": "126", "password": "pass"},
        ),
    ],
)
def test_the_sign_in_that_the_settings_ask_for(settings, secrets, form):
    sign_in = auth_for(AccountSettings(**SETTINGS, **settings), secrets.get)
    (sent,) = talk(sign_in, token())
    assert sent == {"client_id": "desk", "client_secret": "hush", **form}


@pytest.mark.parametrize(
    ("settings", "secrets", "advice"),
    [
        ({"grant": "client_credentials", "client_id": ""}, {}, "account.client_id"),
        ({"grant": "client_credentials"}, {}, "SCREENPOP_CLIENT_SECRET"),
        ({"grant": "password"}, {"password": "pass"}, "account.username"),
        ({"grant": "password", "username": "126"}, {}, "SCREENPOP_PASSWORD"),
        ({"grant": "magic"}, {}, "account.grant"),
        ({"grant": "client_credentials", "api_url": "phone.example"}, {"client_secret": "x"}, "account.api_url"),
        ({"grant": "client_credentials", "api_url": "ftp://x/"}, {"client_secret": "x"}, "account.api_url"),
        ({"grant": "client_credentials", "api_url": "https://x:abc/"}, {"client_secret": "x"}, "account.api_url"),
        ({"grant": "client_credentials", "api_url": "https://xn--/"}, {"client_secret": "x"}, "account.api_url"),
    ],
)
def test_what_is_missing_is_named(settings, secrets, advice):
    with pytest.raises(SignInNeeded, match=advice):
        auth_for(AccountSettings(**(SETTINGS | settings)), secrets.get)


def test_secrets_do_not_show():
    for grant in (SERVICE, Password("desk", "126", "pass", "hush")):
        assert "hush" not in repr(grant)
        assert "pass'" not in repr(grant)


def test_the_address_of_the_api_ends_in_one_slash():
    assert AccountSettings(api_url="https://x/api//").base_url == "https://x/api/"
