"""The list of calls, page by page: what is found, in which order, and what an older file keeps."""

import csv
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from screenpop.history import migrations
from screenpop.history.calls import CallHistory
from screenpop.history.export import export_csv, harmless
from screenpop.history.index import place_of
from screenpop.history.listing import CallList, Sought
from screenpop.history.store import Store
from tests.calls.scripts import MORNING
from tests.history.making import ANSWERED, ENDED, a_call


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path / "history.db")
    yield made
    made.close()


@pytest.fixture
def history(store):
    return CallHistory(store)


def keep(history, *calls):
    history.save(calls).result(10)


def ids(found):
    return [listed.call.id for listed in found]


def test_pages_follow_one_another_without_gap_or_repetition(store, history):
    keep(history, *(a_call(f"c{number}", minute=number // 3) for number in range(50)))
    calls = CallList(store)
    seen, before = [], None
    while page := calls.page(Sought(), before=before, limit=7):
        seen += ids(page)
        before = page[-1].place
    assert seen == [f"c{number}" for number in reversed(range(50))]
    assert ids(calls.all(Sought())) == seen


def test_a_page_is_read_again_by_its_bounds_whatever_came_meanwhile(store, history):
    keep(history, *(a_call(f"c{number}", minute=number) for number in range(20)))
    first = CallList(store).page(Sought(), limit=5)
    keep(history, a_call("new", minute=30))
    again = CallList(store).page(Sought(), before=first[0].place + 1, down_to=first[-1].place, limit=9)
    assert ids(again) == ids(first)


def test_calls_are_narrowed_down_by_outcome_direction_and_day(store, history):
    keep(history, a_call("missed", states=ENDED), a_call("answered", states=ANSWERED, minute=1))
    keep(history, a_call("placed", states=ENDED, minute=2, from_user="126", user=None))
    keep(history, a_call("next day", states=ENDED, minute=24 * 60))
    calls = CallList(store)
    assert ids(calls.page(Sought(missed=True), limit=9)) == ["next day", "missed"]
    assert ids(calls.page(Sought(outgoing=True), limit=9)) == ["placed"]
    assert ids(calls.page(Sought(outgoing=False), limit=9)) == ["next day", "answered", "missed"]
    assert ids(calls.page(Sought(since=MORNING + timedelta(hours=1)), limit=9)) == ["next day"]
    until = Sought(outgoing=False, since=MORNING, until=MORNING + timedelta(minutes=1))
    assert ids(calls.page(until, limit=9)) == ["missed"]


def test_a_search_finds_any_part_with_its_note_and_the_newest_first(store, history):
    keep(history, *(a_call(f"c{number}", name="Chloé Gagnon", minute=number) for number in range(9)))
    keep(history, a_call("other", name="David Ward", number="+14165550199", minute=20))
    history.note("c3", "wants an Offer").result(10)
    calls = CallList(store)
    assert ids(calls.page(Sought("HLOE"), limit=2)) == ["c8", "c7"]
    (found,) = calls.page(Sought("ffe chl"), limit=9)
    assert (found.call.id, found.note) == ("c3", "wants an Offer")
    assert ids(calls.page(Sought("w"), limit=9)) == ["other", "c3"]
    assert ids(calls.page(Sought("(416) 555-01"), limit=9)) == ["other"]
    assert ids(calls.page(Sought("ar"), limit=9)) == []


def test_a_call_whose_beginning_becomes_known_moves_to_its_place(store, history):
    keep(history, a_call("moves", minute=5), a_call("stays", minute=3))
    keep(history, a_call("moves", minute=1))
    assert ids(CallList(store).page(Sought(), limit=9)) == ["stays", "moves"]
    assert ids(CallList(store).page(Sought("613"), limit=9)) == ["stays", "moves"]
    assert store.read("SELECT count(*) FROM found") == [(2,)]


def test_places_order_calls_by_their_beginning_and_then_by_when_they_were_saved():
    now = datetime.now(UTC).timestamp()
    assert place_of(now) < place_of(now, 1) < place_of(now, 2) < place_of(now + 0.001, 0)
    assert place_of(0) >= 0


def test_a_call_or_all_older_ones_are_deleted_with_their_notes_and_words(store, history):
    keep(history, *(a_call(f"c{number}", minute=number) for number in range(4)))
    for number in range(4):
        history.note(f"c{number}", "a note").result(10)
    history.delete("c2").result(10)
    history.delete_older(MORNING + timedelta(minutes=1)).result(10)
    assert ids(CallList(store).page(Sought("note"), limit=9)) == ["c3", "c1"]
    assert [store.read(f"SELECT count(*) FROM {table}") for table in ("calls", "notes", "found")] == [[(2,)]] * 3


def test_a_file_of_the_first_version_keeps_its_calls_and_notes_and_they_are_found(tmp_path, monkeypatch):
    path = tmp_path / "old.db"
    steps = migrations.STEPS
    monkeypatch.setattr(migrations, "STEPS", steps[:1])
    Store(path).close()
    with sqlite3.connect(path) as old:
        for call in (
            a_call("c1", name="Chloé Gagnon"),
            a_call("c2", minute=1, states=ENDED, from_user="126", user=None),
        ):
            facts = _facts(call)
            row = (call.id, call.started.timestamp(), call.involves_agent, "", facts)
            old.execute(
                "INSERT INTO calls (id, started, involves_agent, caller_digits, facts) VALUES (?, ?, ?, ?, ?)", row
            )
        old.execute(
            "INSERT INTO calls (id, started, involves_agent, caller_digits, facts) VALUES ('x', 1, 1, '', '{}')"
        )
        old.execute("INSERT INTO notes VALUES ('c1', 'Prefers French', 1)")
    old.close()
    monkeypatch.setattr(migrations, "STEPS", steps)
    store = Store(path)
    calls = CallList(store)
    assert ids(calls.page(Sought(), limit=9)) == ["c2", "c1"]
    assert ids(calls.page(Sought("hloe french"), limit=9)) == ["c1"]
    assert ids(calls.page(Sought(outgoing=True), limit=9)) == ["c2"]
    store.close()


def _facts(call):
    import msgspec

    return msgspec.json.encode(call)


def test_an_export_has_every_call_that_is_sought_and_no_formula(store, history, tmp_path):
    keep(
        history, a_call("c1", name='=HYPERLINK("http://x")', states=ANSWERED), a_call("c2", name="Chloé, G.", minute=1)
    )
    history.note("c1", "@SUM(1)").result(10)
    assert export_csv(store, Sought(), tmp_path / "calls.csv", UTC) == 2
    text = (tmp_path / "calls.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    heading, newest, oldest = csv.reader(text.decode("utf-8-sig").splitlines())
    assert heading[:3] == ["Date", "Time", "Direction"]
    assert (newest[4], newest[5]) == ("Chloé, G.", "'+16133246100")
    assert (oldest[4], oldest[-1]) == ('\'=HYPERLINK("http://x")', "'@SUM(1)")
    assert oldest[1] == f"{MORNING:%H:%M:%S}"


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1", "|x", "%x"])
def test_what_a_spreadsheet_would_calculate_is_defused(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Anna", "1+1", "O'Neil", "a=b"])
def test_what_is_harmless_stays_as_it_is(cell):
    assert harmless(cell) == cell
