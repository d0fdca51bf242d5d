"""`screenpop simulator` in a process of its own."""

import asyncio
import os
import signal
import subprocess
import sys

import httpx
import pytest

from tests.simulator.desk import Desk
from tests.waiting import until

COMMAND = (sys.executable, "-m", "screenpop", "simulator")


@pytest.fixture
async def run():
    """Start the command; whatever still runs is killed at the end."""
    started = []

    async def start(*options):
        process = await asyncio.create_subprocess_exec(
            *COMMAND, *map(str, options), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        started.append(process)
        address = (await asyncio.wait_for(process.stdout.readline(), 30)).decode().strip()
        return process, address

    yield start
    for process in started:
        if process.returncode is None:
            process.kill()
        await process.communicate()


def refused(*options):
    """The exit code and what stderr says."""
    done = subprocess.run([*COMMAND, *map(str, options)], capture_output=True, text=True, timeout=60)
    assert done.stdout == ""
    return done.returncode, done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_the_first_line_is_the_address_and_a_signal_ends_it(run, number):
    process, address = await run("--port", 0)
    url = httpx.URL(address)
    assert (url.scheme, url.host, url.path) == ("http", "127.0.0.1", "/api")
    async with Desk(address) as desk:
        await desk.sign_in()
        assert (await desk.http.get("users/current/")).json()["first_name"] == "Sam"
        process.send_signal(number)
        out, err = await process.communicate()
    assert (process.returncode, out, err) == (0, b"", b"")


async def test_its_options(run, tmp_path, endpoint):
    office, script, faults = tmp_path / "office.toml", tmp_path / "day.json", tmp_path / "faults.toml"
    office.write_text('domain = "clinic.example"\n[variants]\nrate_limits = false\n')
    script.write_text('{"steps": [{"at": 20, "do": "ring", "ring": {"name": "Ann"}}]}')
    faults.write_text('[[faults]]\npath = "presence"\nstatus = 503\n')
    options = ("--office", office, "--script", script, "--faults", faults, "--time-scale", "100")
    _, address = await run(*options)
    async with Desk(address) as desk:
        told = await desk.sign_in()
        assert told["domain"] == "clinic.example"
        assert told["expires_in"] <= 36
        assert (await desk.http.get("presence/")).status_code == 503
        await desk.subscribe(endpoint.address)
        (call,) = await endpoint.heard(1)
    assert (call["from"]["name"], call["to"]["domain"]) == ("Ann", "clinic.example")


async def test_a_script_of_the_library_by_name(run, endpoint, monkeypatch, tmp_path):
    _, address = await run("--script", "missed", "--time-scale", "50")
    async with Desk(address) as desk:
        await desk.sign_in()
        await desk.subscribe(endpoint.address)
        await until(lambda: ("ended", "ended") in endpoint.states())


async def test_a_port_that_is_taken(run):
    _, address = await run()
    code, err = await asyncio.to_thread(refused, "--port", httpx.URL(address).port)
    assert code == 1
    assert err.count("\n") == 1
    assert "cannot listen on port" in err


def test_files_that_cannot_be_used_are_named_in_one_line(tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text("domain = ")
    for option in ("--office", "--script", "--faults"):
        code, err = refused(option, bad)
        assert code == 1
        assert err.count("\n") == 1
        assert "bad.toml is not TOML" in err
    code, err = refused("--office", tmp_path / "none.json")
    assert (code, os.strerror(2) in err) == (1, True)


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("--port", "65536", "0 to 65535"),
        ("--port", "http", "0 to 65535"),
        ("--time-scale", "0", "above 0"),
        ("--time-scale", "fast", "above 0"),
        ("--time-scale", "nan", "above 0"),
    ],
)
def test_wrong_usage(option, value, says):
    code, err = refused(option, value)
    assert code == 2
    assert says in err
