"""Makes, reads, renews and deletes subscriptions, and notes each step down before and after it is done.

Whatever happens to the program between two lines here, the notes lead the next start to exactly one subscription.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from .client import Client, Subscription
from .errors import Forbidden, IntegrateError, NotFound, Refused, SignInNeeded
from .holdings import CALLS_ALONE, EVENTS, Asked, Held, Holdings, Wish, holdings_from
from .lifecycle import Input
from .memory import Elsewhere, Memory, Notebook

log = logging.getLogger(__name__)

ABOUT_TO_EXPIRE: Final = timedelta(minutes=5)
TOLERANCE: Final = timedelta(minutes=5)
"""How much longer than asked for a subscription may be said to live before we doubt the clocks."""
JITTER: Final = 0.1
"""The share of its life by which the renewals of many desks are spread around its half."""


class Registrar:
    """Carries out wishes for one user; `address` is where calls are to be posted.

    Its methods raise IntegrateError. Those that settle the matter return the input for the lifecycle.
    """

    def __init__(
        self,
        client: Client,
        memory: Memory,
        *,
        user: str | None,
        fallback: str | None = None,
        lifetime: timedelta,
        random: Callable[[], float],
        before_first_request: Callable[[], None],
        elsewhere: Elsewhere,
    ) -> None:
        """Take up the notes. `user` is the extension to hear of, None the whole domain; where that is forbidden, it is
        the extension `fallback` (None: no other). `before_first_request` is called when a subscription is about to be
        asked for, but not when the request is repeated for want of an answer.
        """
        self._client = client
        self._notebook = Notebook(memory, "subscription", elsewhere=elsewhere)
        self._user = user
        self._fallback = fallback
        self._is_narrowed = False
        self._lifetime = lifetime
        self._random = random
        self._before_first_request = before_first_request
        self.holdings = holdings_from(self._notebook.read())

    def until(self, moment: datetime) -> timedelta:
        """How long it is until then, by the phone system's clock."""
        return moment - self._client.server_now()

    async def settle(self, address: str) -> Input:
        """Read the noted subscription back if it serves; make or renew one otherwise."""
        held, wish = self.holdings.held, self._wish(address, self.holdings.events)
        is_clear = held is not None and self.holdings.asked is None and held.serves(wish)
        if held is None or not is_clear or self.until(held.expires) < min(ABOUT_TO_EXPIRE, self._lifetime / 4):
            return await self.subscribe(address)
        return await self._confirm(held)

    async def subscribe(self, address: str) -> Input:
        """Ask for a subscription, which renews the one we hold. What the account may not subscribe to it goes without;
        only a renewal, which has time, asks for that again.
        """
        events = self.holdings.events
        if self.holdings.held is not None:
            events, self._is_narrowed = EVENTS, False
        wish = self._wish(address, events)
        while True:
            try:
                return await self._subscribe(wish)
            except (Forbidden, Refused) as error:
                lesser = self._lesser(wish, error, events)
                if lesser is None:
                    raise
                log.info("The account may not subscribe to %s of %s: %s", wish.events[-1], wish.user or "all", error)
                wish = lesser

    def _lesser(self, wish: Wish, error: IntegrateError, events: tuple[str, ...]) -> Wish | None:
        """The next best wish after a refusal; None if there is none.

        Few requests are allowed in a minute: on the way from the whole domain to one extension, which is worth `events`
        again, there is one stop.
        """
        may_narrow = wish.user is None and self._fallback is not None
        if wish.events != CALLS_ALONE:
            return replace(wish, events=CALLS_ALONE if may_narrow else wish.events[:-1])
        if may_narrow and isinstance(error, Forbidden):
            self._is_narrowed = True
            return replace(wish, user=self._fallback, events=events)
        return None

    async def _subscribe(self, wish: Wish) -> Input:
        """Ask for it. One to this address that was given up goes before: it would be renewed otherwise, and "ready" is
        posted for new ones only.
        """
        before = self.holdings.asked
        is_first = before is None or before.wish != wish
        at = self._client.server_now() if self._client.knows_time else None
        await self._note(self.holdings.asking(wish, at))
        if is_first:
            self._before_first_request()
        for asked in self.holdings.rivals(wish):
            await self._find(asked)
        await self._delete_former(wish.post_uri)
        try:
            granted = await self._ask(wish)
        except (Forbidden, Refused):
            if is_first:
                await self._note(self.holdings.refused(wish))
            raise
        await self._note(self.holdings.answered(granted))
        return self._outcome()

    async def replace(self, address: str) -> Input:
        """Delete the subscription and make a fresh one, for which the phone system posts "ready" again."""
        await self._note(self.holdings.retired())
        return await self.subscribe(address)

    async def note_proof(self) -> None:
        """Something was delivered."""
        await self._note(self.holdings.proved())

    async def tidy(self) -> None:
        """Delete what former addresses left, what was granted without our knowing included."""
        if self.holdings.is_tidy:
            return
        if self._client.knows_time:
            await self._note(self.holdings.without_lapsed(self._client.server_now()))
        for asked in self.holdings.unanswered:
            await self._find(asked)
        await self._delete_former()

    async def leave(self) -> None:
        """Delete everything."""
        await self._note(self.holdings.leaving())
        await self.tidy()

    async def flush(self) -> None:
        """Wait until all is noted down."""
        await self._notebook.flush()

    async def _confirm(self, held: Held) -> Input:
        try:
            read = await self._client.get_subscription(held.id)
        except (NotFound, Forbidden) as error:
            log.info("The noted subscription %s is of no use any more: %s", held.id, error)
            await self._note(self.holdings.missing())
            return Input.NOT_FOUND
        if not read.enabled or read.post_uri not in {None, held.post_uri}:
            log.info("The noted subscription %s does not post to this desktop any more.", held.id)
            await self._note(self.holdings.retired())
            return Input.NOT_FOUND
        await self._note(self.holdings.read(read.expires, self._client.server_now()))
        return self._outcome()

    async def _find(self, asked: Asked) -> None:
        """Repeat a wish whose answer was lost: the answer is the same."""
        try:
            granted = await self._ask(asked.wish)
        except SignInNeeded:
            raise
        except (Refused, Forbidden, NotFound) as error:
            log.info("An old request for a subscription is refused, so nothing is left of it: %s", error)
            await self._note(self.holdings.dropped(asked))
        else:
            await self._note(self.holdings.found(asked, granted))

    async def _delete_former(self, address: str | None = None) -> None:
        """Delete what was given up: that to one address, or (None) all of it."""
        for former in self.holdings.former:
            if address not in {None, former.post_uri}:
                continue
            try:
                await self._client.delete_subscription(former.id)
            except NotFound:
                log.debug("The former subscription %s is gone already.", former.id)
            except (Forbidden, Refused) as error:
                log.warning("The former subscription %s ends at %s by itself: %s", former.id, former.expires, error)
                continue
            await self._note(self.holdings.deleted(former.id))

    async def _ask(self, wish: Wish) -> Held:
        granted = await self._client.create_subscription(wish.post_uri, wish.expires_in, wish.user, wish.events)
        now = self._client.server_now()
        life = self._life_of(granted, wish, now)
        renew_after = life * (0.5 + JITTER * (self._random() - 0.5))
        renew_at = now + renew_after
        return Held(granted.id, wish.post_uri, wish.user, expires=now + life, renew_at=renew_at, events=wish.events)

    def _life_of(self, granted: Subscription, wish: Wish, now: datetime) -> timedelta:
        """How long it lives; what we asked for, where the answer cannot be right (without a Date to count from)."""
        life = granted.expires - now if granted.expires is not None else wish.expires_in
        return life if timedelta() < life <= wish.expires_in + TOLERANCE else wish.expires_in

    def _wish(self, address: str, events: tuple[str, ...]) -> Wish:
        user = self._fallback if self._is_narrowed else self._user
        return Wish(address, self._lifetime, user, events)

    def _outcome(self) -> Input:
        held = self.holdings.held
        return Input.CONFIRMED if held is not None and held.proven else Input.CREATED

    async def _note(self, holdings: Holdings) -> None:
        if holdings != self.holdings:
            self.holdings = holdings
            await self._notebook.write(holdings.to_record())


def input_for(error: IntegrateError) -> Input:
    """What a failed request means to the lifecycle."""
    if isinstance(error, SignInNeeded):
        return Input.SIGNED_OUT
    if isinstance(error, Forbidden):
        return Input.FORBIDDEN
    return Input.REFUSED if isinstance(error, Refused | NotFound) else Input.UNREACHABLE
