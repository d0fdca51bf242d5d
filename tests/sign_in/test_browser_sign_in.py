"""A sign-in from the first page to the kept token, and every way in which it fails."""

import asyncio
import json
import socket
from datetime import timedelta

import httpx
import pytest

from screenpop.integrate.authorization import REDIRECT_PATH, Authorization
from screenpop.integrate.errors import SignInNeeded
from screenpop.sign_in.browser import given_up
from screenpop.sign_in.errors import Failure, SignInFailed
from screenpop.sign_in.port import hold
from screenpop.sign_in.redirect import Redirect
from screenpop.simulator.faults import Fault
from screenpop.simulator.variants import Timings
from tests.sign_in.desk import Desk, Person
from tests.waiting import until

SOON = timedelta(seconds=0.05)


class Nobody(Person):
    """A browser before which nobody does anything."""

    async def __call__(self, url):
        self.opened.append(url)
        return True


async def failure_of(signing_in):
    with pytest.raises(SignInFailed) as failed:
        await signing_in
    return failed.value


def assert_free(port):
    """The port is free again, as it must be after every sign-in."""
    with socket.create_server(("127.0.0.1", port)):
        pass


@pytest.fixture(autouse=True)
def port_is_free_afterwards(port):
    yield
    assert_free(port)


async def test_whoever_signs_in_is_signed_in_also_at_the_next_start(desk):
    person = Person("133")
    signed_in = await desk.sign_in(person)
    assert (signed_in.user.user, signed_in.user.name, signed_in.notice) == ("133", "Chloé Gagnon", None)
    await person.work
    assert person.shown.status_code == 200
    assert "You are signed in as Chloé Gagnon (133)" in person.shown.text
    desk.start_again()
    assert (await desk.who_am_i()).user == "133"


async def test_the_page_that_is_shown_keeps_the_address_with_the_code_to_itself(desk):
    person = Person()
    await desk.sign_in(person)
    await person.work
    headers = person.shown.headers
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"].startswith("default-src 'none'; ")
    assert headers["connection"] == "close"


async def test_the_page_says_so_only_when_the_token_is_kept(desk):
    person = Person()
    seen = []
    keep = desk.keyring.set

    def set_slowly(name, value):
        seen.append(person.shown)
        keep(name, value)

    desk.keyring.set = set_slowly
    await desk.sign_in(person)
    await until(lambda: person.shown)
    assert seen == [None]


async def test_an_application_with_a_secret_shows_it(start, port, tmp_path):
    simulator = await start(client_secret="s3cret")
    desk = Desk(simulator.system.address, port, tmp_path)
    desk.keyring.kept["client_secret"] = "s3cret"
    assert (await desk.sign_in()).user.user == "126"
    desk.start_again()
    assert (await desk.who_am_i()).user == "126"


async def test_a_wrong_secret_is_told_with_the_phone_systems_own_word(start, port, tmp_path):
    simulator = await start(client_secret="s3cret")
    desk = Desk(simulator.system.address, port, tmp_path)
    desk.keyring.kept["client_secret"] = "wrong"
    failed = await failure_of(desk.sign_in())
    assert failed.failure is Failure.CODE_NOT_TAKEN
    assert '"Invalid Vendor"' in str(failed)
    assert "check the client id and its secret" in str(failed)


async def test_a_person_who_refuses(desk):
    person = Person(decision="refuse")
    failed = await failure_of(desk.sign_in(person))
    assert failed.failure is Failure.REFUSED
    assert "access_denied" in str(failed)
    await person.work
    assert person.shown.status_code == 400
    assert "You are not signed in" in person.shown.text
    assert desk.keyring.kept == {}


async def test_nothing_comes_within_the_time(desk):
    failed = await failure_of(desk.sign_in(Nobody(), patience=SOON))
    assert failed.failure is Failure.NO_ANSWER
    assert "did not come back within two minutes" in str(failed)
    assert f"register the address http://127.0.0.1:{desk.settings.redirect_port}/callback" in str(failed)


async def test_no_browser_can_be_started(desk):
    async def none(_url):
        return False

    attempt = desk.attempt(none, patience=SOON)
    failed = await failure_of(attempt.run())
    assert failed.failure is Failure.NO_ANSWER
    assert f"Open this address in a browser of this computer: {attempt.address}" in str(failed)


async def test_a_browser_that_could_not_be_started_does_not_end_it(desk):
    """The person opens the address by hand."""
    person = Person()

    async def by_hand(url):
        await person(url)
        return False

    assert (await desk.sign_in(by_hand)).user.user == "126"


async def test_a_code_that_is_too_old(start, port, tmp_path):
    simulator = await start(timings=Timings(code_seconds=0))
    desk = Desk(simulator.system.address, port, tmp_path)
    person = Person()
    failed = await failure_of(desk.sign_in(person))
    assert failed.failure is Failure.CODE_NOT_TAKEN
    assert "has expired" in str(failed)
    assert "good for a minute only: sign in again" in str(failed)
    await person.work
    assert "good for a minute only" in person.shown.text


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (Fault(path="oauth/token", status=503), "status 503"),
        (Fault(path="oauth/token", body="html"), "a web page instead of an answer"),
        (Fault(path="oauth/token", body="truncated"), "cannot"),
        (Fault(path="oauth/token", reset=True), "could not be reached to finish the sign-in"),
    ],
)
async def test_the_phone_system_fails_when_the_code_is_brought(desk, simulator, fault, word):
    simulator.system.faults.add([fault])
    failed = await failure_of(desk.sign_in())
    assert failed.failure is Failure.SERVER_ERROR
    assert word in str(failed)
    assert desk.keyring.kept == {}


async def test_the_phone_system_is_gone_when_the_code_is_brought(desk, simulator):
    class Late(Person):
        async def come_back(self, http):
            await simulator.stop()
            return await super().come_back(http)

    failed = await failure_of(desk.sign_in(Late()))
    assert failed.failure is Failure.SERVER_ERROR
    assert "could not be reached to finish the sign-in" in str(failed)


async def test_who_it_was_may_stay_unknown(desk, simulator):
    simulator.system.faults.add([Fault(path="users", status=500)])
    person = Person()
    signed_in = await desk.sign_in(person)
    assert signed_in.user is None
    await person.work
    assert "You are signed in<" in person.shown.text
    assert (await desk.who_am_i()).user == "126"


async def test_a_pause_that_the_phone_system_asks_for_is_kept(desk, simulator):
    simulator.system.faults.add([Fault(path="oauth/token", status=429, message="3 per 1 second")])
    assert (await desk.sign_in()).user.user == "126"


async def test_nobody_is_kept_waiting_for_a_long_pause(desk, simulator):
    simulator.system.faults.add([Fault(path="oauth/token", status=429, headers={"Retry-After": "3600"})])
    failed = await failure_of(desk.sign_in())
    assert failed.failure is Failure.SERVER_ERROR
    assert "Try again in 3600 seconds" in str(failed)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("server_error", "The fault is on its side"),
        ("temporarily_unavailable", "The fault is on its side"),
        ("unauthorized_client", "has to check the client id"),
        ("invalid_scope", "has to check the client id"),
    ],
)
async def test_the_phone_system_sends_the_browser_back_with_an_error(desk, error, words):
    class Unlucky(Person):
        async def come_back(self, http):
            state = httpx.URL(self.location).params["state"]
            told = {"error": error, "error_description": "<b>Sorry</b>", "state": state}
            return await http.get(self.location.partition("?")[0], params=told)

    person = Unlucky()
    failed = await failure_of(desk.sign_in(person))
    assert failed.failure is Failure.SERVER_ERROR
    assert words in str(failed)
    assert f"{error}: <b>Sorry</b>" in str(failed)
    await person.work
    assert "&lt;b&gt;Sorry&lt;/b&gt;" in person.shown.text


async def test_a_wrong_state_is_told_in_the_browser_and_ends_nothing(desk):
    class Twice(Person):
        async def come_back(self, http):
            self.stale = await http.get(self.location.replace("state=", "state=x"))
            return await super().come_back(http)

    person = Twice()
    assert (await desk.sign_in(person)).user.user == "126"
    assert person.stale.status_code == 404
    assert "This page is out of date" in person.stale.text


async def test_a_wrong_state_alone_is_no_answer_and_is_told_from_silence(desk, port):
    attempt = desk.attempt(Nobody())
    with hold(port) as listening:
        redirect = Redirect(Authorization.begin(desk.settings), listening)
        await redirect.open()
        waiting = asyncio.create_task(redirect.answer())
        async with httpx.AsyncClient() as http:
            stale = await http.get(f"http://127.0.0.1:{port}{REDIRECT_PATH}?code=c&state=s")
        assert stale.status_code == 404
        assert not waiting.done()
        assert "only came back with an old page" in attempt.why_no_answer(redirect)
        waiting.cancel()
        await redirect.close(given_up())


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", REDIRECT_PATH),
        ("HEAD", REDIRECT_PATH),
        ("PUT", REDIRECT_PATH),
        ("OPTIONS", REDIRECT_PATH),
        ("GET", "/"),
        ("GET", f"{REDIRECT_PATH}/"),
        ("GET", f"/%63{REDIRECT_PATH[2:]}"),
        ("GET", f"/{REDIRECT_PATH}"),
        ("GET", "/favicon.ico"),
    ],
)
async def test_all_but_one_address_is_404_even_with_the_right_state(desk, method, path):
    class Stray(Person):
        async def come_back(self, http):
            self.stray = await http.request(method, self.location.replace(REDIRECT_PATH, path, 1))
            return await super().come_back(http)

    person = Stray()
    assert (await desk.sign_in(person)).user.user == "126"
    assert person.stray.status_code == 404
    assert person.stray.content == b""


async def test_a_page_that_is_loaded_twice_is_answered_twice_and_the_first_code_holds(desk):
    class Hasty(Person):
        async def come_back(self, http):
            other = self.location.replace("code=", "code=x")
            first, second = await asyncio.gather(super().come_back(http), http.get(other))
            assert first.text == second.text
            return first

    person = Hasty()
    await desk.sign_in(person)
    await person.work
    assert person.shown.status_code == 200


async def test_the_port_is_taken_by_a_program_of_ours(desk, port):
    with socket.create_server(("127.0.0.1", port)):
        failed = await failure_of(desk.sign_in(Nobody()))
    assert failed.failure is Failure.PORT_TAKEN
    assert f"port {port} of this computer" in str(failed)


@pytest.mark.parametrize(
    ("changed", "missing"), [({"client_id": ""}, "client id"), ({"api_url": "pbx.example.com"}, "account.api_url")]
)
async def test_settings_that_lack_something_are_told_before_anything_is_opened(desk, changed, missing):
    for name, value in changed.items():
        object.__setattr__(desk.settings, name, value)
    person = Nobody()
    with pytest.raises(SignInFailed, match=missing) as failed:
        await desk.sign_in(person)
    assert failed.value.failure is Failure.NOT_SET_UP
    assert person.opened == []


async def test_a_sign_in_that_is_given_up_says_so_in_a_browser_that_waits(desk, simulator):
    simulator.system.faults.add([Fault(path="oauth/token", delay=60)])
    person = Person()
    signing_in = asyncio.create_task(desk.sign_in(person))
    await until(lambda: not simulator.system.faults.pending())
    signing_in.cancel()
    await asyncio.gather(signing_in, return_exceptions=True)
    assert signing_in.cancelled()
    await person.work
    assert "This sign-in was given up" in person.shown.text
    assert desk.keyring.kept == {}


async def test_a_sign_in_without_a_refresh_token_is_refused(desk, port, tmp_path):
    """A phone system that gives an hour and no more."""
    body = json.dumps({"access_token": "t", "expires_in": 3600, "user": "126"}).encode()

    async def serve(reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        length = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        await reader.readexactly(int(length[0].split(b":")[1]) if length else 0)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" + body)
        await writer.drain()
        writer.close()

    async def come_back(url):
        asked = httpx.URL(url).params
        back = httpx.URL(asked["redirect_uri"], params={"code": "c", "state": asked["state"]})
        returning.append(asyncio.create_task(asyncio.to_thread(httpx.get, back)))
        return True

    returning = []
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    hourly = Desk(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api", port, tmp_path)
    failed = await failure_of(hourly.sign_in(come_back))
    assert failed.failure is Failure.NOT_LASTING
    assert "without a refresh token" in (await returning[0]).text
    server.close()


async def test_without_a_sign_in_the_account_says_what_to_do(desk):
    with pytest.raises(SignInNeeded, match="choose Sign in in ScreenPop's menu, or run `screenpop sign-in`"):
        desk.client()


async def test_a_sign_in_can_be_given_up_at_every_moment(desk, port):
    """Whatever it was waiting for: the port is free, nothing goes on, and the next one is as good as the first."""
    for steps in range(40):
        signing_in = asyncio.create_task(desk.sign_in(Nobody()))
        for _ in range(steps):
            await asyncio.sleep(0.0005)
        signing_in.cancel()
        await asyncio.wait([signing_in])
        assert signing_in.cancelled(), signing_in.exception()
        assert_free(port)
    assert (await desk.sign_in()).user.user == "126"


@pytest.mark.parametrize("steps", range(8))
async def test_a_server_that_is_given_up_while_it_opens_leaves_the_loop_as_it_was(desk, port, steps):
    readers = len(asyncio.get_running_loop()._selector.get_map())
    with hold(port) as listening:
        redirect = Redirect(Authorization.begin(desk.settings), listening)
        opening = asyncio.create_task(redirect.open())
        for _ in range(steps):
            await asyncio.sleep(0)
        opening.cancel()
        await asyncio.wait([opening])
        await redirect.close(given_up())
    assert len(asyncio.get_running_loop()._selector.get_map()) == readers
