"""Links open in ScreenPop: the system's own tools say so."""

import shutil
import subprocess

import pytest

from screenpop.platform.links import Links, LinksError


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CURRENT_DESKTOP", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.skipif(shutil.which("xdg-mime") is None, reason="needs xdg-mime")
def test_links_to_call_somebody_open_here(home):
    Links(("/opt/Screen Pop/bin/python", "-m", "screenpop", "open-link")).take()
    schemes = [f"x-scheme-handler/{scheme}" for scheme in ("tel", "callto", "sip", "sips", "screenpop")]
    for kind in (*schemes, "application/x-screenpop-invite"):
        asked = ["xdg-mime", "query", "default", kind]
        told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
        assert told == "screenpop-links.desktop"
    entry = (home / ".local/share/applications/screenpop-links.desktop").read_text(encoding="utf-8")
    assert 'Exec="/opt/Screen Pop/bin/python" -m screenpop open-link %u\n' in entry


def test_without_the_systems_tool_it_says_what_to_install(home, monkeypatch):
    monkeypatch.setenv("PATH", str(home))
    with pytest.raises(LinksError, match="install xdg-utils"):
        Links(("screenpop", "open-link")).take()


def test_a_folder_that_cannot_be_written_is_told(home):
    (home / ".local").write_text("")
    with pytest.raises(LinksError, match="cannot be written"):
        Links(("screenpop", "open-link")).take()


@pytest.mark.skipif(shutil.which("update-mime-database") is None, reason="needs update-mime-database")
def test_the_system_knows_an_invite_by_its_name(home):
    Links(("screenpop", "open-link")).take()
    globs = (home / ".local/share/mime/globs2").read_text(encoding="utf-8")
    assert "application/x-screenpop-invite:*.screenpop" in globs
