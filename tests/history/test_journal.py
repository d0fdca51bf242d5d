import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from screenpop.history import journal as journal_module
from screenpop.history.calls import CallHistory
from screenpop.history.journal import Journal, JournalRow
from screenpop.history.store import Store, StoreError
from tests.calls.scripts import MORNING
from tests.history.making import a_call, fill_disk, free_disk


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "history.db")
    yield store
    store.close()


@pytest.fixture
def journal(store):
    return Journal(store)


def come(journal, body=b"{}", *, received=MORNING, **more):
    """A message that came and is safe on disk."""
    entry = journal.append(body, way="loopback", received=received, **more)
    entry.committed.result(10)
    return entry


def rows(store, columns="id, body, way, state, why"):
    return store.read(f"SELECT {columns} FROM journal ORDER BY id")


def test_a_message_is_kept_as_it_came(journal, store):
    body = bytes(range(256)) * 256
    entry = come(journal, body)
    assert rows(store) == [(entry.id, body, "loopback", "new", None)]


def test_entries_are_numbered_at_once_and_go_on_after_a_restart(journal, store):
    first, second = come(journal), come(journal)
    assert (first.id, second.id) == (1, 2)
    assert come(Journal(store)).id == 3


def test_what_was_not_processed_is_there_at_the_next_start_in_order(journal, store):
    arrival = MORNING - timedelta(seconds=30, microseconds=5)
    first = come(journal, b"first")
    processed = come(journal, b"second")
    third = come(journal, b"third", arrival=arrival, delivery_id="d3")
    unreadable = come(journal, b"nonsense")
    CallHistory(store).save([], processed=processed.id).result(10)
    journal.unreadable(unreadable.id, "it is no message: \ud800").result(10)
    assert Journal(store).unprocessed() == [
        JournalRow(first.id, b"first", MORNING, None),
        JournalRow(third.id, b"third", MORNING, arrival),
    ]
    assert rows(store, "state, why") == [
        ("new", None),
        ("done", None),
        ("new", None),
        ("unreadable", "it is no message: ?"),
    ]


def test_a_call_and_the_mark_of_its_message_are_written_together_or_not_at_all(journal, store):
    entry = come(journal, b"ringing")
    fill_disk(store)
    with pytest.raises(StoreError):
        CallHistory(store).save([a_call(name="x" * 50_000)], processed=entry.id).result(10)
    assert [row.id for row in journal.unprocessed()] == [entry.id]
    free_disk(store)
    CallHistory(store).save([a_call()], processed=entry.id).result(10)
    assert journal.unprocessed() == []


def test_a_delivery_that_is_repeated_is_written_once_over_restarts_too(journal, store):
    first = come(journal, delivery_id="d1")
    assert not first.is_repeated
    for again in (come(journal, delivery_id="d1"), come(Journal(store), delivery_id="d1")):
        assert again.is_repeated
        assert again.id == 0
    assert not come(journal, delivery_id="d2").is_repeated
    assert rows(store, "delivery_id") == [("d1",), ("d2",)]


def test_messages_without_a_delivery_id_are_all_kept(journal, store):
    come(journal, b"same")
    come(journal, b"same")
    assert len(rows(store)) == 2


def test_a_delivery_that_the_disk_refused_is_new_when_it_comes_again(journal, store):
    fill_disk(store)
    refused = journal.append(b"x" * 60_000, way="relay", received=MORNING, delivery_id="d1")
    repeated = journal.append(b"x" * 60_000, way="relay", received=MORNING, delivery_id="d1")
    for entry in (refused, repeated):
        with pytest.raises(StoreError):
            entry.committed.result(10)
    free_disk(store)
    again = come(journal, b"x" * 60_000, delivery_id="d1")
    assert not again.is_repeated
    assert rows(store, "id") == [(again.id,)]


def test_memory_holds_no_more_delivery_ids_than_the_journal_and_a_forgotten_one_does_no_harm(
    journal, store, monkeypatch
):
    monkeypatch.setattr(journal_module, "KEPT_ENTRIES", 3)
    for number in range(5):
        come(journal, delivery_id=f"d{number}")
    assert come(journal, delivery_id="d4").is_repeated
    forgotten = come(journal, delivery_id="d0")
    assert not forgotten.is_repeated
    assert rows(store, "delivery_id") == [(f"d{number}",) for number in range(5)]


def test_the_newest_message_is_known(journal):
    assert journal.last_received() is None
    come(journal, received=MORNING + timedelta(hours=1))
    come(journal)
    assert journal.last_received() == MORNING + timedelta(hours=1)


def test_the_oldest_processed_messages_go_and_unprocessed_ones_stay(journal, store, monkeypatch):
    monkeypatch.setattr(journal_module, "KEPT_ENTRIES", 2)
    entries = [come(journal) for _ in range(5)]
    for entry in entries[1:]:
        CallHistory(store).save([], processed=entry.id).result(10)
    journal.prune().result(10)
    assert rows(store, "id, state") == [(1, "new"), (4, "done"), (5, "done")]


def test_messages_older_than_the_history_go_too(journal, store):
    now = datetime.now(UTC)
    for received in (now - timedelta(days=31), now - timedelta(days=29)):
        CallHistory(store).save([], processed=come(journal, received=received).id).result(10)
    come(journal, received=now - timedelta(days=31))
    journal.prune().result(10)
    assert len(rows(store)) == 3
    journal.prune(keep_days=30).result(10)
    assert rows(store, "id, state") == [(2, "done"), (3, "new")]


KILLED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from screenpop.history.calls import CallHistory
from screenpop.history.journal import Journal
from screenpop.history.store import Store

store = Store(Path(sys.argv[1]))
journal = Journal(store)
for number in range(100):
    entry = journal.append(b"message %d" % number, way="loopback", received=datetime.now(UTC))
    entry.committed.result()
    print("committed", entry.id, flush=True)
    if number % 2:
        CallHistory(store).save([], processed=entry.id)
sys.stdin.read()
"""


@pytest.mark.parametrize("promised", [1, 7, 100])
def test_killed_after_a_commit_nothing_of_it_is_lost(tmp_path, promised):
    path = tmp_path / "history.db"
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        ids = [int(process.stdout.readline().removeprefix("committed ")) for _ in range(promised)]
        process.send_signal(signal.SIGKILL)
    reader = Store.open_readonly(path)
    assert len(reader.read("SELECT id FROM journal")) >= promised
    reader.close()
    store = Store(path)
    kept = dict(store.read("SELECT id, body FROM journal"))
    assert [kept.get(entry_id) for entry_id in ids] == [b"message %d" % number for number in range(promised)]
    left = {row.id for row in Journal(store).unprocessed()}
    assert {entry_id for entry_id in ids if entry_id % 2} <= left
    assert store.read("PRAGMA integrity_check") == [("ok",)]
    store.close()
