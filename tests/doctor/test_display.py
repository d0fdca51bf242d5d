"""What is seen of a display, and what that means."""

import re
from pathlib import Path

import pytest

from screenpop.doctor import display, fonts, tray
from screenpop.doctor.qt_libraries import PACKAGES
from screenpop.doctor.seen import Nothing, Screen, Seen, look
from tests.desktop.x11 import Screen as XServer
from tests.desktop.x11 import needs_x11
from tests.waiting import until

SCREEN = Screen("one", 1920, 1080, 1.0)


def seen(platform="xcb", **more):
    given = {"screens": (SCREEN,), "tray": True, "font": "Inter", "families": 3, "has_letters": True, **more}
    return Seen(platform, **given)


@pytest.fixture
def x_server(monkeypatch):
    server = XServer()
    for name in ("DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.setenv(name, server.environment[name])
    yield server
    server.close()


def test_the_packages_are_those_that_the_set_up_installs():
    script = (Path(__file__).parents[2] / "scripts" / "system-packages").read_text(encoding="utf-8")
    run = re.search(r"^run=\(\n(.*?)^\)", script, re.MULTILINE | re.DOTALL)[1]
    assert {line.split()[0] for line in run.splitlines()} == set(PACKAGES.values())


@needs_x11
async def test_an_x_server_without_a_tray_and_with_one(x_server):
    first = await look()
    assert (first.platform, first.tray, first.has_letters) == ("xcb", False, True)
    assert [(one.width, one.height) for one in first.screens] == [(800, 600)]
    assert display.check(first, None).what == "X11: one screen, 800×600."

    x_server.bring_tray()

    async def with_tray():
        found = await look()
        return found if found.tray else None

    second = await until(with_tray)
    assert tray.check(second, None).state == "ok"


async def test_offscreen_is_told():
    found = display.check(await look(), None)
    assert found.state == "warning"
    assert "QT_QPA_PLATFORM" in found.todo


def test_wayland_itself_is_told_with_the_way_round_it(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    found = display.check(seen("wayland"), None)
    assert found.state == "warning"
    assert "QT_QPA_PLATFORM=xcb" in found.todo


def test_xwayland_is_in_order(monkeypatch):
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    found = display.check(seen(screens=(SCREEN, Screen("two", 1280, 720, 2.0))), None)
    assert (found.state, found.what) == ("ok", "X11, through XWayland: 2 screens, 1920×1080, 1280×720 at 2.")


def test_gnome_needs_its_extension_for_a_tray(monkeypatch):
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "ubuntu:GNOME")
    assert "gnome-shell-extension-appindicator" in tray.check(seen(tray=False), None).todo
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "XFCE")
    found = tray.check(seen(tray=False), None)
    assert found.state == "warning"
    assert "extension" not in found.todo


def test_letters_that_are_missing_are_a_failure():
    assert fonts.check(seen(has_letters=False)).state == "failure"
    assert fonts.check(seen()).state == "ok"
    assert fonts.check(Nothing("")).state == "warning"
