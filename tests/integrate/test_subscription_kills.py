"""However often, and wherever, the program is killed: the phone system ends up with exactly one subscription of it."""

import asyncio
import contextlib
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screenpop.integrate.lifecycle import State
from screenpop.integrate.memory import Forgetful
from tests.integrate.desk import AWAY, HOME, Desk, a_desk
from tests.integrate.phone_system import Fault, PhoneSystem, reply_lost, unreachable
from tests.integrate.virtual_time import pass_time, run, until

ELSEWHERE = "https://tunnel.example/hook/3"
LAST_STEP = 60
"""No story here has that many."""


async def first_start(desk):
    await desk.start().live()


async def another_address(desk):
    await desk.start(AWAY).live()
    await until(lambda: [each.post_uri for each in desk.phone.live] == [AWAY])


async def a_move(desk):
    await desk.start().live()
    desk.move(AWAY)
    await until(lambda: [each.post_uri for each in desk.phone.live] == [AWAY])


async def a_renewal(desk):
    await desk.start().live()
    await pass_time(hours=12, minutes=5)


async def a_fresh_proof(desk):
    desk.phone.says_ready = False
    desk.phone.subscriptions.clear()
    desk.start()
    await until(lambda: len(desk.phone.asked("DELETE")) == 1, within=120)
    desk.phone.says_ready = True
    await desk.live(within=120)


async def somebody_deleted_it(desk):
    desk.phone.subscriptions.clear()
    await desk.start().live()


async def an_expiry(desk):
    await desk.start().live()
    desk.phone.faults.append(Fault("POST", unreachable, times=2))
    desk.sleep(hours=30)
    await until(lambda: desk.state is State.RENEWING, within=90)
    await desk.live()


async def a_lost_reply(desk):
    desk.phone.faults.append(Fault("*", reply_lost, times=3))
    await desk.start(AWAY).live()


async def quitting(desk):
    await desk.start().live()
    await desk.quit()


STORIES = {
    story.__name__: story
    for story in (
        *(first_start, another_address, a_move, a_renewal, a_fresh_proof),
        *(somebody_deleted_it, an_expiry, a_lost_reply, quitting),
    )
}


async def play(story, dies_at, next_address, had_one):
    """Whether the story came to its end before it died."""
    phone, disk = PhoneSystem(), Forgetful()
    if had_one:
        async with a_desk(phone, disk) as desk:
            await desk.live()
    desk = Desk(phone, disk, dies_at=dies_at)
    telling = asyncio.create_task(story(desk))
    dying = asyncio.create_task(desk.is_dead.wait())
    await asyncio.wait([telling, dying], return_when=asyncio.FIRST_COMPLETED)
    came_to_its_end = telling.done()
    for task in (telling, dying):
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    await desk.kill()
    phone.says_ready = True
    phone.faults.clear()
    await settles(phone, disk, next_address)
    return came_to_its_end


async def settles(phone, disk, address):
    """The next life, undisturbed: live soon, and then nothing is left of all that was."""
    async with a_desk(phone, disk, address=address) as desk:
        await desk.live(within=180)
        await until(lambda: len(phone.live) == 1, within=180)
        (held,) = phone.live
        assert (held.id, held.post_uri, held.user) == (desk.keeper.status.id, address, "126")
        await pass_time(minutes=3)
        assert (desk.state, phone.live) == (State.LIVE, [held])
    assert phone.pushed_back == []


@pytest.mark.parametrize("had_one", [False, True], ids=["at first", "after an earlier life"])
@pytest.mark.parametrize("next_address", [HOME, AWAY, ELSEWHERE])
@pytest.mark.parametrize("story", STORIES)
def test_killed_at_any_step(story, next_address, had_one):
    for step in range(1, LAST_STEP):
        if run(play, STORIES[story], step, next_address, had_one):
            assert step > 5
            return
    pytest.fail("The story never ended.")


LIVES = st.tuples(
    st.sampled_from([HOME, AWAY, ELSEWHERE]), st.integers(1, 25), st.booleans(), st.sampled_from([0, 1, 70])
)


async def play_lives(lives, knows_by_user):
    phone, disk = PhoneSystem(knows_by_user=knows_by_user), Forgetful()
    for address, dies_at, loses_replies, pause in lives:
        if loses_replies:
            phone.faults.append(Fault("*", reply_lost))
        desk = Desk(phone, disk, dies_at=dies_at).start(address)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(100):
                await desk.is_dead.wait()
        await desk.kill()
        await pass_time(seconds=pause)
    phone.faults.clear()
    await settles(phone, disk, HOME)


@settings(max_examples=60)
@given(st.lists(LIVES, min_size=1, max_size=8), st.booleans())
def test_killed_again_and_again(lives, knows_by_user):
    run(play_lives, lives, knows_by_user)


def test_a_kill_and_a_start_at_the_same_address_keep_the_id():
    async def fifty_lives():
        phone, disk, ids = PhoneSystem(), Forgetful(), set()
        for _ in range(50):
            async with a_desk(phone, disk) as desk:
                await desk.live(within=70)
                ids.add(desk.keeper.status.id)
        assert {each.id for each in phone.live} == ids
        assert len(phone.asked("POST")) == 1
        assert phone.pushed_back == []

    run(fifty_lives)


def test_many_days_pass_on_one_subscription():
    async def days():
        phone = PhoneSystem()
        async with a_desk(phone, lifetime=timedelta(hours=2)) as desk:
            await desk.live()
            await pass_time(days=2)
            assert [each.id for each in phone.live] == [desk.keeper.status.id]
            assert 48 <= len(phone.asked("POST")) <= 50

    run(days)
