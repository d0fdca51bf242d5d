"""Who is calling and what was last said: at once what the call itself tells, a moment later what must be looked up.

The lookups run in threads, so a card is never kept waiting. What they find is kept by call and number, so that it can
never show on another caller's card.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from screenpop.calls.call import Call
from screenpop.contact_keeper import ContactKeeper
from screenpop.history.calls import CallHistory
from screenpop.history.store import StoreError
from screenpop.people.caller import Caller, identify
from screenpop.people.contact import Contact, Mark
from screenpop.people.index_file import IndexTrouble
from screenpop.people.known import NOBODY, Known
from screenpop.people.numbers import line_type
from screenpop.people.places import Places

log = logging.getLogger(__name__)

_KEPT: Final = 200
"""Calls whose context is kept in memory; the cards and lists show fewer."""

_CARD_FIRST: Final = 0.05
"""Seconds after which a lookup begins: its threads would take the processor from the card that is being painted."""

_Key = tuple[str, str | None]
"""A call's id and its caller's number."""


@dataclass(frozen=True, slots=True)
class CallerContext:
    """What is known of a caller: `last_call` with them and the `last_note` about them, None where there is none.

    `note` is what the agent noted to this very call. While `is_complete` is false, more may follow.
    """

    caller: Caller
    last_call: Call | None = None
    last_note: str | None = None
    note: str = ""
    is_complete: bool = False
    known: Known = NOBODY


class CallerContexts:
    """The context of each call that is shown. `learned(call_id)` is called when more is known than before."""

    def __init__(self, history: CallHistory, keeper: ContactKeeper, learned: Callable[[str], None]) -> None:
        """`keeper` has the contacts, and knows where numbers without a country code belong."""
        self._history = history
        self._keeper = keeper
        self._country = keeper.country
        self._learned = learned
        self._places = Places()
        self._found: dict[_Key, CallerContext] = {}
        self._lookups: dict[_Key, asyncio.Task[None]] = {}
        self._choices: set[asyncio.Task[None]] = set()
        self._in_order = asyncio.Lock()

    def caller(self, call: Call) -> Caller:
        """Who it is, as far as the call itself tells."""
        return identify(call.number, call.name, self._country)

    def warm_up(self) -> None:
        """Load what the first caller would have to wait for: the rules of the numbers at home."""
        for number in ("126", "+16135550100"):
            identify(number, None, self._country)

    def of(self, call: Call) -> CallerContext:
        """What is known now; what has to be looked up follows. Needs a running loop."""
        key = (call.id, call.number)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = CallerContext(self.caller(call))
            while len(self._found) > _KEPT:
                del self._found[next(iter(self._found))]
            self._begin(key, call)
        told = self.caller(call)
        contact = found.known.contact
        name = contact.title if contact is not None else told.name
        return replace(found, caller=replace(told, name=name, place=found.caller.place))

    def noted(self, call_id: str, note: str) -> None:
        """The agent wrote a note to a call: should its card come again, it shows that."""
        for key, context in self._found.items():
            if key[0] == call_id:
                self._found[key] = replace(context, note=note)

    def choose(self, call_id: str, place: int) -> None:
        """The caller is the other contact at this place: now, and whenever this number calls again.

        The others go round, so that choosing the first of them again and again comes to each.
        """
        for key, found in list(self._found.items()):
            known = found.known
            if key[0] == call_id and key[1] and known.contact is not None and place < len(known.others):
                chosen = known.others[place]
                others = (*known.others[place + 1 :], known.contact, *known.others[:place])
                self._learn(key, known=replace(known, contact=chosen, others=others))
                self._keep(key, chosen)

    def forget(self, call_ids: Sequence[str]) -> None:
        """Let go of what was found for these calls."""
        for key in [key for key in self._found if key[0] in call_ids]:
            del self._found[key]

    async def close(self) -> None:
        """End the lookups that are under way."""
        lookups = list(self._lookups.values())
        for lookup in lookups:
            lookup.cancel()
        await asyncio.gather(*lookups, *self._choices, return_exceptions=True)

    def _begin(self, key: _Key, call: Call) -> None:
        lookup = asyncio.get_running_loop().create_task(self._look_up(key, call), name=f"caller of {call.id}")
        self._lookups[key] = lookup
        lookup.add_done_callback(lambda _done: self._lookups.pop(key, None))

    def _keep(self, key: _Key, chosen: Contact) -> None:
        async def keep() -> None:
            try:
                async with self._in_order:
                    await asyncio.to_thread(self._keeper.choose, key[1] or "", chosen)
            except IndexTrouble as error:
                log.warning("The choice holds for this call alone: %s", error)

        keeping = asyncio.get_running_loop().create_task(keep(), name=f"choice for {key[0]}")
        self._choices.add(keeping)
        keeping.add_done_callback(self._choices.discard)

    async def _look_up(self, key: _Key, call: Call) -> None:
        await asyncio.sleep(_CARD_FIRST)
        try:
            last_call, last_note, note, this_month = await asyncio.to_thread(self._from_history, call)
        except StoreError as error:
            log.warning("What was said before could not be looked up: %s", error)
            last_call, last_note, note, this_month = None, None, "", 0
        known = replace(await self._from_contacts(call), calls_this_month=this_month)
        self._learn(key, last_call=last_call, last_note=last_note, note=note, known=known)
        place = await self._places.place(call.number, self._country) if call.number else None
        self._learn(key, caller=replace(self.caller(call), place=place), is_complete=True)
        if call.number and self._keeper.asks:
            await asyncio.to_thread(self._ask, call.number)
            self._learn(key, known=replace(await self._from_contacts(call), calls_this_month=this_month))

    async def _from_contacts(self, call: Call) -> Known:
        """What the contacts on this computer and the number itself tell."""
        return await asyncio.to_thread(self._known, call.number) if call.number else NOBODY

    def _known(self, number: str) -> Known:
        line = line_type(number, self._country)
        contacts = self._keeper.contacts
        if contacts is None:
            return Known(line=line)
        try:
            self._keeper.notice()
            best, *others = contacts.of(number) or (None,)
            marks = contacts.marks(number) | (best.marks if best is not None else frozenset())
        except IndexTrouble as error:
            log.warning("%s", error)
            return Known(line=line)
        return Known(best, tuple(one for one in others if one is not None), Mark.VIP in marks, line=line)

    def _ask(self, number: str) -> None:
        try:
            self._keeper.ask(number)
        except IndexTrouble as error:
            log.warning("%s", error)

    def _from_history(self, call: Call) -> tuple[Call | None, str | None, str, int]:
        note = self._history.note_of(call.id)
        if not call.number:
            return None, None, note, 0
        month = call.started.astimezone().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        last_call = self._history.last_with(call.number, call)
        last_note = self._history.last_note_with(call.number, call.id)
        return last_call, last_note, note, self._history.count_with(call.number, month, call.id)

    def _learn(self, key: _Key, **more: Any) -> None:
        known = self._found.get(key)
        if known is None:
            return
        self._found[key] = replace(known, **more)
        if self._found[key] != known:
            self._learned(key[0])
