"""A week with the worst of luck: after each stroke of it calls come in again within a minute and a half, there is one
subscription, and the phone system never had to push us back.
"""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integrate.desk import AWAY, HOME
from tests.integrate.happenings import (
    LYING,
    ClockJump,
    Day,
    Deafness,
    Deletion,
    Doubt,
    Kill,
    Move,
    Quit,
    Refusal,
    Sleep,
    Trouble,
)
from tests.integrate.troubles import TROUBLES
from tests.integrate.virtual_time import pass_time, run, until
from tests.week.watched import WatchedPhoneSystem, outside

WEEK = timedelta(days=7).total_seconds()
WITHIN = 90.0
"""Seconds after the last fault in which all must be well, and those that a change of address may take."""

PASSING = sorted(TROUBLES.keys() - LYING)
SPANS = st.sampled_from([3, 40, 1000, 14 * 3600])
"""Seconds, the longest over a renewal."""
HAPPENINGS = st.one_of(
    st.builds(Trouble, st.sampled_from(PASSING), st.sampled_from(["*", "POST", "GET"]), SPANS),
    st.builds(Trouble, st.sampled_from(sorted(LYING - {"404", "401 once"})), st.just("POST"), SPANS),
    st.builds(Trouble, st.sampled_from(["503 with Retry-After", "reply lost"]), st.just("DELETE"), SPANS),
    st.builds(Doubt, st.sampled_from(["*", "POST", "GET", "DELETE"])),
    st.builds(Move, st.sampled_from([HOME, AWAY])),
    st.builds(Sleep, st.sampled_from([1, 13, 30])),
    st.builds(Kill, st.integers(1, 12)),
    st.builds(Quit, st.booleans()),
    st.builds(Deafness, st.sampled_from([5, 300, 7200])),
    st.builds(Deletion),
    st.builds(Refusal, st.sampled_from([5, 7200])),
    st.builds(ClockJump, st.sampled_from([-24, -1, 1, 24])),
)
PAUSES = st.sampled_from([0, 5, 600, 4000, 6 * 3600, 20 * 3600])


async def play(happenings, knows_by_user, clock_error):
    day = Day(knows_by_user, phone=WatchedPhoneSystem(knows_by_user=knows_by_user, clock_error=clock_error))
    phone, excused = day.phone, []
    for happening, pause in happenings:
        began = phone.steady
        await happening.happen(day)
        phone.look()
        excused.append((began, phone.steady + WITHIN))
        if pause > WITHIN:
            await is_well(day)
            await pass_time(seconds=pause)
            assert day.desk.is_live
        else:
            await pass_time(seconds=pause)
    await is_well(day)
    await pass_time(seconds=max(WEEK - phone.steady, 0.0))
    await is_well(day)
    assert outside(phone.doubled(), [*excused, (0.0, WITHIN)]) == 0.0
    assert phone.pushed_back == []
    await day.desk.kill()


async def is_well(day):
    day.phone.faults = []
    await until(lambda: day.desk.is_live, within=WITHIN)
    await until(lambda: [each.id for each in day.phone.live] == [day.desk.keeper.status.id], within=WITHIN)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(HAPPENINGS, PAUSES), min_size=3, max_size=10),
    st.booleans(),
    st.sampled_from([timedelta(), timedelta(days=1), timedelta(days=-1)]),
)
def test_a_week(happenings, knows_by_user, clock_error):
    run(play, happenings, knows_by_user, clock_error)


def test_what_is_measured():
    """Spans, less those that are excused."""
    assert outside([(0.0, 10.0)], []) == 10.0
    assert outside([(0.0, 10.0), (20.0, 21.0)], [(2.0, 5.0), (4.0, 9.0)]) == 4.0
    assert outside([(5.0, 10.0)], [(0.0, 20.0)]) == 0.0
