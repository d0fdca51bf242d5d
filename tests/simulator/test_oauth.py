import base64
import hashlib
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.simulator.conftest import quick_office
from tests.simulator.desk import Desk

REDIRECT = "http://127.0.0.1:17126/callback"
VERIFIER = "a-verifier-of-more-than-forty-three-characters-0123456789"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()


async def token(desk, **form):
    return await desk.http.post("oauth/token/", data={"client_id": "demo", **form}, headers={"Authorization": ""})


async def code_of(desk, **asked):
    """Fill the page in as a person does; the parameters with which the browser is sent back."""
    query = {"response_type": "code", "client_id": "demo", "redirect_uri": REDIRECT, "state": "s t&te", **asked}
    page = await desk.http.get("oauth/authorize/", params=query)
    assert page.status_code == 200
    hidden = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', page.text)
    form = {name: unescape(value) for name, value in hidden}
    filled = {**form, "username": "131", "password": "demo", "decision": "allow"}
    answer = await desk.http.post("oauth/authorize/", data=filled)
    assert answer.status_code == 303
    location = answer.headers["location"]
    assert location.startswith(REDIRECT + "?")
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


@pytest.mark.parametrize("how", ["data", "json", "params"])
async def test_a_token_is_given_for_a_form_for_json_and_for_a_query(desk, how):
    grant = {"grant_type": "client_credentials", "client_id": "demo", "client_secret": "demo"}
    answer = await desk.http.post("oauth/token/", **{how: grant})
    assert answer.status_code == 200
    assert answer.headers["x-RateLimit-Limit"] == "3/second, 60/minute"
    told = answer.json()
    assert told["token_type"] == "Bearer"
    assert told["account_id"] is None
    assert "refresh_token" not in told
    assert "T" in told["expires"]
    assert not told["expires"].endswith("Z")


async def test_client_credentials_are_the_demos_agent_and_see_the_whole_domain(desk):
    me = (await desk.http.get("users/current/")).json()
    assert (me["user"], me["username"], me["first_name"]) == ("126", "126@example.com", "Sam")
    assert (await desk.http.get("calls/active/")).status_code == 200


async def test_a_password_gives_a_token_of_that_user_and_one_to_renew_it(desk):
    told = await desk.sign_in("133")
    assert told["user_id"] == "133"
    assert told["scope"] == "Call Center User"
    assert (await desk.http.get("users/current/")).json()["first_name"] == "Chloé"
    renewed = await token(desk, grant_type="refresh_token", refresh_token=told["refresh_token"], client_secret="demo")
    assert renewed.status_code == 200
    assert renewed.json()["access_token"] != told["access_token"]
    assert renewed.json()["user_id"] == "133"


async def test_a_refresh_token_needs_the_secret_in_one_of_two_places_if_it_was_given_with_it(desk):
    told = await desk.sign_in("133")
    form = {"grant_type": "refresh_token", "refresh_token": told["refresh_token"]}
    assert (await token(desk, **form)).status_code == 401
    pair = base64.b64encode(b"demo:demo").decode()
    answer = await desk.http.post("oauth/token/", data=form, headers={"Authorization": f"Bearer {pair}"})
    assert answer.status_code == 200


async def test_a_rotated_refresh_token_is_good_once(start):
    simulator = await start(quick_office(rotate_refresh_tokens=True))
    async with Desk(simulator.system.address) as desk:
        old = (await desk.sign_in("126"))["refresh_token"]
        form = {"grant_type": "refresh_token", "client_secret": "demo"}
        new = (await token(desk, **form, refresh_token=old)).json()["refresh_token"]
        assert (await token(desk, **form, refresh_token=old)).json()["error"] == "invalid_grant"
        assert (await token(desk, **form, refresh_token=new)).status_code == 200


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"grant_type": "client_credentials", "client_secret": "wrong"}, 401),
        ({"grant_type": "client_credentials"}, 401),
        ({"grant_type": "client_credentials", "client_id": "nobody", "client_secret": "demo"}, 401),
        ({"grant_type": "password", "username": "126", "password": "wrong"}, 401),
        ({"grant_type": "password", "username": "126@elsewhere.example", "password": "demo"}, 401),
        ({"grant_type": "password", "username": "126"}, 400),
        ({"grant_type": "refresh_token", "refresh_token": "unknown"}, 400),
        ({"grant_type": "authorization_code", "code": "unknown", "redirect_uri": REDIRECT}, 400),
        ({"grant_type": "magic"}, 400),
        ({}, 400),
    ],
)
async def test_a_bad_sign_in_is_refused_in_json(desk, form, status):
    answer = await token(desk, **form)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["status"] == status
    assert answer.json()["message"]


async def test_a_person_signs_in_on_the_page_and_the_application_gets_their_token(desk):
    back = await code_of(desk, code_challenge=CHALLENGE, code_challenge_method="S256")
    assert back["state"] == "s t&te"
    form = {"grant_type": "authorization_code", "code": back["code"], "redirect_uri": REDIRECT}
    told = (await token(desk, **form, code_verifier=VERIFIER)).json()
    assert told["user_id"] == "131"
    assert told["refresh_token"]
    renewed = await token(desk, grant_type="refresh_token", refresh_token=told["refresh_token"])
    assert renewed.status_code == 200


async def test_a_code_is_good_once_for_its_verifier_and_its_address(desk):
    form = {"grant_type": "authorization_code", "redirect_uri": REDIRECT, "code_verifier": VERIFIER}
    proof = {"code_challenge": CHALLENGE, "code_challenge_method": "S256"}
    code = (await code_of(desk, **proof))["code"]
    assert (await token(desk, **form, code=code)).status_code == 200
    assert (await token(desk, **form, code=code)).json()["error"] == "invalid_grant"
    code = (await code_of(desk, **proof))["code"]
    assert (await token(desk, **{**form, "code_verifier": "another"}, code=code)).status_code == 400
    code = (await code_of(desk, **proof))["code"]
    assert (await token(desk, **{**form, "redirect_uri": f"{REDIRECT}/"}, code=code)).status_code == 400


async def test_a_code_without_pkce_needs_the_secret(desk):
    form = {"grant_type": "authorization_code", "redirect_uri": REDIRECT}
    assert (await token(desk, **form, code=(await code_of(desk))["code"])).status_code == 401
    code = (await code_of(desk))["code"]
    assert (await token(desk, **form, code=code, client_secret="demo")).status_code == 200


async def test_a_code_lasts_for_a_minute(desk, simulator):
    code = (await code_of(desk))["code"]
    await desk.control("clock", {"offset": 60})
    form = {"grant_type": "authorization_code", "redirect_uri": REDIRECT, "client_secret": "demo"}
    assert (await token(desk, **form, code=code)).status_code == 400


async def test_who_refuses_is_sent_back_without_a_code(desk):
    query = {"response_type": "code", "client_id": "demo", "redirect_uri": REDIRECT, "state": "1"}
    answer = await desk.http.post("oauth/authorize/", data={**query, "decision": "refuse"})
    assert answer.headers["location"] == f"{REDIRECT}?error=access_denied&state=1"


async def test_a_wrong_password_shows_the_page_again_and_keeps_what_was_typed_as_text(desk):
    form = {"response_type": "code", "client_id": "demo", "redirect_uri": REDIRECT, "decision": "allow"}
    answer = await desk.http.post("oauth/authorize/", data={**form, "username": '"><script>', "password": "x"})
    assert answer.status_code == 401
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "password is wrong" in answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "somebody"},
        {"redirect_uri": "http://127.0.0.1:17126/callback/"},
        {"redirect_uri": "http://127.0.0.1:17127/callback"},
        {"redirect_uri": ""},
    ],
)
async def test_nobody_is_sent_to_an_address_that_is_not_registered_word_for_word(desk, wrong):
    query = {"response_type": "code", "client_id": "demo", "redirect_uri": REDIRECT, **wrong}
    answer = await desk.http.get("oauth/authorize/", params=query)
    assert answer.status_code == 400
    assert "location" not in answer.headers
    assert "not registered" in answer.text


async def test_other_mistakes_go_back_to_the_application(desk):
    query = {"client_id": "demo", "redirect_uri": REDIRECT}
    answer = await desk.http.get("oauth/authorize/", params={**query, "response_type": "token"})
    assert answer.headers["location"] == f"{REDIRECT}?error=unsupported_response_type"
    plain = {**query, "response_type": "code", "code_challenge": "x", "code_challenge_method": "plain"}
    assert "error=invalid_request" in (await desk.http.get("oauth/authorize/", params=plain)).headers["location"]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic ZGVtbzpkZW1v"])
async def test_without_a_good_token_there_is_only_401(desk, header):
    answer = await desk.http.get("users/", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.json()["status"] == 401
    assert answer.headers["x-RateLimit-Limit"] == "1/second, 15/minute"


async def test_a_token_says_how_long_it_lasts_and_lasts_as_long(desk):
    lasts = 3600 / 20
    assert lasts - 2 <= (await desk.sign_in())["expires_in"] <= lasts
    await desk.control("clock", {"offset": lasts / 2})
    assert (await desk.http.get("users/")).status_code == 200
    await desk.control("clock", {"offset": lasts})
    assert (await desk.http.get("users/")).status_code == 401


async def test_tokens_can_be_taken_back(desk):
    answer = await desk.office.request("DELETE", "tokens", json={})
    assert answer.status_code == 200
    assert (await desk.http.get("users/")).status_code == 401


async def test_the_page_lets_nothing_in_from_outside(desk):
    async with httpx.AsyncClient() as http:
        query = {"response_type": "code", "client_id": "demo", "redirect_uri": REDIRECT, "state": '"><img src=x>'}
        answer = await http.get(f"{desk.http.base_url}oauth/authorize/", params=query)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<img" not in answer.text
