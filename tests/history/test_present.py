from datetime import datetime, timedelta, timezone

from screenpop.history.present import call_json, utc
from tests.history.making import ANSWERED, a_call


def test_a_call_is_printed_with_the_published_keys_and_words():
    answered = datetime(2026, 11, 23, 9, 0, 12, tzinfo=timezone(timedelta(hours=-5)))
    assert call_json(a_call(states=ANSWERED, time_answer=answered)) == {
        "id": "call-1",
        "direction": "inbound",
        "state": "ended",
        "outcome": "answered",
        "number": "+16133246100",
        "name": "David Ward",
        "user": "126",
        "started": "2026-11-23T09:00:00Z",
        "answered": "2026-11-23T14:00:12Z",
        "ended": "2026-11-23T09:00:00Z",
        "answered_by": "126",
        "thread": "call-1",
    }


def test_what_is_not_known_is_null():
    call = call_json(a_call(name=None, number=None))
    assert [call[key] for key in ("outcome", "number", "name", "answered", "ended", "answered_by")] == [None] * 6
    assert utc(None) is None
