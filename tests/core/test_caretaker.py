"""The clockwork of the core: it does what is due, and sleeps in between."""

import asyncio
from datetime import UTC, datetime

import pytest

from screenpop.calls.events import CallEvent, LegState, Originator, Target
from screenpop.calls.presence import PresenceKeeper, PresenceSettings
from screenpop.caretaker import Caretaker
from screenpop.history.calls import CallHistory
from screenpop.history.journal import Journal
from screenpop.history.store import Store
from screenpop.intake import Intake, Outlets

RINGING = CallEvent(Originator("a", LegState.PROGRESSING), Target("b", LegState.RINGING, "126"))


def utc_now():
    return datetime.now(UTC)


@pytest.fixture
def intake(tmp_path):
    store = Store(tmp_path / "history.db")
    outlets = Outlets(lambda _changes: None, lambda _ready: None)
    yield Intake(Journal(store), CallHistory(store), outlets, now=utc_now)
    store.close()


async def test_it_sleeps_while_a_call_goes_on_and_asks_when_it_is_told_to(intake):
    asked, updates = [], []

    async def ask():
        asked.append(utc_now())
        return True

    presence = PresenceKeeper(PresenceSettings(), now=utc_now())
    caretaker = Caretaker(intake, presence, ask=ask, update=lambda: updates.append(1), now=utc_now)
    intake.ledger.hear(RINGING, now=utc_now())
    running = asyncio.create_task(caretaker.run())
    for _ in range(200):
        await asyncio.sleep(0)
    assert len(updates) == 1
    assert asked == []

    caretaker.ask_soon()
    for _ in range(200):
        await asyncio.sleep(0)
    assert len(asked) == 1
    assert len(updates) == 2
    running.cancel()


@pytest.mark.parametrize("turns", range(4))
async def test_it_ends_when_it_is_told_so_in_the_moment_in_which_something_wakes_it(intake, turns):
    presence = PresenceKeeper(PresenceSettings(), now=utc_now())
    caretaker = Caretaker(intake, presence, ask=lambda: asyncio.sleep(0, True), update=lambda: None, now=utc_now)
    intake.ledger.hear(RINGING, now=utc_now())
    running = asyncio.create_task(caretaker.run())
    for _ in range(20):
        await asyncio.sleep(0)
    caretaker.wake()
    for _ in range(turns):
        await asyncio.sleep(0)
    running.cancel()
    done, _ = await asyncio.wait([running], timeout=5)
    assert done
