"""Hot keys of the whole program on a real X server, while somebody types elsewhere."""

import asyncio

import pytest

from screenpop.platform.combination import read_combination
from screenpop.platform.x11_keys import X11Keys
from tests.desktop.test_cards_x11 import EDITOR
from tests.desktop.x11 import Screen, needs_x11
from tests.end_to_end.office import Office, start_simulator, stop, write_profile
from tests.end_to_end.test_program import Program
from tests.waiting import until

pytestmark = needs_x11


@pytest.fixture
async def office():
    process, address = await start_simulator()
    people = Office(address)
    yield people
    await people.aclose()
    await stop(process)


@pytest.fixture
async def screen(monkeypatch):
    made = await asyncio.to_thread(Screen)
    for name in ("DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.setenv(name, made.environment[name])
    yield made
    await asyncio.to_thread(made.close)


@pytest.fixture
async def program(office, screen, tmp_path):
    running = Program(write_profile(tmp_path / "profile", office.api_url, "\n[ui]\nhotkeys = true\n"))
    await running.start()
    await until(running.live, seconds=60)
    yield running
    if running.process.returncode is None:
        await running.quit()


def is_free(keys):
    """Whether another program could have these keys."""
    other = X11Keys.open()
    refused = other.take({"other": read_combination(keys)})
    other.close()
    return not refused


async def test_a_call_is_answered_and_ended_by_keys_while_another_window_keeps_the_focus(office, program, screen):
    editor = screen.program(EDITOR)
    editor.hear()
    await asyncio.to_thread(editor.wait_for, "True")
    focus = await asyncio.to_thread(screen.run, "xdotool", "getwindowfocus")

    async def press(keys):
        await asyncio.to_thread(screen.run, "xdotool", "key", keys)

    async def stands(state):
        return [call["state"] for call in await program.calls()] == [state]

    async def shows_card():
        return (await program.status())["cards"]

    await office.ring(kind="simple", to="126", name="David Ward", **{"from": "+16132345678"})
    await until(shows_card, seconds=60)
    await press("ctrl+alt+a")
    await until(lambda: stands("active"), seconds=60)
    assert await asyncio.to_thread(screen.run, "xdotool", "getwindowfocus") == focus
    await press("ctrl+alt+h")
    await until(lambda: stands("ended"), seconds=60)
    assert await asyncio.to_thread(screen.run, "xdotool", "getwindowfocus") == focus
    (call,) = await program.calls()
    assert call["outcome"] == "answered"
    await press("x")
    await asyncio.to_thread(editor.wait_for, "True x")


async def test_turned_off_no_key_is_taken(program):
    assert not is_free("Ctrl+Alt+A")
    assert (await program.command("config", "set", "ui.hotkeys", "false"))[0] == 0
    await until(lambda: is_free("Ctrl+Alt+A"))
    assert is_free("Ctrl+Alt+H")
