import os
import socket
import subprocess
import sys

import pytest

from screenpop.profile import paths
from screenpop.profile.paths import Profile


@pytest.fixture
def home(monkeypatch, tmp_path):
    """A user without a session: neither a profile nor a runtime folder is named."""
    for name in (paths.PROFILE_VARIABLE, "XDG_RUNTIME_DIR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_the_option_beats_the_environment_and_that_the_users_own_folder(home, monkeypatch):
    assert Profile.find().folder.is_relative_to(home)
    monkeypatch.setenv(paths.PROFILE_VARIABLE, str(home / "of the environment"))
    assert Profile.find().folder == home / "of the environment"
    assert Profile.find(str(home / "given")).folder == home / "given"


def test_finding_creates_nothing(home):
    Profile.find()
    assert list(home.iterdir()) == []


def test_one_folder_is_one_profile_however_it_is_spelled(home, monkeypatch):
    real = Profile(home / "real").create()
    (home / "link").symlink_to(real.folder)
    monkeypatch.chdir(home)
    spellings = ["real", "./x/../real", "link", "~/real", str(home / "link")]
    assert {Profile.find(spelling) for spelling in spellings} == {real}
    assert Profile(home / "link").socket == real.socket


def test_profiles_have_sockets_of_their_own(home):
    assert Profile(home / "one").socket != Profile(home / "two").socket


def test_the_folders_are_private(home):
    profile = Profile(home / "deep" / "profile").create()
    assert [folder.stat().st_mode & 0o777 for folder in (profile.folder, profile.state)] == [0o700, 0o700]


def test_a_socket_can_be_bound_however_long_the_profiles_path_is(home, monkeypatch):
    deep = home.joinpath(*["a folder with a long name"] * 12)
    runtime = home / ("r" * 200)
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    path = Profile(deep).socket
    assert len(os.fsencode(path)) <= 103
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.fspath(path))
    path.unlink()


def test_the_longest_runtime_folder_that_is_used_still_leaves_room(home, monkeypatch, tmp_path_factory):
    monkeypatch.setattr(paths, "_is_own_folder", lambda folder: folder.startswith("/r"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/r" + "x" * 58)
    assert Profile(home).socket.is_relative_to("/r" + "x" * 58)
    assert len(str(Profile(home).socket)) <= 103


def test_the_users_runtime_folder_is_used_if_it_is_theirs(home, monkeypatch):
    runtime = home / "run"
    runtime.mkdir()
    monkeypatch.setattr(paths, "_LONGEST_RUNTIME_FOLDER", 4096)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    assert Profile(home).socket.parent == runtime / "screenpop"
    monkeypatch.setattr(os, "getuid", lambda: runtime.stat().st_uid + 1)
    assert not Profile(home).socket.is_relative_to(runtime)


@pytest.mark.parametrize("named", ["", "relative", "/nowhere at all"])
def test_a_runtime_folder_that_is_none_is_not_used(home, monkeypatch, named):
    without = Profile(home).socket
    monkeypatch.setenv("XDG_RUNTIME_DIR", named)
    assert Profile(home).socket == without


def test_a_command_outside_the_session_finds_the_sessions_socket(home, monkeypatch):
    usual = f"/run/user/{os.getuid()}"
    monkeypatch.setattr(paths, "_is_own_folder", lambda folder: folder == usual)
    outside = Profile(home).socket
    monkeypatch.setenv("XDG_RUNTIME_DIR", usual)
    assert outside == Profile(home).socket
    assert outside.parent == paths.Path(usual, "screenpop")


def test_what_the_tray_waits_for_loads_nothing_heavy(monkeypatch):
    monkeypatch.delenv("TOLD_SECRETS")  # programs under test load what they need to tell of secrets
    code = "import sys, screenpop.profile.paths, screenpop.profile.instance; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"asyncio", "filelock", "hashlib", "keyring", "platformdirs", "tempfile", "tomlkit"}.isdisjoint(loaded)
    assert "screenpop.profile.instance" in loaded
