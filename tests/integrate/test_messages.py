"""Every shape of message that the documents know, and the tolerance for what they do not know."""

import json
import logging
from datetime import UTC, datetime, timedelta, timezone

import pytest

from screenpop.calls.events import (
    CallEvent,
    CallRecord,
    LegState,
    Notice,
    NoticeState,
    Originator,
    RecordingReady,
    RecordSide,
    Target,
    UnknownEvent,
)
from screenpop.integrate import fields
from screenpop.integrate.messages import read
from tests.integrate import samples
from tests.integrate.reading import CALL, a_call, read_one, refusal


def test_the_pages_notices():
    assert read(samples.PREPARING) == (Notice(NoticeState.PREPARING, "Preparing subscription for: calls"),)
    (ready,) = read(samples.READY)
    assert (ready.state, ready.text) == (
        NoticeState.READY,
        "You have been subscribed to your requested subscriptions.",
    )


def test_the_pages_ringing_call():
    assert read(samples.RINGING) == (
        CallEvent(
            Originator(
                "e351b3325aa18832e3aa36948d012424",
                LegState.PROGRESSING,
                number="+16133246100",
                name="David Ward",
            ),
            Target(
                "abcdb3325aa18832e3aa36948d012424",
                LegState.RINGING,
                user="126",
                domain="versature.com",
                number="+16132379329",
                is_human=True,
            ),
            time_start=datetime(2016, 11, 24, 15, 53, 12, tzinfo=UTC),
            on_net=False,
        ),
    )


def test_the_pages_call_records_with_unquoted_dates():
    first, second = read(samples.RECORDS)
    assert first == CallRecord(
        RecordSide(
            "20150304190127063799-a5ce697165aca204d39dde1a4446c1a0", "100", "cc.example.com", None, "John Smith"
        ),
        RecordSide("2350150304190117063148-7ac5d753bddb15fb2f5900018ca04s746", "101", "cc.example.com"),
        start=datetime(2017, 3, 3, 18, 47, 39, tzinfo=UTC),
        answer=datetime(2017, 3, 3, 18, 47, 50, tzinfo=UTC),
        end=datetime(2017, 3, 3, 18, 48, 26, tzinfo=UTC),
        duration=20.0,
    )
    assert second.target == RecordSide("50150304190117063148-7ac5d753bddb15fb2f5900018ca04sdfd", number="+16132379329")


def test_both_notices_in_one_body_as_the_page_prints_them():
    states = [notice.state for notice in read(samples.PREPARING + b"\n" + samples.READY)]
    assert states == [NoticeState.PREPARING, NoticeState.READY]


def test_a_call_without_the_wrapper_from_ringing_to_its_end():
    (ringing,), (answered,), (ended,) = map(
        read, (samples.UNWRAPPED_RINGING, samples.UNWRAPPED_ANSWERED, samples.UNWRAPPED_ENDED)
    )
    assert {event.call_id for event in (ringing, answered, ended)} == {"ea5537bf1fd8eb53e8b435592f86a539"}
    assert [event.target.state for event in (ringing, answered, ended)] == ["ringing", "active", "ended"]
    assert (ringing.originator.name, ended.originator.name, ended.originator.user) == (None, "John Doe", "120")
    assert answered.time_answer == datetime(2021, 11, 24, 13, 50, 22, tzinfo=UTC)


@pytest.mark.parametrize("spelling", [json.dumps, repr], ids=["JSON", "Python"])
@pytest.mark.parametrize("wrap", [lambda call: call, lambda call: {"calls": call}, lambda call: {"calls": [call]}])
def test_every_spelling_and_wrapping_says_the_same(spelling, wrap):
    assert read(spelling(wrap(CALL)).encode()) == read(samples.RINGING)


def test_several_messages_in_a_list():
    ringing, notice = read(json.dumps([{"calls": CALL}, {"state": "ready", "msg": "x"}]).encode())
    assert ringing.target.state is LegState.RINGING
    assert notice == Notice(NoticeState.READY, "x")


@pytest.mark.parametrize(("told", "read_as"), [("126", "126"), (126, "126"), (None, None), ("", None), (126.0, "126")])
def test_extensions_as_numbers_and_as_texts(told, read_as):
    event = read_one(a_call(to_user=told, from_user=told))
    assert (event.target.user, event.originator.user) == (read_as, read_as)


def test_ids_as_numbers():
    event = read_one(a_call(from_call_id=5754713652854784, to_call_id=2**70, by_call_id=7))
    assert (event.call_id, event.target.call_id, event.by_call_id) == ("5754713652854784", str(2**70), "7")


@pytest.mark.parametrize("told", ["ringing", "RINGING", "Ringing", " ringing "])
def test_states_in_any_case(told):
    assert read_one(a_call(to_state=told)).target.state is LegState.RINGING


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2016-11-24 15:53:12", datetime(2016, 11, 24, 15, 53, 12, tzinfo=UTC)),
        ("2016-11-24T15:53:12", datetime(2016, 11, 24, 15, 53, 12, tzinfo=UTC)),
        ("2018-01-18T16:27:53.362820", datetime(2018, 1, 18, 16, 27, 53, 362820, tzinfo=UTC)),
        ("2021-05-01T03:00:49+00:00", datetime(2021, 5, 1, 3, 0, 49, tzinfo=UTC)),
        ("2021-05-01T03:00:49Z", datetime(2021, 5, 1, 3, 0, 49, tzinfo=UTC)),
        ("2021-05-01T03:00:49-05:00", datetime(2021, 5, 1, 8, 0, 49, tzinfo=UTC)),
        ("Fri, 03 Mar 2017 18:47:50 +0000", datetime(2017, 3, 3, 18, 47, 50, tzinfo=UTC)),
        ("Fri, 03 Mar 2017 13:47:50 -0500", datetime(2017, 3, 3, 18, 47, 50, tzinfo=UTC)),
    ],
)
def test_times_in_every_notation(told, moment):
    started = read_one(a_call(time_start=told)).time_start
    assert started == moment
    assert started.tzinfo is UTC


@pytest.mark.parametrize(
    "told", ["soon", "", 12, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1" * 5000, {}]
)
def test_a_time_that_cannot_be_read_costs_no_call(told):
    event = read_one(a_call(time_start=told))
    assert event.time_start is None
    assert event.target.state is LegState.RINGING
    assert event.extra == ({"time_start": told} if told != "" else {})


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("David Ward", "David Ward"),
        ("  WARD DAVID      ", "WARD DAVID"),
        ("David\x00\x07\x1b[31m\u0085 Ward\n", "David[31m Ward"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("\u2066a\u2069\u200f\u061c\ufeff", "a"),
        ("\u202e\x00", None),
        ("x" * 5000, "x" * 80),
        ("<b>O'Brien</b> {0} %s", "<b>O'Brien</b> {0} %s"),
        ("Chloé 😀", "Chloé 😀"),
        ("", None),
        (613, "613"),
    ],
)
def test_callers_names_are_plain_text(told, shown):
    assert read_one(a_call(from_name=told)).originator.name == shown


def test_numbers_are_kept_as_they_came_but_for_what_could_disguise_them():
    for number in ("*98", "613", "+13339981", "sip:126@example.com", "Anonymous"):
        assert read_one(a_call(from_id=number)).originator.number == number
    assert read_one(a_call(from_id="\u202e0016+")).originator.number == "0016+"


@pytest.mark.parametrize(
    ("told", "read_as"),
    [
        (True, True),
        (False, False),
        ("true", True),
        ("False", False),
        (1, True),
        (0, False),
        (None, None),
        ("maybe", None),
    ],
)
def test_flags(told, read_as):
    event = read_one(a_call(to_is_human=told, on_net=told))
    assert (event.target.is_human, event.on_net) == (read_as, read_as)


def test_a_call_that_names_only_its_caller():
    assert read_one({"calls": a_call(to=None)}).target is None


def test_unknown_fields_stay_with_the_event_and_their_names_are_logged(caplog):
    fields._log_once.cache_clear()
    caplog.set_level(logging.INFO)
    message = {"calls": a_call(queue="8001", from_codec="opus"), "subscription_id": 12}
    event = read_one(message)
    read_one(message)
    assert event.extra == {"subscription_id": 12, "queue": "8001", "from.codec": "opus"}
    assert event == read_one({"calls": CALL})
    logged = [record.getMessage() for record in caplog.records]
    assert sum("from.codec" in line for line in logged) == 1
    assert not any("opus" in line or "8001" in line for line in logged)


@pytest.mark.parametrize(
    "told",
    [
        {"weather": "fine"},
        {"msg": "Subscription ended", "state": "gone"},
        {},
        "hello",
        5,
        None,
        {"calls": 3},
    ],
)
def test_unknown_messages_are_kept(told, caplog):
    fields._log_once.cache_clear()
    caplog.set_level(logging.INFO)
    event = read_one(told)
    assert isinstance(event, UnknownEvent)
    assert event.body == told
    assert "not known" in caplog.text


def test_a_leg_in_a_state_that_is_not_known_is_kept_without_effect():
    assert isinstance(read_one({"calls": a_call(to_state="held")}), UnknownEvent)
    assert read_one({"calls": a_call(from_state="held")}).originator.state is None


def test_an_empty_list_says_nothing():
    assert read(b"[]") == ()
    assert read(b'{"calls": []}') == ()


def test_recordings_are_kept_as_they_came():
    for told in ({"recordings": {"url": "x"}}, {"recording_id": "93bc"}):
        assert read_one(told) == RecordingReady(told)
        assert read_one(told).body == told


@pytest.mark.parametrize(
    ("told", "where", "why"),
    [
        ({"calls": a_call(from_call_id=None)}, "calls.from.call_id", "missing"),
        ({"calls": a_call(from_call_id={})}, "calls.from.call_id", "not understood"),
        ({"calls": a_call(to_call_id=" ")}, "calls.to.call_id", "not understood"),
        ({"calls": a_call(to_state=None)}, "calls.to.state", "missing"),
        ({"calls": [CALL, a_call(to_state=5)]}, "calls[1].to.state", "not understood"),
        ({"calls": {}}, "calls.from", "missing"),
        ({"calls": a_call(to="126")}, "calls.to", "expected an object"),
        ([a_call(from_call_id=True)], "[0].from.call_id", "not understood"),
        ({"calls": ["x"]}, "calls[0]", "expected an object"),
    ],
)
def test_a_call_that_cannot_be_placed_is_refused_with_its_path(told, where, why):
    error = refusal(told)
    assert error.where == where
    assert why in error.why
    assert str(error) == f"At {where}: {error.why}."


def test_zones_are_taken_into_account():
    eastern = timezone(timedelta(hours=-5))
    told = datetime(2026, 11, 24, 9, 0, tzinfo=eastern)
    assert read_one(a_call(time_start=told.isoformat())).time_start == told
