"""Days on which everything happens at once, and after which all is well again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.integrate.desk import AWAY, HOME
from tests.integrate.happenings import (
    LYING,
    ClockJump,
    Day,
    Deafness,
    Deletion,
    Kill,
    Move,
    Quit,
    Refusal,
    Sleep,
    Trouble,
)
from tests.integrate.troubles import TROUBLES
from tests.integrate.virtual_time import pass_time, run, until

HAPPENINGS = st.one_of(
    st.builds(
        Trouble,
        st.sampled_from(sorted(TROUBLES.keys() - LYING)),
        st.sampled_from(["*", "POST", "GET", "DELETE"]),
        st.sampled_from([3, 40, 1000]),
    ),
    st.builds(Move, st.sampled_from([HOME, AWAY, None])),
    st.builds(Sleep, st.sampled_from([1, 13, 30])),
    st.builds(Kill, st.integers(1, 12)),
    st.builds(Quit, st.booleans()),
    st.builds(Deafness, st.sampled_from([5, 300])),
    st.builds(Deletion),
    st.builds(Refusal, st.sampled_from([5, 300])),
    st.builds(ClockJump, st.sampled_from([-24, 24])),
)


async def play(happenings, knows_by_user):
    day = Day(knows_by_user)
    for happening, pause in happenings:
        await happening.happen(day)
        await pass_time(seconds=pause)
        assert len(day.phone.live) <= 3, "one for each address that may be in use, and a reply that was lost"
    day.phone.faults = []
    if not day.desk.addresses:
        day.desk.move(HOME)
    await until(lambda: day.desk.is_live, within=90)
    await until(lambda: [each.id for each in day.phone.live] == [day.desk.keeper.status.id], within=90)
    assert day.phone.pushed_back == []
    await day.desk.kill()


@settings(max_examples=100)
@given(st.lists(st.tuples(HAPPENINGS, st.sampled_from([0, 1, 10, 4000])), max_size=8), st.booleans())
def test_all_is_well_in_the_end(happenings, knows_by_user):
    run(play, happenings, knows_by_user)
