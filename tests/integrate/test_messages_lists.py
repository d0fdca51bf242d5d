"""Lists of calls that the API answers with: calls under way, and call records."""

import json
import logging
from datetime import UTC, datetime

import pytest

from screenpop.calls.events import CallRecord, RecordSide
from screenpop.integrate import fields
from screenpop.integrate.messages import read, read_active_calls, read_records
from tests.integrate import samples
from tests.integrate.reading import CALL, a_call, read_one, refusal


def test_active_calls_in_every_shape():
    for shape in (
        CALL,
        {"calls": CALL},
        [CALL],
        {"calls": [CALL]},
        {"result": [CALL]},
        [{"calls": CALL}],
        {"result": {"calls": CALL}},
    ):
        assert read_active_calls(json.dumps(shape).encode()) == read(samples.RINGING), shape
    for nothing in ([], {}, None, {"calls": []}, {"calls": None}, {"calls": {}}):
        assert read_active_calls(json.dumps(nothing).encode()) == ()


def test_an_active_call_whose_leg_is_not_understood_is_under_way_all_the_same():
    strange = [a_call(to_state="held"), a_call(to_call_id=None), a_call(to="126"), a_call(to=None)]
    rows = read_active_calls(json.dumps(strange).encode())
    assert [row.target for row in rows] == [None] * 4
    assert {row.call_id for row in rows} == {CALL["from"]["call_id"]}
    assert rows[0].extra["to"]["state"] == "held"


def test_active_calls_that_are_none():
    assert refusal([5], read_active_calls).where == "[0]"
    assert refusal({"status": 200}, read_active_calls).where == "from"
    assert refusal({"calls": [{"to": CALL["to"]}]}, read_active_calls).where == "calls[0].from"


RECORD = {
    "start_time": "2021-05-01T03:00:49+00:00",
    "answer_time": None,
    "end_time": "2026-04-16T22:23:38",
    "duration": 111,
    "call_type": "On Net",
    "domain": "yourdomain.com",
    "to": {"domain": "yourdomain.com", "e164": "+16133246100", "user": None, "call_id": "b"},
    "from": {"call_id": "a", "value": "+16133246111", "username": "111@yourdomain.com", "name": "John Doe"},
    "by": {"user": "133", "value": "133"},
}


def test_records_that_are_read():
    expected = CallRecord(
        RecordSide("a", "111", None, "+16133246111", "John Doe"),
        RecordSide("b", None, "yourdomain.com", "+16133246100"),
        start=datetime(2021, 5, 1, 3, 0, 49, tzinfo=UTC),
        answer=None,
        end=datetime(2026, 4, 16, 22, 23, 38, tzinfo=UTC),
        duration=111.0,
        kind="on net",
        by_user="133",
    )
    shapes = ([RECORD], {"cursor": "x#y==", "more": True, "result": [RECORD]}, RECORD, {"cdrs": [RECORD]})
    for shape in shapes:
        assert read_records(json.dumps(shape).encode()) == (expected,)
    for nothing in ([], {}, {"result": []}, {"result": None, "more": False}):
        assert read_records(json.dumps(nothing).encode()) == ()
    assert read_records(samples.RECORDS) == read(samples.RECORDS)


def test_posted_records_with_and_without_a_wrapper():
    assert read_one({"cdrs": RECORD}) == read_one(RECORD) == read_one({"cdrs": [RECORD]})
    assert isinstance(read_one(RECORD), CallRecord)


@pytest.mark.parametrize(
    ("told", "read_as"),
    [(20, 20.0), ("20", 20.0), (1.5, 1.5), (-1, None), ("nan", None), ("long", None), (True, None), ([], None)],
)
def test_durations(told, read_as):
    assert read_one({**RECORD, "duration": told}).duration == read_as


def test_a_record_side_that_is_absent_or_strange():
    record = read_one({**RECORD, "from": "anonymous", "by": None})
    assert record.originator == RecordSide(None)
    assert record.extra["from"] == "anonymous"
    assert record.by_user is None


def test_entries_that_are_no_records_are_left_out(caplog):
    fields._log_once.cache_clear()
    caplog.set_level(logging.INFO)
    assert len(read_records(json.dumps([RECORD, {"duration": 3}]).encode())) == 1
    assert "without sides" in caplog.text
    assert refusal(["x"], read_records).where == "[0]"
