"""The program as people run it: real processes, the simulated phone system, real HTTP."""

import asyncio
import json
import signal
import sys
from datetime import UTC, datetime

import httpx
import pytest

from tests.end_to_end.office import Office, environment, start_simulator, stop, write_profile
from tests.integrate import samples
from tests.waiting import until

CALL_KEYS = (
    *("id", "direction", "state", "outcome", "number", "name", "user", "started", "answered", "ended"),
    *("answered_by", "thread"),
)


@pytest.fixture
async def office():
    process, address = await start_simulator()
    people = Office(address)
    yield people
    await people.aclose()
    await stop(process)


class Program:
    """`screenpop` running with a profile."""

    def __init__(self, folder):
        self.folder = folder
        self.process = None

    async def start(self):
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "screenpop", "--profile", str(self.folder), env=environment()
        )

    async def command(self, *arguments):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "screenpop", "--profile", str(self.folder), *arguments),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=environment(),
        )
        out, err = await process.communicate()
        return process.returncode, out.decode(), err.decode()

    async def status(self):
        code, out, _ = await self.command("status", "--json")
        return json.loads(out) if code == 0 else None

    async def calls(self, *options):
        code, out, err = await self.command("calls", "--json", *options)
        assert code == 0, err
        return json.loads(out)

    async def live(self):
        status = await self.status()
        return status if status and status["subscription"]["state"] == "live" else None

    async def kill(self):
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def quit(self):
        self.process.send_signal(signal.SIGTERM)
        return await self.process.wait()


@pytest.fixture
async def program(office, tmp_path):
    running = Program(write_profile(tmp_path / "profile", office.api_url))
    await running.start()
    yield running
    if running.process.returncode is None:
        await running.quit()


async def test_a_call_rings_and_the_card_is_there(office, program):
    await until(program.live)
    call_id = await office.ring(kind="simple", **{"from": "+16133246100", "name": "David Ward", "to": "126"})

    async def card():
        status = await program.status()
        return status if status["cards"] == [{"call": call_id, "state": "ringing"}] else None

    status = await until(card)
    assert list(status) == [
        *("version", "pid", "account", "delivery", "subscription", "presence", "calls", "cards", "received"),
    ]
    assert status["account"] == {"signed_in": True, "user": "126", "domain": "example.com", "name": "Sam Lee"}
    assert list(status["delivery"]) == ["kind", "state", "post_uri", "detail"]
    assert list(status["subscription"]) == ["state", "id", "expires", "renew_at", "detail"]
    assert list(status["presence"]) == ["self", "since", "colleagues"]
    assert list(status["received"]) == ["posts", "accepted", "duplicates", "rejected", "last"]
    assert status["presence"]["self"] == "ringing"
    assert status["pid"] == program.process.pid
    (call,) = status["calls"]
    assert tuple(call) == CALL_KEYS
    assert (call["state"], call["number"], call["name"]) == ("ringing", "+16133246100", "David Ward")

    await office.hang_up(call_id)

    async def missed():
        calls = await program.calls()
        return calls if calls and calls[0]["outcome"] == "missed" else None

    (call,) = await until(missed)
    assert tuple(call) == CALL_KEYS
    assert call["id"] == call_id


async def test_a_clean_quit_leaves_no_subscription_and_a_full_history(office, program):
    await until(program.live)
    assert len(await office.subscriptions()) == 1
    assert await program.quit() == 0
    assert await office.subscriptions() == []
    assert await program.calls() == []
    code, _, err = await program.command("status")
    assert code == 3
    assert err.count("\n") == 1


async def test_killed_and_started_again_there_is_exactly_one_subscription(office, program):
    first = await until(program.live)
    for _ in range(2):
        await program.kill()
        await program.start()
        again = await until(program.live)
        assert again["subscription"]["id"] == first["subscription"]["id"]
    assert [one["id"] for one in await office.subscriptions()] == [first["subscription"]["id"]]


async def test_messages_that_cannot_be_read_are_counted_and_answered_like_any_other(program):
    status = await until(program.live)
    before = status["received"]["rejected"]
    async with httpx.AsyncClient() as http:
        answer = await http.post(status["delivery"]["post_uri"], content=b"{'calls': {'from': ")
    assert answer.status_code == 204
    assert (await program.status())["received"]["rejected"] == before + 1


async def test_every_message_of_the_vendors_page_is_read_and_its_ringing_one_made_current_shows_a_card(program):
    status = await until(program.live)
    posts = status["received"]["posts"]
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S").encode()
    current = samples.RINGING.replace(b"2016-11-24 15:53:12", now).replace(b"versature.com", b"example.com")
    async with httpx.AsyncClient() as http:
        for body in (*samples.PAGE, current.replace(b"e351b3325aa18832e3aa36948d012424", b"current")):
            answer = await http.post(status["delivery"]["post_uri"], content=body)
            assert answer.status_code == 204
    status = await program.status()
    assert status["received"]["posts"] == posts + len(samples.PAGE) + 1
    assert status["received"]["rejected"] == 0
    assert status["cards"] == [{"call": "current", "state": "ringing"}]


async def test_a_second_start_shows_the_first_ones_window_and_ends(program):
    await until(program.status)
    code, _, _ = await program.command()
    assert code == 0
    assert program.process.returncode is None
