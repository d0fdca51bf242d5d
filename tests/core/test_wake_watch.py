from datetime import UTC, datetime, timedelta

import pytest

from screenpop.wake_watch import EVERY, WakeWatch

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def looks(*moments):
    """The moments since which time was missed, with one look at each of `moments`."""
    woke, clock = [], iter(moments)
    watch = WakeWatch(woke.append, wall=lambda: next(clock))
    before = MORNING
    for _ in moments:
        before = watch.look(before)
    return woke


def test_time_that_goes_on_as_usual_is_no_sleep():
    assert looks(MORNING + EVERY, MORNING + 2 * EVERY + timedelta(seconds=3)) == []


def test_a_sleep_is_told_once_with_the_last_moment_before_it():
    woken = MORNING + EVERY + timedelta(hours=2)
    assert looks(MORNING + EVERY, woken, woken + EVERY) == [MORNING + EVERY]


@pytest.mark.parametrize("hours", [-24, 24])
def test_a_clock_that_was_set_is_told(hours):
    assert len(looks(MORNING + timedelta(hours=hours))) == 1
