"""The browser that the person chose for the system; here a script that says what it was given."""

import asyncio
import os
import sys
import webbrowser

import pytest

from screenpop.sign_in.system_browser import open_browser
from tests.waiting import until

URL = "http://127.0.0.1:1/?a=b&c=%20'\";$(id)"


@pytest.fixture
def chosen(tmp_path, monkeypatch):
    """A system whose browser runs `commands` (a shell script); what it writes to `told` can be read."""

    def choose(commands, name="browser", how="{} %s"):
        script = tmp_path / name
        script.write_text(f"#!/bin/sh\n{commands}\n")
        script.chmod(0o755)
        monkeypatch.setenv("BROWSER", how.format(script))
        return tmp_path / "told"

    monkeypatch.setattr(webbrowser, "_tryorder", None)
    monkeypatch.setattr(webbrowser, "_browsers", {})
    monkeypatch.setenv("PATH", str(tmp_path))
    return choose


async def test_it_is_given_the_address_as_it_is(chosen, tmp_path):
    told = chosen(f'printf %s "$1" > {tmp_path}/told')
    assert await open_browser(URL) is True
    assert told.read_text() == URL


async def test_a_browser_that_fails_is_none(chosen):
    chosen("exit 3")
    assert await open_browser(URL) is False


async def test_a_system_without_a_browser(chosen, monkeypatch):
    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert await open_browser(URL) is False


@pytest.mark.parametrize("name", ["w3m", "lynx", "www-browser"])
async def test_a_browser_for_terminals_is_none(chosen, tmp_path, name):
    told = chosen(f": > {tmp_path}/told", name, "{} %s")
    assert await open_browser(URL) is False
    assert not told.exists()


async def test_a_browser_that_stays_open_can_be_left_alone(chosen, tmp_path):
    """Nobody waits for its end: neither whoever gave up, nor the end of the program."""
    told = chosen(f"echo $$ > {tmp_path}/told; read line < {tmp_path}/ends")
    os.mkfifo(tmp_path / "ends")
    opening = asyncio.create_task(open_browser(URL))
    await until(lambda: told.exists() and told.read_text())
    opening.cancel()
    await asyncio.gather(opening, return_exceptions=True)
    assert opening.cancelled()
    (tmp_path / "ends").write_text("now\n")
