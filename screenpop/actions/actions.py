"""Watches the calls and does what the rules say: once a call and rule, after the card is on the screen.

Nothing of it is on the way from the phone system to the card: a change is only laid aside, and looked at when the card
has been painted. What an action does happens in threads and in other programs.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from screenpop.calls.call import Call
from screenpop.calls.ledger import Change

from .errors import ActionFailed
from .events import Event, events_of
from .fields import Fields, fields_of
from .kept import Kept
from .open_url import OpenUrl
from .rules import Rule
from .webhook import Webhook
from .world import World

log = logging.getLogger(__name__)

CARD_FIRST: Final = 0.08
"""Seconds from a change until the rules are looked at: the card that comes with it is painted by then."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beside the call itself. `contact(call)` is what the contacts know of the caller, by their own
    names, empty for a stranger; it runs in a thread. `names` are those of extensions and queues. `now` is by the clock
    of the calls.
    """

    country: str
    names: Callable[[], Mapping[str, str]]
    now: Callable[[], datetime]
    contact: Callable[[Call], Fields] = lambda _call: {}


class Actions:
    """`tell(sentence)` says what could not be done; `posted()` that another webhook waits."""

    def __init__(
        self,
        rules: Sequence[Rule],
        kept: Kept,
        world: World,
        surroundings: Surroundings,
        *,
        tell: Callable[[str], None],
        posted: Callable[[], None],
    ) -> None:
        """Nothing is done before a call changes or a person asks."""
        self.rules = tuple(rules)
        self._kept, self._world, self._around = kept, world, surroundings
        self._tell, self._posted = tell, posted
        self._laid_aside: list[Change] = []
        self._due: asyncio.TimerHandle | None = None
        self._working: set[asyncio.Task[None]] = set()
        self._begun: set[tuple[str, str]] = set()
        self._since: dict[str, datetime] = {}

    async def start(self, past: Sequence[Call]) -> None:
        """Find out since when each rule is there, and post what `past` calls should have set off when the program
        died.
        """
        now = self._around.now()
        try:
            self._since = await asyncio.to_thread(self._kept.since, [rule.key for rule in self.rules], now)
            await asyncio.to_thread(self._kept.prune, now)
        except ActionFailed as error:
            log.warning("%s", error)
            self._since = dict.fromkeys((rule.key for rule in self.rules), now)
        for call in past:
            for event, age in events_of(Change(call, None, pop=bool(call.own_legs) and not call.is_outgoing), now):
                for rule in self.rules:
                    if isinstance(rule.action, Webhook):
                        self._consider(rule, call, event, max(age, now - call.started))

    def take(self, changes: Sequence[Change]) -> None:
        """Lay changes aside. Needs a running loop."""
        self._laid_aside += changes
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(CARD_FIRST, self._look)

    def record_rule(self, call: Call) -> Rule | None:
        """The rule whose page is the caller's record: the first for the button, else the first that opens a page."""
        opening = [rule for rule in self.rules if isinstance(rule.action, OpenUrl)]
        opening.sort(key=lambda rule: Event.BUTTON not in rule.events)
        direction = call.direction
        fitting = (rule for rule in opening if not rule.when.directions or direction in rule.when.directions)
        return next(fitting, None) if call.number else None

    async def open_record(self, call: Call) -> None:
        """Open the caller's record. Raises ActionFailed."""
        rule = self.record_rule(call)
        if rule is None:
            raise ActionFailed("No rule opens a page for this call. Add one below [[actions.rule]] in the settings.")
        await self.perform(rule, call, Event.BUTTON)

    async def press(self, event: Event, call: Call) -> list[str]:
        """Do what the rules for the button or the hot key say; what was done. Raises ActionFailed if none fits."""
        fields = await self.fields(call, event)
        fitting = [rule for rule in self.rules if event in rule.events and await self._fits(rule, call, fields)]
        if not fitting:
            raise ActionFailed(f'No rule has on = "{event}" for this call.')
        return [await self.perform(rule, call, event) for rule in fitting]

    async def perform(self, rule: Rule, call: Call, event: Event) -> str:
        """Do what the rule says, however often it was done before; what was done. Raises ActionFailed."""
        fields = await self.fields(call, event)
        if isinstance(rule.action, Webhook):
            request = rule.action.request(fields)
            await asyncio.to_thread(self._kept.enqueue, call.id, rule.key, self._around.now(), request)
            self._posted()
            return f"It is on its way to {request[0]}."
        return await rule.action.perform(fields, self._world)

    async def fields(self, call: Call, event: Event) -> dict[str, str]:
        """What the fields hold for `call`."""
        contact = await asyncio.to_thread(self._around.contact, call)
        return fields_of(call, self._around.country, event=event, contact=contact, names=self._around.names())

    async def close(self) -> None:
        """End what is under way; what a call has set off already is begun."""
        if self._due is not None:
            self._due.cancel()
            self._look()
        working = list(self._working)
        await asyncio.gather(*working, return_exceptions=True)
        await asyncio.to_thread(self._kept.close)

    def _look(self) -> None:
        self._due = None
        changes, self._laid_aside = self._laid_aside, []
        now = self._around.now()
        for change in changes:
            for event, age in events_of(change, now):
                for rule in self.rules:
                    self._consider(rule, change.call, event, age)

    def _consider(self, rule: Rule, call: Call, event: Event, age: timedelta) -> None:
        happened = self._around.now() - age
        is_too_old = age > rule.lasts or happened < self._since.get(rule.key, happened)
        if is_too_old or not rule.follows(event, call.direction) or (call.id, rule.key) in self._begun:
            return
        task = asyncio.get_running_loop().create_task(self._once(rule, call, event), name=f"{rule.name} for {call.id}")
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _once(self, rule: Rule, call: Call, event: Event) -> None:
        fields = await self.fields(call, event)
        if not await self._fits(rule, call, fields) or (call.id, rule.key) in self._begun:
            return
        self._begun.add((call.id, rule.key))
        request = rule.action.request(fields) if isinstance(rule.action, Webhook) else None
        try:
            is_new = await asyncio.to_thread(self._kept.begin, call.id, rule.key, self._around.now(), request)
        except ActionFailed as error:
            is_new = request is None  # a page can be shown without a disk, a webhook needs one
            log.warning("%s", error)
            if request is not None:
                self._tell(f"{rule.name}: the webhook was not sent. {error}")
        if is_new and request is not None:
            self._posted()
        elif is_new:
            await self._do(rule, call, fields)

    async def _do(self, rule: Rule, call: Call, fields: Fields) -> None:
        assert not isinstance(rule.action, Webhook)
        try:
            result = await rule.action.perform(fields, self._world)
        except ActionFailed as error:
            result = f"Failed: {error}"
            self._tell(f"{rule.name}: {error}")
        try:
            await asyncio.to_thread(self._kept.finish, call.id, rule.key, result)
        except ActionFailed as error:
            log.warning("%s", error)

    async def _fits(self, rule: Rule, call: Call, fields: Fields) -> bool:
        is_known = any(name.startswith("contact.") for name in fields)
        queue_number = call.dialled or ""
        now = self._around.now().astimezone()
        return rule.when.holds(fields, queue_number=queue_number, is_known=is_known, now=now)
