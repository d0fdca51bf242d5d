"""Hot keys on a real X server, with a window that has the keyboard and another program that takes keys."""

import asyncio

import pytest

from screenpop.platform.combination import read_combination
from screenpop.platform.hot_keys import HotKeys
from screenpop.platform.x11_keys import X11Keys
from tests.desktop.test_cards_x11 import EDITOR
from tests.desktop.x11 import Screen, needs_x11
from tests.waiting import until


@pytest.fixture
def screen(monkeypatch):
    made = Screen()
    monkeypatch.setenv("DISPLAY", made.environment["DISPLAY"])
    yield made
    made.close()


@pytest.fixture
async def keys():
    pressed = []
    made = HotKeys(pressed.append, on_x11=True)
    made.heard = pressed
    yield made
    made.close()


def named(**combinations):
    return {name: (text, read_combination(text)) for name, text in combinations.items()}


@needs_x11
async def test_a_key_comes_here_and_nowhere_else_whatever_locks_are_on(screen, keys):
    editor = screen.program(EDITOR)
    editor.hear()
    editor.wait_for("True")
    assert keys.use(named(answer="Ctrl+Alt+A", end="F9")) == []
    screen.run("xdotool", "key", "ctrl+alt+a")
    await until(lambda: keys.heard == ["answer"])
    for lock in ("Num_Lock", "Caps_Lock"):
        screen.run("xdotool", "key", lock)
        screen.run("xdotool", "key", "ctrl+alt+a")
    await until(lambda: keys.heard == ["answer"] * 3)
    screen.run("xdotool", "key", "Caps_Lock", "Num_Lock", "F9", "b")
    await until(lambda: keys.heard[3:] == ["end"])
    editor.wait_for("True b")


@needs_x11
async def test_what_was_let_go_of_is_typed_again(screen, keys):
    editor = screen.program(EDITOR)
    editor.hear()
    editor.wait_for("True")
    keys.use(named(end="Ctrl+Alt+B"))
    keys.use({})
    other = X11Keys.open()
    assert other.take({"mine": read_combination("Ctrl+Alt+B")}) == []
    other.close()
    screen.run("xdotool", "key", "ctrl+alt+b", "x")
    editor.wait_for("True x")
    await asyncio.sleep(0)
    assert keys.heard == []


@needs_x11
async def test_keys_of_another_program_are_told_and_the_others_work(screen, keys):
    other = X11Keys.open()
    assert other.take({"mine": read_combination("Ctrl+Alt+A")}) == []
    (trouble,) = keys.use(named(answer="Ctrl+Alt+A", end="Ctrl+Alt+H"))
    assert trouble.startswith("Ctrl+Alt+A belongs to another program")
    screen.run("xdotool", "key", "ctrl+alt+a", "ctrl+alt+h")
    await until(lambda: keys.heard)
    assert keys.heard == ["end"]
    other.close()


@needs_x11
async def test_a_key_that_is_held_down_counts_once(screen, keys):
    screen.run("xset", "r", "rate", "50", "100")
    keys.use(named(end="Ctrl+Alt+H", answer="Ctrl+Alt+A"))
    screen.run("xdotool", "keydown", "ctrl", "keydown", "alt", "keydown", "h", "sleep", "0.4", "keyup", "h")
    screen.run("xdotool", "key", "a", "keyup", "alt", "keyup", "ctrl")
    await until(lambda: "answer" in keys.heard)
    assert keys.heard == ["end", "answer"]


@needs_x11
async def test_another_layout_puts_the_letters_elsewhere(screen, keys):
    keys.use(named(answer="Ctrl+Alt+A"))
    screen.run("xmodmap", "-e", "keycode 38 = q Q", "-e", "keycode 24 = a A")
    pressing = ("keydown", "ctrl", "keydown", "alt", "key", "24", "keyup", "alt", "keyup", "ctrl")
    await until(lambda: screen.run("xdotool", *pressing) or keys.heard)
    assert set(keys.heard) == {"answer"}


async def test_on_wayland_it_says_that_the_desktop_does_not_allow_it(keys, monkeypatch):
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    (trouble,) = keys.use(named(answer="Ctrl+Alt+A"))
    assert "this desktop (Wayland) does not let programs take keys" in trouble
