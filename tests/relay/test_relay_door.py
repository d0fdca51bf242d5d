"""What the relay does for those who have no business with it, and what leaks of an address or a log give away."""

import asyncio
import secrets
import socket

import pytest

from tests.relay.private_relay import Desktop, client

BEARER = {"Accept": "text/event-stream"}


@pytest.fixture
async def http(address):
    async with client(base_url=address) as http:
        yield http


async def test_whoever_knows_the_hook_address_cannot_read(address, desktop):
    """The id as a secret opens another, empty channel; there is no other way to read."""
    await desktop.posted(b"private")
    thief = Desktop(address, secret=desktop.hook)
    await thief.posted(b"the thief's own")
    assert [event.body for event in await thief.read(1)] == [b"the thief's own"]


@pytest.mark.parametrize(
    "path", ["/hook/{hook}", "/_store/hook/{hook}", "/events/{hook}", "/events?channel={hook}", "/events?id={hook}"]
)
async def test_no_path_reads_by_hook_id(desktop, http, path):
    await desktop.posted(b"private")
    answer = await http.get(path.format(hook=desktop.hook), headers=BEARER)
    assert answer.status_code in (401, 404, 405)
    assert b"private" not in answer.content


@pytest.mark.parametrize(
    "authorization",
    [
        *(None, "", "Bearer", "Bearer short", "Bearer " + "a" * 42, "Bearer " + "a" * 44, "Bearer " + "é" * 43),
        *("Bearer " + "a" * 42 + "=", "Bearer " + "a" * 43 + " x", "Basic " + "a" * 43, "a" * 43),
    ],
)
async def test_without_a_well_formed_secret_there_is_no_stream(http, authorization):
    headers = BEARER if authorization is None else {**BEARER, "Authorization": authorization.encode()}
    answer = await http.get("/events", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


async def test_a_stream_must_be_asked_for(http, desktop):
    answer = await http.get("/events", headers={"Authorization": f"Bearer {desktop.secret}", "Accept": "text/html"})
    assert answer.status_code == 403


async def test_nobody_publishes_through_the_stream_address(http, desktop):
    answer = await http.post("/events", headers={"Authorization": f"Bearer {desktop.secret}"}, content=b"x")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
async def test_hooks_take_posts_only(http, desktop, method):
    answer = await http.request(method, f"/hook/{desktop.hook}")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/hook", "/hook/", "/hook/short", "/hook/" + "a" * 44, "/hook/" + "a" * 43 + "/x", "/hook/" + "ä" * 43),
        *("/metrics", "/nchan_status", "/nginx_status", "/_store/health", "/_store/hook/" + "a" * 43, "/favicon.ico"),
    ],
)
async def test_there_is_nothing_else(http, path):
    for method in ("GET", "POST"):
        answer = await http.request(method, path)
        assert answer.status_code == 404
        assert "nginx/" not in answer.text + answer.headers["Server"]


async def test_more_than_64_kib_are_refused(desktop):
    assert (await desktop.post(b"x" * 65536)).status_code == 204
    assert (await desktop.post(b"x" * 65537)).status_code == 413


async def test_endless_chunked_bodies_are_refused(desktop):
    async def chunks():
        for _ in range(100):
            yield b"x" * 4096

    assert (await desktop.post(chunks())).status_code == 413


async def test_a_flood_on_one_hook_leaves_the_others_alone(address, desktop):
    answers = await asyncio.gather(*(desktop.post(b"x") for _ in range(300)))
    statuses = {answer.status_code for answer in answers}
    assert statuses == {204, 429}
    assert (await Desktop(address).post(b"x")).status_code == 204


async def test_one_secret_may_hold_a_limited_number_of_streams(http, desktop):
    headers = {**BEARER, "Authorization": f"Bearer {desktop.secret}"}
    streams = [await http.send(http.build_request("GET", "/events", headers=headers), stream=True) for _ in range(33)]
    assert [stream.status_code for stream in streams] == [200] * 32 + [429]
    await asyncio.gather(*(stream.aclose() for stream in streams))


async def test_the_senders_headers_do_nothing(desktop):
    """They could choose the event's name, or have the message thrown away, if nchan saw them."""
    await desktop.post(
        b"1", headers={"X-EventSource-Event": "evil", "X-Accel-Redirect": "/health", "Last-Event-ID": "9"}
    )
    received = await desktop.read(1)
    assert [event.body for event in received] == [b"1"]


@pytest.mark.parametrize(
    "head",
    [
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked, chunked\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 5 5\r\n",
    ],
)
async def test_ambiguous_lengths_are_refused(relay, desktop, head):
    request = f"POST /hook/{desktop.hook} HTTP/1.1\r\nHost: relay\r\n{head}\r\nhello"
    status = (await asyncio.to_thread(_raw, relay.port, request)).split()[1]
    assert status in (b"400", b"501")


async def test_huge_headers_are_refused(http, desktop):
    answer = await http.post(f"/hook/{desktop.hook}", headers={"X-Huge": "x" * 40_000}, content=b"1")
    assert answer.status_code == 400


async def test_no_log_holds_a_hook_id_or_a_secret(relay, desktop, http):
    """Whatever went wrong: too long, too often, no Redis, the wrong path."""
    await desktop.post(b"x" * 70_000)
    await asyncio.gather(*(desktop.post(b"x") for _ in range(200)))
    await desktop.read(1)
    await http.get(f"/hook/{desktop.hook}")
    await http.get(f"/hook/{desktop.hook}/more")
    await asyncio.to_thread(relay.redis.stop)
    assert (await desktop.post(b"x")).status_code == 503
    await asyncio.to_thread(relay.nginx.stop)
    logs = [path for path in relay.folder.iterdir() if path.suffix in (".log", ".out")]
    told = "".join(path.read_text() for path in logs)
    assert f"POST /hook/{desktop.hook[:6]}* 204" in told
    assert desktop.hook not in told
    assert desktop.secret not in told


async def test_an_access_log_lets_nobody_read(relay, desktop):
    """All that it holds of a desktop, tried as a secret."""
    await desktop.posted(b"private")
    await desktop.read(1)
    await asyncio.to_thread(relay.nginx.stop)
    line = next(line for line in (relay.folder / "access.log").read_text().splitlines() if "/hook/" in line)
    start = line.split("/hook/")[1].split("*")[0]
    relay.start()
    thief = Desktop(relay.address, secret=(start + secrets.token_urlsafe(32))[:43])
    await thief.posted(b"the thief's own")
    assert [event.body for event in await thief.read(1)] == [b"the thief's own"]


def _raw(port: int, request: str) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request.encode())
        return connection.recv(1000)
