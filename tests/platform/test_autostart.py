import configparser
import plistlib

import pytest

from screenpop.platform.autostart import Autostart

COMMAND = ["/opt/Screen Pop/python", "-m", "screenpop", "--profile", '/home/sam/my "own" $profile 100%']


@pytest.fixture(autouse=True)
def own_home(monkeypatch):
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


def entry(home):
    return home / ".config" / "autostart" / "screenpop.desktop"


def test_xdg_starts_exactly_this_command(tmp_path):
    Autostart(COMMAND, system="linux", home=tmp_path).set(True)
    told = configparser.RawConfigParser()
    told.optionxform = str
    told.read(entry(tmp_path))
    assert told["Desktop Entry"]["Type"] == "Application"
    assert parts(told["Desktop Entry"]["Exec"]) == COMMAND


def parts(line):
    """As the Desktop Entry Specification reads an Exec line: first the string's escapes, then the quotes."""
    line = line.replace("\\\\", "\\")
    found, part, quoted, signs = [], "", False, iter(line)
    for sign in signs:
        if sign == '"':
            quoted = not quoted
        elif sign == "\\" and quoted:
            part += next(signs)
        elif sign == " " and not quoted:
            found.append(part)
            part = ""
        else:
            part += sign
    return [one.replace("%%", "%") for one in (*found, part)]


def test_it_is_taken_back_and_an_entry_that_leads_elsewhere_is_put_right(tmp_path):
    Autostart(["/old/screenpop"], system="linux", home=tmp_path).set(True)
    now = Autostart(["/new/screenpop"], system="linux", home=tmp_path)
    now.set(True)
    assert "Exec=/new/screenpop\n" in entry(tmp_path).read_text()
    before = entry(tmp_path).stat().st_mtime_ns
    now.set(True)
    assert entry(tmp_path).stat().st_mtime_ns == before
    now.set(False)
    now.set(False)
    assert not entry(tmp_path).exists()


def test_xdg_goes_by_the_users_own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    Autostart(["/opt/screenpop"], system="linux", home=tmp_path).set(True)
    assert (tmp_path / "own" / "autostart" / "screenpop.desktop").exists()


class Registry:
    def __init__(self):
        self.values = {}

    def set(self, name, command):
        self.values[name] = command

    def delete(self, name):
        self.values.pop(name, None)


def test_windows_starts_the_command_of_the_run_key():
    registry = Registry()
    starts = Autostart(["C:\\Program Files\\ScreenPop\\screenpop.exe"], system="win32", run_key=registry)
    starts.set(True)
    assert registry.values == {"ScreenPop": '"C:\\Program Files\\ScreenPop\\screenpop.exe"'}
    starts.set(False)
    assert registry.values == {}


def test_macos_has_a_launch_agent(tmp_path):
    starts = Autostart(COMMAND, system="darwin", home=tmp_path)
    starts.set(True)
    (agent,) = (tmp_path / "Library" / "LaunchAgents").iterdir()
    told = plistlib.loads(agent.read_bytes())
    assert (told["ProgramArguments"], told["RunAtLoad"]) == (COMMAND, True)
    assert agent.stem == told["Label"]
    starts.set(False)
    assert not agent.exists()
