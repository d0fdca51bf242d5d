"""The whole way through a real relay. What happens when it is cut is in tests/ways, for every way in alike."""

import asyncio
import re
import secrets
import subprocess
import sys

import keyring
import pytest

from screenpop.calls.call import CallState, Outcome
from screenpop.profile.secrets import Secrets
from screenpop.simulator.simulator import Simulator
from screenpop.simulator.wishes import CallWish
from screenpop.status import status_json
from tests.core.desk import Desk
from tests.doctor.test_keyring import Works
from tests.relay.private_relay import Desktop
from tests.waiting import until

DAVID = CallWish(number="+16133246100", name="David Ward", to="126")


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


@pytest.fixture
async def phone_system():
    simulator = Simulator()
    simulator.api_url = await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def desk(phone_system, address, tmp_path, monkeypatch):
    monkeypatch.setenv("SCREENPOP_CLIENT_SECRET", "demo")
    monkeypatch.setenv("SCREENPOP_RELAY_SECRET", secrets.token_urlsafe(32))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    made = RelayDesk(phone_system, tmp_path / "profile", address)
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


@pytest.fixture
def ring_of_keys(monkeypatch, tmp_path):
    """A keyring that keeps its secrets as long as the test."""
    monkeypatch.setenv("SCREENPOP_CLIENT_SECRET", "demo")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    before = keyring.get_keyring()
    keyring.set_keyring(Works())
    yield
    keyring.set_keyring(before)


async def test_a_stolen_secret_is_replaced_and_the_subscription_moves(ring_of_keys, phone_system, address, tmp_path):
    """One click, or one command: the thief hears nothing more, the agent hears everything."""
    desk = RelayDesk(phone_system, tmp_path / "profile", address)
    core = await desk.start_live()
    (before,) = await desk.subscriptions()
    thief = Desktop(address, secret=Secrets(desk.profile).get("relay_secret"))
    assert thief.post_uri == before["post_uri"]

    done = await asyncio.to_thread(_screenpop, "relay", "renew", "--profile", str(desk.profile.folder))
    assert (done.returncode, done.stderr) == (0, "")

    async def has_moved():
        held = await desk.subscriptions()
        return len(held) == 1 and held[0]["post_uri"] != before["post_uri"] and core.account.is_subscribed

    await until(has_moved)
    (after,) = await desk.subscriptions()
    assert after["id"] != before["id"]
    renewed = Desktop(address, secret=Secrets(desk.profile).get("relay_secret"))
    assert after["post_uri"] == core.post_uri == renewed.post_uri

    call_id = phone_system.ring(DAVID)
    await until(lambda: desk.popped == [call_id])
    await thief.posted(b"the last word")
    stolen = []
    async with thief.stream() as stream:
        while b"the last word" not in stolen:
            stolen += [event.body for event in await stream.take(1)]
    assert not [body for body in stolen if call_id.encode() in body]
    await desk.quit()


async def test_a_secret_that_the_environment_gives_is_not_replaced(desk):
    core = await desk.start_live()
    address = core.post_uri
    done = await asyncio.to_thread(_screenpop, "relay", "renew", "--profile", str(desk.profile.folder))
    assert done.returncode == 1
    assert "SCREENPOP_RELAY_SECRET" in done.stderr
    assert core.post_uri == address
    assert core.account.is_subscribed


def _screenpop(*words):
    return subprocess.run([sys.executable, "-m", "screenpop", *words], capture_output=True, text=True, timeout=60)
