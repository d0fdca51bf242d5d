"""What the browser is sent away with, and what it may come back with."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screenpop.integrate.authorization import Authorization, Denied, Granted, challenge_of
from screenpop.integrate.settings import AccountSettings

SETTINGS = AccountSettings(api_url="https://pbx.example.com/api", client_id="desk & co", redirect_port=17126)


@pytest.fixture
def attempt():
    return Authorization.begin(SETTINGS)


def test_the_page_is_asked_for_as_the_standards_say(attempt):
    url = urlsplit(attempt.url)
    assert f"{url.scheme}://{url.netloc}{url.path}" == "https://pbx.example.com/api/oauth/authorize/"
    assert parse_qs(url.query, strict_parsing=True) == {
        "response_type": ["code"],
        "client_id": ["desk & co"],
        "redirect_uri": ["http://127.0.0.1:17126/callback"],
        "state": [attempt.state],
        "code_challenge": [challenge_of(attempt.verifier)],
        "code_challenge_method": ["S256"],
    }


def test_the_challenge_is_the_one_of_the_standards_own_example():
    """RFC 7636, appendix B."""
    assert challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_every_attempt_has_secrets_of_its_own_which_its_address_and_its_text_do_not_tell(attempt):
    other = Authorization.begin(SETTINGS)
    assert len({attempt.state, attempt.verifier, other.state, other.verifier}) == 4
    assert min(len(attempt.state), len(attempt.verifier)) >= 43
    assert attempt.verifier not in attempt.url
    assert attempt.verifier not in repr(attempt)
    assert attempt.state not in repr(attempt)


def test_a_code_is_exchanged_with_the_proof_and_the_secret_only_where_there_is_one(attempt):
    answer = attempt.read(urlencode({"code": "c0de+/=", "state": attempt.state}))
    assert answer == Granted("c0de+/=")
    assert "c0de" not in repr(answer)
    form = attempt.grant(answer, "").form()
    assert form == {
        "grant_type": "authorization_code",
        "code": "c0de+/=",
        "client_id": "desk & co",
        "redirect_uri": "http://127.0.0.1:17126/callback",
        "code_verifier": attempt.verifier,
    }
    grant = attempt.grant(answer, "s3cret")
    assert grant.form() == form | {"client_secret": "s3cret"}
    assert not [told for told in ("c0de", "s3cret", attempt.verifier) if told in repr(grant)]


def test_a_refusal_is_told_and_made_fit_to_be_read(attempt):
    query = {"error": "access_denied", "error_description": "No\r\n\x1b[2J\u202e way", "state": attempt.state}
    assert attempt.read(urlencode(query)) == Denied("access_denied", "No[2J way")
    assert attempt.read(urlencode({"error": "x" * 5000, "state": attempt.state})) == Denied("x" * 200)


@pytest.mark.parametrize("more", [{}, {"code": ""}])
def test_neither_code_nor_error_is_an_error_of_the_phone_system(attempt, more):
    assert attempt.read(urlencode({"state": attempt.state, **more})) == Denied("no_code")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "code=c",
        "code=c&state=",
        "code=c&state={state}x",
        "code=c&state={wrong}",
        "error=access_denied&state={wrong}",
        "code=c&state={state}&state={wrong}",
        "code=c&state={wrong}&state={state}",
        "code=c&code=d&state={state}",
        "code=c&STATE={state}",
        "code=c&state={state}" + "&a=b" * 30,
    ],
)
def test_what_does_not_bring_our_state_once_is_not_ours(attempt, query):
    wrong = ("B" if attempt.state[0] == "A" else "A") + attempt.state[1:]
    assert attempt.read(query.format(state=attempt.state, wrong=wrong)) is None


@given(st.text())
def test_no_query_whatever_is_taken_without_our_state_or_breaks_anything(query):
    assert Authorization.begin(SETTINGS).read(query) is None
