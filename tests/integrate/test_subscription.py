"""One life of the subscription, in all that can happen to it."""

import asyncio
from datetime import timedelta

import pytest

from screenpop.integrate.lifecycle import State
from screenpop.integrate.memory import Forgetful
from screenpop.integrate.subscription_status import deaf, no_address
from tests.integrate.desk import AWAY, HOME, Desk, a_desk
from tests.integrate.phone_system import (
    MORNING,
    Fault,
    Subscription,
    late,
    reply_lost,
    unreachable,
)
from tests.integrate.story import story
from tests.integrate.virtual_time import now, pass_time, until

DAY = timedelta(days=1)


@story
async def test_from_nothing_to_live(phone):
    async with a_desk(phone) as desk:
        await desk.live()
        (held,) = phone.live
        assert (held.post_uri, held.user) == (HOME, "126")
        assert list(dict.fromkeys(desk.states)) == [State.NO_WAY_IN, State.CREATING, State.PREPARING, State.LIVE]
        shown = desk.keeper.status
        assert (shown.id, shown.detail) == (held.id, None)
        assert abs(shown.expires - held.expires) < timedelta(seconds=2)
        assert abs(shown.renew_at - (MORNING + DAY / 2)) < timedelta(minutes=1)


@story
async def test_without_an_address_nothing_is_asked_for(phone):
    async with a_desk(phone, address=None) as desk:
        await pass_time(minutes=5)
        assert (desk.state, desk.keeper.status.detail) == (State.NO_WAY_IN, no_address())
        assert phone.requests == []


@story
async def test_a_start_confirms_what_was_noted_and_posts_nothing(phone):
    disk = Forgetful()
    async with a_desk(phone, disk) as desk:
        await desk.live()
    async with a_desk(phone, disk) as desk:
        await desk.live(within=5)
        assert (len(phone.asked("POST")), len(phone.asked("GET"))) == (1, 1)
        assert len(phone.live) == 1


@story
async def test_a_subscription_that_is_about_to_end_is_renewed_at_the_start(phone):
    disk = Forgetful()
    async with a_desk(phone, disk) as desk:
        await desk.live()
    await pass_time(hours=23, minutes=58)
    async with a_desk(phone, disk) as desk:
        await desk.live(within=5)
        assert phone.asked("GET") == []
        assert phone.live[0].expires > phone.time + timedelta(hours=23)


@story
async def test_the_renewal_at_half_life_keeps_the_id_and_needs_no_notice(phone):
    async with a_desk(phone) as desk:
        await desk.live()
        (held,) = phone.live
        await pass_time(hours=12, minutes=5)
        assert desk.is_live
        assert phone.live == [held]
        assert held.expires > phone.time + timedelta(hours=23)
        assert len(phone.asked("POST")) == 2


@story
async def test_a_lifetime_of_a_week(phone):
    async with a_desk(phone, lifetime=7 * DAY) as desk:
        await desk.live()
        assert desk.keeper.status.expires > MORNING + timedelta(days=6, hours=23)
        await pass_time(days=3)
        assert len(phone.asked("POST")) == 1


@story
async def test_without_ready_calls_are_not_reaching_this_computer(phone):
    phone.says_ready = False
    async with a_desk(phone) as desk:
        await until(lambda: desk.state is State.PREPARING)
        began = now()
        await until(lambda: desk.state is State.DEGRADED)
        assert 29 < now() - began < 31
        assert desk.keeper.status.detail == deaf()
        await until(lambda: desk.state is State.PREPARING)
        assert desk.keeper.status.detail == deaf(), "a fresh subscription alone mends nothing"


@story
async def test_any_call_proves_that_we_can_be_reached(phone):
    phone.says_ready = False
    async with a_desk(phone) as desk:
        await until(lambda: desk.state is State.DEGRADED)
        desk.keeper.heard(False)
        await pass_time(seconds=1)
        assert desk.state is State.DEGRADED
        desk.keeper.heard(True)
        await until(lambda: desk.is_live, within=1)
        assert desk.keeper.status.detail is None


@story
async def test_when_ready_was_lost_it_is_asked_for_anew(phone):
    phone.says_ready = False
    async with a_desk(phone) as desk:
        await pass_time(hours=1)
        phone.says_ready = True
        await desk.live(within=90)
        assert len(phone.live) == 1


@story
async def test_ready_before_the_reply(phone):
    phone.latency = 8
    async with a_desk(phone) as desk:
        await desk.live(within=40)
        assert State.DEGRADED not in desk.states


@story
async def test_what_was_heard_before_proves_nothing(phone):
    phone.says_ready = False
    async with a_desk(phone) as desk:
        desk.keeper.heard(True)
        await until(lambda: desk.state is State.DEGRADED)


@story
async def test_what_comes_to_the_former_address_proves_nothing_for_the_new_one(phone):
    phone.says_ready = False
    async with a_desk(phone) as desk:
        await until(lambda: desk.state is State.DEGRADED)
        phone.faults.append(Fault("*", unreachable, times=3))
        desk.move(AWAY)
        await until(lambda: phone.faults[0].times < 3)
        desk.keeper.heard(True)
        await until(lambda: any(each.post_uri == AWAY for each in phone.live))


@story
async def test_another_address_is_subscribed_before_the_former_is_deleted(phone):
    async with a_desk(phone) as desk:
        await desk.live()
        (former,) = phone.live
        desk.move(AWAY)
        await until(lambda: not desk.is_live)
        await desk.live()
        await until(lambda: len(phone.live) == 1)
        assert phone.live[0].post_uri == AWAY
        assert phone.requests[-2:] == [("POST", "subscriptions/"), ("DELETE", f"subscriptions/{former.id}/")]


@story
async def test_an_address_that_comes_back(phone):
    async with a_desk(phone) as desk:
        await desk.live()
        desk.move(None)
        await until(lambda: desk.state is State.NO_WAY_IN)
        desk.move(HOME)
        await desk.live(within=5)
        assert (len(phone.asked("POST")), len(phone.live)) == (1, 1)


@story
async def test_addresses_that_change_faster_than_the_limits_allow(phone):
    async with a_desk(phone) as desk:
        for number in range(12):
            desk.move(f"https://tunnel.example/{number}")
            await pass_time(seconds=4)
        await until(lambda: desk.is_live and len(phone.live) == 1, within=400)
        assert phone.live[0].post_uri == "https://tunnel.example/11"


@story
async def test_quitting_deletes(phone):
    disk = Forgetful()
    desk = await Desk(phone, disk).start().live()
    await desk.quit()
    assert (phone.live, desk.state) == ([], State.SIGNED_OUT)
    assert desk.keeper.status.id is None
    async with a_desk(phone, disk) as desk:
        await desk.live()


@story
async def test_quitting_keeps_it_where_the_way_in_keeps_events(phone):
    disk = Forgetful()
    desk = await Desk(phone, disk).start().live()
    await desk.quit(delete=False)
    assert len(phone.live) == 1
    async with a_desk(phone, disk) as desk:
        await desk.live()
        assert len(phone.asked("POST")) == 1


@pytest.mark.parametrize("moment", [0.01, 0.06, 0.1, 0.12, 0.14, 0.16, 0.2, 1.0])
@story
async def test_quitting_in_the_middle_of_creation(phone, moment):
    desk = Desk(phone).start()
    await asyncio.sleep(moment)
    await desk.quit()
    assert phone.live == []


@story
async def test_quitting_without_a_network_takes_ten_seconds_at_most(phone):
    disk = Forgetful()
    desk = await Desk(phone, disk).start().live()
    phone.faults.append(Fault("*", late, times=10**9, until=now() + 9.9))
    began = now()
    await desk.quit()
    assert now() - began <= 10.1
    phone.faults.clear()
    async with a_desk(phone, disk, address=AWAY) as desk:
        await desk.live()
        await until(lambda: [each.post_uri for each in phone.live] == [AWAY])


@pytest.mark.parametrize("lost", [None, reply_lost, late])
@pytest.mark.parametrize("knows_by_user", [False, True])
@story
async def test_an_extension_that_changed(phone, knows_by_user, lost):
    """Whether the extension belongs to what makes a request "the same" is not documented."""
    phone.knows_by_user = knows_by_user
    phone.faults += [Fault("POST", lost)] if lost else []
    disk = Forgetful()
    async with a_desk(phone, disk):
        await until(lambda: phone.live, within=100)
    async with a_desk(phone, disk, user="127") as desk:
        await desk.live(within=200)
        await until(lambda: len(phone.live) == 1, within=200)
        assert [(each.id, each.user) for each in phone.live] == [(desk.keeper.status.id, "127")]


@story
async def test_another_desks_subscription_is_left_alone(phone):
    other = Subscription("1", "https://other.example/", "126", MORNING + DAY)
    phone.subscriptions["1"] = other
    desk = await Desk(phone).start().live()
    await desk.quit()
    assert phone.live == [other]
