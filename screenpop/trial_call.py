"""A call that nobody makes: it takes the way of every call, from the message to the card, and leaves nothing behind.

It has a journal, a ledger and a history of its own, in a folder that is gone afterwards, so that no list and no count
knows of it, and the phone system is never asked about it.
"""

import asyncio
import json
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from screenpop.calls.events import Agent
from screenpop.calls.ledger import Change
from screenpop.delivery.base import Delivered
from screenpop.desktop.card_actions import CardActions
from screenpop.history.calls import CallHistory
from screenpop.history.journal import Journal
from screenpop.history.store import Store
from screenpop.intake import Intake, Outlets
from screenpop.language import translate

_NUMBER: Final = "+16135550100"
"""One of those that no subscriber has."""
_RINGS_FOR: Final = 20.0
_TALKS_FOR: Final = 5.0
"""Seconds until it ends by itself."""

Take = Callable[[Sequence[Change]], None]
Act = Callable[[str], Awaitable[None]]


class NoTrial(Exception):
    """What cannot be done with a call that nobody makes."""


class TrialCalls:
    """Rings for a trial. `actions` are those of the cards: on a trial they act on it, on every other call for real."""

    def __init__(self, real: CardActions, now: Callable[[], datetime]) -> None:
        """`now` is the clock of the calls."""
        self._now = now
        self._call: _TrialCall | None = None
        self.actions = replace(
            real,
            answer=self._or(self._answer, real.answer),
            decline=self._or(self._end, real.decline),
            hang_up=self._or(self._end, real.hang_up),
            call_back=self._or(self._refuse, real.call_back),
            save_note=lambda call_id, text: None if self._owns(call_id) else real.save_note(call_id, text),
        )

    async def ring(self, agent: Agent, take: Take) -> str:
        """A call rings at `agent`, and `take` hears of it; the call's id. A former trial ends."""
        await self.close()
        self._call = _TrialCall(agent, take, self._now)
        await self._call.tell("progressing", "ringing")
        self._call.end_after(_RINGS_FOR)
        return self._call.id

    async def close(self) -> None:
        """End the trial, if there is one."""
        call, self._call = self._call, None
        if call is not None:
            await call.tell("ended", "ended")
            await call.close()

    def _owns(self, call_id: str) -> bool:
        return self._call is not None and self._call.id == call_id

    def _or(self, trial: Callable[["_TrialCall"], Awaitable[None]], real: Act) -> Act:
        async def act(call_id: str) -> None:
            if self._call is not None and self._owns(call_id):
                await trial(self._call)
            else:
                await real(call_id)

        return act

    async def _answer(self, call: "_TrialCall") -> None:
        await call.tell("active", "active")
        call.end_after(_TALKS_FOR)

    async def _end(self, call: "_TrialCall") -> None:
        await call.tell("ended", "ended")

    async def _refuse(self, _call: "_TrialCall") -> None:
        raise NoTrial(translate("Assistant", "This was a test: there is nobody to call back."))


class _TrialCall:
    """One of them, with what it needs."""

    def __init__(self, agent: Agent, take: Take, now: Callable[[], datetime]) -> None:
        self.id = f"test-{uuid4()}"
        self._agent, self._now, self._started = agent, now, now()
        self._folder = tempfile.TemporaryDirectory(prefix="screenpop-test-call-", ignore_cleanup_errors=True)
        self._store = Store(Path(self._folder.name) / "history.db")
        outlets = Outlets(take, lambda _ready: None)
        self._intake = Intake(Journal(self._store), CallHistory(self._store), outlets, now=now)
        self._intake.serve(agent)
        self._answered: datetime | None = None
        self._ending: asyncio.Task[None] | None = None

    async def tell(self, caller: str, leg: str) -> None:
        """The message that the phone system would send."""
        if leg == "active":
            self._answered = self._now()
        told = {
            "time_start": _wire(self._started),
            "time_answer": _wire(self._answered) if self._answered else None,
            "from": {
                "call_id": self.id,
                "state": caller,
                "user": None,
                "domain": None,
                "id": _NUMBER,
                "name": translate("Assistant", "Test call from ScreenPop"),
            },
            "to": {
                "call_id": f"{self.id}-leg",
                "state": leg,
                "user": self._agent.user,
                "domain": self._agent.domain,
                "id": self._agent.user,
            },
        }
        await self._intake.take(Delivered(json.dumps({"calls": told}).encode()), way="test")

    def end_after(self, seconds: float) -> None:
        """Hang up by itself."""
        if self._ending is not None:
            self._ending.cancel()
        self._ending = asyncio.create_task(self._end(seconds), name="end of the test call")

    async def close(self) -> None:
        """Let go of everything."""
        if self._ending is not None:
            self._ending.cancel()
            await asyncio.gather(self._ending, return_exceptions=True)
        await asyncio.to_thread(self._store.close)
        self._folder.cleanup()

    async def _end(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self.tell("ended", "ended")


def _wire(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"
