"""One story for every way in: subscribed through it, rung, cut, rung during the cut, restored.

The whole program takes part, its cards on the offscreen screen, and a phone system that posts each event once.
"""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any, Protocol

from screenpop import caretaker
from screenpop.calls.call import CallState, Outcome
from screenpop.delivery.base import HealthState
from screenpop.simulator.simulator import Simulator
from screenpop.simulator.wishes import CallWish
from screenpop.workplace import Workplace
from tests.core.desk import Desk
from tests.waiting import until

DAVID = CallWish(number="+16133246100", name="David Ward", to="126")
MARIE = CallWish(number="+14185550117", name="Marie Tremblay", to="126")
ANNA = CallWish(number="+15145550123", name="Anna Roy", to="126")


class Network(Protocol):
    """What stands between the phone system and the desk, and can be cut. `keeps`: messages wait meanwhile."""

    kind: str
    settings: str
    keeps: bool

    async def start(self) -> None:
        """Let messages through, for the first time or again."""

    async def cut(self, desk: "WholeDesk") -> None:
        """Let none through, and return once the desk knows, if it can."""

    async def close(self) -> None:
        """End it."""


class WholeDesk(Desk):
    """The program with its cards."""

    workplace: Workplace
    core: Any
    _running: Any

    def __init__(self, phone_system: Simulator, folder: Any, network: Network) -> None:
        super().__init__(phone_system, phone_system.system.address, folder)
        config = self.profile.config
        text = config.read_text(encoding="utf-8").replace('kind = "loopback"', f'kind = "{network.kind}"')
        config.write_text(text + network.settings, encoding="utf-8")
        self.cards: Counter[str] = Counter()

    async def start(self, **how: Any) -> Any:
        self.workplace = Workplace(self.profile, refresh=lambda: None, show_window=lambda: None)
        self.core = self.workplace.core
        self.core.on_changes.append(self._count)
        self._running = asyncio.create_task(self.workplace.run())
        return self.core

    async def quit(self) -> None:
        if self._running is not None:
            self.workplace.quit()
            await self._running
            self._running = None

    def _count(self, changes: Any) -> None:
        self.cards.update(change.call.id for change in changes if change.pop)

    def shown(self) -> dict[str, str]:
        """The cards on the screen: by call, what they say of it."""
        cards = self.workplace.stack.cards()
        assert len({call_id for call_id, _ in cards}) == len(cards), "no call has two cards"
        return dict(cards)


def impatient() -> None:
    """Have the program ask again after a second, and not after ten: what it does is the same."""
    vars(caretaker)["BETWEEN_SNAPSHOTS"] = timedelta(seconds=1)


async def goes_through_a_cut(desk: WholeDesk, network: Network) -> None:
    """The story."""
    core, phone = await desk.start_live(), desk.phone_system
    (subscription,) = await desk.subscriptions()

    first = phone.ring(DAVID)
    await until(lambda: desk.shown().get(first) == "ringing")
    phone.answer(first, "126")
    await until(lambda: desk.shown().get(first) == "active")
    phone.hang_up(first)
    await until(lambda: (kept := desk.kept(first)) and kept.ended)

    await network.cut(desk)
    since, before = core.now(), core.intake.received.accepted
    over = phone.ring(MARIE)
    phone.hang_up(over)
    ringing = phone.ring(ANNA)
    await phone.system.deliveries.drained()
    assert desk.call(over) is None
    assert desk.call(ringing) is None

    await network.start()
    core.woke(since)
    await until(lambda: desk.shown().get(ringing) == "ringing")
    kept = await until(lambda: (kept := desk.kept(over)) and kept.ended and kept)
    assert (kept.outcome, kept.number) == (Outcome.MISSED, MARIE.number)
    if network.keeps:
        await until(lambda: core.intake.received.accepted >= before + 3)
    await until(lambda: core.account.is_subscribed and core.way.health.state is HealthState.UP)

    phone.answer(ringing, "126")
    await until(lambda: desk.call(ringing).own_state is CallState.ACTIVE)
    phone.hang_up(ringing)
    await until(lambda: (kept := desk.kept(ringing)) and kept.ended and kept.outcome is Outcome.ANSWERED)
    assert desk.cards == {first: 1, ringing: 1}, "one card each, and none for what was over"
    assert over not in desk.shown()
    assert sorted(call.id for call in core.history.recent(limit=100)) == sorted([first, over, ringing])
    assert core.intake.received.rejected == 0
    assert [each["id"] for each in await desk.subscriptions()] == [subscription["id"]], "one subscription throughout"
