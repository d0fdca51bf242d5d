import errno
import os
import threading

import pytest

from screenpop.profile.state import StateFolder


@pytest.fixture
def state(tmp_path):
    return StateFolder(tmp_path / "state")


def test_what_was_saved_is_there_for_the_next_run(state, tmp_path):
    state.save("subscription", {"id": "a1", "names": ["Chloé", None], "tries": 3})
    assert StateFolder(tmp_path / "state").load("subscription") == {"id": "a1", "names": ["Chloé", None], "tries": 3}


def test_a_record_that_was_never_saved_is_empty_and_makes_no_file(state, tmp_path):
    assert state.load("subscription") == {}
    assert list(tmp_path.iterdir()) == []


def test_records_are_for_this_user_alone_even_over_a_draft_that_was_not(state, tmp_path):
    state.save("delivery", {})
    (tmp_path / "state" / "delivery.json.new").touch(mode=0o644)
    state.save("delivery", {"token": "secret"})
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "state").iterdir()}
    assert modes == {"delivery.json": 0o600}
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("broken", [b"{", b"\xff", b"[]", b"null", b"[" * 100_000])
def test_a_record_that_cannot_be_read_is_set_aside(state, tmp_path, caplog, broken):
    state.save("account", {})
    (tmp_path / "state" / "account.json").write_bytes(broken)
    assert state.load("account") == {}
    assert (tmp_path / "state" / "account.broken").read_bytes() == broken
    assert "set aside" in caplog.text
    assert state.load("account") == {}


def test_a_disk_that_refuses_leaves_the_old_record(state, monkeypatch):
    state.save("account", {"user": "126"})

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        state.save("account", {"user": "127"})
    assert state.load("account") == {"user": "126"}


def test_whoever_reads_meanwhile_finds_a_whole_record(state):
    state.save("limits", {"ended": [0] * 5000})
    done = threading.Event()
    seen = set()

    def read():
        while not done.is_set():
            seen.add(len(state.load("limits")["ended"]))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(20):
        state.save("limits", {"ended": [1] * 5000})
    done.set()
    reader.join()
    assert seen == {5000}
