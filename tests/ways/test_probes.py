"""Test messages: what the listener knows of them, and what a round trip tells."""

import asyncio
import logging

import pytest

from screenpop.delivery.base import DeliveryError
from screenpop.delivery.door import Door
from screenpop.delivery.loopback import Loopback
from screenpop.delivery.probes import Probes
from screenpop.delivery.round_trip import Astray, NotReached, Silence, place_of, round_trip
from screenpop.delivery.settings import LoopbackSettings
from screenpop.integrate.memory import Forgetful
from tests.ways.desk import Desk, post, serving, stranger
from tests.ways.private_sshd import free_port


@pytest.fixture
async def desk(tmp_path):
    desk = Desk(tmp_path, lambda desk: Loopback(LoopbackSettings(), desk.state))
    await desk.start()
    yield desk
    await desk.stop()


@pytest.fixture
async def door():
    taken = []

    async def take(delivered):
        taken.append(delivered.body)
        return True

    door = Door(Forgetful())
    door.taken = taken
    await door.open(take)
    yield door
    await door.close()


def address_of(door):
    return f"http://127.0.0.1:{door.address.port}{door.address.path}"


async def test_a_round_trip_is_measured_and_nobody_hears_of_it(desk):
    assert (await desk.way.probe()).total_seconds() > 0
    assert desk.taken == []
    arrival = desk.way.last_round_trip.arrival
    assert (arrival.method, arrival.client) == ("POST", "127.0.0.1")
    assert arrival.path == desk.addresses[-1].partition("/hook")[1] + desk.addresses[-1].partition("/hook")[2]
    assert dict(arrival.headers)["content-type"] == "application/json"


async def test_many_tests_at_once_are_told_apart(desk):
    assert len(await asyncio.gather(*(desk.way.probe() for _ in range(20)))) == 20
    assert desk.taken == []


async def test_a_test_message_counts_once_and_only_while_it_is_awaited(door):
    address = address_of(door)
    with door.probes.expected() as probe:
        body = probe.body
        assert await post(address, body) == 204
        assert await post(address, body) == 204
        assert door.taken == []
    assert await post(address, body) == 204
    assert door.taken == [body], "nobody waits any more, so it is a message like any other"


async def test_a_message_that_is_nearly_one_is_a_message(door):
    with door.probes.expected() as probe:
        for body in (probe.body + b"\n", probe.body[:-1], b""):
            await post(address_of(door), body)
    assert len(door.taken) == 3


async def test_a_test_message_elsewhere_is_heard_of_and_answered_404(door):
    with door.probes.expected() as probe:
        assert await post(f"http://127.0.0.1:{door.address.port}/elsewhere", probe.body) == 404
        assert probe.arrival.result().path == "/elsewhere"


async def test_marks_cannot_be_guessed():
    probes, seen = Probes(), set()
    for _ in range(100):
        with probes.expected() as probe:
            seen.add(probe.body)
            assert len(probe.body) == 32
    assert len(seen) == 100


async def test_a_proxy_that_changes_the_path_is_told_with_what_arrived(door):
    wrong = f"http://127.0.0.1:{door.address.port}/prefix{door.address.path}"
    with pytest.raises(Astray, match="arrived here as POST /prefix/hook/… and was answered with status 404") as told:
        await round_trip(wrong, door.probes)
    assert door.address.token not in str(told.value)


@pytest.mark.parametrize(
    ("answer", "headers", "says"),
    [
        ("404 Not Found", [], r"is not this program \(status 404\)"),
        ("204 No Content", [], r"is not this program \(status 204\)"),
        ("502 Bad Gateway", [], r"does not reach this program \(status 502\)"),
        ("301 Moved", ["Location: https://www.example.org/hook/x"], r"on to https://www.example.org \(status 301\)"),
        ("308 Moved", ["Location: /hook/"], r"on to http://127.0.0.1:\d+ \(status 308\)"),
    ],
)
async def test_somebody_else_who_answers(door, answer, headers, says):
    async with stranger(answer, *headers) as port:
        with pytest.raises(Astray, match=says) as told:
            await round_trip(f"http://127.0.0.1:{port}{door.address.path}", door.probes)
    assert door.address.token not in str(told.value)


async def test_nobody_who_answers(door):
    with pytest.raises(NotReached, match="cannot be reached from this computer") as told:
        await round_trip(f"http://127.0.0.1:{free_port()}/hook/x", door.probes)
    assert told.value.silence is Silence.REFUSED


async def test_a_place_that_cannot_be_reached(door):
    with pytest.raises(NotReached) as told:
        await round_trip("http://no-such-host.invalid/hook/x", door.probes)
    assert told.value.silence is Silence.AWAY


async def test_somebody_who_listens_and_says_nothing(door, monkeypatch):
    monkeypatch.setattr("screenpop.delivery.round_trip.PATIENCE", 0.2)

    async def wait(reader, _writer):
        await reader.read()

    async with serving(wait) as port:
        with pytest.raises(NotReached) as told:
            await round_trip(f"http://127.0.0.1:{port}/hook/x", door.probes)
    assert told.value.silence is Silence.CONNECTED


async def test_an_answer_that_gets_lost(door):
    """A proxy that passes the message on and breaks before it passes the answer back."""

    async def serve(reader, _writer):
        await reader.readuntil(b"\r\n\r\n")
        await post(address_of(door), await reader.readexactly(32))

    async with serving(serve) as port:
        with pytest.raises(Astray, match="its answer did not come back"):
            await round_trip(f"http://127.0.0.1:{port}/hook/x", door.probes)


async def test_a_certificate_that_nobody_trusts(door, tmp_path):
    from tests.ways.ngrok_cloud import Cloud

    cloud = Cloud(tmp_path)
    await cloud.start()
    with pytest.raises(Astray, match="is not one that this computer trusts"):
        await round_trip(f"https://{cloud.address}/hook/x", door.probes)
    await cloud.stop()


async def test_the_systems_proxy_is_used_but_not_in_the_own_network(door, monkeypatch):
    async with stranger("502 Bad Gateway") as port:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
        with pytest.raises(Astray, match="status 502"):
            await round_trip(address_of(door), door.probes)
        assert (await round_trip(address_of(door), door.probes, direct=True)).arrival.method == "POST"


async def test_a_new_token_leaves_nothing_at_the_old_path(door):
    old = address_of(door)
    await door.renew_token()
    assert await post(old, b"1") == 404
    assert await post(address_of(door), b"2") == 204
    assert door.taken == [b"2"]


async def test_before_the_start_there_is_nothing_to_test(tmp_path):
    way = Loopback(LoopbackSettings(), Forgetful())
    with pytest.raises(DeliveryError, match="no address yet"):
        await way.probe()


async def test_work_that_swallows_a_cancellation_is_ended_all_the_same(desk, monkeypatch):
    monkeypatch.setattr("screenpop.delivery.at_door._PATIENCE", 0.01)
    swallowed = asyncio.Event()

    async def work():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            swallowed.set()
        await asyncio.Event().wait()

    desk.way._keep_at(work())
    await asyncio.sleep(0)
    await desk.way.stop()
    assert swallowed.is_set()


def test_a_place_has_no_path():
    assert place_of("https://example.org:8443/a/hook/secret?x=1") == "https://example.org:8443"


async def test_nothing_of_ours_logs_the_address(desk, caplog):
    caplog.set_level(logging.DEBUG, logger="screenpop")
    await desk.way.probe()
    own = [record.getMessage() for record in caplog.records if record.name.startswith("screenpop")]
    assert not [line for line in own if "/hook/" in line]
