"""The way in through networks as they are: proxies, authorities of one's own, silence."""

import asyncio
import secrets
import ssl
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from screenpop.delivery.relay_backoff import LONGEST, Backoff
from screenpop.delivery.relay_secret import Channel
from screenpop.delivery.relay_stream import RelayConnection, RelayTrouble
from screenpop.delivery.settings import RelaySettings
from tests.relay.desk import Desk
from tests.relay.forwarder import Forwarder
from tests.relay.private_relay import client, until


@pytest.fixture
async def desk_at(tmp_path):
    """A desktop whose relay is at some address."""
    desks = []

    def desk_at(url: str) -> Desk:
        desks.append(Desk(url, tmp_path / f"state{len(desks)}"))
        return desks[-1]

    yield desk_at
    for desk in desks:
        await desk.way.stop()


async def test_a_stream_that_died_unnoticed_is_found_out_when_the_computer_wakes(relay, desk_at):
    async with Forwarder(relay.port) as network:
        desk = desk_at(f"http://127.0.0.1:{network.port}")
        await desk.start()
        await desk.is_up()
        network.freeze()
        desk.way.wake()
        assert "did not come back" in await desk.is_down()
        desk.way.wake()
        await desk.is_up()


async def test_a_network_that_comes_back_is_used_at_once(relay, desk_at):
    relay.nginx.stop()
    desk = desk_at(relay.address)
    await desk.start()
    for _ in range(10):
        desk.way._backoff.next()  # the next wait is 15 seconds at the least
    await desk.is_down()
    relay.start()
    desk.way.wake()
    async with asyncio.timeout(10):
        await desk.is_up()


async def test_silence_ends_a_stream(address):
    channel = Channel(secrets.token_urlsafe(32))
    connection = RelayConnection(address, channel, wall=lambda: datetime.now(UTC), silence=0.3)
    async with connection.open(None) as messages:
        with pytest.raises(RelayTrouble, match="fallen silent"):
            await anext(messages)
    await connection.aclose()


async def test_the_proxy_of_the_system_is_used(relay, desk_at, monkeypatch):
    async with Forwarder(relay.port) as proxy:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        desk = desk_at(relay.address)
        await desk.start()
        await desk.is_up()
        assert proxy.connections >= 2, "the stream and the test message"
        await desk.way.stop()


@pytest.fixture
def certificate(tmp_path):
    """A certificate for localhost that no authority vouches for, with its key."""
    path, key = tmp_path / "localhost.pem", tmp_path / "localhost.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(key), "-out", str(path)),
        ],
        check=True,
        capture_output=True,
    )
    return path, key


def tls(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    return context


async def test_a_certificate_that_nobody_vouches_for_is_refused(relay, desk_at, certificate):
    async with Forwarder(relay.port, tls(certificate)) as front:
        desk = desk_at(f"https://localhost:{front.port}")
        await desk.start()
        assert "is not one that this computer trusts" in await desk.is_down()
        await desk.way.stop()


async def test_an_authority_of_ones_own_is_trusted(relay, desk_at, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    async with Forwarder(relay.port, tls(certificate)) as front:
        desk = desk_at(f"https://localhost:{front.port}")
        await desk.start()
        await desk.is_up()
        async with client() as http:
            await http.post(f"{relay.address}/hook/{(await desk.address()).rpartition('/')[2]}", content=b"1")
        await desk.has(b"1")
        await desk.way.stop()


@pytest.mark.parametrize("bad", [b"no json", b"{}", b'{"t": 1e99, "body_b64": ""}', b'{"t": 1, "body_b64": "!"}'])
async def test_an_event_that_no_relay_sends_is_passed_over(relay, desk_at, bad):
    """Stored past the envelope, as only this machine can."""
    desk = desk_at(relay.address)
    await desk.start()
    await desk.is_up()
    hook = (await desk.address()).rpartition("/")[2]
    async with client() as http:
        await http.post(f"{relay.inner_address}/_store/hook/{hook}", content=bad)
        await http.post(await desk.address(), content=b"1")
    await desk.has(b"1")


def test_waits_grow_to_half_a_minute_and_differ():
    shortest, longest = Backoff(lambda: 0.0), Backoff(lambda: 1.0)
    steps = [(shortest.next(), longest.next()) for _ in range(40)]
    assert steps[0] == (timedelta(seconds=0.5), timedelta(seconds=1))
    assert steps[1] == (timedelta(seconds=1), timedelta(seconds=2))
    assert steps[-1] == (LONGEST / 2, LONGEST)
    longest.reset()
    assert longest.next() == timedelta(seconds=1)


@pytest.mark.parametrize(
    "url", ["http://relay.example.org", "ftp://relay.example.org", "relay.example.org", "https://", "https://u@x.org"]
)
def test_addresses_that_cannot_be_a_relays(url):
    with pytest.raises(ValueError, match="url must"):
        RelaySettings(url)


def test_a_slash_at_the_end_makes_no_difference():
    assert RelaySettings("https://relay.example.org/").address == "https://relay.example.org"


def test_it_needs_no_display():
    code = "import sys, screenpop.delivery.relay; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_the_position_survives_what_is_not_ours(address, desk_at):
    desk = desk_at(address)
    desk.memory.save("relay", {"channel": "another", "last_event_id": "1:0", "heard": "yesterday"})
    await desk.start()
    async with client() as http:
        await http.post(await desk.address(), content=b"1")
    await desk.has(b"1")
    await until(lambda: desk.memory.load("relay")["last_event_id"] != "1:0")
