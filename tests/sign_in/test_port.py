"""Who holds the port at which the browser comes back."""

import os
import socket
import subprocess
import sys

import pytest

from screenpop.sign_in.errors import Failure, SignInFailed
from screenpop.sign_in.port import Holder, hold, holder_of

TABLE = """\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:42E6 00000000:0000 {state} 00000000:00000000 00:00000000 00000000 {uid:5}        0 {inode} 1 0000
   1: 0100007F:42E7 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 777 1 0000
"""
PORT = 0x42E6


@pytest.fixture
def proc(tmp_path):
    """A system of a few files: one process that has one socket, and what listens where."""
    descriptors = tmp_path / "4711" / "fd"
    descriptors.mkdir(parents=True)
    (descriptors / "3").symlink_to("socket:[99]")
    (tmp_path / "4711" / "comm").write_text("screenpop\n")
    (tmp_path / "net").mkdir()

    def tell(table="tcp", *, state="0A", uid=0, inode=99):
        (tmp_path / "net" / table).write_text(TABLE.format(state=state, uid=uid, inode=inode))
        return tmp_path

    return tell


def message_for(port):
    with pytest.raises(SignInFailed) as failed:
        hold(port)
    assert failed.value.failure is Failure.PORT_TAKEN
    return str(failed.value)


def test_a_port_is_held_for_ourselves_and_free_afterwards(port):
    with hold(port) as held:
        assert held.getsockname() == ("127.0.0.1", port)
        message_for(port)
    hold(port).close()


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_a_program_of_ours_that_has_the_port_is_named(address):
    with socket.create_server((address, 0)) as taken:
        text = message_for(taken.getsockname()[1])
    assert f"(process {os.getpid()}) of yours uses it. End that program, then sign in again." in text


def test_another_process_is_named_by_its_own_name():
    code = (
        "import socket, sys; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1], flush=True); input()"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    holder = holder_of(int(other.stdout.readline()))
    other.communicate("\n")
    assert holder.user is None
    assert holder.program.startswith("python")
    assert holder.program.endswith(f"(process {other.pid})")


@pytest.mark.parametrize("table", ["tcp", "tcp6"])
def test_the_systems_table_tells_user_and_program(proc, table, monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    assert str(holder_of(PORT, proc(table, uid=0))) == "the program screenpop (process 4711) of root"
    assert str(holder_of(PORT, proc(table, uid=1000))) == "the program screenpop (process 4711) of yours"


def test_of_other_peoples_programs_only_the_user_is_told(proc):
    assert str(holder_of(PORT, proc(uid=54321, inode=123))) == "a program of user 54321"


@pytest.mark.parametrize("state", ["01", "06"])
def test_a_connection_is_nobody_who_listens(proc, state):
    assert holder_of(PORT, proc(state=state)) is None


def test_where_the_system_does_not_tell_nobody_is_named(tmp_path):
    assert holder_of(PORT, tmp_path) is None


def test_somebody_else_may_be_signing_in_at_this_moment(monkeypatch, port):
    monkeypatch.setattr("screenpop.sign_in.port.holder_of", lambda _port: Holder("anna", None))
    with socket.create_server(("127.0.0.1", port)):
        text = message_for(port)
    assert "a program of anna uses it. If somebody else is signing in at this moment, wait two minutes" in text


@pytest.mark.parametrize("wrong", [-1, 65536, 1 << 40])
def test_what_is_no_port_is_told_like_one_that_cannot_be_used(wrong):
    assert "another port (account.redirect_port)" in message_for(wrong)
