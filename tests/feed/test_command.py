"""`screenpop feed` as a program: without Qt, killed, and read from outside."""

import asyncio
import json
import os
import subprocess
import sys

import pytest

from screenpop.feed.keys import member_key
from screenpop.profile.control import NotRunning, ask
from screenpop.simulator.wishes import CallWish
from tests.feed.office import FeedAtWork, FeedDesk

WITHOUT_QT = """
import sys
sys.modules.update(dict.fromkeys(["PySide6", "shiboken6", "qasync"]))
from screenpop.cli.main import main
code = main(sys.argv[1:])
desktop = [name for name in sys.modules if name.startswith("screenpop.desktop.") and "settings" not in name]
print("loaded:", desktop)
sys.exit(code)
"""
"""A module that is None there cannot be imported: whoever tries fails."""


def program(profile, *more):
    return (sys.executable, "-c", WITHOUT_QT, "feed", "--profile", str(profile.folder), *more)


@pytest.fixture
async def running(phone_system, relay, secret, tmp_path):
    """The program, at work."""
    profile = FeedAtWork(phone_system, tmp_path / "feed", relay.address).profile
    process = await asyncio.create_subprocess_exec(*program(profile), stdout=subprocess.PIPE, env=os.environ)
    process.profile = profile
    yield process
    if process.returncode is None:
        process.kill()
        await process.wait()


async def line_with(process, words):
    async with asyncio.timeout(30):
        while line := (await process.stdout.readline()).decode():
            if words in line:
                return line
    raise AssertionError("it has ended")


async def test_the_program_publishes_without_qt_and_ends_when_asked_to(running, phone_system, relay, tmp_path):
    line = await line_with(running, relay.address)
    assert "The board is at" in line
    desk = FeedDesk(phone_system, tmp_path / "desk", relay.address)
    try:
        await desk.start()
        await desk.see(_127="available")
        call_id = phone_system.ring(CallWish(number="+16133246100", to="127"))
        await desk.see(_127="ringing")
        phone_system.hang_up(call_id)
        running.terminate()
        assert "loaded: []" in await line_with(running, "loaded:")
        assert await running.wait() == 0
        await desk.see(_127="unknown")
    finally:
        await desk.quit()


async def test_killed_and_started_again_it_keeps_its_subscription(running, phone_system, relay):
    await line_with(running, "The board is at")
    feed = FeedAtWork(phone_system, running.profile.folder, relay.address)
    (first,) = await feed.subscriptions()
    running.kill()
    await running.wait()
    await feed.start()
    try:
        (now,) = await feed.subscriptions()
        assert now["id"] == first["id"]
    finally:
        await feed.quit()


async def test_a_second_one_is_refused(running):
    await line_with(running, "The board is at")
    second = await asyncio.create_subprocess_exec(
        *program(running.profile), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ
    )
    _, complaint = await second.communicate()
    assert second.returncode == 1
    assert b"runs with this profile already" in complaint


async def test_watching_gives_a_line_of_json_at_each_change(feed, desk):
    """`screenpop presence --watch --json`, asked of a desktop that reads the feed."""
    await feed.start()
    await desk.start_live()
    await desk.see(_127="available")
    watching = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "screenpop", "presence", "--watch", "--json", "--profile", str(desk.profile.folder)),
        stdout=subprocess.PIPE,
    )

    async def said(presence):
        async with asyncio.timeout(30):
            while line := await watching.stdout.readline():
                told = json.loads(line)
                if told["colleagues"].get("127") == presence:
                    return told
        raise AssertionError("it has ended")

    try:
        told = await said("available")
        assert told["board"]["source"] == "feed"
        assert (told["board"]["state"], told["board"]["detail"]) == ("live", None)
        call_id = feed.phone_system.ring(CallWish(number="+16133246100", to="127"))
        await said("ringing")
        feed.phone_system.hang_up(call_id)
        await said("available")
        await feed.quit()
        assert (await said("unknown"))["board"]["state"] == "away"
    finally:
        watching.terminate()
        await watching.wait()


async def test_the_status_says_since_when_the_feed_is_away(feed, desk):
    await feed.start()
    core = await desk.start_live()
    await desk.see(_127="available")
    assert f"Feed          live since {core.colleagues.board().since.astimezone():%H:%M}\n" in await status_of(desk)
    await feed.quit()
    await desk.see(_127="unknown")
    board = core.colleagues.board()
    assert f"Feed          away since {board.since.astimezone():%H:%M}: {board.detail}\n" in await status_of(desk)


async def status_of(desk):
    command = (sys.executable, "-m", "screenpop", "status", "--profile", str(desk.profile.folder))
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    told, _ = await process.communicate()
    return told.decode()


async def test_the_key_is_told_to_the_administrator(phone_system, secret, tmp_path):
    profile = FeedAtWork(phone_system, tmp_path / "feed", "http://127.0.0.1:1").profile
    done = await asyncio.to_thread(subprocess.run, program(profile, "--key"), capture_output=True, text=True)
    assert done.stdout.splitlines()[0] == member_key(secret).told
    assert secret not in done.stdout


async def test_what_is_missing_is_told(phone_system, secret, tmp_path):
    profile = FeedAtWork(phone_system, tmp_path / "feed", "").profile
    done = await asyncio.to_thread(subprocess.run, program(profile), capture_output=True, text=True)
    assert done.returncode == 1
    assert "There is no relay in the settings" in done.stderr
    with pytest.raises(NotRunning):
        ask(profile.socket, {"command": "status"})
