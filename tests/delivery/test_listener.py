"""What is answered, over real sockets."""

import asyncio
import hmac
import socket
import time
from email.utils import parsedate_to_datetime

import pytest

from screenpop.delivery import listener
from screenpop.delivery.flood import Flood
from screenpop.delivery.listener import LONGEST_MESSAGE, Listener
from screenpop.delivery.server import EmbeddedServer
from tests.delivery.wire import PATH, TOKEN, chunk, head, port_of, request
from tests.waiting import until


async def test_a_message_is_taken_as_it_came_and_answered_204(connect, desk):
    body = bytes(range(256)) * 10
    wire = await connect()
    before = int(time.time())
    await wire.send(request(body=body))
    lines = (await wire.answer()).decode().split("\r\n")
    assert lines[0] == "HTTP/1.1 204 No Content"
    assert desk.safe == [body]
    (date,) = [line.removeprefix("date: ") for line in lines if line.startswith("date: ")]
    assert before <= parsedate_to_datetime(date).timestamp() <= time.time()
    assert lines[1:] == [f"date: {date}", "", ""]


async def test_the_answer_waits_until_the_message_is_safe(connect, desk):
    story = []

    async def answered(wire):
        story.append(await wire.status())

    desk.disk.clear()
    wire = await connect()
    await wire.send(request())
    await until(lambda: desk.bodies)
    answer = asyncio.create_task(answered(wire))
    other = await connect()
    await other.send(request("/nothing"))
    assert await other.status() == 404
    story.append("safe")
    desk.disk.set()
    await answer
    assert story == ["safe", 204]


async def test_a_message_that_the_disk_refuses_is_answered_503_and_the_connection_stays(connect, desk):
    wire = await connect()
    desk.accepts = False
    await wire.send(request())
    assert await wire.status() == 503
    desk.accepts = True
    await wire.send(request())
    assert await wire.status() == 204


async def test_a_program_that_breaks_over_a_message_answers_503_and_goes_on(connect, desk, server, monkeypatch, caplog):
    async def fail(_delivered):
        raise LookupError("a bug")

    monkeypatch.setattr(server.config.loaded_app, "_take", fail)
    wire = await connect()
    await wire.send(request())
    assert await wire.status() == 503
    assert "could not be taken in" in caplog.text
    monkeypatch.setattr(server.config.loaded_app, "_take", desk.take)
    await wire.send(request())
    assert await wire.status() == 204


async def test_a_disk_that_hangs_does_not_fill_the_memory(connect, desk, monkeypatch):
    monkeypatch.setattr(listener, "_MOST_WAITING", 3)
    desk.disk.clear()
    waiting = [await connect() for _ in range(3)]
    for wire in waiting:
        await wire.send(request())
    await until(lambda: len(desk.bodies) == 3)
    one_more = await connect()
    await one_more.send(request())
    assert await one_more.status() == 503
    desk.disk.set()
    assert [await wire.status() for wire in waiting] == [204, 204, 204]
    await one_more.send(request())
    assert await one_more.status() == 204


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/",
            "*",
            "/hook",
            "/hook/",
            f"/hook/{TOKEN[:-1]}",
            f"/hook/{TOKEN}x",
            f"/hook/{TOKEN}/",
            f"/hook/{'A' * 43}",
        ),
        *(f"/hook/{TOKEN.lower()}", f"/HOOK/{TOKEN}", f"//hook/{TOKEN}", f"/hook//{TOKEN}", f"/./hook/{TOKEN}"),
        *(f"/hook/{TOKEN}?a=1", f"/%68ook/{TOKEN}", f"/hook/%5A{TOKEN[1:]}", f"/hook/{TOKEN}%00"),
        *(f"http://127.0.0.1/hook/{TOKEN}", "/favicon.ico", "/docs", "/openapi.json", "/hook/" + "x" * 8000),
    ],
)
async def test_any_other_path_is_404_without_details(connect, desk, path):
    wire = await connect()
    await wire.send(request(path))
    status, date, *rest = (await wire.answer()).split(b"\r\n")
    assert status == b"HTTP/1.1 404 Not Found"
    assert date.startswith(b"date: ")
    assert rest == [b"connection: close", b"content-length: 0", b"", b""]
    assert await wire.rest() == b""
    assert desk.bodies == []


@pytest.mark.parametrize(
    "method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PRI", "post"]
)
async def test_any_other_method_is_404(connect, desk, method):
    wire = await connect()
    await wire.send(request(method=method))
    assert await wire.status() == 404
    assert await wire.rest() == b""
    assert desk.bodies == []


async def test_the_path_is_compared_in_constant_time(connect, monkeypatch):
    compared = []

    def compare(one, other):
        compared.append((bytes(one), bytes(other)))
        return hmac.compare_digest(one, other)

    class Recording:
        compare_digest = staticmethod(compare)

    monkeypatch.setattr(listener, "hmac", Recording)
    for path in (PATH, "/hook/guess"):
        wire = await connect()
        await wire.send(request(path))
        await wire.answer()
    assert compared == [(PATH.encode(), PATH.encode()), (b"/hook/guess", PATH.encode())]


async def test_a_websocket_is_404(connect, desk):
    for method in ("GET", "POST"):
        wire = await connect()
        upgrade = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: eA==", "Sec-WebSocket-Version: 13")
        await wire.send(head(*upgrade, method=method, path="/hook/guess" if method == "POST" else PATH))
        assert await wire.status() == 404
        assert await wire.rest() == b""
    assert desk.bodies == []


async def test_the_longest_message_is_taken(connect, desk):
    wire = await connect()
    await wire.send(request(body=b"x" * LONGEST_MESSAGE))
    assert await wire.status() == 204
    await wire.send(head("Transfer-Encoding: chunked") + chunk(b"y" * 40_000) + chunk(b"z" * 25_536) + chunk(b""))
    assert await wire.status() == 204
    assert [len(body) for body in desk.bodies] == [LONGEST_MESSAGE, LONGEST_MESSAGE]


@pytest.mark.parametrize("size", [LONGEST_MESSAGE + 1, 100_000, 1_000_000])
async def test_a_message_that_is_too_long_is_413_and_the_sender_gets_to_know(connect, desk, size):
    wire = await connect()
    await wire.send(request(body=b"x" * size))
    assert await wire.status() == 413
    assert await wire.rest() == b""
    chunked = await connect()
    parts = b"".join(chunk(b"x" * 1000) for _ in range(size // 1000 + 1))
    await chunked.send(head("Transfer-Encoding: chunked") + parts + chunk(b""))
    assert await chunked.status() == 413
    assert desk.bodies == []


async def test_a_length_beyond_all_measure_is_413_before_anything_of_it_is_read(connect, desk):
    for length in (2_000_000, 10**15):
        wire = await connect()
        await wire.send(head(f"Content-Length: {length}"))
        assert await wire.status() == 413
        assert await wire.rest() == b""
    assert desk.bodies == []


async def test_a_sender_that_asks_first_is_told_to_go_on(connect, desk):
    wire = await connect()
    await wire.send(head("Content-Length: 2", "Expect: 100-continue"))
    assert await wire.status() == 100
    await wire.send(b"{}")
    assert await wire.status() == 204


async def test_an_empty_message_is_a_message(connect, desk):
    wire = await connect()
    await wire.send(request(body=b""))
    assert await wire.status() == 204
    await wire.send(head())
    assert await wire.status() == 204
    assert desk.bodies == [b"", b""]


async def test_a_message_that_breaks_off_is_not_taken(connect, desk, server):
    wire = await connect()
    await wire.send(head("Content-Length: 10") + b"12345")
    wire.send_no_more()
    assert await wire.rest() == b""
    await until(lambda: not server.server_state.connections)
    assert desk.bodies == []


async def test_a_sender_that_closes_its_half_still_gets_its_answer(connect, desk):
    desk.disk.clear()
    wire = await connect()
    await wire.send(request())
    wire.send_no_more()
    await until(lambda: desk.bodies)
    desk.disk.set()
    assert (await wire.rest()).startswith(b"HTTP/1.1 204 ")


async def test_http_1_0_is_answered_and_closed(connect, desk):
    wire = await connect()
    await wire.send(request(body=b"old", version="1.0"))
    assert await wire.status() == 204
    assert await wire.rest() == b""
    assert desk.bodies == [b"old"]


async def test_what_comes_after_a_last_request_is_not_looked_at(connect, desk, server):
    desk.disk.clear()
    wire = await connect()
    await wire.send(request(version="1.0"))
    await until(lambda: desk.bodies)
    await wire.send(b"\r\n" + request("/guess"))
    await (await connect()).send(request("/guess"))
    await until(lambda: server.server_state.total_requests == 1)
    desk.disk.set()
    assert (await wire.rest()).startswith(b"HTTP/1.1 204 ")


async def test_requests_that_follow_without_waiting_are_answered_in_turn(connect, desk):
    wire = await connect()
    await wire.send(b"".join(request(body=b"%d" % number) for number in range(50)))
    assert [await wire.status() for _ in range(50)] == [204] * 50
    assert desk.bodies == [b"%d" % number for number in range(50)]


async def test_nothing_behind_a_refused_request_is_read(connect, desk):
    wire = await connect()
    await wire.send(request() + request("/guess") + request())
    assert [await wire.status(), await wire.status()] == [204, 404]
    assert await wire.rest() == b""
    assert len(desk.bodies) == 1


@pytest.mark.parametrize(
    "headers",
    [
        ("Content-Length: 4", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding: chunked", "Content-Length: 4"),
        ("Content-Length: 4", "Content-Length: 5"),
        ("Content-Length: 4, 5",),
        ("Content-Length: +4",),
        ("Content-Length: -4",),
        ("Content-Length: 0x4",),
        ("Content-Length : 4",),
        ("Content-Length: " + "9" * 5000,),
        ("Transfer-Encoding: chunked, identity",),
        ("Transfer-Encoding: identity, chunked",),
        ("Transfer-Encoding: xchunked",),
        ("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"),
        ("Transfer-Encoding : chunked",),
        ("Content-Length: 4\r\n 5",),
        ("Content-Length: 4", "Transfer-Encoding:\r\n chunked"),
        ("X: y\rTransfer-Encoding: chunked",),
        ("X: a\x00b",),
        ("Host: y",),
        (": y",),
    ],
)
async def test_a_request_that_could_be_read_in_two_ways_is_refused(connect, desk, headers):
    wire = await connect()
    await wire.send(head(*headers) + b"0\r\n\r\n" + request(body=b"smuggled"))
    assert await wire.status() == 400
    assert await wire.rest() == b""
    assert desk.bodies == []


async def test_chunks_in_http_1_0_are_refused(connect, desk):
    wire = await connect()
    await wire.send(head("Transfer-Encoding: chunked").replace(b"HTTP/1.1", b"HTTP/1.0") + chunk(b"x") + chunk(b""))
    assert await wire.status() == 400
    assert desk.bodies == []


@pytest.mark.parametrize(
    "line",
    [
        *(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET\r\n\r\n", b"\r\n\r\n\r\n", b"POST  HTTP/1.1\r\n\r\n"),
        *(
            b"POST /\xc3\xa9 HTTP/1.1\r\nHost: x\r\n\r\n",
            b"POST / HTTP/1.1\r\n\r\n",
            b"POST /a b HTTP/1.1\r\nHost: x\r\n\r\n",
        ),
        *(b"POST / HTTP/x\r\nHost: x\r\n\r\n", b"\x00" * 100, b"SSH-2.0-OpenSSH_9.2\r\n\r\n", b"P" * 100_000),
    ],
)
async def test_what_is_no_request_is_refused_without_details(connect, desk, line):
    wire = await connect()
    await wire.send(line)
    wire.send_no_more()
    answer = await wire.rest()
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n")
    assert answer.endswith(b"\r\n\r\n") or not answer
    assert desk.bodies == []
    after = await connect()
    await after.send(request())
    assert await after.status() == 204


async def test_chunks_that_break_off_in_nonsense_are_refused(connect, desk, caplog):
    for path in (PATH, "/guess"):
        wire = await connect()
        await wire.send(head("Transfer-Encoding: chunked", path=path) + chunk(b"x") + b"nonsense\r\n")
        assert await wire.status() == 400
        assert await wire.rest() == b""
    assert desk.bodies == []
    assert caplog.text == ""


async def test_strangers_write_nothing_into_the_log(connect, caplog):
    for data in (
        request("/guess"),
        b"nonsense\r\n\r\n",
        request(body=b"x" * 70_000),
        head("Upgrade: h2c", "Connection: upgrade"),
    ):
        wire = await connect()
        await wire.send(data)
        await wire.answer()
    assert caplog.text == ""


async def test_forwarded_headers_are_not_trusted(connect, server):
    wire = await connect()
    await wire.send(head("Content-Length: 2", "X-Forwarded-For: 192.0.2.1") + b"{")
    await until(lambda: len(server.server_state.room))
    assert list(server.server_state.room._senders) == ["127.0.0.1"]


async def test_a_flood_is_shed_and_the_phone_system_gets_through_again(desk, connect_to, caplog):
    now = 0.0
    app = Listener(PATH, desk.take, flood=Flood(most=3), monotonic=lambda: now)
    server = EmbeddedServer(app, socket.create_server(("127.0.0.1", 0)))
    await server.open()

    async def posts(number):
        statuses = []
        for _ in range(number):
            wire = await connect_to(port_of(server))
            await wire.send(request())
            statuses.append(await wire.status())
        return statuses

    assert await posts(6) == [204] * 6
    now = 1.0
    assert await posts(5) == [204, 204, 204, 429, 429]
    for number in range(5):
        wire = await connect_to(port_of(server))
        await wire.send(request(f"/guess/{number}"))
        assert await wire.status() == 404
    now = 2.5
    assert await posts(3) == [204] * 3
    now = 4.0
    assert await posts(5) == [204] * 5
    assert len(desk.bodies) == 17
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    await server.close()
