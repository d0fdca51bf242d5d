"""The sign-in from one start to the next: where the token is, whose it is, and when it ends."""

import asyncio
import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from screenpop.integrate.auth import auth_for
from screenpop.integrate.errors import SignInNeeded
from screenpop.integrate.memory import Forgetful
from screenpop.integrate.settings import AccountSettings
from screenpop.profile.secrets import NoKeyring
from screenpop.sign_in.kept import KeptSignIn
from tests.sign_in.desk import Desk, Keyring, Person
from tests.waiting import until

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SETTINGS = AccountSettings(api_url="https://pbx.example.com/api", client_id="desk")


class Bench:
    """One profile, over several starts."""

    def __init__(self):
        self.keyring = Keyring()
        self.memory = Forgetful()
        self.now = MORNING
        self.settings = SETTINGS
        self.start()

    def start(self, **settings):
        self.settings = replace(self.settings, **settings)
        self.kept = KeptSignIn(self.settings, self.keyring, self.memory, wall=lambda: self.now)
        return self.kept

    def token(self):
        return self.kept.secret("refresh_token")


@pytest.fixture
def bench():
    return Bench()


async def test_the_token_is_in_the_keyring_and_nowhere_else(bench):
    await bench.kept.keep("t0ken")
    assert bench.keyring.kept == {"refresh_token": "t0ken"}
    assert "t0ken" not in json.dumps(bench.memory.load("sign_in"))
    bench.start()
    assert bench.token() == "t0ken"
    assert bench.kept.notice is None


def test_before_anybody_signed_in_there_is_none_and_the_keyring_is_left_alone(bench):
    bench.keyring.kept["refresh_token"] = "of whom?"
    assert bench.token() is None
    assert bench.kept.ends is None
    assert bench.kept.reminder(MORNING) is None


@pytest.mark.parametrize("changed", [{"api_url": "https://elsewhere.example/api"}, {"client_id": "other"}])
async def test_the_token_goes_to_nobody_but_the_phone_system_that_gave_it(bench, changed):
    await bench.kept.keep("t0ken")
    before = bench.settings
    bench.start(**changed)
    assert bench.token() is None
    with pytest.raises(SignInNeeded, match="Nobody is signed in yet"):
        auth_for(bench.settings, bench.kept.secret)
    bench.start(api_url=before.api_url, client_id=before.client_id)
    assert bench.token() == "t0ken"


async def test_how_the_address_is_spelled_makes_no_difference(bench):
    await bench.kept.keep("t0ken")
    bench.start(api_url=f"{SETTINGS.api_url}/")
    assert bench.token() == "t0ken"


@pytest.mark.parametrize("restart", [False, True])
async def test_a_person_is_asked_a_week_ahead_of_the_ninety_days(bench, restart):
    await bench.kept.keep("t0ken", MORNING)
    if restart:
        bench.start()
    assert bench.kept.ends == MORNING + timedelta(days=90)
    assert bench.kept.reminder(MORNING + timedelta(days=82, hours=23)) is None
    asked = bench.kept.reminder(MORNING + timedelta(days=83))
    assert "Your sign-in ends on 2027-02-22" in asked
    assert "choose Sign in in ScreenPop's menu, or run `screenpop sign-in`" in asked
    assert "Your sign-in ended on" in bench.kept.reminder(MORNING + timedelta(days=91))
    assert bench.start(grant="password").reminder(MORNING + timedelta(days=91)) is None


async def test_a_new_token_begins_ninety_new_days_and_takes_the_place_of_the_old_one(bench):
    await bench.kept.keep("one", MORNING)
    bench.now = MORNING + timedelta(days=85)
    await bench.kept.renewed("one", "two")
    assert bench.keyring.kept == {"refresh_token": "two"}
    assert bench.kept.reminder(bench.now) is None
    bench.start()
    assert bench.token() == "two"
    assert bench.kept.ends == MORNING + timedelta(days=175)


async def test_a_new_token_does_not_push_out_that_of_a_person_who_signed_in_meanwhile(bench):
    await bench.kept.keep("anna's")
    await bench.kept.keep("ben's")
    await bench.kept.renewed("anna's", "anna's next")
    assert bench.token() == "ben's"
    assert bench.keyring.kept == {"refresh_token": "ben's"}


async def test_after_signing_out_nothing_is_left(bench):
    await bench.kept.keep("t0ken")
    await bench.kept.forget()
    assert bench.keyring.kept == {}
    assert (bench.token(), bench.kept.ends) == (None, None)
    bench.start()
    assert bench.token() is None


async def test_without_a_keyring_it_lasts_as_long_as_the_program_and_that_is_said(bench):
    bench.keyring.broken = True
    await bench.kept.keep("t0ken")
    assert bench.token() == "t0ken"
    assert bench.kept.notice.startswith("You are signed in until ScreenPop ends")
    assert "none is set up" in bench.kept.notice
    assert "SCREENPOP_CLIENT_SECRET" in bench.kept.notice
    assert "SCREENPOP_PASSWORD" in bench.kept.notice
    bench.start()
    with pytest.raises(SignInNeeded) as needed:
        bench.token()
    for words in ("none is set up", "choose Sign in", "SCREENPOP_CLIENT_SECRET", "SCREENPOP_PASSWORD"):
        assert words in str(needed.value)


async def test_a_keyring_that_works_again_keeps_the_next_token(bench):
    bench.keyring.broken = True
    await bench.kept.keep("one")
    bench.keyring.broken = False
    await bench.kept.renewed("one", "two")
    assert bench.kept.notice is None
    bench.start()
    assert bench.token() == "two"


def test_a_person_needs_no_other_secret_so_a_missing_keyring_is_no_obstacle(bench):
    bench.keyring.broken = True
    assert bench.kept.secret("client_secret") is None
    bench.start(grant="client_credentials")
    with pytest.raises(NoKeyring, match="SCREENPOP_CLIENT_SECRET"):
        bench.kept.secret("client_secret")


@pytest.mark.parametrize("record", [{"obtained": "yesterday"}, {"obtained": 7}, {}])
def test_a_record_that_cannot_be_read_means_that_nobody_is_signed_in(bench, record):
    bench.memory.save("sign_in", {"account": f"{SETTINGS.base_url} desk", **record})
    bench.keyring.kept["refresh_token"] = "t0ken"
    assert bench.start().ends is None
    assert bench.token() is None


async def test_a_disk_that_refuses_keeps_nobody_from_working(bench, monkeypatch):
    def refuse(_name, _value):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bench.memory, "save", refuse)
    await bench.kept.keep("t0ken")
    assert bench.token() == "t0ken"


async def test_what_whoever_gave_up_had_begun_is_finished_before_the_next_begins(bench):
    overtaken, keep = threading.Event(), bench.keyring.set

    def set_slowly(name, value):
        if value == "t0ken":
            overtaken.wait(0.2)
        keep(name, value)
        overtaken.set()

    bench.keyring.set = set_slowly
    keeping = asyncio.create_task(bench.kept.keep("t0ken"))
    await until(lambda: bench.token() == "t0ken")
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    assert keeping.cancelled()
    await bench.kept.renewed("t0ken", "next")
    await until(lambda: len(bench.keyring.events) == 2)
    assert bench.keyring.kept == {"refresh_token": "next"}


async def test_a_rotated_token_is_kept_before_it_is_used_and_is_good_at_the_next_start(start, port, tmp_path):
    simulator = await start(rotate_refresh_tokens=True)
    desk = Desk(simulator.system.address, port, tmp_path)
    await desk.sign_in(Person("131"))
    first = desk.keyring.kept["refresh_token"]
    for _ in range(3):
        desk.start_again()
        before = desk.keyring.kept["refresh_token"]
        assert (await desk.who_am_i()).user == "131"
        assert desk.keyring.kept["refresh_token"] != before
    assert first not in desk.keyring.kept.values()


async def test_a_rotated_token_is_in_the_keyring_when_the_first_request_goes_out(start, port, tmp_path):
    simulator = await start(rotate_refresh_tokens=True)
    desk = Desk(simulator.system.address, port, tmp_path)
    await desk.sign_in()
    seen = []
    keep = desk.keyring.set

    def note(name, value):
        keep(name, value)
        seen.append([one.path for one in simulator.system.requests].count("users/current/"))

    desk.keyring.set = note
    desk.start_again()
    asked = [one.path for one in simulator.system.requests].count("users/current/")
    await desk.who_am_i()
    assert seen == [asked]


async def test_a_token_that_was_taken_back_leads_to_a_new_sign_in(desk, simulator):
    await desk.sign_in()
    simulator.system.tokens.revoke(renewals=True)
    with pytest.raises(SignInNeeded, match=r"Your sign-in has ended.*run `screenpop sign-in`"):
        await desk.who_am_i()
    await desk.sign_in(Person("133"))
    assert (await desk.who_am_i()).user == "133"
