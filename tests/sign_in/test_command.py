"""`screenpop sign-in`: asked of a running program over its socket."""

import asyncio
import json

import pytest

from screenpop.cli.main import main
from screenpop.core import Core
from screenpop.profile.paths import Profile
from screenpop.sign_in.control import SignInControl
from tests.sign_in.desk import Person
from tests.waiting import until

CONFIG = """\
[account]
api_url = "{api_url}"
client_id = "desk"
redirect_port = {port}
"""


@pytest.fixture
def profile(desk, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    made = Profile(tmp_path / "profile").create()
    made.config.write_text(CONFIG.format(api_url=desk.settings.api_url, port=desk.settings.redirect_port))
    return made


@pytest.fixture
async def running(desk, profile):
    """Begin to run a program in which `browser` is the system's."""
    core = Core(profile)
    works = []

    def run(browser):
        control = SignInControl(
            desk.settings, desk.kept, signed_in=lambda _who: None, changed=core.update, open_browser=browser
        )
        core.commands["sign_in"] = control.asked
        core.commands["sign_in_status"] = control.told
        works.append((control, asyncio.create_task(core.run())))
        return until(profile.socket.exists)

    yield run
    for control, work in works:
        await control.close()
        core.quit()
        await work


async def command(profile, *words):
    return await asyncio.to_thread(main, ["--profile", str(profile.folder), "sign-in", *words])


async def test_it_waits_until_the_person_has_signed_in(running, profile, desk, capsys):
    await running(Person("131"))
    assert await command(profile) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "Your browser opens the phone system's page: sign in there, within two minutes."
    assert f"{desk.settings.base_url}oauth/authorize/?response_type=code" in out[1]
    assert out[2:] == ["Signed in."]
    assert (await desk.who_am_i()).user == "131"


async def test_it_says_why_nobody_was_signed_in(running, profile, capsys):
    await running(Person(decision="refuse"))
    assert await command(profile) == 1
    assert capsys.readouterr().err.startswith("screenpop: ScreenPop was refused access (access_denied")


async def test_json_is_a_line_at_each_change(running, profile, capsys):
    await running(Person())
    assert await command(profile, "--json") == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert list(told[-1]) == ["state", "detail", "address"]
    assert told[-1] == {"state": "signed_in", "detail": None, "address": None}
    assert {one["state"] for one in told[:-1]} <= {"waiting"}


async def test_what_people_should_know_about_the_keyring_is_said(running, profile, desk, capsys):
    desk.keyring.broken = True
    await running(Person())
    assert await command(profile) == 0
    assert "Signed in. You are signed in until ScreenPop ends" in capsys.readouterr().out


async def test_without_a_running_program_it_cannot_be_done(profile, capsys):
    assert await command(profile) == 3
    assert capsys.readouterr().err == "screenpop: ScreenPop is not running with this profile.\n"
