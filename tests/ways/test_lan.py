"""The way in from the local network, on this computer's loopback addresses and in a network of its own."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from screenpop.delivery.base import DeliveryError, HealthState
from screenpop.delivery.interfaces import Interface, address_towards, interfaces, resolved
from screenpop.delivery.lan import Lan
from screenpop.delivery.settings import LanSettings
from tests.waiting import until
from tests.ways.desk import Desk, post

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def desk(tmp_path):
    """A desk at a computer whose interfaces are those in `here`: loopback addresses, which are there at any time."""

    def make(desk):
        return Lan(desk.settings, desk.state, desk.phone_system, look=lambda: desk.here)

    desk = Desk(tmp_path / "state", make)
    desk.settings, desk.phone_system = LanSettings(), "127.0.0.1"
    desk.here = [Interface("lan0", "127.0.0.2")]
    yield desk
    await desk.stop()


async def test_it_listens_where_the_phone_system_sees_this_computer(desk):
    await desk.start()
    address = await desk.address()
    assert address.startswith("http://127.0.0.1:")
    assert await post(address, b"ringing") == 204
    assert desk.taken == [b"ringing"]
    assert desk.way.health.detail == urlsplit(address).netloc


async def test_an_address_of_the_settings_is_the_only_one_that_listens(desk):
    desk.settings = LanSettings("127.0.0.3")
    await desk.start()
    address = urlsplit(await desk.address())
    assert address.hostname == "127.0.0.3"
    assert await post(address.geturl()) == 204
    elsewhere = address._replace(netloc=f"127.0.0.1:{address.port}")
    assert await post(elsewhere.geturl()) == 0, "nothing listens at addresses that nobody chose"


async def test_an_interface_of_the_settings_that_comes_goes_and_has_another_address(desk):
    desk.settings, desk.here = LanSettings("lan0"), []
    await desk.start()
    assert "lan0 is neither an address of this computer" in await desk.is_down()
    assert desk.addresses == [None]
    desk.here = [Interface("wifi0", "127.0.0.9"), Interface("lan0", "127.0.0.2")]
    first = await _moved(desk, "127.0.0.2")
    assert len(desk.missed) == 1
    desk.here = []
    desk.way.wake()
    await desk.is_down("there are: none")
    await until(lambda: desk.addresses[-1] is None)
    assert await post(first) == 0
    desk.here = [Interface("lan0", "127.0.0.2")]
    assert await _moved(desk, "127.0.0.2") == first
    desk.here = [Interface("lan0", "127.0.0.3")]
    second = await _moved(desk, "127.0.0.3")
    assert urlsplit(second).path != urlsplit(first).path, "whoever has the former address may be sent the old token"
    assert await post(second) == 204
    assert await post(first) == 0


async def _moved(desk, host):
    desk.way.wake()
    await until(lambda: (desk.addresses[-1] or "").startswith(f"http://{host}:"))
    return desk.addresses[-1]


async def test_the_address_is_kept(desk):
    await desk.start()
    address = await desk.address()
    await desk.stop()
    await desk.start()
    assert await desk.address() == address


async def test_all_addresses_only_if_the_settings_say_so(desk):
    desk.settings = LanSettings("0.0.0.0")
    await desk.start()
    address = urlsplit(await desk.address())
    assert address.hostname == "127.0.0.1", "told is an address that can be reached"
    assert await post(address._replace(netloc=f"127.0.0.5:{address.port}").geturl()) == 204


async def test_an_address_that_others_cannot_reach_is_told(desk):
    desk.settings, desk.phone_system = LanSettings("127.0.0.2"), ""
    await desk.start()
    assert desk.way.health.detail == "127.0.0.2 can be reached from this computer alone."


async def test_a_phone_system_outside_cannot_reach_a_private_address(desk):
    desk.settings, desk.here = LanSettings("127.0.0.2"), [Interface("lan0", "127.0.0.2")]
    desk.phone_system = "1.1.1.1"
    await desk.start()
    assert "reached from this computer alone" in desk.way.health.detail
    assert "the phone system 1.1.1.1 is outside" in desk.way._why_doubtful("192.168.1.20")
    assert desk.way._why_doubtful("1.1.1.2") is None


async def test_a_port_that_somebody_has(desk):
    with socket.create_server(("127.0.0.1", 0)) as other:
        desk.settings = LanSettings(port=other.getsockname()[1])
        with pytest.raises(DeliveryError, match=r"of 127\.0\.0\.1 \(Address already in use\)"):
            await desk.start()
    assert desk.way.health.state is HealthState.DOWN


async def test_a_port_that_somebody_takes_meanwhile_is_asked_for_again(desk):
    desk.settings, desk.here = LanSettings("lan0", _free("127.0.0.2")), []
    await desk.start()
    with socket.create_server(("127.0.0.2", desk.settings.port)):
        desk.here = [Interface("lan0", "127.0.0.2")]
        desk.way.wake()
        await desk.is_down("Address already in use")
    assert await post(await _moved(desk, "127.0.0.2")) == 204


def _free(host):
    with socket.create_server((host, 0)) as free:
        return free.getsockname()[1]


async def test_a_test_message_leaves_the_systems_proxy_aside(desk, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    await desk.start()
    assert (await desk.way.probe()).total_seconds() > 0


async def test_names_are_looked_up():
    assert await resolved("127.0.0.1") == "127.0.0.1"
    assert await resolved("localhost") == "127.0.0.1"
    assert await resolved("no-such-host.invalid") is None
    assert await resolved("x" * 300) is None


def test_this_computers_own_address():
    assert address_towards("127.0.0.1") == "127.0.0.1"
    assert not [each for each in interfaces() if each.address.startswith("127.")]


def test_in_a_network_of_its_own():
    """An address that the network takes away and gives anew, and a phone system at the other end of the cable."""
    unshare = ["unshare", "--net"] if os.getuid() == 0 else ["unshare", "--user", "--map-root-user", "--net"]
    done = subprocess.run(
        [*unshare, sys.executable, "-m", "tests.ways.a_network_of_its_own"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "all is well"
