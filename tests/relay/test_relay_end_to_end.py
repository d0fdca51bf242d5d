"""The whole way through a real relay: subscribed through it, rung, cut, rung during the cut, restored."""

import asyncio
import re
import secrets

import pytest

from screenpop.calls.call import CallState, Outcome
from screenpop.delivery.base import HealthState
from screenpop.simulator.simulator import Simulator
from screenpop.simulator.wishes import CallWish
from screenpop.status import status_json
from tests.core.desk import Desk
from tests.relay.forwarder import Forwarder
from tests.waiting import until

DAVID = CallWish(number="+16133246100", name="David Ward", to="126")
MARIE = CallWish(number="+14185550117", name="Marie Tremblay", to="126")


class RelayDesk(Desk):
    """A core whose way in is the relay, and the calls that popped in it."""

    def __init__(self, phone_system, folder, url):
        super().__init__(phone_system, phone_system.api_url, folder)
        text = self.profile.config.read_text(encoding="utf-8").replace('"loopback"', '"relay"')
        self.profile.config.write_text(f'{text}\n[delivery.relay]\nurl = "{url}"\n', encoding="utf-8")
        self.popped = []

    async def start_live(self):
        core = await super().start()
        core.on_changes.append(lambda changes: self.popped.extend(change.call.id for change in changes if change.pop))
        await until(lambda: core.account.is_subscribed and core.way.health.detail)
        return core

    async def is_up(self):
        await until(lambda: self.core.way.health.state is HealthState.UP and self.core.way.health.detail)

    async def is_down(self):
        await until(lambda: self.core.way.health.state is HealthState.DOWN)


@pytest.fixture
async def phone_system():
    simulator = Simulator()
    simulator.api_url = await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def network(relay):
    async with Forwarder(relay.port) as network:
        yield network


@pytest.fixture
async def desk(phone_system, network, tmp_path, monkeypatch):
    monkeypatch.setenv("SCREENPOP_CLIENT_SECRET", "demo")
    monkeypatch.setenv("SCREENPOP_RELAY_SECRET", secrets.token_urlsafe(32))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    made = RelayDesk(phone_system, tmp_path / "profile", f"http://127.0.0.1:{network.port}")
    yield made
    await made.quit()


async def test_a_call_goes_the_whole_way(desk):
    core = await desk.start_live()
    delivery = status_json(core)["delivery"]
    assert (delivery["kind"], delivery["state"]) == ("relay", "up")
    assert re.fullmatch(r"\d+ ms", delivery["detail"])
    (subscription,) = await desk.subscriptions()
    assert subscription["post_uri"] == delivery["post_uri"]

    call_id = desk.phone_system.ring(DAVID)
    await until(lambda: desk.popped == [call_id])
    desk.phone_system.answer(call_id, "126")
    await until(lambda: desk.call(call_id).own_state is CallState.ACTIVE)
    desk.phone_system.hang_up(call_id)
    await until(lambda: (kept := desk.kept(call_id)) and kept.ended and kept.outcome is Outcome.ANSWERED)
    assert core.intake.received.rejected == 0, "test messages are nobody's call"


async def cut_the_route(desk, relay, network):
    network.freeze()


async def kill_nginx(desk, relay, network):
    await asyncio.to_thread(relay.nginx.kill)
    await desk.is_down()


async def kill_redis(desk, relay, network):
    await asyncio.to_thread(relay.redis.kill)
    desk.core.way.wake()
    await desk.is_down()


@pytest.mark.parametrize("cut", [cut_the_route, kill_nginx, kill_redis])
async def test_what_rings_during_a_cut_is_there_after_it(desk, relay, network, cut):
    core = await desk.start_live()
    (before,) = await desk.subscriptions()
    await cut(desk, relay, network)
    over = desk.phone_system.ring(MARIE)
    desk.phone_system.hang_up(over)
    ringing = desk.phone_system.ring(DAVID)

    await asyncio.to_thread(relay.start)
    core.way.wake()
    await until(lambda: desk.call(ringing))
    await desk.is_up()
    await until(lambda: (kept := desk.kept(over)) and kept.ended)
    assert desk.kept(over).outcome is Outcome.MISSED
    assert desk.popped.count(ringing) == 1
    assert [subscription["id"] for subscription in await desk.subscriptions()] == [before["id"]]

    desk.phone_system.answer(ringing, "126")
    await until(lambda: desk.call(ringing).own_state is CallState.ACTIVE)
    desk.phone_system.hang_up(ringing)
    await until(lambda: desk.kept(ringing).ended)
    assert desk.popped.count(ringing) == 1


@pytest.mark.parametrize("end", ["quit", "crash"])
async def test_what_rings_while_the_program_is_off_waits_for_it(desk, end):
    await desk.start_live()
    (before,) = await desk.subscriptions()
    await getattr(desk, end)()
    call_id = desk.phone_system.ring(DAVID)
    await desk.start_live()
    await until(lambda: desk.popped == [call_id])
    assert [subscription["id"] for subscription in await desk.subscriptions()] == [before["id"]]
    assert desk.core.intake.received.posts >= 1, "the relay kept it"


async def test_nothing_is_taken_twice_when_the_position_is_lost(desk):
    await desk.start_live()
    call_id = desk.phone_system.ring(DAVID)
    await until(lambda: desk.popped == [call_id])
    await desk.quit()
    (desk.profile.state / "relay.json").unlink()
    core = await desk.start_live()
    await until(lambda: core.intake.received.duplicates)
    assert desk.popped == [call_id]
    assert core.intake.received.accepted == 0
