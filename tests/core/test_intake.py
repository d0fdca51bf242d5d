"""A message on its way through journal, reader, ledger and history."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from screenpop.calls.events import Agent
from screenpop.delivery.base import Delivered
from screenpop.history.calls import CallHistory
from screenpop.history.journal import Journal
from screenpop.history.store import Store
from screenpop.intake import Intake, Outlets

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
AGENT = Agent("126", "example.com")


def message(state="ringing", call_id="a" * 32, **more):
    started = (NOW - timedelta(seconds=2)).strftime("%Y-%m-%d %H:%M:%S")
    origin = {"user": None, "state": "progressing", "name": "David Ward", "domain": None, "id": "+16133246100"}
    target = {"is_human": True, "state": state, "id": "126", "domain": "example.com", "user": "126"}
    call = {
        "on_net": False,
        "from": {**origin, "call_id": call_id},
        "to": {**target, "call_id": "b" * 32},
        "time_answer": None,
        "time_start": started,
        "by_call_id": None,
        **more,
    }
    return json.dumps({"calls": call}).encode()


class Bench:
    """An intake with its real journal and history, and what came out of it."""

    def __init__(self, path):
        self.path = path
        self.now = NOW
        self.changes, self.heard = [], []
        self.open()

    def open(self):
        self.store = Store(self.path)
        self.journal, self.history = Journal(self.store), CallHistory(self.store)
        self.listen(self.changes.extend)

    def listen(self, hear):
        """Have an intake whose changes go to `hear`."""
        outlets = Outlets(hear, self.heard.append)
        self.intake = Intake(self.journal, self.history, outlets, now=lambda: self.now)
        self.intake.serve(AGENT)

    async def take(self, body, **more):
        return await self.intake.take(Delivered(body, **more), way="loopback")

    def read(self, sql, *values):
        """The rows, after all that was written."""
        self.store.submit(lambda _connection: None).result(timeout=10)
        return self.store.read(sql, *values)

    def allow_pages(self, pages):
        """Have a disk with room for so many."""
        self.store.submit(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()).result()


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path / "history.db")
    yield made
    made.store.close()


async def test_what_is_shown_does_not_wait_for_the_disk(bench):
    taking = asyncio.create_task(bench.take(message()))
    await asyncio.sleep(0)
    assert [change.pop for change in bench.changes] == [True]
    assert not taking.done()
    assert await taking
    assert bench.intake.received.accepted == 1


async def test_what_was_taken_is_on_disk_and_marked_when_it_is_processed(bench):
    assert await bench.take(message())
    assert bench.read("SELECT state FROM journal") == [("done",)]
    assert bench.history.get("a" * 32).name == "David Ward"


async def test_an_unreadable_message_is_kept_counted_and_answered_like_any_other(bench):
    assert await bench.take(b"{'calls': ")
    assert bench.read("SELECT state, body FROM journal") == [("unreadable", b"{'calls': ")]
    assert (bench.intake.received.posts, bench.intake.received.rejected) == (1, 1)
    assert bench.changes == []


async def test_the_same_delivery_twice_counts_once(bench):
    await bench.take(message(), arrived=NOW, delivery_id="7:1")
    await bench.take(message(), arrived=NOW, delivery_id="7:1")
    assert len(bench.changes) == 1
    assert (bench.intake.received.posts, bench.intake.received.duplicates) == (2, 1)


async def test_a_doubled_event_changes_nothing_and_is_counted(bench):
    await bench.take(message())
    await bench.take(message())
    assert len(bench.changes) == 1
    assert bench.intake.received.duplicates == 1


async def test_calls_and_notices_prove_that_deliveries_arrive(bench):
    await bench.take(b"{'msg': 'Preparing subscription for: calls', 'state': 'preparing'}")
    await bench.take(b"{'msg': 'You have been subscribed.', 'state': 'ready'}")
    await bench.take(message())
    assert bench.heard == [False, True, True]


@pytest.mark.parametrize(("seconds", "pops"), [(20, True), (300, False)])
async def test_what_a_killed_run_did_not_process_is_processed_at_the_next_start(bench, seconds, pops):
    bench.journal.append(message(), way="loopback", received=NOW).committed.result(timeout=10)
    bench.store.close()
    bench.now = NOW + timedelta(seconds=seconds)
    bench.open()
    bench.intake.catch_up()
    assert [(change.call.id, change.pop) for change in bench.changes] == [("a" * 32, pops)]


async def test_a_message_that_ended_the_last_run_does_not_end_this_one(bench):
    poison = bench.journal.append(message(), way="loopback", received=NOW)
    bench.journal.append(message(call_id="c" * 32), way="loopback", received=NOW).committed.result(timeout=10)
    taken = []

    def explode(changes):
        if changes[0].call.id == "a" * 32:
            raise RuntimeError("a fault of our own")
        taken.extend(changes)

    bench.listen(explode)
    bench.intake.catch_up()
    assert [change.call.id for change in taken] == ["c" * 32]
    assert bench.read("SELECT state, why FROM journal WHERE id = ?", poison.id) == [
        ("unreadable", "RuntimeError: a fault of our own")
    ]


async def test_a_disk_that_refuses_is_told_and_the_call_is_shown_all_the_same(bench):
    ((pages,),) = bench.read("PRAGMA page_count")
    bench.allow_pages(pages)
    assert not await bench.take(message(pad="x" * 60_000))
    assert [change.pop for change in bench.changes] == [True]
    assert "Make room on the disk" in bench.intake.disk_trouble

    bench.allow_pages(1_000_000)
    assert await bench.take(message("active"))
    assert bench.intake.disk_trouble is None


async def test_a_late_message_finds_a_call_that_memory_has_let_go(bench):
    await bench.take(message())
    await bench.take(message("ended", time_answer=NOW.strftime("%Y-%m-%d %H:%M:%S")))
    assert bench.read("SELECT outcome FROM calls") == [("answered",)]
    bench.now = NOW + timedelta(minutes=11)
    bench.intake.tick()
    assert bench.intake.ledger.calls() == ()
    bench.changes.clear()
    await bench.take(message("ringing"))
    assert bench.changes == []
    assert bench.intake.received.duplicates == 1
