"""Times that nobody would expect, and never an error."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screenpop.integrate.times import read_time, write_time

MOMENT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@given(st.text(max_size=70) | st.text("0123456789 :-+.,TZGMTMonFri", max_size=40))
def test_any_text_is_a_time_or_none(text):
    moment = read_time(text)
    assert moment is None or moment.tzinfo is UTC


@given(st.datetimes(datetime(1970, 1, 2), datetime(2199, 1, 1), timezones=st.just(UTC)))
def test_what_is_written_is_read_back(moment):
    assert read_time(moment.isoformat()) == moment
    assert read_time(write_time(moment)) == moment.replace(microsecond=0)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "now",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1969-12-31",
        "2200-01-01",
        "Fri, 99 Foo 2017",
    ],
)
def test_none(text):
    assert read_time(text) is None


def test_a_date_header():
    assert read_time("Tue, 24 Nov 2026 09:30:00 GMT") == MOMENT
    assert read_time("Tue, 24 Nov 2026 09:30:00 -0000") == MOMENT


def test_queries_are_in_utc_and_say_so():
    eastern = MOMENT.astimezone(timezone(timedelta(hours=-5)))
    assert write_time(eastern) == "2026-11-24T09:30:00Z"
