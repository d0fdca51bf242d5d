"""Senders that do not come to an end, over real sockets."""

import asyncio
import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screenpop.delivery.connection import MOST_AT_ONCE
from screenpop.delivery.waiting_room import MOST_IN_ALL, MOST_OF_AN_ADDRESS
from tests.delivery.wire import PATH, Desk, Wire, chunk, head, port_of, request, server_for
from tests.waiting import until


@pytest.fixture
async def impatient(desk):
    """A server that cuts slow senders off at once."""
    server = server_for(desk, patience=0.02)
    await server.open()
    yield server
    desk.disk.set()
    await server.close()


@pytest.fixture
def connect_impatient(impatient, connect_to):
    async def connect():
        return await connect_to(port_of(impatient))

    return connect


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"POS",
        head()[:-2],
        head("Content-Length: 10"),
        head("Content-Length: 10") + b"123456789",
        head("Transfer-Encoding: chunked"),
        head("Transfer-Encoding: chunked") + chunk(b"12345"),
        head("Transfer-Encoding: chunked") + b"5\r\n123",
        head("Transfer-Encoding: chunked") + chunk(b"12345") + b"0\r\nTrailer: x",
        head("Content-Length: 10", path="/guess"),
        head("Content-Length: 900000") + b"x" * 70_000,
    ],
)
async def test_whoever_does_not_finish_is_cut_off_without_an_answer(impatient, connect_impatient, desk, sent):
    wire = await connect_impatient()
    await wire.send(sent)
    assert await wire.rest() == b""
    assert desk.bodies == []
    await until(lambda: not impatient.server_state.connections and not impatient.server_state.tasks)
    assert len(impatient.server_state.room) == 0


@pytest.mark.parametrize("start", [b"POST / HTTP/1.1\r\nX: ", head("Content-Length: 60000")])
async def test_a_sender_of_one_byte_after_the_other_is_cut_off_too(impatient, connect_impatient, desk, start):
    wire = await connect_impatient()
    with contextlib.suppress(ConnectionError):
        await wire.send(start)
        await wire.send_on(b"x")
    await until(lambda: not impatient.server_state.connections)
    assert desk.bodies == []


async def test_the_clock_runs_anew_for_each_request_of_a_connection(impatient, connect_impatient, desk):
    wire = await connect_impatient()
    for _ in range(3):
        await wire.send(request())
        assert await wire.status() == 204
    assert len(impatient.server_state.room) == 0
    await wire.send(request()[:-1])
    assert await wire.rest() == b""
    assert len(desk.bodies) == 3


async def test_a_request_that_is_half_behind_another_has_its_clock_too(impatient, connect_impatient, desk):
    wire = await connect_impatient()
    await wire.send(request() + request()[:10])
    assert await wire.status() == 204
    assert await wire.rest() == b""


async def test_an_idle_connection_and_a_message_that_waits_for_the_disk_are_not_slow_senders(
    impatient, connect_impatient, desk
):
    idle = await connect_impatient()
    await idle.send(request())
    assert await idle.status() == 204
    desk.disk.clear()
    waiting = await connect_impatient()
    await waiting.send(request())
    slow = await connect_impatient()
    assert await slow.rest() == b""
    desk.disk.set()
    assert await waiting.status() == 204
    await idle.send(request())
    assert await idle.status() == 204


@pytest.mark.parametrize("phone_system", ["127.0.0.2", "127.0.0.1"])
async def test_slow_senders_of_one_address_keep_nobody_out(server, connect, desk, phone_system):
    started = [await connect() for _ in range(MOST_OF_AN_ADDRESS + 40)]
    for number, wire in enumerate(started):
        with contextlib.suppress(ConnectionError):
            await wire.send(b"P" if number % 2 else head("Content-Length: 10") + b"123")
    await until(lambda: len(server.server_state.connections) == MOST_OF_AN_ADDRESS)
    phone = await connect(phone_system)
    for _ in range(3):
        await phone.send(request(body=b"ringing"))
        assert await phone.status() == 204
    assert desk.bodies == [b"ringing"] * 3
    assert [await wire.rest() for wire in started[:40]] == [b""] * 40
    still = len(server.server_state.room)
    assert still == (MOST_OF_AN_ADDRESS if phone_system == "127.0.0.2" else MOST_OF_AN_ADDRESS - 1)


async def test_slow_senders_of_many_addresses_keep_nobody_out(server, connect, desk):
    for number in range(MOST_IN_ALL + 30):
        wire = await connect(f"127.0.1.{number % 200 + 1}")
        await wire.send(b"POST /")
    phone = await connect("127.0.0.2")
    await phone.send(request())
    assert await phone.status() == 204
    assert len(server.server_state.room) <= MOST_IN_ALL


async def test_many_honest_senders_at_once_are_all_answered(connect, desk):
    async def post(number):
        wire = await connect()
        message = request(body=b"%03d" % number)
        await wire.send(message[:-1])
        await wire.send(message[-1:])
        return await wire.status()

    assert await asyncio.gather(*[post(number) for number in range(200)]) == [204] * 200
    assert sorted(desk.bodies) == [b"%03d" % number for number in range(200)]


PIECES = [
    *(request(), request("/guess"), request(version="1.0"), request()[:20], request(body=b"x" * 70_000)),
    *(head("Transfer-Encoding: chunked"), chunk(b"x" * 10), chunk(b""), head("Content-Length: 5"), b"12345"),
    *(head("Connection: close"), head("Upgrade: h2c", "Connection: upgrade"), head("Expect: 100-continue")),
    *(head("Content-Length: 3000000"), b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"nonsense\r\n", b"\r\n", b"\0"),
    *(head("Content-Length: 5", "Transfer-Encoding: chunked"), b"x" * 5000),
]


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6), min_size=1, max_size=8))
def test_whatever_comes_nothing_of_it_is_left_behind(caplog, conversations):
    async def talk(port, pieces):
        wire = await Wire.connect(port)
        with contextlib.suppress(OSError):
            for piece in pieces:
                await wire.send(piece)
            wire.send_no_more()
        await wire.rest()
        await wire.close()

    async def play():
        server = server_for(Desk(), patience=3600)
        await server.open()
        await asyncio.gather(*[talk(port_of(server), pieces) for pieces in conversations])
        await until(lambda: not server.server_state.connections and not server.server_state.tasks)
        assert len(server.server_state.room) == 0
        await server.close()

    asyncio.run(play())
    assert caplog.text == ""


@pytest.mark.parametrize("path", ["/hook/guess", PATH])
async def test_chunks_without_end_are_cut_off(server, connect, desk, path):
    wire = await connect()
    more = chunk(b"x" * 8000)
    with contextlib.suppress(ConnectionError):
        await wire.send(head("Transfer-Encoding: chunked", path=path))
        await wire.send_on(more)
    await until(lambda: not server.server_state.connections)
    assert desk.bodies == []


@pytest.mark.parametrize(
    "headers",
    [("X: " + "x" * 100_000,), tuple(f"X{number}: y" for number in range(10_000)), ("X" * 50_000 + ": y",)],
)
async def test_headers_beyond_all_measure_are_refused(server, connect, desk, headers):
    wire = await connect()
    await wire.send(head(*headers))
    answer = await wire.rest()
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 ")
    assert desk.bodies == []


async def test_headers_without_end_are_cut_off(server, connect):
    wire = await connect()
    with contextlib.suppress(ConnectionError):
        await wire.send(b"POST / HTTP/1.1\r\n")
        await wire.send_on(b"X: y\r\n" * 100)
    await until(lambda: not server.server_state.connections)


async def test_headers_of_a_usual_size_pass(connect):
    wire = await connect()
    await wire.send(request(PATH, b"{}", "Authorization: Bearer " + "x" * 8000, *[f"X-{n}: y" for n in range(50)]))
    assert await wire.status() == 204


async def test_no_more_than_a_little_is_read_at_once_however_much_is_there(server, connect, desk, monkeypatch):
    read = []
    protocol = server.config.http_protocol_class
    original = protocol.data_received

    def data_received(self, data):
        read.append(len(data))
        original(self, data)

    monkeypatch.setattr(protocol, "data_received", data_received)
    wire = await connect()
    tiny = b"".join(chunk(b"x") for _ in range(60_000))
    await wire.send(head("Transfer-Encoding: chunked") + tiny + chunk(b""))
    assert await wire.status() == 204
    assert desk.bodies == [b"x" * 60_000]
    assert max(read) <= MOST_AT_ONCE
