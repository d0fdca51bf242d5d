"""A first start on a real X server: the assistant, gone through by keyboard from the invite to a card on the screen."""

import asyncio
import contextlib
import json
import shlex
import socket
import sys
from pathlib import Path

import pytest

from tests.desktop.x11 import Screen, needs_x11
from tests.end_to_end.office import Office, start_simulator, stop
from tests.end_to_end.test_first_day import OFFICE
from tests.end_to_end.test_program import Program
from tests.waiting import until

pytestmark = needs_x11


class Person:
    """Somebody at this screen, with a keyboard."""

    def __init__(self, screen, profile):
        self.screen, self.profile = screen, profile
        self.program = Program(profile)

    async def run(self, *command):
        return await asyncio.to_thread(self.screen.run, *command)

    async def window(self, title):
        return (await self.run("xdotool", "search", "--onlyvisible", "--name", title)).split()

    async def press(self, key="Return"):
        await self.run("xdotool", "key", key)

    async def press_until(self, condition):
        """Press Return, and again if nothing came of it."""
        for _ in range(10):
            await self.press()
            with contextlib.suppress(TimeoutError):
                return await until(condition, seconds=3)
        pytest.fail(f"Return leads nowhere: step {self.step()!r}")

    def step(self):
        kept = self.profile / "state" / "assistant.json"
        return json.loads(kept.read_text())["step"] if kept.exists() else ""

    def config(self):
        path = self.profile / "config.toml"
        return path.read_text() if path.exists() else ""

    async def status(self):
        return await self.program.status() or {"account": {}, "cards": []}


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


@pytest.fixture
async def office(port, tmp_path):
    file = tmp_path / "office.toml"
    file.write_text(OFFICE.format(port=port))
    process, address = await start_simulator("--office", str(file))
    people = Office(address)
    yield people
    await people.aclose()
    await stop(process)


@pytest.fixture
async def person(tmp_path, monkeypatch):
    screen = await asyncio.to_thread(Screen)
    browser = Path(__file__).with_name("person.py")
    monkeypatch.setenv("BROWSER", f"{shlex.quote(sys.executable)} {shlex.quote(str(browser))} %s")
    for name in ("DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.setenv(name, screen.environment[name])
    made = Person(screen, tmp_path / "profile")
    yield made
    if made.program.process is not None and made.program.process.returncode is None:
        await made.program.quit()
    await asyncio.to_thread(screen.close)


async def test_from_the_first_start_to_a_card(office, person, port):
    code, link, trouble = await Program(person.profile.with_name("administrator")).command(
        *("invite", "make", "--api-url", office.api_url, "--client-id", "desk", "--redirect-port", str(port)),
        *("--way", "loopback"),
    )
    assert code == 0, trouble
    await person.program.start()
    (window, *_) = await until(lambda: person.window("Setting up ScreenPop"), seconds=60)
    await person.run("xdotool", "windowactivate", "--sync", window)
    await person.run("xdotool", "type", "--delay", "1", link.strip())
    await person.press_until(lambda: 'client_id = "desk"' in person.config())
    await person.press_until(lambda: person.step() == "sign_in")
    await person.press()

    await until(person.program.live, seconds=60)
    await person.press_until(lambda: person.step() == "way_in")
    await person.press_until(lambda: person.step() == "trial")
    await person.press()

    async def card():
        return [one for one in (await person.status())["cards"] if one["call"].startswith("test-")]

    (shown,) = await until(card, seconds=60)
    assert shown["state"] == "ringing"
    assert await person.program.calls() == []
    await person.press_until(lambda: person.step() == "done")

    async def is_gone():
        return not await person.window("Setting up ScreenPop")

    await person.press()
    await until(is_gone)
