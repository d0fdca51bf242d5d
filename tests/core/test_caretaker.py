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


def utc_now():
    return datetime.now(UTC)


@pytest.fixture
def intake(tmp_path):
    store = Store(tmp_path / "history.db")
    outlets = Outlets(lambda _changes: None, lambda _ready: None)
    yield Intake(Journal(store), CallHistory(store), outlets, wall=utc_now, server_now=utc_now)
    store.close()


async def test_it_sleeps_while_a_call_goes_on_and_asks_when_it_is_told_to(intake):
    asked, updates = [], []

    async def ask():
        asked.append(utc_now())
        return True

    presence = PresenceKeeper(PresenceSettings(), now=utc_now())
    caretaker = Caretaker(intake, presence, ask=ask, update=lambda: updates.append(1), wall=utc_now)
    call = CallEvent(Originator("a", LegState.PROGRESSING), Target("b", LegState.RINGING, "126"))
    intake.ledger.hear(call, now=utc_now())
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
