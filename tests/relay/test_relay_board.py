"""A presence feed's board at the relay: one secret writes, the one that follows from it reads, others do neither."""

import asyncio
import base64
import hashlib
import json
import secrets

import pytest
from httpx_sse import aconnect_sse

from tests.relay.private_relay import Desktop, Stream, client


def hashed(secret: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(secret.encode("ascii")).digest()).decode().rstrip("=")


@pytest.fixture
def writing():
    return secrets.token_urlsafe(32)


@pytest.fixture
async def http(address):
    async with client(base_url=address) as http:
        yield http


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"}


async def posted(http, secret, *bodies):
    for body in bodies:
        assert (await http.post("/feed", headers=bearer(secret), content=body)).status_code == 204


async def read(http, secret, count):
    async with aconnect_sse(http, "GET", "/feed/events", headers=bearer(secret)) as source:
        return [event.body for event in await Stream(source).take(count)]


async def nothing_to_read(http, path, secret):
    """The stream is open and empty: what it says first is the relay's greeting, and no message follows at once."""
    headers = {**bearer(secret), "Accept": "text/event-stream"}
    async with http.stream("GET", path, headers=headers) as answer:
        lines = answer.aiter_lines()
        assert answer.status_code == 200
        assert await anext(lines) == ": hi"
        assert await anext(lines) == ""
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await anext(lines)


async def test_who_has_the_reading_secret_reads_what_is_written(http, writing):
    await posted(http, writing, b"1", b"2")
    assert await read(http, hashed(writing), 2) == [b"1", b"2"]


async def test_fifty_desktops_read_the_same_board(http, writing):
    readers = [asyncio.create_task(read(http, hashed(writing), 2)) for _ in range(50)]
    await posted(http, writing, b"1", b"2")
    assert await asyncio.gather(*readers) == [[b"1", b"2"]] * 50


async def test_the_reading_secret_does_not_write(http, writing):
    """It writes on a board of its own, which nobody reads."""
    await posted(http, hashed(writing), b"forged")
    await posted(http, writing, b"true")
    assert await read(http, hashed(writing), 1) == [b"true"]


async def test_hooks_do_not_reach_the_board(relay, http, writing):
    """Not even that of the board's own name, which those who read it can work out."""
    board = hashed(hashed(writing))
    for hook in (hashed(writing), board):
        assert (await http.post(f"/hook/{hook}", content=b"forged")).status_code == 204
    await posted(http, writing, b"true")
    assert await read(http, hashed(writing), 1) == [b"true"]
    for path in (f"/hook/board-{board}", f"/_store/board/{board}", f"/feed/{board}", "/feed/events"):
        assert (await http.post(path, headers=bearer(hashed(writing)), content=b"forged")).status_code in (404, 405)


@pytest.mark.parametrize("derive", [lambda w: w, lambda w: hashed(hashed(w)), lambda w: secrets.token_urlsafe(32)])
async def test_no_other_secret_reads_the_board(http, writing, derive):
    await posted(http, writing, b"private")
    await nothing_to_read(http, "/feed/events", derive(writing))


@pytest.mark.parametrize("derive", [lambda w: w, hashed, lambda w: hashed(hashed(w))])
async def test_the_streams_of_hooks_do_not_show_the_board(http, writing, derive):
    await posted(http, writing, b"private")
    await nothing_to_read(http, "/events", derive(writing))


async def test_members_post_what_only_the_feed_reads(address, http, writing):
    """The reading secret is at once the address of a hook whose channel the writing secret opens."""
    feed = Desktop(address, secret=writing)
    assert feed.hook == hashed(writing)
    assert (await http.post(f"/hook/{hashed(writing)}", content=b"report")).status_code == 204
    assert [event.body for event in await feed.read(1)] == [b"report"]
    await nothing_to_read(http, "/events", hashed(writing))


@pytest.mark.parametrize("authorization", [None, "Bearer short", "Basic " + "a" * 43])
async def test_without_a_secret_there_is_no_board(http, authorization):
    headers = {"Accept": "text/event-stream"} | ({"Authorization": authorization} if authorization else {})
    for method, path in (("POST", "/feed"), ("GET", "/feed/events")):
        answer = await http.request(method, path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


async def test_the_board_is_written_by_posts_alone(http, writing):
    answer = await http.get("/feed", headers=bearer(writing))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")


async def test_no_log_holds_a_boards_secrets(relay, http, writing):
    await posted(http, writing, b"x")
    await read(http, hashed(writing), 1)
    await http.post(f"/hook/{hashed(writing)}", content=b"x")
    await asyncio.to_thread(relay.redis.stop)
    assert (await http.post("/feed", headers=bearer(writing), content=b"x")).status_code == 503
    await asyncio.to_thread(relay.nginx.stop)
    logs = "".join(path.read_text(errors="replace") for path in relay.folder.glob("*.log"))
    assert json.dumps("/feed").strip('"') in logs
    for secret in (writing, hashed(writing), hashed(hashed(writing))):
        assert secret not in logs
