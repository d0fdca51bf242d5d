"""The way in on this computer, and the door that all such ways share."""

import asyncio
import re
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import httpx
import pytest

from screenpop.delivery.base import DeliveryError, Health, HealthState, WayIn
from screenpop.delivery.choose import way_in
from screenpop.delivery.door import Door, HookAddress
from screenpop.delivery.loopback import Loopback
from screenpop.delivery.settings import DeliverySettings, LoopbackSettings
from screenpop.profile.paths import Profile
from screenpop.profile.secrets import Secrets
from screenpop.profile.settings import SettingsError, SettingsFile
from screenpop.profile.state import StateFolder
from tests.delivery.wire import TOKEN
from tests.waiting import until

FORM = re.compile(r"http://127\.0\.0\.1:\d+/hook/[A-Za-z0-9_-]{43}")


@pytest.fixture
def state(tmp_path):
    return StateFolder(tmp_path / "state")


@pytest.fixture
async def ways(state, desk):
    """Starts ways in; all are stopped after the test."""
    started = []

    async def start(port=0, changed=lambda: None):
        way = Loopback(LoopbackSettings(port), state)
        started.append(way)
        await way.start(desk.take, changed)
        return way

    yield start
    for way in started:
        await way.stop()


async def address_of(way: WayIn) -> str:
    """The first address that is one."""
    async for address in way.addresses():
        if address is not None:
            return address
    raise AssertionError("there never was an address")


async def post(address, body=b"{}"):
    async with httpx.AsyncClient() as http:
        return (await http.post(address, content=body)).status_code


async def test_a_message_comes_in_at_the_address(ways, desk):
    address = await address_of(await ways())
    assert FORM.fullmatch(address)
    assert await post(address, b"ringing") == 204
    assert desk.safe == [b"ringing"]


async def test_the_address_is_kept_for_the_next_start_and_is_a_secret(ways, state, tmp_path):
    way = await ways()
    address = await address_of(way)
    await way.stop()
    record = tmp_path / "state" / "delivery.json"
    written = record.stat().st_ino
    for _ in range(2):
        again = await ways()
        assert await address_of(again) == address
        assert again.health == Health(HealthState.UP)
        await again.stop()
    assert record.stat().st_ino == written
    assert record.stat().st_mode & 0o777 == 0o600
    assert state.load("delivery") == {"port": urlsplit(address).port, "token": address.rsplit("/", 1)[1]}


async def test_the_address_is_kept_while_old_connections_linger(ways):
    way = await ways()
    address = await address_of(way)
    async with httpx.AsyncClient() as http:
        await http.post(address, content=b"{}")
        await way.stop()
        assert await address_of(await ways()) == address
        assert (await http.post(address, content=b"{}")).status_code == 204


async def test_profiles_have_addresses_of_their_own(ways, desk, tmp_path):
    other = Loopback(LoopbackSettings(), StateFolder(tmp_path / "other"))
    await other.start(desk.take, lambda: None)
    one, two = urlsplit(await address_of(await ways())), urlsplit(await address_of(other))
    assert one.port != two.port
    assert one.path != two.path
    await other.stop()


async def test_a_port_that_somebody_took_means_a_new_address_and_a_word_about_it(ways, caplog):
    way = await ways()
    old = urlsplit(await address_of(way))
    await way.stop()
    with socket.create_server(("127.0.0.1", old.port)):
        way = await ways()
        new = urlsplit(await address_of(way))
        assert new.port != old.port
        assert new.path != old.path, "whoever took the port may be sent the old path"
        assert way.health.state is HealthState.UP
        assert f"Port {old.port} of this computer is used by another program" in way.health.detail
        assert str(old.port) in caplog.text
        await way.stop()
    assert urlsplit(await address_of(await ways())) == new
    assert old.path not in caplog.text


async def test_a_port_of_the_settings_is_used_and_the_token_stays(ways, state):
    way = await ways()
    old = urlsplit(await address_of(way))
    await way.stop()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    new = urlsplit(await address_of(await ways(port)))
    assert (new.port, new.path) == (port, old.path)


async def test_a_port_of_the_settings_that_is_taken_is_an_error_with_what_to_do(ways, state):
    health = []
    with socket.create_server(("127.0.0.1", 0)) as taken:
        way = Loopback(LoopbackSettings(taken.getsockname()[1]), state)
        with pytest.raises(DeliveryError, match=r"Address already in use.*set another delivery port"):
            await way.start(None, lambda: health.append(way.health.state))
    assert health == [HealthState.DOWN]
    assert "Address already in use" in way.health.detail
    await way.stop()
    assert [address async for address in way.addresses()] == [None]


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"port": 20_000},
        {"port": "20000", "token": TOKEN},
        {"port": 0, "token": TOKEN},
        {"port": True, "token": TOKEN},
        {"port": 70_000, "token": TOKEN},
        {"port": 20_000, "token": "short"},
        {"port": 20_000, "token": "/" * 43},
        {"port": 20_000, "token": "é" * 43},
        {"port": 20_000, "token": 5},
    ],
)
def test_a_record_that_makes_no_sense_is_none(record):
    assert HookAddress.from_record(record) is None


def test_a_record_is_read_as_it_was_kept():
    address = HookAddress.from_record({"port": 20_000, "token": TOKEN, "more": 1})
    assert address == HookAddress(20_000, TOKEN)
    assert address.path == f"/hook/{TOKEN}"


async def test_a_disk_that_keeps_nothing_is_told_and_calls_come_in_all_the_same(state, desk, tmp_path):
    (tmp_path / "state").touch()
    way = Loopback(LoopbackSettings(), state)
    await way.start(desk.take, lambda: None)
    assert "could not be kept" in way.health.detail
    assert await post(await address_of(way)) == 204
    await way.stop()


async def test_an_address_that_is_not_this_computers_is_an_error(state, desk):
    with pytest.raises(DeliveryError, match=r"192\.0\.2\.1"):
        await Door(state, host="192.0.2.1").open(desk.take)


async def test_health_and_addresses_are_told_as_they_change(state, desk):
    way = Loopback(LoopbackSettings(), state)
    told, health = [], [way.health.state]

    def note(address):
        told.append((address, way.health.state))

    async def follow():
        async for address in way.addresses():
            note(address)

    following = asyncio.create_task(follow())
    await until(lambda: told)
    await way.start(desk.take, lambda: health.append(way.health.state))
    await until(lambda: len(told) == 2)
    await way.stop()
    await following
    assert [bool(address and FORM.fullmatch(address)) for address, _ in told] == [False, True, False]
    assert [state for _, state in told] == [HealthState.STARTING, HealthState.UP, HealthState.DOWN]
    assert health == [HealthState.STARTING, HealthState.UP, HealthState.DOWN]


async def test_a_way_that_was_never_started_can_be_stopped(state):
    way = Loopback(LoopbackSettings(), state)
    await way.stop()
    assert [address async for address in way.addresses()] == [None]


def test_the_settings_choose_the_way_in(state, tmp_path):
    path = tmp_path / "config.toml"
    assert way_in(SettingsFile(path).read, state, Secrets(Profile(tmp_path))).kind == "loopback"
    path.write_text('[delivery]\nkind = "loopback"\n[delivery.loopback]\nport = 17200\n')
    way = way_in(SettingsFile(path).read, state, Secrets(Profile(tmp_path)))
    assert (way.kind, way.keeps_events, way.health) == ("loopback", False, Health(HealthState.STARTING))
    assert way._settings == LoopbackSettings(17200)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("kind = 'pigeon'", r'in \[delivery\], kind is "pigeon", and the ways in of this version are: "loopback"'),
        (
            "kind = 'relay'\n[delivery.relay]\nurl = 'http://relay.example.org'",
            r"in \[delivery.relay\], url must begin with https://",
        ),
        ("[delivery.loopback]\nport = -1", r"in \[delivery.loopback\], port must be between 1 and 65535"),
        ("[delivery.loopback]\nport = 65536", r"in \[delivery.loopback\], port must be between 1 and 65535"),
    ],
)
def test_a_way_in_that_there_is_not_is_told(state, tmp_path, text, says):
    path = tmp_path / "config.toml"
    path.write_text(f"[delivery]\n{text}\n")
    with pytest.raises(SettingsError, match=says):
        way_in(SettingsFile(path).read, state, Secrets(Profile(tmp_path)))
    assert DeliverySettings().kind == "loopback"


def test_the_server_is_loaded_when_it_starts_and_not_before():
    code = "import sys, screenpop.delivery.choose; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "screenpop.delivery.loopback" in loaded
    assert {"uvicorn", "starlette", "h11", "anyio"}.isdisjoint(loaded)
