"""One run of the demo: the story, what is told of it, the pictures, and the sum at the end."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from screenpop.calls.call import Call, CallState, Outcome
from screenpop.calls.ledger import Change
from screenpop.demo.album import Album
from screenpop.demo.narrator import Narrator
from screenpop.demo.office import Office
from screenpop.demo.story import Story
from screenpop.history.calls import CallHistory
from screenpop.history.store import Store
from screenpop.people.directory import Directory
from screenpop.profile.paths import Profile
from screenpop.workplace import Workplace

NAMES: Final = {"126": "Sam Lee", "127": "Anna Ruiz", "131": "Ben Okafor", "133": "Chloé Gagnon", "8001": "Sales"}
"""Who is who in the simulated office, where the story names them."""

_SETTLED_WITHIN: Final = 10.0
"""Seconds that the last calls have to come to their end."""


class Day:
    """Lives through the story in a running workplace; `say` gets each line that is told."""

    def __init__(
        self, workplace: Workplace, api_url: str, seconds: float, shots: Path | None, say: Callable[[str], None]
    ) -> None:
        """`shots` is the folder for pictures."""
        self._album = Album(workplace, shots) if shots is not None else None
        self._core = workplace.core
        self._say = say
        self._office = Office(api_url)
        directory = Directory(self._core.account_settings.country, NAMES)
        self._narrator = Narrator(say, directory, self._core.account_settings.country, self._core.now)
        self._story = Story(self._office, self._core, self._narrator.tell, self._look, seconds)
        self._subscription: str | None = None
        self._cards = 0
        self._was_broken_off = True

    async def live_through(self) -> None:
        """From the first sign of the phone system to the end of the last call."""
        self._core.on_changes.append(self._hear)
        try:
            await self._until(lambda: self._core.account.is_subscribed)
            self._subscription = self._core.account.subscription.id
            self._narrator.tell(
                "Sam Lee, extension 126, is at the desk. The phone system posts calls to this computer."
            )
            await self._story.play()
            async with asyncio.timeout(_SETTLED_WITHIN):
                await self._until(lambda: not any(_is_open(call) for call in self._core.intake.ledger.calls()))
            self._was_broken_off = False
        except TimeoutError:
            self._was_broken_off = False
            self._narrator.tell("Some calls did not come to an end.")
        finally:
            self._core.on_changes.remove(self._hear)
            await self._office.aclose()

    def sum_up(self, profile: Profile) -> bool:
        """Tell the sum of the day, from what the history has kept of it. True if nothing was lost.

        Of a day that somebody broke off, calls are left open.
        """
        kept = _kept(profile)
        lost = [call for call in self._story.rung if call not in kept or self._is_lost(kept[call])]
        mine = [call for call in kept.values() if call.involves_agent]
        answered, missed = (sum(call.outcome is outcome for call in mine) for outcome in _COUNTED)
        self._say("")
        self._say(f"{len(mine)} calls, {self._cards} cards shown, {answered} answered, {missed} missed.")
        self._say(f"Subscription {self._subscription}, made, kept and deleted by the program itself.")
        if self._album is not None:
            self._say(f"{self._album.pictures} pictures are in {self._album.folder}.")
        self._say(f"Lost: {', '.join(lost)}." if lost else "Nothing was lost.")
        return not lost

    def _is_lost(self, call: Call) -> bool:
        return call.outcome is None and not self._was_broken_off

    def _look(self) -> None:
        if self._album is not None:
            self._album.look()

    def _hear(self, changes: Sequence[Change]) -> None:
        on_screen = {call_id for call_id, _ in self._core.cards()}
        self._cards += sum(change.pop and change.call.id in on_screen for change in changes)
        self._narrator.hear(changes)

    async def _until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds; it can change whenever the core has news."""
        news = asyncio.Event()
        self._core.on_update.append(news.set)
        try:
            while not condition():
                await news.wait()
                news.clear()
        finally:
            self._core.on_update.remove(news.set)


_COUNTED: Final = (Outcome.ANSWERED, Outcome.MISSED)


def _is_open(call: Call) -> bool:
    return call.involves_agent and (call.state is not CallState.ENDED or call.outcome is None)


def _kept(profile: Profile) -> dict[str, Call]:
    store = Store.open_readonly(profile.history)
    try:
        return {call.id: call for call in CallHistory(store).recent(limit=1000)}
    finally:
        store.close()
