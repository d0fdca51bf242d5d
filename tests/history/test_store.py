import os
import sqlite3
import threading
from concurrent.futures import wait

import pytest

from screenpop.history import migrations
from screenpop.history.store import Store, StoreError
from tests.history.making import fill_disk, free_disk


@pytest.fixture
def path(tmp_path):
    return tmp_path / "profile" / "history.db"


@pytest.fixture
def store(path):
    store = Store(path)
    store.submit(lambda connection: connection.execute("CREATE TABLE words (word TEXT UNIQUE)") and None).result()
    yield store
    store.close()


def say(word):
    def write(connection):
        connection.execute("INSERT INTO words VALUES (?)", (word,))
        return word

    return write


def words(store):
    return [row[0] for row in store.read("SELECT word FROM words ORDER BY word")]


class Gate:
    """A write that keeps the writer busy until it is opened, so that what comes after it waits."""

    def __init__(self, store):
        self.reached, self.opened = threading.Event(), threading.Event()
        self.future = store.submit(self._pass)
        assert self.reached.wait(10)

    def _pass(self, _connection):
        self.reached.set()
        assert self.opened.wait(10)


def test_a_write_gives_its_result_once_others_can_read_it(store, path):
    assert store.submit(say("ready")).result() == "ready"
    other = sqlite3.connect(path)
    assert other.execute("SELECT word FROM words").fetchall() == [("ready",)]
    other.close()


def test_what_waits_is_committed_in_one_group(store):
    gate = Gate(store)
    before = store.commits
    waiting = [store.submit(say(f"{number:03}")) for number in range(200)]
    gate.opened.set()
    wait(waiting, 10)
    assert store.commits == before + 2
    assert len(words(store)) == 200


def test_a_write_that_fails_spoils_only_itself(store):
    def half(connection):
        connection.execute("INSERT INTO words VALUES ('half done')")
        raise LookupError("a bug")

    gate = Gate(store)
    futures = [
        store.submit(say("first")),
        store.submit(half),
        store.submit(say("first")),
        store.submit(lambda connection: connection.execute("SELECT nonsense")),
        store.submit(say("\ud800")),
        store.submit(say("last")),
    ]
    gate.opened.set()
    errors = [type(future.exception(10)) for future in futures]
    assert errors == [
        *(type(None), LookupError, sqlite3.IntegrityError, sqlite3.OperationalError, UnicodeEncodeError, type(None)),
    ]
    assert words(store) == ["first", "last"]


def test_a_write_nobody_waits_for_any_more_is_done_all_the_same(store):
    gate = Gate(store)
    future = store.submit(say("kept"))
    assert not future.cancel()
    gate.opened.set()
    assert future.result(10) == "kept"


def test_a_full_disk_fails_the_writes_and_loses_nothing(store):
    store.submit(say("before")).result()
    fill_disk(store)
    gate = Gate(store)
    together = [store.submit(say("small")), store.submit(say("x" * 100_000)), store.submit(say("also small"))]
    gate.opened.set()
    for future in together:
        with pytest.raises(StoreError, match=r"could not be written \(database or disk is full\).*Make room"):
            future.result(10)
    assert words(store) == ["before"]
    free_disk(store)
    assert store.submit(say("x" * 100_000)).result(10)
    assert store.submit(say("after")).result(10)
    assert words(store) == ["after", "before", "x" * 100_000]


def test_all_that_was_handed_over_is_written_before_the_store_closes(store, path):
    gate = Gate(store)
    futures = [store.submit(say(f"{number}")) for number in range(1200)]
    closing = threading.Thread(target=store.close)
    closing.start()
    gate.opened.set()
    closing.join()
    assert all(future.done() for future in futures)
    again = Store(path)
    assert len(words(again)) == 1200
    again.close()


def test_a_closed_store_says_so(store):
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.submit(say("late")).result(0)
    with pytest.raises(StoreError, match="closed"):
        store.read("SELECT 1")


def test_the_file_and_what_belongs_to_it_are_for_this_user_alone(store, path):
    store.submit(say("x")).result()
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == dict.fromkeys(["history.db", "history.db-wal", "history.db-shm"], 0o600)
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_commits_are_flushed_and_readers_never_wait(store):
    pragmas = ("journal_mode", "synchronous", "fullfsync")
    said = store.submit(lambda connection: [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas])
    assert said.result() == ["wal", 2, 1]
    gate = Gate(store)
    assert words(store) == []
    gate.opened.set()


def test_it_can_be_read_while_another_program_writes(store, path):
    store.submit(say("one")).result()
    reader = Store.open_readonly(path)
    assert words(reader) == ["one"]
    gate = Gate(store)
    waiting = store.submit(say("two"))
    assert words(reader) == ["one"]
    gate.opened.set()
    waiting.result(10)
    assert words(reader) == ["one", "two"]
    with pytest.raises(StoreError):
        reader.submit(say("three")).result(0)
    reader.close()


def test_it_can_be_read_when_no_program_runs_and_is_left_as_it_was(store, path):
    store.submit(say("one")).result()
    store.close()
    assert list(path.parent.iterdir()) == [path]
    before = path.read_bytes()
    reader = Store.open_readonly(path)
    assert words(reader) == ["one"]
    with pytest.raises(StoreError, match="readonly"):
        reader.read("DELETE FROM words")
    reader.close()
    assert path.read_bytes() == before
    assert Store(path).close() is None
    assert list(path.parent.iterdir()) == [path]


def test_reading_a_file_that_is_not_there_makes_none(path, tmp_path):
    with pytest.raises(StoreError, match="unable to open"):
        Store.open_readonly(path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("open_", [Store, Store.open_readonly])
def test_a_file_of_a_newer_program_is_not_touched(store, path, open_):
    newer = len(migrations.STEPS) + 1
    store.submit(lambda connection: connection.execute(f"PRAGMA user_version = {newer}") and None).result()
    store.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"newer ScreenPop; install that version again.*Nothing was deleted"):
        open_(path)
    assert path.read_bytes() == before


def test_a_file_of_an_older_program_is_brought_up_to_date_by_the_program_not_by_a_reader(store, path, monkeypatch):
    store.submit(say("kept")).result()
    store.close()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, "ALTER TABLE words ADD COLUMN language TEXT;"))
    with pytest.raises(StoreError, match="start ScreenPop once"):
        Store.open_readonly(path)
    newer = Store(path)
    assert newer.read("SELECT word, language FROM words") == [("kept", None)]
    newer.close()
    reader = Store.open_readonly(path)
    assert reader.read("PRAGMA user_version") == [(len(migrations.STEPS),)]
    reader.close()


def test_a_step_that_fails_halfway_leaves_the_old_version(store, path, monkeypatch):
    store.close()
    steps = migrations.STEPS
    monkeypatch.setattr(migrations, "STEPS", (*steps, "ALTER TABLE words ADD COLUMN language; SELECT nonsense;"))
    with pytest.raises(StoreError, match="nonsense"):
        Store(path)
    monkeypatch.setattr(migrations, "STEPS", steps)
    old = Store(path)
    assert [row[1] for row in old.read("PRAGMA table_info(words)")] == ["word"]
    old.close()


@pytest.mark.parametrize("open_", [Store, Store.open_readonly])
@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to be one " * 100, b"SQLite format 3\0" + b"\xff" * 4080]
)
def test_a_file_that_is_no_database_is_told_and_not_touched(path, open_, content):
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"cannot be used.*Nothing was deleted"):
        open_(path)
    assert path.read_bytes() == content


def test_pages_that_went_bad_are_told_by_reads_and_writes_and_the_writer_goes_on(store, path):
    for number in range(300):
        store.submit(say(f"{number:0200}"))
    store.close()
    size = path.stat().st_size
    with open(path, "r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))
    broken = Store(path)
    with pytest.raises(StoreError, match="cannot be used"):
        broken.read("SELECT * FROM words")
    with pytest.raises(StoreError, match="could not be written"):
        broken.submit(say("new")).result(10)
    assert broken.submit(lambda _connection: "alive").result(10) == "alive"
    broken.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "profile").touch()
    with pytest.raises(StoreError, match="cannot be used"):
        Store(tmp_path / "profile" / "history.db")
