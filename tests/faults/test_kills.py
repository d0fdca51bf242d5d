"""`kill -9`, whenever: the phone system ends up with one subscription of the desk, and the history is whole."""

import asyncio
import os
import random
import signal

import pytest

from tests.faults.lives import Gate, Lives
from tests.faults.office_day import AGENT, DAVID, MARIE
from tests.waiting import until

TIMES = int(os.environ.get("KILLS", "12"))
SEED = int(os.environ.get("KILLS_SEED", random.SystemRandom().randrange(10**6)))


async def ring_now_and_then(lives, chance, expected):
    """People call, and the agent picks up, or not, without knowing that the program is being killed."""
    while True:
        await asyncio.sleep(chance.uniform(0.05, 0.4))
        wish, is_answered = chance.choice([DAVID, MARIE]), chance.random() < 0.5
        call_id = lives.phones.ring(wish)
        await asyncio.sleep(chance.uniform(0.02, 0.3))
        if is_answered:
            lives.phones.answer(call_id, AGENT)
            await asyncio.sleep(chance.uniform(0.02, 0.3))
        lives.phones.hang_up(call_id)
        expected[call_id] = "answered" if is_answered else "missed"


async def test_killed_at_random_moments(tmp_path, record_property):
    print(f"KILLS_SEED={SEED} KILLS={TIMES}")
    record_property("seed", SEED)
    chance, expected = random.Random(SEED), {}
    async with Lives(tmp_path / "profile") as lives:
        await lives.start()
        await until(lives.live)
        people = asyncio.create_task(ring_now_and_then(lives, chance, expected))
        for _ in range(TIMES):
            await lives.kill()
            await lives.start()
            await asyncio.sleep(chance.uniform(0.0, 2.5))
        people.cancel()
        await asyncio.gather(people, return_exceptions=True)
        for call in lives.phones.system.switch.live():
            lives.phones.hang_up(call.id)
        subscription = await until(lives.live, seconds=60)
        await until(lambda: lives.subscriptions() == [subscription], seconds=60)
        await until(lambda: expected.items() <= lives.history().items(), seconds=60)
        assert lives.phones.system.limits.pushed_back == 0


async def killed_with(lives, holds):
    """Start a desk that is killed while a subscription is asked for and that is held back at the gate."""
    async with Gate(lives.address, holds) as gate:
        lives.lead_over(gate.api_url)
        await lives.start()
        await asyncio.wait_for(gate.held.wait(), 30)
        yield gate
        await lives.kill()
    lives.lead_over(lives.address)


async def between_intent_and_request(lives):
    async for _ in killed_with(lives, "request"):
        assert lives.noted()["asked"]
    assert lives.subscriptions() == []


async def between_request_and_reply(lives):
    async for _ in killed_with(lives, "reply"):
        await until(lives.subscriptions)


async def between_reply_and_record(lives):
    """The reply has reached the computer, and not the program: it stands still."""
    async for gate in killed_with(lives, "reply"):
        lives.process.send_signal(signal.SIGSTOP)
        gate.opened.set()
        await asyncio.sleep(0.1)
    assert lives.noted()["held"] is None


async def after_the_record(lives):
    await lives.start()
    await until(lambda: lives.noted().get("held"))
    await lives.kill()


POINTS = (between_intent_and_request, between_request_and_reply, between_reply_and_record, after_the_record)


@pytest.mark.parametrize("point", POINTS, ids=[point.__name__ for point in POINTS])
async def test_killed_at_a_point(point, tmp_path):
    async with Lives(tmp_path / "profile") as lives:
        await point(lives)
        made = lives.subscriptions()
        missed = lives.phones.ring(MARIE)
        lives.phones.hang_up(missed)
        await lives.start()
        found = await until(lives.subscription, seconds=60)
        assert made in ([], [found]), "what was made before is found again, and not made anew"
        subscription = await until(lives.live, seconds=60)
        await until(lambda: lives.subscriptions() == [subscription])
        await until(lambda: lives.history() == {missed: "missed"})
        await lives.end(signal.SIGTERM)
        assert lives.subscriptions() == []
        assert lives.phones.system.limits.pushed_back == 0
