import os
import subprocess
import sys

import pytest

from screenpop.profile.instance import SingleInstance

HOLD = """
import sys
from pathlib import Path
from screenpop.profile.instance import SingleInstance
print(SingleInstance(Path(sys.argv[1])).acquire(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "profile" / "lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "True\n"
    yield process
    process.kill()
    process.communicate()


def test_the_second_program_is_told_so_and_a_killed_one_leaves_nothing_behind(holder, tmp_path):
    instance = SingleInstance(tmp_path / "profile" / "lock")
    assert not instance.acquire()
    holder.kill()
    holder.wait()
    assert instance.acquire()


def test_the_lock_is_free_after_its_release(tmp_path):
    first, second = SingleInstance(tmp_path / "lock"), SingleInstance(tmp_path / "lock")
    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    first.release()
    first.release()
    assert second.acquire()
    second.release()


def test_profiles_do_not_lock_each_other_out(tmp_path):
    one, other = SingleInstance(tmp_path / "one" / "lock"), SingleInstance(tmp_path / "other" / "lock")
    assert [one.acquire(), other.acquire()] == [True, True]
    one.release()
    other.release()


def test_the_lock_file_is_private_and_not_handed_down_to_children(tmp_path):
    instance = SingleInstance(tmp_path / "lock")
    instance.acquire()
    assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600
    look = "import os, sys; print(*[os.path.realpath(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')])"
    child = subprocess.run([sys.executable, "-c", look], close_fds=False, capture_output=True, text=True, check=True)
    assert "/dev/" in child.stdout or "pipe:" in child.stdout
    assert str(tmp_path / "lock") not in child.stdout
    instance.release()


def test_a_lock_that_was_let_go_is_free_although_a_child_still_has_the_file(tmp_path):
    instance = SingleInstance(tmp_path / "lock")
    instance.acquire()
    inherited = os.dup(instance._descriptor)
    instance.release()
    assert instance.acquire()
    os.close(inherited)
    instance.release()


def test_a_lock_that_cannot_be_made_is_an_error_and_leaves_no_file_open(tmp_path):
    before = len(os.listdir("/proc/self/fd"))
    (tmp_path / "lock").mkdir()
    with pytest.raises(OSError, match="lock"):
        SingleInstance(tmp_path / "lock").acquire()
    assert len(os.listdir("/proc/self/fd")) == before
