import tempfile
from datetime import UTC, datetime

import pytest

from screenpop.calls.call import CallState, Outcome
from screenpop.calls.events import Agent
from screenpop.desktop.card_actions import CardActions
from screenpop.trial_call import NoTrial, TrialCalls
from tests.waiting import until


class Desk:
    def __init__(self):
        self.done, self.calls = [], []
        self.pops = 0
        acts = [self._act(name) for name in ("answer", "decline", "hang up", "call back")]
        real = CardActions(*acts, lambda *note: self.done.append(note))
        self.trials = TrialCalls(real, lambda: datetime.now(UTC))

    def _act(self, name):
        async def act(call_id):
            self.done.append((name, call_id))

        return act

    def take(self, changes):
        for change in changes:
            self.pops += change.pop
            self.calls.append(change.call)

    async def ring(self):
        return await self.trials.ring(Agent("126", "example.com"), self.take)


@pytest.fixture
async def desk(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = Desk()
    yield made
    await made.trials.close()


def kept(folder):
    return list(folder.glob("screenpop-test-call-*"))


async def test_it_rings_as_every_call_does(desk):
    call_id = await desk.ring()
    assert desk.pops == 1
    assert (desk.calls[-1].id, desk.calls[-1].own_state) == (call_id, CallState.RINGING)
    assert "Test call" in desk.calls[-1].name


async def test_the_cards_buttons_act_on_it_alone(desk):
    call_id = await desk.ring()
    await desk.trials.actions.answer(call_id)
    assert desk.calls[-1].own_state is CallState.ACTIVE
    await desk.trials.actions.hang_up(call_id)
    assert desk.calls[-1].outcome is Outcome.ANSWERED
    desk.trials.actions.save_note(call_id, "A test.")
    with pytest.raises(NoTrial):
        await desk.trials.actions.call_back(call_id)
    assert desk.done == []


async def test_real_calls_are_acted_on_for_real(desk):
    await desk.ring()
    await desk.trials.actions.answer("c1")
    desk.trials.actions.save_note("c1", "Wants a quote.")
    assert desk.done == [("answer", "c1"), ("c1", "Wants a quote.")]


async def test_it_ends_by_itself(desk, monkeypatch):
    monkeypatch.setattr("screenpop.trial_call._RINGS_FOR", 0.0)
    await desk.ring()
    await until(lambda: desk.calls[-1].own_state is CallState.ENDED)


async def test_nothing_is_left_behind(desk, tmp_path):
    await desk.ring()
    assert kept(tmp_path)
    await desk.trials.close()
    assert not kept(tmp_path)
    assert desk.calls[-1].own_state is CallState.ENDED
