"""What is on disk at which moment, and what a failure means to the lifecycle."""

from datetime import timedelta

import pytest

from screenpop.integrate.errors import (
    Forbidden,
    NotFound,
    RateLimited,
    Refused,
    ServerTrouble,
    SignInNeeded,
    Unreachable,
)
from screenpop.integrate.holdings import Holdings
from screenpop.integrate.lifecycle import Input
from screenpop.integrate.memory import Forgetful
from screenpop.integrate.registrar import Registrar, input_for
from tests.integrate.desk import AWAY, HOME, Desk, at_once
from tests.integrate.phone_system import Fault, reply_lost, status, unreachable
from tests.integrate.story import story
from tests.integrate.virtual_time import pass_time

DAY = timedelta(days=1)


class Noticing(Forgetful):
    """Tells what was on disk when a request arrived."""

    def __init__(self):
        super().__init__()
        self.first_requests = 0

    @property
    def noted(self):
        return self.load("subscription")

    def count(self):
        self.first_requests += 1


def a_registrar(phone, disk, *, user="126", fallback=None, random=0.5, lifetime=DAY):
    return Registrar(
        Desk(phone, disk, user=user).client,
        disk,
        user=user,
        fallback=fallback,
        lifetime=lifetime,
        random=lambda: random,
        before_first_request=disk.count,
        elsewhere=at_once,
    )


@story
async def test_the_wish_is_on_disk_before_the_request_and_the_id_right_after(phone):
    disk, seen = Noticing(), []
    serve = phone.work

    def work(request):
        seen.append((request.method, disk.noted))
        return serve(request)

    phone.work = work
    registrar = a_registrar(phone, disk)
    assert await registrar.subscribe(HOME) is Input.CREATED
    _, noted = seen[-1]
    assert noted["held"] is None
    assert (noted["asked"]["wish"]["post_uri"], noted["asked"]["wish"]["user"]) == (HOME, "126")
    (held,) = phone.live
    assert (disk.noted["held"]["id"], disk.noted["asked"]) == (held.id, None)


@story
async def test_a_wish_without_an_answer_is_repeated_word_for_word(phone):
    disk = Noticing()
    phone.faults.append(Fault("POST", reply_lost))
    with pytest.raises(Unreachable):
        await a_registrar(phone, disk).subscribe(HOME)
    (lost,) = phone.live
    again = a_registrar(phone, disk)
    await again.settle(HOME)
    assert (phone.live, again.holdings.held.id) == ([lost], lost.id)
    assert disk.first_requests == 1


@story
async def test_replacing_deletes_first(phone):
    disk = Noticing()
    registrar = a_registrar(phone, disk)
    await registrar.subscribe(HOME)
    first = registrar.holdings.held.id
    assert await registrar.replace(HOME) is Input.CREATED
    assert [path for _, path in phone.requests][-2:] == [f"subscriptions/{first}/", "subscriptions/"]
    assert [each.id for each in phone.live] == [registrar.holdings.held.id] != [first]
    assert disk.first_requests == 2


@story
async def test_a_proof_is_noted_and_makes_a_confirmation(phone):
    disk = Noticing()
    registrar = a_registrar(phone, disk)
    await registrar.subscribe(HOME)
    assert await registrar.settle(HOME) is Input.CREATED
    await registrar.note_proof()
    assert await a_registrar(phone, disk).settle(HOME) is Input.CONFIRMED
    assert len(phone.asked("POST")) == 1


@pytest.mark.parametrize("random", [0.0, 0.5, 1.0])
@story
async def test_renewals_of_many_desks_are_spread(phone, random):
    registrar = a_registrar(phone, Noticing(), random=random)
    await registrar.subscribe(HOME)
    share = registrar.until(registrar.holdings.held.renew_at) / DAY
    assert share == pytest.approx(0.45 + 0.1 * random, abs=0.001)


@pytest.mark.parametrize("expires", ["1999-01-01T00:00:00", "2099-01-01T00:00:00", None])
@story
async def test_an_expiry_that_cannot_be_right_is_not_believed(phone, expires):
    body = b'{"id": 7}' if expires is None else f'{{"id": 7, "expires": "{expires}"}}'.encode()
    phone.faults.append(Fault("POST", status(202, body=body)))
    registrar = a_registrar(phone, Noticing())
    await registrar.subscribe(HOME)
    assert abs(registrar.until(registrar.holdings.held.expires) - DAY) < timedelta(seconds=2)


@pytest.mark.parametrize(
    "read", [b'{"id": 7, "enabled": false}', b'{"id": 7, "post_uri": "https://somebody.example/"}']
)
@story
async def test_one_that_does_not_post_to_us_any_more_is_given_up(phone, read):
    registrar = a_registrar(phone, Noticing())
    await registrar.subscribe(HOME)
    phone.faults.append(Fault("GET", status(200, body=read)))
    assert await registrar.settle(HOME) is Input.NOT_FOUND
    assert registrar.holdings.held is None
    assert len(registrar.holdings.former) == 1


@story
async def test_tidying_finds_what_was_granted_without_our_knowing(phone):
    disk = Noticing()
    phone.faults.append(Fault("POST", reply_lost))
    registrar = a_registrar(phone, disk)
    with pytest.raises(Unreachable):
        await registrar.subscribe(AWAY)
    await registrar.subscribe(HOME)
    assert len(phone.live) == 2
    await registrar.tidy()
    assert [each.post_uri for each in phone.live] == [HOME]
    assert registrar.holdings.is_tidy
    requests = len(phone.requests)
    await registrar.tidy()
    assert len(phone.requests) == requests


@story
async def test_an_old_wish_that_is_refused_came_to_nothing(phone):
    disk = Noticing()
    phone.faults.append(Fault("POST", unreachable))
    registrar = a_registrar(phone, disk)
    with pytest.raises(Unreachable):
        await registrar.subscribe(AWAY)
    await registrar.subscribe(HOME)
    phone.faults.append(Fault("POST", status(422)))
    await registrar.tidy()
    assert registrar.holdings.is_tidy


@story
async def test_what_the_account_may_not_subscribe_to_is_asked_for_again_at_the_renewal_only(phone):
    disk = Noticing()
    registrar = a_registrar(phone, disk)
    for may_have, posts in ((set(), 3), ({"cdrs"}, 2), ({"cdrs", "recordings"}, 1)):
        phone.may_have, before = may_have, len(phone.asked("POST"))
        await registrar.subscribe(HOME)
        assert len(phone.asked("POST")) - before == posts
        assert registrar.holdings.events == ("calls", *sorted(may_have))
        phone.subscriptions.clear()
        await pass_time(minutes=1)
        assert await registrar.settle(HOME) is Input.NOT_FOUND
        phone.may_have, before = {"cdrs", "recordings"}, len(phone.asked("POST"))
        await registrar.subscribe(HOME)
        assert len(phone.asked("POST")) - before == 1
        assert registrar.holdings.events == ("calls", *sorted(may_have)), "what is known holds for what is made anew"
        await pass_time(minutes=1)
    assert phone.asked("DELETE") == []


@story
async def test_a_refusal_of_the_calls_themselves_is_told(phone):
    phone.faults.append(Fault("POST", status(403), times=9))
    registrar = a_registrar(phone, Noticing())
    with pytest.raises(Forbidden, match="subscribe to calls "):
        await registrar.subscribe(HOME)
    assert registrar.holdings == Holdings()


@story
async def test_a_subscription_that_an_older_version_noted_is_replaced_by_one_to_all_events(phone):
    disk = Noticing()
    registrar = a_registrar(phone, disk)
    await registrar.subscribe(HOME)
    record = disk.noted
    for part in (record["held"], record):
        del part["events"]
    disk.save("subscription", record)
    again = a_registrar(phone, disk)
    assert again.holdings.held.events == ("calls",)
    assert await again.settle(HOME) is Input.CREATED
    assert again.holdings.held.events == ("calls", "cdrs", "recordings")


@story
async def test_leaving_clears_everything_away(phone):
    disk = Noticing()
    registrar = a_registrar(phone, disk)
    await registrar.subscribe(HOME)
    phone.faults.append(Fault("POST", reply_lost))
    with pytest.raises(Unreachable):
        await registrar.subscribe(AWAY)
    await registrar.leave()
    await registrar.flush()
    assert phone.live == []
    assert disk.noted == Holdings().to_record()


@story
async def test_one_that_is_about_to_end_is_renewed_and_not_read(phone):
    registrar = a_registrar(phone, Noticing(), lifetime=timedelta(minutes=8))
    await registrar.subscribe(HOME)
    await pass_time(minutes=3)
    await registrar.settle(HOME)
    assert (len(phone.asked("GET")), len(phone.asked("POST"))) == (1, 1)
    await pass_time(minutes=3, seconds=30)
    await registrar.settle(HOME)
    assert (len(phone.asked("GET")), len(phone.asked("POST"))) == (1, 2)


@pytest.mark.parametrize(
    ("error", "happened"),
    [
        (SignInNeeded("x"), Input.SIGNED_OUT),
        (Forbidden("x", None), Input.FORBIDDEN),
        (Refused("x", 422, ""), Input.REFUSED),
        (NotFound("x"), Input.REFUSED),
        (Unreachable("x", "y"), Input.UNREACHABLE),
        (ServerTrouble("x", "y"), Input.UNREACHABLE),
        (RateLimited("x", DAY), Input.UNREACHABLE),
    ],
)
def test_what_a_failure_means(error, happened):
    assert input_for(error) is happened


@story
async def test_where_the_whole_domain_is_forbidden_it_is_one_extension_until_the_renewal(phone):
    disk = Noticing()
    phone.faults.append(Fault("POST", status(403), times=2))
    registrar = a_registrar(phone, disk, user=None, fallback="126")
    assert await registrar.subscribe(HOME) is Input.CREATED
    assert [each.user for each in phone.live] == [registrar.holdings.held.user] == ["126"]
    assert registrar.holdings.is_tidy

    await registrar.settle(HOME)
    assert len(phone.asked("POST")) == 1
    await registrar.subscribe(HOME)
    await registrar.tidy()
    assert [each.user for each in phone.live] == [registrar.holdings.held.user] == [None]


@story
async def test_a_refusal_for_another_reason_narrows_nothing(phone):
    phone.faults.append(Fault("POST", status(422), times=2))
    registrar = a_registrar(phone, Noticing(), user=None, fallback="126")
    with pytest.raises(Refused):
        await registrar.subscribe(HOME)
    assert phone.live == []
