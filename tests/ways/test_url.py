"""The way in through the user's own tunnel or proxy. The proxy here passes bytes on, as those in front of us do."""

import asyncio
import re

import pytest

from screenpop.delivery.base import DeliveryError, HealthState
from screenpop.delivery.settings import UrlSettings
from screenpop.delivery.url import Url
from tests.relay.forwarder import Forwarder
from tests.waiting import until
from tests.ways.desk import Desk, post, serving, stranger
from tests.ways.private_sshd import free_port


@pytest.fixture
async def desk(tmp_path):
    desk = Desk(tmp_path / "state", lambda desk: Url(desk.settings, desk.state))
    yield desk
    await desk.stop()


@pytest.fixture
async def proxy():
    async with Forwarder(free_port()) as proxy:
        yield proxy


@pytest.fixture
def through(desk, proxy):
    """Have the desk listen where the proxy passes on to."""

    async def start(port=None):
        desk.settings = UrlSettings(f"http://127.0.0.1:{port or proxy.port}/", proxy._target)
        return await desk.start()

    return start


async def test_a_post_to_the_public_address_is_taken(desk, proxy, through):
    await through()
    address = await desk.is_up()
    assert address.startswith(f"http://127.0.0.1:{proxy.port}/hook/")
    assert await post(address, b"ringing") == 204
    assert desk.taken == [b"ringing"]
    assert (HealthState.STARTING, "Sending a test message through the public address.") in desk.told


async def test_what_arrived_is_shown_and_forwarded_headers_are_not_believed(desk):
    local = free_port()
    async with serving(passing_on_to(local, "X-Forwarded-For: 192.0.2.9")) as public:
        desk.settings = UrlSettings(f"http://127.0.0.1:{public}", local)
        await desk.start()
        await desk.is_up()
        await desk.way.probe()
    arrival = desk.way.last_round_trip.arrival
    assert dict(arrival.headers)["x-forwarded-for"] == "192.0.2.9"
    assert arrival.client == "127.0.0.1"
    assert (arrival.method, arrival.path) == ("POST", (await desk.address()).removeprefix(f"http://127.0.0.1:{public}"))


async def test_a_proxy_with_a_prefix_that_it_takes_off_again(desk):
    local = free_port()
    async with serving(passing_on_to(local, prefix=b"/calls")) as public:
        desk.settings = UrlSettings(f"http://127.0.0.1:{public}/calls/", local)
        await desk.start()
        address = await desk.is_up()
        assert address.startswith(f"http://127.0.0.1:{public}/calls/hook/")
        assert await post(address) == 204


async def test_the_address_is_kept(desk, through):
    await through()
    address = await desk.is_up()
    await desk.stop()
    await through()
    assert await desk.is_up() == address


async def test_another_public_address_has_another_token(desk, proxy, through):
    await through()
    old = await desk.is_up()
    await desk.stop()
    async with Forwarder(proxy._target) as other:
        await through(other.port)
        new = await desk.is_up()
        assert new.partition("/hook/")[2] != old.partition("/hook/")[2]
        assert await post(new) == 204
        assert await post(old) == 404


async def test_a_tunnel_that_is_not_running_is_told_and_noticed_when_it_is(desk):
    public, local = free_port(), free_port()
    desk.settings = UrlSettings(f"http://127.0.0.1:{public}", local)
    await desk.start()
    detail = await desk.is_down("cannot be reached from this computer")
    assert f"pass on to http://127.0.0.1:{local}." in detail
    async with serving(passing_on_to(local), public):
        assert await post(await desk.is_up_soon()) == 204
    assert len(desk.missed) == 1


async def test_a_message_that_comes_in_is_proof_enough(desk):
    public, local = free_port(), free_port()
    desk.settings = UrlSettings(f"http://127.0.0.1:{public}", local)
    await desk.start()
    await desk.is_down()
    assert await post((await desk.address()).replace(str(public), str(local)), b"1") == 204
    assert desk.way.health.state is HealthState.UP


async def test_a_public_address_that_cannot_be_tested_from_here_is_told_but_used(desk):
    desk.settings = UrlSettings("http://no-such-host.invalid", free_port())
    await desk.start()
    address = await desk.address()
    assert address.startswith("http://no-such-host.invalid/hook/")
    await until(lambda: desk.way.health.state is not HealthState.STARTING)
    assert desk.way.health.state is HealthState.UP
    assert "Others may reach it all the same" in desk.way.health.detail


async def test_somebody_else_at_the_public_address(desk):
    async with stranger() as port:
        desk.settings = UrlSettings(f"http://127.0.0.1:{port}", free_port())
        await desk.start()
        assert "is not this program" in await desk.is_down()
        with pytest.raises(DeliveryError, match="is not this program"):
            await desk.way.probe()


async def test_without_a_public_address(desk):
    desk.settings = UrlSettings()
    with pytest.raises(DeliveryError, match=r"delivery\.url\.public_url"):
        await desk.start()


async def test_a_port_that_somebody_has(desk, proxy):
    desk.settings = UrlSettings("http://127.0.0.1:9", proxy.port)
    with pytest.raises(DeliveryError, match="Address already in use"):
        await desk.start()
    assert desk.way.health.state is HealthState.DOWN


def passing_on_to(port, *headers, prefix=b""):
    """A proxy that passes one request of a connection on, with these headers besides and without the prefix."""
    more = "\r\n".join(["", *headers, "Connection: close", "", ""]).encode()

    async def serve(reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(int(re.search(rb"(?i)content-length: (\d+)", head)[1]))
        onward, back = await asyncio.open_connection("127.0.0.1", port)
        try:
            back.write(head.replace(prefix, b"", 1).replace(b"\r\n\r\n", more) + body)
            writer.write(await onward.read())
            await writer.drain()
        finally:
            back.close()

    return serve
