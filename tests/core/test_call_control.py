"""What the agent does with a call while the API fails in each way: what happened is said, and nothing is done twice."""

import pytest

from screenpop.call_control import CallControlError
from screenpop.integrate.errors import IntegrateError
from tests.end_to_end.office import Office
from tests.faults.test_api_faults import ROWS
from tests.waiting import until

DONE_ALL_THE_SAME = ("a reply after 60 seconds", "truncated JSON", "connection reset in mid-reply")
"""The phone system has done it, and its answer has nothing more to say."""

FAULTS = [row for row in ROWS if row.broken not in DONE_ALL_THE_SAME]
TELLING = [row for row in FAULTS if row.broken in ("503", "429", "403")]
ACTIONS = {
    "answer": ("PUT", "answer"),
    "decline": ("PUT", "reject"),
    "hang_up": ("DELETE", "calls/"),
    "call_back": ("POST", "calls/"),
}


@pytest.fixture
async def office(phone_system):
    people = Office(phone_system.api_url)
    yield people
    await people.aclose()


async def in_hand(desk, office, action):
    """A call that `action` can be done with."""
    await desk.start_live()
    call_id = await office.ring(kind="simple", **{"from": "+16133246100", "name": "David Ward", "to": "126"})
    await until(lambda: desk.call(call_id) and desk.call(call_id).is_ringing_agent)
    if action in ("hang_up", "call_back"):
        await office.answer(call_id, "126")
        await until(lambda: desk.call(call_id).answered)
    return call_id


async def asked(office, action):
    method, part = ACTIONS[action]
    requests = [one for one in await office.requests() if one["method"] == method and part in one["path"]]
    return len(requests)


@pytest.mark.parametrize(
    ("action", "row"),
    [*(("answer", row) for row in FAULTS), *((action, row) for action in list(ACTIONS)[1:] for row in TELLING)],
    ids=str,
)
async def test_each_failure_is_told_and_nothing_is_sent_again_behind_the_agents_back(desk, office, action, row):
    call_id = await in_hand(desk, office, action)
    fault = {**dict(row.fault), "path": "calls"}
    await office.faults(**fault, method=ACTIONS[action][0], times=0)
    before = await asked(office, action)
    with pytest.raises((CallControlError, IntegrateError)) as failed:
        await getattr(desk.core.calls, action)(call_id)
    assert str(failed.value).rstrip().endswith((".", ")"))
    assert len(str(failed.value)) > 20
    assert await asked(office, action) - before == 1


async def test_what_the_phone_system_did_counts_even_if_its_answer_cannot_be_read(desk, office):
    call_id = await in_hand(desk, office, "answer")
    await office.faults(path="calls", body="truncated", method="PUT", times=0)
    await desk.core.calls.answer(call_id)
    await until(lambda: desk.call(call_id).answered)
    assert await asked(office, "answer") == 1


@pytest.mark.parametrize("action", ACTIONS)
async def test_without_a_failure_each_does_what_it_says(desk, office, action):
    call_id = await in_hand(desk, office, action)
    before = await asked(office, action)
    await getattr(desk.core.calls, action)(call_id)
    assert await asked(office, action) - before == 1
    outcomes = {
        "answer": lambda: desk.call(call_id).answered,
        "decline": lambda: desk.call(call_id).outcome == "declined",
        "hang_up": lambda: desk.call(call_id).ended,
        "call_back": lambda: any(call.is_outgoing for call in desk.core.intake.ledger.under_way()),
    }
    await until(outcomes[action])


@pytest.mark.parametrize("name", ["Mobile", "126m", "126M@example.com"])
async def test_a_call_is_picked_up_on_the_device_that_is_named(desk, office, name):
    call_id = await in_hand(desk, office, "answer")
    await desk.core.calls.answer(call_id, name)
    await until(lambda: desk.call(call_id).answered)


async def test_a_device_that_is_not_there_is_told_with_those_that_are(desk, office):
    call_id = await in_hand(desk, office, "answer")
    with pytest.raises(CallControlError, match=r"Desk phone \(126@example.com\), Mobile \(126m@example.com\)"):
        await desk.core.calls.answer(call_id, "Kitchen")
    assert await asked(office, "answer") == 0
