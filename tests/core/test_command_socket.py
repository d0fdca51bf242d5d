"""What the running program answers over its local socket, asked as the commands ask."""

import asyncio

import pytest

from screenpop.profile.control import RequestRefused, ask, watch
from screenpop.simulator.wishes import CallWish
from tests.waiting import until

DAVID = CallWish(number="+16133246100", name="David Ward", to="126")
MARIE = CallWish(number="+14185550117", name="Marie Tremblay", to="126")


async def asked(desk, command, **more):
    return await asyncio.to_thread(ask, desk.profile.socket, {"command": command, **more})


@pytest.fixture
async def live(desk):
    await desk.start_live()
    return desk


async def ringing(desk, wish=DAVID):
    call_id = desk.phone_system.ring(wish)
    await until(lambda: desk.call(call_id) and desk.call(call_id).is_ringing_agent)
    return call_id


async def test_the_only_ringing_call_is_answered_and_hung_up_without_naming_it(live):
    call_id = await ringing(live)
    assert await asked(live, "answer") == {"call": call_id}
    await until(lambda: live.call(call_id).own_state == "active")
    assert await asked(live, "hangup") == {"call": call_id}
    await until(lambda: live.call(call_id).own_state == "ended")


async def test_decline_is_remembered_as_the_outcome(live):
    call_id = await ringing(live)
    await asked(live, "decline")
    await until(lambda: live.call(call_id).outcome == "declined")


async def test_several_that_fit_are_listed_and_one_can_be_named(live):
    first, second = await ringing(live), await ringing(live, MARIE)
    with pytest.raises(RequestRefused, match="Several calls fit") as refused:
        await asked(live, "answer")
    assert first in str(refused.value)
    assert second in str(refused.value)
    assert await asked(live, "answer", call=second[:12]) == {"call": second}


async def test_nothing_to_answer_is_said(live):
    with pytest.raises(RequestRefused, match="No call is ringing"):
        await asked(live, "answer")
    with pytest.raises(RequestRefused, match="You are not on a call"):
        await asked(live, "hangup")


async def test_an_unknown_command_is_refused_with_those_that_there_are(live):
    with pytest.raises(RequestRefused, match=r"no command 'dance'.*status"):
        await asked(live, "dance")


async def test_dial_rings_the_own_phone_first(live):
    await asked(live, "dial", number="(613) 324-6100")
    (call,) = await until(lambda: [call for call in live.core.intake.ledger.calls() if call.is_outgoing])
    assert call.own_state == "ringing"


async def test_do_not_disturb_from_the_command_line(live):
    assert await asked(live, "dnd", on=True) == {"on": True, "until": None}
    assert (await asked(live, "presence"))["self"] == "dnd"
    await asked(live, "dnd", on=False)
    assert (await asked(live, "presence"))["self"] == "available"


async def test_watching_the_presence_gives_a_line_at_each_change(live):
    seen = []

    def follow():
        for told in watch(live.profile.socket, {"command": "watch", "what": "presence"}):
            seen.append(told["self"])
            if told["self"] == "ringing":
                return

    following = asyncio.create_task(asyncio.to_thread(follow))
    await until(lambda: seen)
    await ringing(live)
    await following
    assert seen == ["available", "ringing"]
    await until(lambda: len(live.core.on_update) == 0)


async def test_watching_calls_gives_each_call_that_changes(live):
    seen = []

    def follow():
        for told in watch(live.profile.socket, {"command": "watch", "what": "calls"}):
            seen.append((told["id"], told["state"]))
            if told["state"] == "active":
                return

    before = len(live.core.on_changes)
    following = asyncio.create_task(asyncio.to_thread(follow))
    await until(lambda: len(live.core.on_changes) > before)
    call_id = await ringing(live)
    live.phone_system.answer(call_id, "126")
    await following
    assert seen[0] == (call_id, "ringing")
    assert seen[-1] == (call_id, "active")
