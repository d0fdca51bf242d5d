"""The sign-in as menu and commands have it: one at a time, told how it stands, and given up on demand."""

import asyncio
from datetime import timedelta

import pytest

from screenpop.profile.control import RequestRefused
from screenpop.sign_in.control import SignInControl, SignInState
from tests.sign_in.desk import Person
from tests.waiting import until


class Office:
    """A program that offers the sign-in, and what it heard."""

    def __init__(self, desk, browser, **more):
        self.signed_in = []
        self.seen = []
        self.control = SignInControl(
            desk.settings,
            desk.kept,
            signed_in=self.signed_in.append,
            changed=lambda: self.seen.append(self.control.status.state),
            open_browser=browser,
            **more,
        )


@pytest.fixture
async def offered(desk):
    made = []

    def offer(browser, **more):
        made.append(Office(desk, browser, **more))
        return made[-1]

    yield offer
    for office in made:
        await office.control.close()


async def nobody(_url):
    return True


async def test_a_sign_in_is_begun_and_comes_to_its_end(offered, desk):
    office = offered(Person("133"))
    assert office.control.status.state is SignInState.IDLE
    begun = office.control.start()
    assert begun.state is SignInState.WAITING
    assert begun.address.startswith(desk.settings.base_url + "oauth/authorize/?")
    assert begun.detail == "Sign in on the page that your browser shows. It is waited for two minutes."
    await until(lambda: office.signed_in)
    assert office.signed_in[0].user.user == "133"
    assert office.control.status.state is SignInState.SIGNED_IN
    assert office.seen[0] is SignInState.WAITING
    await until(lambda: office.seen[-1] is SignInState.SIGNED_IN)


async def test_asking_again_shows_the_page_of_the_sign_in_that_waits(offered):
    opened = []

    async def remember(url):
        opened.append(url)
        return True

    office = offered(remember)
    first = office.control.start()
    await until(lambda: opened)
    assert office.control.start() == first
    await until(lambda: len(opened) == 2)
    assert opened == [first.address, first.address]


async def test_without_a_browser_the_address_is_told(offered):
    async def none(_url):
        return False

    office = offered(none)
    address = office.control.start().address
    await until(lambda: "No browser could be started" in office.control.status.detail)
    assert address in office.control.status.detail
    assert len(office.seen) == 2


async def test_a_sign_in_that_is_given_up_frees_the_port_for_the_next(offered):
    shown = asyncio.Event()

    async def show(_url):
        shown.set()
        return True

    office = offered(show)
    office.control.start()
    await shown.wait()
    office.control.cancel()
    await until(lambda: office.control.status.state is SignInState.CANCELLED)
    assert office.control.start().state is SignInState.WAITING


async def test_a_sign_in_can_be_given_up_in_the_moment_in_which_it_is_begun(offered):
    office = offered(nobody)
    office.control.start()
    office.control.cancel()
    await until(lambda: office.control.status.state is SignInState.CANCELLED)
    assert office.control.start().state is SignInState.WAITING


async def test_to_give_up_nothing_does_no_harm(offered):
    office = offered(nobody)
    office.control.cancel()
    assert office.control.status.state is SignInState.IDLE


async def test_a_failure_is_told_and_another_try_succeeds(offered):
    person = Person(decision="refuse")
    office = offered(person)
    office.control.start()
    await until(lambda: office.control.status.state is SignInState.FAILED)
    assert "access_denied" in office.control.status.detail
    assert office.signed_in == []
    person.form["decision"] = "allow"
    office.control.start()
    await until(lambda: office.signed_in)


async def test_settings_that_lack_something_are_told_at_once(offered, desk):
    object.__setattr__(desk.settings, "client_id", "")
    office = offered(nobody)
    status = office.control.start()
    assert status.state is SignInState.FAILED
    assert "Set account.client_id" in status.detail
    assert office.seen == [SignInState.FAILED]


async def test_a_fault_of_ours_is_told_and_ends_it(offered, desk, monkeypatch):
    def explode(_name, _value):
        raise RuntimeError("a fault of our own")

    monkeypatch.setattr(desk.keyring, "set", explode)
    office = offered(Person())
    office.control.start()
    await until(lambda: office.control.status.state is SignInState.FAILED)
    assert "fault of its own; its log file says more" in office.control.status.detail


async def test_two_minutes_without_an_answer(offered):
    office = offered(nobody, patience=timedelta(seconds=0.05))
    office.control.start()
    await until(lambda: office.control.status.state is SignInState.FAILED)
    assert "within two minutes" in office.control.status.detail


async def test_closing_gives_up_what_waits_and_nothing_goes_on(offered):
    office = offered(nobody)
    office.control.start()
    await office.control.close()
    assert office.control.status.state is SignInState.CANCELLED
    assert [task.get_name() for task in asyncio.all_tasks() if task.get_name() in ("sign in", "browser")] == []


async def test_other_grants_are_not_offered_and_refused_with_what_to_do(offered, desk):
    assert offered(nobody).control.is_offered
    object.__setattr__(desk.settings, "grant", "password")
    office = offered(nobody)
    assert not office.control.is_offered
    with pytest.raises(RequestRefused, match=r'"password".*config set account\.grant authorization_code'):
        office.control.asked()
