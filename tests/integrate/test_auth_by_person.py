"""Requests on behalf of a person who signed in: only a refresh token renews what they got, and it may change."""

import asyncio

import httpx
import pytest

from screenpop.integrate.auth import SignIn, auth_for, check_account
from screenpop.integrate.errors import SignInNeeded
from screenpop.integrate.settings import AccountSettings

SETTINGS = AccountSettings(api_url="https://phone.example/api", client_id="desk")


class PhoneSystem:
    """Gives a token for each refresh token in `known`, and a new refresh token in its place."""

    def __init__(self):
        self.known = {"r1": "r2", "r2": "r3", "r3": None}
        self.events = []

    def answer(self, request):
        if not request.url.path.endswith("oauth/token/"):
            self.events.append(("asked", request.headers["Authorization"]))
            return httpx.Response(200, json={})
        used = dict(httpx.QueryParams(request.content.decode()))["refresh_token"]
        if used not in self.known:
            return httpx.Response(400, json={"message": "unknown refresh token"})
        fields = {"access_token": f"for {used}", "expires_in": 3600, "refresh_token": self.known[used]}
        return httpx.Response(200, json={name: value for name, value in fields.items() if value})

    async def kept(self, former, refresh_token):
        await asyncio.sleep(0)
        self.events.append(("kept", former, refresh_token))

    def client(self, auth):
        return httpx.AsyncClient(auth=auth, transport=httpx.MockTransport(self.answer))


@pytest.fixture
def system():
    return PhoneSystem()


async def test_a_new_refresh_token_is_kept_before_the_new_token_is_used(system):
    auth = auth_for(SETTINGS, {"refresh_token": "r1"}.get, renewed=system.kept)
    async with system.client(auth) as client:
        await client.get("https://phone.example/api/users/current/")
        await client.get("https://phone.example/api/users/current/")
    assert system.events == [("kept", "r1", "r2"), ("asked", "Bearer for r1"), ("asked", "Bearer for r1")]
    assert auth.refresh_token == "r2"


async def test_requests_at_the_same_time_share_one_new_refresh_token(system):
    auth = auth_for(SETTINGS, {"refresh_token": "r1"}.get, renewed=system.kept)
    async with system.client(auth) as client:
        await asyncio.gather(*(client.get("https://phone.example/api/users/current/") for _ in range(5)))
    assert [event for event in system.events if event[0] == "kept"] == [("kept", "r1", "r2")]


async def test_a_refresh_token_that_stays_is_not_kept_again(system):
    auth = auth_for(SETTINGS, {"refresh_token": "r3"}.get, renewed=system.kept)
    async with system.client(auth) as client:
        await client.get("https://phone.example/api/users/current/")
    assert system.events == [("asked", "Bearer for r3")]
    assert auth.refresh_token == "r3"


async def test_a_refused_refresh_token_is_not_taken_for_a_new_one(system):
    auth = auth_for(SETTINGS, {"refresh_token": "old"}.get, renewed=system.kept)
    async with system.client(auth) as client:
        with pytest.raises(SignInNeeded, match="Sign in again: choose Sign in in ScreenPop's menu, or run"):
            await client.get("https://phone.example/api/users/current/")
    assert system.events == []


async def test_a_person_who_signs_in_anew_is_taken_up_without_a_break(system):
    auth = auth_for(SETTINGS, {"refresh_token": "r3"}.get)
    async with system.client(auth) as client:
        await client.get("https://phone.example/api/users/current/")
        auth.renew_with("r2")
        await client.get("https://phone.example/api/users/current/")
    assert system.events == [("asked", "Bearer for r3"), ("asked", "Bearer for r2")]


async def test_a_secret_that_there_is_goes_along(system):
    auth = auth_for(SETTINGS, {"refresh_token": "r1", "client_secret": "hush"}.get)
    request = next(auth.converse(httpx.Request("GET", "https://phone.example/api/users/")))
    assert dict(httpx.QueryParams(request.content.decode())) == {
        "grant_type": "refresh_token",
        "refresh_token": "r1",
        "client_id": "desk",
        "client_secret": "hush",
    }


@pytest.mark.parametrize("kept", [{}, {"refresh_token": ""}])
def test_before_anybody_signed_in_it_is_said_how(kept):
    with pytest.raises(SignInNeeded, match="Sign in: choose Sign in in ScreenPop's menu, or run `screenpop sign-in`"):
        auth_for(SETTINGS, kept.get)


def test_the_phone_systems_own_word_is_handed_on():
    conversation = SignIn("https://phone.example/api/", _Grant()).converse(httpx.Request("GET", "https://x/"))
    next(conversation)
    with pytest.raises(SignInNeeded) as needed:
        conversation.send(httpx.Response(400, json={"message": "Out of date"}))
    assert needed.value.word == "Out of date"


class _Grant:
    def form(self):
        return {"grant_type": "authorization_code"}


@pytest.mark.parametrize("wrong", [{"client_id": ""}, {"api_url": "ftp://phone.example"}, {"api_url": "https://"}])
def test_an_account_in_which_nobody_could_sign_in(wrong):
    check_account(SETTINGS)
    with pytest.raises(SignInNeeded, match="Set account"):
        check_account(AccountSettings(**{"api_url": SETTINGS.api_url, "client_id": "desk"} | wrong))
