"""What goes wrong around the subscription, and that it comes back by itself, or says what it needs."""

import asyncio
import itertools
from datetime import timedelta

import pytest

from screenpop.integrate.lifecycle import State
from screenpop.integrate.memory import Forgetful
from tests.integrate.desk import AWAY, HOME, Desk, a_desk
from tests.integrate.phone_system import (
    Fault,
    reply_lost,
    status,
    unreachable,
)
from tests.integrate.story import story
from tests.integrate.troubles import TROUBLES
from tests.integrate.virtual_time import now, pass_time, until

DAY = timedelta(days=1)


@pytest.mark.parametrize("method", ["POST", "GET", "DELETE", "*"])
@pytest.mark.parametrize("trouble", TROUBLES)
@story
async def test_troubles_pass(phone, trouble, method):
    if method == "DELETE" and trouble in {"403", "404", "422"}:
        return
    disk = Forgetful()
    async with a_desk(phone, disk) as desk:
        await desk.live()
    phone.faults.append(Fault(method, TROUBLES[trouble], times=1 if trouble == "401 once" else 3))
    async with a_desk(phone, disk, address=AWAY) as desk:
        await until(lambda: desk.is_live and len(phone.live) == 1, within=150)
        assert phone.live[0].post_uri == AWAY
    async with a_desk(phone, disk, address=AWAY) as desk:
        await desk.live(within=150)
        await pass_time(minutes=3)
        assert desk.is_live
        assert [each.id for each in phone.live] == [desk.keeper.status.id]


@pytest.mark.parametrize("trouble", ["unreachable", "500", "reply after a minute", "a web page", "403", "reply lost"])
@story
async def test_trouble_from_the_renewal_beyond_the_expiry(phone, trouble):
    async with a_desk(phone, lifetime=timedelta(hours=2)) as desk:
        await desk.live()
        await pass_time(minutes=50)
        phone.faults.append(Fault("*", TROUBLES[trouble], times=10**9, until=now() + 90 * 60))
        await pass_time(minutes=30)
        assert desk.state in {State.RENEWING, State.DEGRADED}
        assert desk.keeper.status.detail
        await pass_time(minutes=60)
        await desk.live(within=90)
        await until(lambda: [each.id for each in phone.live] == [desk.keeper.status.id], within=90)


@story
async def test_retries_come_with_growing_distance(phone):
    phone.faults.append(Fault("*", unreachable, times=10**9))
    async with a_desk(phone) as desk:
        before, gaps = 1e9, []
        began = now()
        while now() - began < 200:
            left = phone.faults[0].times
            if left != before:
                gaps.append(now())
                before = left
            await asyncio.sleep(0.1)
        distances = [later - earlier for earlier, later in itertools.pairwise(gaps)]
        assert desk.state is State.DEGRADED
        assert distances == sorted(distances[:3]) + distances[3:]
        assert all(20 < distance < 31 for distance in distances[-4:])


@story
async def test_a_refused_call_is_named_with_the_scope(phone):
    phone.faults.append(Fault("POST", status(403), times=10**9))
    async with a_desk(phone) as desk:
        await until(lambda: desk.state is State.DEGRADED)
        assert "subscribe to calls (POST subscriptions/)" in desk.keeper.status.detail
        assert "Basic User" in desk.keeper.status.detail


@story
async def test_a_sign_in_that_is_not_taken_waits_for_a_person(phone):
    phone.rejects_tokens = True
    async with a_desk(phone) as desk:
        await until(lambda: desk.state is State.SIGNED_OUT and desk.keeper.status.detail)
        asked = len(phone.requests)
        await pass_time(hours=1)
        assert len(phone.requests) == asked, "nothing is tried before somebody did something"
        phone.rejects_tokens = False
        desk.keeper.signed_in()
        await desk.live(within=10)


@story
async def test_a_token_that_is_not_taken_any_more_is_renewed_once(phone):
    async with a_desk(phone) as desk:
        await desk.live()
        phone.faults.append(Fault("POST", status(401), times=1))
        await pass_time(hours=12, minutes=5)
        assert phone.faults[0].times == 0
        assert State.SIGNED_OUT not in desk.states
        assert phone.live[0].expires > phone.time + timedelta(hours=23)


@story
async def test_somebody_deleted_it(phone):
    disk = Forgetful()
    async with a_desk(phone, disk) as desk:
        await desk.live()
        gone = desk.keeper.status.id
        phone.subscriptions.clear()
    async with a_desk(phone, disk) as desk:
        await desk.live()
        assert [each.id for each in phone.live] == [desk.keeper.status.id] != [gone]


@story
async def test_it_was_deleted_and_the_renewal_makes_another(phone):
    async with a_desk(phone) as desk:
        await desk.live()
        phone.subscriptions.clear()
        await pass_time(hours=12, minutes=5)
        assert desk.is_live
        assert [each.id for each in phone.live] == [desk.keeper.status.id]


@story
async def test_sleep_over_the_expiry(phone):
    async with a_desk(phone) as desk:
        await desk.live()
        first = desk.keeper.status.id
        desk.sleep(hours=30)
        await until(lambda: desk.is_live and desk.keeper.status.id != first, within=90)
        assert [each.id for each in phone.live] == [desk.keeper.status.id]


@story
async def test_waking_up_tries_again_at_once(phone):
    phone.faults.append(Fault("*", unreachable, times=10**9, until=100))
    async with a_desk(phone) as desk:
        await pass_time(seconds=101)
        desk.keeper.wake()
        await desk.live(within=5)


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
@story
async def test_a_wrong_clock_does_not_matter(phone, days):
    disk = Forgetful()
    async with a_desk(phone, disk, clock_error=timedelta(days=days)) as desk:
        await desk.live()
        assert abs(desk.keeper.status.expires - (phone.time + DAY)) < timedelta(minutes=1)
    async with a_desk(phone, disk, clock_error=timedelta(days=-days), address=AWAY) as desk:
        await desk.live()
        await pass_time(hours=13)
        assert [(each.id, each.post_uri) for each in phone.live] == [(desk.keeper.status.id, AWAY)]
        assert phone.live[0].expires - phone.time > timedelta(hours=22)


@story
async def test_a_wrong_clock_forgets_no_subscription_on_leaving(phone):
    disk = Forgetful()
    async with a_desk(phone, disk) as desk:
        await desk.live()
    desk = Desk(phone, disk, clock_error=timedelta(days=400)).start(None)
    await desk.quit()
    assert phone.live == []


@story
async def test_while_a_long_pause_lasts_the_desk_goes_on_living(phone):
    phone.faults.append(Fault("POST", status(429, headers={"Retry-After": "600"})))
    async with a_desk(phone) as desk:
        await until(lambda: desk.state is State.DEGRADED, within=5)
        assert "Try again in 600 seconds" in desk.keeper.status.detail
        await pass_time(minutes=1)
        desk.move(None)
        await until(lambda: desk.state is State.NO_WAY_IN, within=5)
        desk.move(HOME)
        await desk.live(within=600)
        assert len(phone.asked("POST")) == 1


@story
async def test_a_wrong_clock_forgets_no_wish(phone):
    disk = Forgetful()
    phone.faults.append(Fault("POST", reply_lost))
    async with a_desk(phone, disk, clock_error=timedelta(days=-400)):
        await until(lambda: phone.live)
    async with a_desk(phone, disk, address=AWAY) as desk:
        await desk.live()
        await until(lambda: [each.post_uri for each in phone.live] == [AWAY])


@story
async def test_what_may_not_be_deleted_is_tried_again_at_the_next_start(phone):
    disk = Forgetful()
    async with a_desk(phone, disk) as desk:
        await desk.live()
    phone.faults.append(Fault("DELETE", status(403)))
    for _ in range(2):
        async with a_desk(phone, disk, address=AWAY) as desk:
            await desk.live()
            await pass_time(minutes=1)
    assert [each.post_uri for each in phone.live] == [AWAY]
