"""The board as the feed derives it, and as it is written down."""

import zlib
from datetime import timedelta

import msgspec
import pytest

from screenpop.calls.ledger import Ledger
from screenpop.calls.presence import Presence
from screenpop.feed.board import Person, Report, changed, derive
from screenpop.feed.wire import PACKED, PLAIN, Message, WireError, read, rows, write
from tests.calls.scripts import MORNING, event

NAMES = {"126": "Sam Lee", "127": "Anna Ruiz", "131": "Ben Okafor"}
LATER = MORNING + timedelta(minutes=3)


def board(*events, before=None, reports=None, callers=False, names=NAMES, now=LATER):
    ledger = Ledger()
    for told in events:
        ledger.hear(told, now=MORNING)
    return derive(names, ledger.under_way(), reports or {}, before=before, callers=callers, now=now)


def report(presence=Presence.DND, lasts=60):
    return {"127": Report(presence, MORNING, LATER + timedelta(seconds=lasts))}


def test_everybody_is_on_it_and_nobody_knows_since_when():
    assert board() == {user: Person(Presence.AVAILABLE, None, name) for user, name in NAMES.items()}


def test_whoever_is_free_again_is_so_since_now():
    busy = board(event("active", "active", user="127"))
    assert busy["127"] == Person(Presence.ON_CALL, MORNING, "Anna Ruiz")
    free = board(before=busy)
    assert free["127"].since == LATER
    assert board(before=free, now=LATER + timedelta(hours=1))["127"].since == LATER, "it stays so"


def test_queues_and_machines_are_nobody():
    told = board(event("active", "ringing", user="8001"), event("active", "active", user="131", human=False))
    assert set(told) == set(NAMES)
    assert told["131"].presence is Presence.AVAILABLE


def test_without_names_those_are_known_whom_calls_tell_about():
    busy = board(event("active", "active", user="127"), names={})
    assert set(busy) == {"127"}
    assert board(before=busy, names={})["127"] == Person(Presence.AVAILABLE, LATER)


def test_callers_are_left_out_unless_wanted():
    rings = event("progressing", "ringing", user="127")
    assert board(rings)["127"].other == ""
    assert board(rings, callers=True)["127"].other == "David Ward +16133246100"


@pytest.mark.parametrize(
    ("presence", "events", "shown"),
    [
        (Presence.DND, [], Presence.DND),
        (Presence.DND, [event("active", "active", user="127")], Presence.DND),
        (Presence.WRAP_UP, [], Presence.WRAP_UP),
        (Presence.WRAP_UP, [event("active", "ringing", user="127")], Presence.RINGING),
    ],
)
def test_reports_against_calls(presence, events, shown):
    assert board(*events, reports=report(presence))["127"].presence is shown


def test_a_report_runs_out():
    assert board(reports=report(lasts=0))["127"].presence is Presence.AVAILABLE


def test_do_not_disturb_keeps_the_other_end_to_itself():
    assert board(event("active", "active", user="127"), reports=report(), callers=True)["127"].other == ""


def test_what_changed():
    before, after = board(), board(event("active", "active", user="127"))
    assert changed(before, after) == {"127": after["127"]}
    assert changed(after, after) == {}
    assert changed(board(names={"126": "Sam Lee"}), before) is None, "somebody is new"
    assert changed(board(names={**NAMES, "127": "Anna Lee"}), before) is None, "somebody is called something else"


def test_a_message_there_and_back():
    people = board(event("active", "active", user="127"), callers=True)
    whole = Message("run", 1, whole=True, people=rows(people, with_names=True))
    body, kind = write(whole)
    assert kind == PACKED
    assert {row.user: row.person for row in read(body, kind).people} == people
    change = Message("run", 2, people=rows({"131": people["131"]}, with_names=False))
    body, kind = write(change)
    assert (body, kind) == (b'{"run":"run","seq":2,"people":[["131","available"]],"v":1}', PLAIN)
    assert read(body, kind) == change


def test_a_sign_of_life_is_short():
    assert len(write(Message("abcdefgh", 1234))[0]) < 50


def test_five_hundred_people_fit_into_few_bytes():
    people = {str(1000 + n): Person(Presence.AVAILABLE, MORNING, f"Person {n} of Office") for n in range(500)}
    assert len(write(Message("run", 1, whole=True, people=rows(people, with_names=True)))[0]) < 8000


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{}", PLAIN),
        (b"[]", PLAIN),
        (b"\xff", PLAIN),
        (b'{"run":"a","seq":1,"v":2}', PLAIN),
        (b'{"run":"a","seq":1,"people":[["127","asleep"]]}', PLAIN),
        (b'{"run":"a","seq":1}', "application/json"),
        (b"not packed", PACKED),
        (zlib.compress(b'{"run":"a","seq":1}')[:-3], PACKED),
        (zlib.compress(b" " * 5_000_000), PACKED),
        (b"[" * 100_000, PLAIN),
    ],
)
def test_what_no_feed_says_is_refused(body, kind):
    with pytest.raises(WireError):
        read(body, kind)


@pytest.mark.parametrize("since", [10**18, -(10**18)])
def test_a_time_that_cannot_be_is_no_time(since):
    body = msgspec.json.encode({"run": "a", "seq": 1, "people": [["127", "on_call", since]]})
    assert read(body, PLAIN).people[0].person == Person(Presence.ON_CALL, None)
