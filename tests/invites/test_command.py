"""`screenpop invite make` and `open`, as an administrator and an agent use them."""

import io
import os
import pty
import subprocess
import sys

import pytest

from screenpop.cli.main import main
from screenpop.invites.invite import read_file, read_link

ADMIN = ("--api-url", "https://pbx.example.com/api", "--client-id", "desk", "--redirect-port", "17200")


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Run the command with a profile of its own; exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def command(*words, profile="agent"):
        code = main(["--profile", str(tmp_path / profile), "invite", *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return command


@pytest.fixture
def link(run):
    return run("make", *ADMIN, profile="admin")[1].strip()


def config(tmp_path):
    path = tmp_path / "agent" / "config.toml"
    return path.read_text() if path.exists() else None


def test_what_the_administrator_makes_the_agent_opens(run, tmp_path):
    code, out, _ = run("make", *ADMIN, "--relay", "https://relay.example.com", "office.screenpop", profile="admin")
    assert code == 0
    assert "Written to office.screenpop." in out
    assert read_file((tmp_path / "office.screenpop").read_bytes()).way == "relay"
    code, out, err = run("open", "office.screenpop", "--yes")
    assert (code, err) == (0, "")
    assert out.splitlines()[:3] == [
        "This invite changes these settings:",
        "  account.api_url: https://integrate.versature.com/api → https://pbx.example.com/api",
        "  account.client_id: not set → desk",
    ]
    assert "choose Sign in in its menu or run `screenpop sign-in`" in out
    assert 'client_id = "desk"' in config(tmp_path)
    assert 'url = "https://relay.example.com"' in config(tmp_path)


def test_without_a_file_it_is_a_link(run, link, tmp_path):
    assert read_link(link).redirect_port == 17200
    assert run("open", link, "--yes")[0] == 0
    assert "redirect_port = 17200" in config(tmp_path)
    assert run("open", link)[1] == "Everything is set as this invite says.\n"


def test_the_files_ending_is_added(run, tmp_path):
    run("make", *ADMIN, "office", profile="admin")
    assert (tmp_path / "office.screenpop").exists()


def test_nothing_is_changed_where_nobody_can_be_asked(run, link, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    code, _, err = run("open", link)
    assert (code, err) == (1, "screenpop: nothing was changed: give --yes where nobody can be asked\n")
    assert config(tmp_path) is None


@pytest.mark.parametrize(
    ("typed", "code", "changed"), [("y", 0, True), ("Yes", 0, True), ("n", 1, False), ("", 1, False), ("yup", 1, False)]
)
def test_a_person_is_asked(link, tmp_path, typed, code, changed):
    ours, theirs = pty.openpty()
    words = ("--profile", str(tmp_path / "agent"), "invite", "open", link)
    agent = subprocess.Popen(
        [sys.executable, "-m", "screenpop", *words],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.write(ours, f"{typed}\n".encode())
    out, err = agent.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert agent.returncode == code, err
    assert "Take them over? [y/N]" in out
    assert (config(tmp_path) is not None) is changed


def test_another_phone_system_is_warned_of(run, link):
    run("open", link, "--yes")
    other = link.replace("pbx.example.com", "evil.example")
    out = run("open", other, "--yes")[1]
    assert "goes to evil.example instead of pbx.example.com. Agree only if your administrator told you so." in out


def test_a_hostile_invite_is_one_line_and_changes_nothing(run, link, tmp_path):
    for hostile in (
        f"{link}&user=131",
        link.replace("https%3A", "http%3A"),
        "screenpop:invite?%0d%0a=%1b[2J",
        "screenpop:",
    ):
        code, out, err = run("open", hostile, "--yes")
        assert (code, out) == (1, "")
        assert err.startswith("screenpop: This invite is refused: ")
        assert err.count("\n") == 1
        assert "\x1b" not in err
    assert config(tmp_path) is None


@pytest.mark.parametrize("name", ["none.screenpop", ".", "/dev/zero"])
def test_what_is_no_file(run, name):
    code, out, err = run("open", name, "--yes")
    assert (code, out) == (1, "")
    assert name in err


def test_a_huge_file_is_not_read(run, tmp_path):
    with (tmp_path / "huge.screenpop").open("wb") as file:
        file.truncate(1 << 40)
    assert "too large" in run("open", "huge.screenpop", "--yes")[2]


def test_what_the_agent_would_refuse_the_administrator_cannot_make(run):
    code, _, err = run("make", "--api-url", "http://pbx.example.com/api", "--client-id", "desk", profile="admin")
    assert code == 1
    assert err.startswith("screenpop: such an invite would be refused: its api_url does not begin with https://")
    assert "client_id" in run("make", profile="admin")[2]
