"""What the relay does for those who use it rightly."""

import asyncio
import contextlib
import time
from pathlib import Path

import httpx
import pytest

from tests.relay.private_relay import Desktop, health_says


async def test_a_post_waits_for_the_desktop(desktop):
    before = time.time()
    await desktop.posted(b"first", b"second")
    received = await desktop.read(2)
    assert [event.body for event in received] == [b"first", b"second"]
    assert all(before * 1000 - 1 <= event.envelope["t"] <= time.time() * 1000 for event in received)


async def test_an_open_stream_hears_at_once(desktop):
    async with desktop.stream() as stream:
        stream.response.raise_for_status()
        await desktop.posted(b"now")
        assert [event.body for event in await stream.take(1)] == [b"now"]


@pytest.mark.parametrize(
    "body",
    [
        b"a\rb\r\nc\nd",
        b"\xff\xfe\x00\x80",
        b"",
        b"data: x\n\nid: 7\nevent: other\n\n",
        "“é\u2028 \U0001f4de".encode(),
        bytes(range(256)) * 256,
    ],
    ids=["line ends", "no UTF-8", "empty", "event injection", "unicode", "64 KiB of anything"],
)
async def test_bodies_arrive_byte_for_byte(desktop, body):
    await desktop.posted(body)
    assert [event.body for event in await desktop.read(1)] == [body]


async def test_a_chunked_body_arrives_whole(desktop):
    async def chunks():
        for _ in range(16):
            yield b"x" * 4096

    assert (await desktop.post(chunks())).status_code == 204
    assert [event.body for event in await desktop.read(1)] == [b"x" * 65536]


async def test_the_content_type_is_told_and_cannot_break_out(desktop):
    await desktop.post(b"1", headers={"Content-Type": 'a"b\\c'})
    assert (await desktop.read(1))[0].envelope["type"] == 'a"b\\c'


async def test_resume_brings_the_rest_once_and_in_order(desktop):
    await desktop.posted(*(b"%d" % number for number in range(20)))
    received = await desktop.read(8)
    received += await desktop.read(12, received[-1].id)
    assert [int(event.body) for event in received] == list(range(20))
    assert len({event.id for event in received}) == 20


@pytest.mark.parametrize("end", ["stop", "kill"])
async def test_nothing_is_lost_or_doubled_over_an_nginx_that_ends(relay, desktop, end):
    await desktop.posted(b"1", b"2")
    received = await desktop.read(2)
    await desktop.posted(b"3")
    await asyncio.to_thread(getattr(relay.nginx, end))
    with pytest.raises(httpx.TransportError):
        await desktop.post(b"refused")
    await asyncio.to_thread(relay.start)
    await desktop.posted(b"4")
    received += await desktop.read(2, received[-1].id)
    assert [event.body for event in received] == [b"1", b"2", b"3", b"4"]


async def test_the_stream_ends_when_nginx_does(relay, desktop):
    async with desktop.stream() as stream:
        stream.response.raise_for_status()
        await asyncio.to_thread(relay.nginx.kill)
        with pytest.raises((httpx.TransportError, StopAsyncIteration)):
            await stream.take(1)


async def test_without_redis_a_post_is_refused_and_nothing_acknowledged_is_lost(relay, desktop):
    await desktop.posted(b"1")
    async with desktop.stream() as stream:
        received = await stream.take(1)
        await asyncio.to_thread(relay.redis.stop)
        assert (await desktop.post(b"refused")).status_code == 503
        await health_says(relay, 503)
        await asyncio.to_thread(relay.start)
        await health_says(relay, 200)
        await desktop.posted(b"2")
    received += await desktop.read(1, received[-1].id)
    assert [event.body for event in received] == [b"1", b"2"]


async def test_what_was_acknowledged_survives_a_crash_of_redis(relay, desktop):
    await desktop.posted(*(b"%d" % number for number in range(5)))
    written = relay.folder / "redis" / "appendonlydir"
    await asyncio.to_thread(_wait_for_disk, written, b'"body_b64":"NA=="')
    await asyncio.to_thread(relay.redis.kill)
    await asyncio.to_thread(relay.start)
    assert [int(event.body) for event in await desktop.read(5)] == list(range(5))


def _wait_for_disk(folder, text):
    deadline = time.monotonic() + 10
    while not any(text in file.read_bytes() for file in folder.iterdir()):
        assert time.monotonic() < deadline
        time.sleep(0.02)


async def test_a_redis_that_hangs_gets_the_sender_an_answer(relay, desktop):
    await desktop.posted(b"1")
    relay.redis.hold()
    assert (await desktop.post(b"2")).status_code == 503
    relay.redis.release()
    await asyncio.to_thread(relay.start)
    await desktop.posted(b"3")
    async with desktop.stream() as stream:
        bodies = [event.body for event in await stream.take(2)]
        if bodies[-1] != b"3":
            bodies += [event.body for event in await stream.take(1)]
    assert bodies in ([b"1", b"3"], [b"1", b"2", b"3"])


async def test_many_desktops_each_hear_their_own(address):
    desktops = [Desktop(address) for _ in range(20)]
    waiting = [asyncio.create_task(desktop.read(3)) for desktop in desktops]
    for number in range(3):
        await asyncio.gather(*(desktop.posted(f"{desktop.hook} {number}".encode()) for desktop in desktops))
    for desktop, received in zip(desktops, await asyncio.gather(*waiting), strict=True):
        assert [event.body.decode() for event in received] == [f"{desktop.hook} {number}" for number in range(3)]


async def test_two_workers_share_the_streams(relay, desktop):
    assert len(_members(relay.nginx.pid)) == 3
    async with desktop.stream() as one, desktop.stream() as other:
        await desktop.posted(b"both")
        assert [(await stream.take(1))[0].body for stream in (one, other)] == [b"both", b"both"]


def _members(group: int) -> list[int]:
    """The processes of a group: nginx's master and its workers."""
    members = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[2]) == group:
                members.append(int(stat.parent.name))
    return members
