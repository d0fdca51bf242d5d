"""Every cell of the subscription's table, told again as rules."""

import re

import pytest

from screenpop.integrate.lifecycle import DEADLINES, TABLE, Command, Input, State, Step, awaited, mermaid, step

CELLS = [(state, happened) for state in State for happened in Input]
SIGNED_IN = set(State) - {State.SIGNED_OUT}
WITH_ADDRESS = SIGNED_IN - {State.NO_WAY_IN}
ASKING = {State.CREATING, State.RENEWING, State.DEGRADED, State.EXPIRED}
"""A request may be under way, whose result can come in."""

MADE = Step(State.PREPARING, (Command.AWAIT_READY, Command.AWAIT_RENEWAL, Command.TIDY))
IN_FORCE = Step(State.LIVE, (Command.AWAIT_RENEWAL, Command.TIDY))
PROVED = Step(State.LIVE, (Command.NOTE_PROOF, Command.AWAIT_RENEWAL))
TROUBLE = Step(State.DEGRADED, (Command.RETRY_LATER,))


def expected(state, happened):
    """The rules, in the order in which they hold; None: no news."""
    match happened:
        case Input.QUIT:
            return Step(State.SIGNED_OUT, (Command.LEAVE,))
        case Input.SIGNED_IN:
            return Step(State.NO_WAY_IN, (Command.REPORT_ADDRESS,)) if state is State.SIGNED_OUT else None
        case Input.SIGNED_OUT:
            return Step(State.SIGNED_OUT) if state in SIGNED_IN else None
        case Input.ADDRESS_KNOWN:
            return Step(State.CREATING, (Command.SETTLE,)) if state is State.NO_WAY_IN else None
        case Input.ADDRESS_CHANGED:
            return Step(State.CREATING, (Command.SETTLE,)) if state in WITH_ADDRESS else None
        case Input.ADDRESS_LOST:
            return Step(State.NO_WAY_IN) if state in WITH_ADDRESS else None
        case Input.TIDY_DUE:
            return Step(state, (Command.TIDY,)) if state in SIGNED_IN else None
        case Input.CREATED:
            return MADE if state in ASKING else None
        case Input.CONFIRMED:
            return IN_FORCE if state in ASKING else None
        case Input.NOT_FOUND:
            reading = ASKING - {State.RENEWING}
            return Step(State.CREATING, (Command.SUBSCRIBE,)) if state in reading else None
        case Input.FORBIDDEN | Input.REFUSED:
            return TROUBLE if state in ASKING else None
        case Input.UNREACHABLE:
            known = state in {State.RENEWING, State.EXPIRED}
            return None if state not in ASKING else Step(state, (Command.RETRY_LATER,)) if known else TROUBLE
        case Input.HEARD:
            return PROVED if state in {State.PREPARING, State.DEGRADED} else None
    return expected_at(state, happened)


def expected_at(state, deadline):
    """What is due at a time."""
    in_force = {State.PREPARING, State.LIVE, State.RENEWING, State.DEGRADED}
    rules = {
        (Input.SILENCE, State.PREPARING): Step(State.DEGRADED, (Command.PROVE_LATER, Command.AWAIT_RENEWAL)),
        (Input.RENEW_DUE, State.LIVE): Step(State.RENEWING, (Command.SUBSCRIBE,)),
        (Input.RENEW_DUE, State.DEGRADED): Step(State.DEGRADED, (Command.SUBSCRIBE,)),
        (Input.RETRY_DUE, State.RENEWING): Step(State.RENEWING, (Command.SUBSCRIBE,)),
        (Input.RETRY_DUE, State.DEGRADED): Step(State.DEGRADED, (Command.SETTLE,)),
        (Input.RETRY_DUE, State.EXPIRED): Step(State.EXPIRED, (Command.SETTLE,)),
        (Input.PROOF_DUE, State.DEGRADED): Step(State.DEGRADED, (Command.REPLACE,)),
        **{(Input.EXPIRED, each): Step(State.EXPIRED, (Command.SUBSCRIBE,)) for each in in_force},
    }
    return rules.get((deadline, state))


@pytest.mark.parametrize(("state", "happened"), CELLS)
def test_cell(state, happened):
    wanted = expected(state, happened)
    assert step(state, happened) == (wanted or Step(state))
    assert (happened in TABLE[state]) == (wanted is not None)


def test_the_table_has_a_row_for_each_state():
    assert set(TABLE) == set(State)


@pytest.mark.parametrize("state", State)
def test_deadlines_that_mean_something(state):
    assert awaited(state) == {due for due in DEADLINES if expected(state, due) is not None}


def test_a_deadline_is_awaited_wherever_it_is_set():
    sets = {
        Command.AWAIT_READY: {Input.SILENCE},
        Command.AWAIT_RENEWAL: {Input.EXPIRED},
        Command.RETRY_LATER: {Input.RETRY_DUE},
        Command.PROVE_LATER: {Input.PROOF_DUE},
        Command.TIDY: {Input.TIDY_DUE},
    }
    for row in TABLE.values():
        for leads_to in row.values():
            for command in leads_to.commands:
                assert sets.get(command, set()) <= awaited(leads_to.state), (leads_to, command)


def test_every_state_that_is_not_well_has_a_way_back():
    """From each state some path of inputs that a healthy phone system gives leads to live."""
    healthy = [Input.SIGNED_IN, Input.ADDRESS_KNOWN, Input.CREATED, Input.HEARD, Input.RETRY_DUE, Input.PROOF_DUE]
    for start in State:
        reached = {start}
        for _ in State:
            reached |= {step(state, happened).state for state in reached for happened in healthy}
        assert State.LIVE in reached, start


def test_the_diagram_shows_every_cell():
    lines = mermaid().splitlines()
    assert lines[:2] == ["stateDiagram-v2", "    [*] --> signed_out"]
    shown = set()
    for line in lines[2:]:
        found = re.fullmatch(r"    (\w+) --> (\w+): ([a-z ,]+?)(?: / ([a-z ,]+))?", line)
        commands = tuple(Command(name) for name in found[4].split(", ")) if found[4] else ()
        shown |= {(State(found[1]), Input(name), Step(State(found[2]), commands)) for name in found[3].split(", ")}
    assert shown == {(state, happened, leads_to) for state, row in TABLE.items() for happened, leads_to in row.items()}
