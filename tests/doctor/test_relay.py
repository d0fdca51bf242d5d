"""Through the office's relay: what waits there while the program is away is left for it."""

import secrets

import httpx
import pytest

from screenpop.delivery.base import HealthState
from tests.relay.private_relay import run
from tests.waiting import until


@pytest.fixture
def relay(tmp_path):
    folder = tmp_path / "relay"
    private = run.PrivateRelay(folder, ports=run.configure(folder))
    private.start()
    yield private
    private.stop()


@pytest.fixture
def relay_desk(desk, relay, monkeypatch):
    monkeypatch.setenv("SCREENPOP_RELAY_SECRET", secrets.token_urlsafe(32))
    text = desk.profile.config.read_text(encoding="utf-8").replace('"loopback"', '"relay"')
    desk.profile.config.write_text(f'{text}\n[delivery.relay]\nurl = "{relay.address}"\n', encoding="utf-8")
    return desk


async def test_it_is_up(relay_desk):
    core = await relay_desk.start_live()
    await until(lambda: core.way.health.detail)
    found = await relay_desk.examine()
    assert found.states("way_in", "hook", "subscription") == ["ok"] * 3


async def test_a_relay_that_goes_away_is_told_as_the_menu_tells_it(relay_desk, relay):
    core = await relay_desk.start_live()
    relay.stop()
    await until(lambda: core.way.health.state is HealthState.DOWN and "cannot be reached" in core.way.health.detail)
    found = await relay_desk.examine()
    assert found.states("program", "way_in", "hook", "subscription") == ["warning", "failure", "failure", "ok"]
    assert core.reason == core.way.health.detail
    assert core.reason in found["program"].meaning
    assert found["way_in"].meaning == core.reason


async def test_what_waits_there_is_left_for_the_program(relay_desk):
    core = await relay_desk.start_live()
    await until(lambda: core.journal.last_received())
    address = core.post_uri
    await relay_desk.quit()
    async with httpx.AsyncClient() as http:
        assert (await http.post(address, content=b"waits")).is_success

    found = await relay_desk.examine()
    assert found.states("way_in", "hook", "subscription") == ["ok"] * 3
    assert "kept while the program is away" in found["subscription"].what
    assert len(await relay_desk.subscriptions()) == 1

    core = await relay_desk.start_live()
    await until(lambda: core.intake.received.rejected == 1)
    assert core.journal.all_unreadable().count == 1


async def test_a_relay_that_is_away(relay_desk, relay):
    relay.stop()
    found = await relay_desk.examine()
    assert found.states("way_in", "hook") == ["failure", "failure"]
    assert "The relay at 127.0.0.1 cannot be reached" in found["way_in"].meaning
