"""Every cell of the leg's state machine, told again as rules."""

import pytest

from screenpop.calls.events import LegState
from screenpop.calls.states import SEEN, TOLD, TRANSITIONS, Input, Standing, step

RANK = {
    Standing.UNSEEN: -1,
    Standing.PROGRESSING: 0,
    Standing.RINGING: 1,
    Standing.ACTIVE: 2,
    Standing.ENDED: 3,
}
CELLS = [(standing, happened) for standing in Standing for happened in Input]


def expected(standing: Standing, happened: Input) -> Standing:
    if happened is Input.MISSING:
        return Standing.GONE if standing in (Standing.PROGRESSING, Standing.RINGING, Standing.ACTIVE) else standing
    seen = happened in SEEN.values()
    state = next(state for state in LegState if happened in (TOLD[state], SEEN[state]))
    if standing is Standing.GONE:
        return Standing(state) if seen or state is LegState.ENDED else Standing.GONE
    return max(standing, Standing(state), key=lambda each: RANK[each])


@pytest.mark.parametrize(("standing", "happened"), CELLS)
def test_cell(standing, happened):
    assert step(standing, happened) is expected(standing, happened)


def test_the_table_has_every_cell():
    assert {(standing, happened) for standing, row in TRANSITIONS.items() for happened in row} == set(CELLS)


def test_live_and_over_divide_all_but_the_unseen():
    assert {standing for standing in Standing if standing.is_live == standing.is_over} == {Standing.UNSEEN}
