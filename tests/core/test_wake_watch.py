from datetime import UTC, datetime, timedelta

import pytest

from screenpop.integrate.clock import CallClock
from screenpop.wake_watch import EVERY, WakeWatch

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOURS = timedelta(hours=2)


class Clocks:
    def __init__(self):
        self.wall, self.steady = MORNING, 1000.0

    def pass_by(self, wall, steady):
        self.wall += wall
        self.steady += steady.total_seconds()


def looks(*steps):
    """How much time was missed, told at each of the looks; before each, the wall and the steady clock go on so far."""
    clocks, woke = Clocks(), []
    clock = CallClock(lambda: clocks.wall, lambda: clocks.steady)
    watch = WakeWatch(lambda since: woke.append(clock.now() - since), clock)
    before = watch.read()
    for wall, steady in steps:
        clocks.pass_by(wall, steady)
        before = watch.look(before)
    return woke


def test_time_that_goes_on_as_usual_is_no_sleep():
    late = EVERY + timedelta(seconds=3)
    assert looks((EVERY, EVERY), (late, late)) == []


@pytest.mark.parametrize("steady", [HOURS, EVERY], ids=["the steady clock goes on", "the steady clock sleeps too"])
def test_a_sleep_is_told_once_with_the_last_moment_before_it(steady):
    assert looks((EVERY, EVERY), (HOURS, steady), (EVERY, EVERY)) == [HOURS]


def test_a_clock_that_was_set_back_is_no_sleep():
    assert looks((-24 * HOURS, EVERY), (EVERY, EVERY)) == []
