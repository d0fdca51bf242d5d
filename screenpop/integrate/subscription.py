"""Keeps the subscription: runs `lifecycle` against the client and a clock.

Facts (an address, something heard, a deadline, an answer) are fed to the table one at a time; what it commands is
done by `registrar`, whose results are facts again. Between them the keeper waits for one thing only: to be woken, or
the next deadline.
"""

import asyncio
import contextlib
import logging
import random as chance
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from .client import Client
from .clock import steady
from .errors import IntegrateError, SignInNeeded
from .lifecycle import Command, Input, State, awaited, step
from .memory import Elsewhere, Memory, in_thread
from .registrar import Registrar, input_for
from .subscription_status import SubscriptionStatus, deaf, detail_for

__all__ = ["SubscriptionKeeper", "SubscriptionStatus"]

log = logging.getLogger(__name__)

LIFETIME: Final = timedelta(days=1)
READY_WITHIN: Final = timedelta(seconds=30)
FIRST_RETRY: Final = timedelta(seconds=1)
LONGEST_RETRY: Final = timedelta(seconds=30)
FIRST_PROOF: Final = timedelta(seconds=15)
LONGEST_PROOF: Final = timedelta(seconds=45)
LEAVE_WITHIN: Final = timedelta(seconds=10)
LONGEST_NAP: Final = timedelta(minutes=1)
"""The loop's own timers stand still while the computer sleeps, so no deadline is left to one of them for longer."""


class SubscriptionKeeper:
    """Holds exactly one live subscription of this desktop, however often the program is killed and started.

    `run` works until it is cancelled; `close` leaves. `on_change` is called after every change of `status`.
    """

    def __init__(
        self,
        client: Client,
        memory: Memory,
        *,
        monotonic: Callable[[], float] = steady,
        random: Callable[[], float] = chance.random,
        lifetime: timedelta = LIFETIME,
        user: str | None = None,
        fallback: str | None = None,
        elsewhere: Elsewhere = in_thread,
    ) -> None:
        """Take up what `memory` holds. `user` and `fallback`: see `Registrar`."""
        self._monotonic = monotonic
        self._random = random
        self._registrar = Registrar(
            client,
            memory,
            user=user,
            fallback=fallback,
            lifetime=lifetime,
            random=random,
            before_first_request=self._unhear,
            elsewhere=elsewhere,
        )
        self._state = State.SIGNED_OUT
        self._address_told: str | None = None
        self._address: str | None = None
        self._heard = False
        self._inputs: deque[Input] = deque()
        self._deadlines: dict[Input, float] = {}
        self._retries = 0
        self._tidy_retries = 0
        self._proofs = 0
        self._reason: str | None = None
        self._wait_at_least = timedelta()
        self._delete_on_leaving = False
        self._closed = False
        self._woken = asyncio.Event()
        self._working = asyncio.Lock()
        self._shown = self.status
        self.on_change: Callable[[], None] = _nothing

    @property
    def status(self) -> SubscriptionStatus:
        """How the subscription stands now."""
        held = self._registrar.holdings.held
        detail = detail_for(self._state, self._reason)
        if held is None:
            return SubscriptionStatus(self._state, detail=detail)
        return SubscriptionStatus(self._state, held.id, held.expires, held.renew_at, detail, held.user is None)

    def set_address(self, post_uri: str | None) -> None:
        """Where the phone system is to post; None while there is no way in."""
        self._address_told = post_uri
        self._woken.set()

    def heard(self, ready: bool) -> None:
        """A notice or a call event arrived; `ready` for "ready" and for calls, which prove that we can be reached."""
        if ready:
            self._heard = True
            self._woken.set()

    def signed_in(self) -> None:
        """The person signed in again."""
        self._inputs.append(Input.SIGNED_IN)
        self._woken.set()

    def wake(self) -> None:
        """The computer woke up, or the network is back: what waits to be tried again is tried now."""
        waiting = self._deadlines.keys() & {Input.RETRY_DUE, Input.PROOF_DUE, Input.TIDY_DUE}
        self._deadlines.update(dict.fromkeys(waiting, self._monotonic()))
        self._woken.set()

    async def run(self) -> None:
        """Keep the subscription until cancelled, or closed."""
        self._state = State.SIGNED_OUT
        self._inputs.append(Input.SIGNED_IN)
        while not self._closed:
            self._woken.clear()
            happened = self._next_input()
            if happened is None:
                await self._wait()
            else:
                async with self._working:
                    await self._handle(happened)

    async def close(self, delete: bool = True) -> None:
        """Leave for good. With `delete`, what we hold at the phone system goes; what cannot be deleted within ten
        seconds is left for the next start. Cancel `run` before, so that nothing is waited for.
        """
        self._delete_on_leaving = delete
        try:
            async with asyncio.timeout(LEAVE_WITHIN.total_seconds()), self._working:
                self._closed = True
                await self._handle(Input.QUIT)
        except TimeoutError:
            log.warning("The subscription could not be deleted in time; the next start sees to it.")
        finally:
            self._closed = True
            self._woken.set()
            await self._registrar.flush()

    def _next_input(self) -> Input | None:
        """The next fact: an answer or a sign-in, then a change of address, something heard, a deadline."""
        if self._inputs:
            return self._inputs.popleft()
        if self._address_told != self._address:
            before, self._address = self._address, self._address_told
            self._proofs = 0
            if self._address is None:
                return Input.ADDRESS_LOST
            return Input.ADDRESS_KNOWN if before is None else Input.ADDRESS_CHANGED
        held = self._registrar.holdings.held
        if self._heard and held is not None and held.post_uri == self._address:
            self._heard = False
            if not held.proven:
                return Input.HEARD
        return self._next_deadline()

    def _next_deadline(self) -> Input | None:
        due = min(self._deadlines, key=self._deadlines.__getitem__, default=None)
        if due is None or self._deadlines[due] > self._monotonic():
            return None
        del self._deadlines[due]
        return due

    async def _wait(self) -> None:
        """Sleep until something happens, or the next deadline: the one timer there is."""
        soonest = min(self._deadlines.values(), default=None)
        longest = LONGEST_NAP.total_seconds()
        timeout = None if soonest is None else min(max(soonest - self._monotonic(), 0.0), longest)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await self._woken.wait()

    async def _handle(self, happened: Input) -> None:
        leads_to = step(self._state, happened)
        log.debug("Subscription: %s, %s: %s", self._state, happened, leads_to.state)
        if happened is Input.SILENCE:
            self._reason = deaf()
        self._state = leads_to.state
        meaningful = awaited(self._state)
        self._deadlines = {due: at for due, at in self._deadlines.items() if due in meaningful}
        self._tell()
        results = [result for command in leads_to.commands if (result := await self._do(command)) is not None]
        self._inputs.extendleft(reversed(results))
        self._tell()

    async def _do(self, command: Command) -> Input | None:
        """Carry a command out; what comes of it is an input."""
        match command:
            case Command.REPORT_ADDRESS:
                self._address, self._reason = None, None
            case Command.SETTLE | Command.SUBSCRIBE | Command.REPLACE:
                return await self._request(command)
            case Command.AWAIT_READY:
                self._set(Input.SILENCE, READY_WITHIN)
            case Command.AWAIT_RENEWAL:
                self._await_renewal()
            case Command.RETRY_LATER:
                wait = self._backoff(self._retries, FIRST_RETRY, LONGEST_RETRY)
                self._set(Input.RETRY_DUE, max(wait, self._wait_at_least))
                self._retries += 1
            case Command.PROVE_LATER:
                self._set(Input.PROOF_DUE, self._backoff(self._proofs, FIRST_PROOF, LONGEST_PROOF))
                self._proofs += 1
            case Command.NOTE_PROOF:
                self._proofs, self._reason = 0, None
                await self._registrar.note_proof()
            case Command.TIDY:
                return await self._tidy()
            case Command.LEAVE:
                await self._leave()
        return None

    async def _request(self, command: Command) -> Input:
        if self._address is None:
            return Input.ADDRESS_LOST
        work = {
            Command.SETTLE: self._registrar.settle,
            Command.SUBSCRIBE: self._registrar.subscribe,
            Command.REPLACE: self._registrar.replace,
        }
        self._wait_at_least = timedelta()
        try:
            result = await work[command](self._address)
        except IntegrateError as error:
            return self._failed(error)
        if result is not Input.NOT_FOUND:
            self._retries = 0
            self._reason = deaf() if command is Command.REPLACE else None
        return result

    async def _tidy(self) -> Input | None:
        try:
            await self._registrar.tidy()
        except SignInNeeded as error:
            return self._failed(error)
        except IntegrateError as error:
            log.info("What former addresses left could not be deleted yet: %s", error)
            self._set(Input.TIDY_DUE, self._backoff(self._tidy_retries, FIRST_RETRY, LONGEST_RETRY))
            self._tidy_retries += 1
        else:
            self._tidy_retries = 0
        return None

    async def _leave(self) -> None:
        if not self._delete_on_leaving:
            return
        try:
            await self._registrar.leave()
        except IntegrateError as error:
            log.warning("The subscription could not be deleted; the next start sees to it. %s", error)

    def _failed(self, error: IntegrateError) -> Input:
        log.info("Subscription: %s", error)
        self._reason = str(error)
        self._wait_at_least = error.retry_after or timedelta()
        return input_for(error)

    def _await_renewal(self) -> None:
        held = self._registrar.holdings.held
        if held is not None:
            self._set(Input.RENEW_DUE, self._registrar.until(held.renew_at))
            self._set(Input.EXPIRED, self._registrar.until(held.expires))

    def _set(self, due: Input, after: timedelta) -> None:
        self._deadlines[due] = self._monotonic() + after.total_seconds()

    def _backoff(self, tries: int, first: timedelta, longest: timedelta) -> timedelta:
        """Twice as long each time, and shorter by up to a half so that desks do not move as one."""
        doubled: timedelta = first * 2 ** min(tries, 10)
        return min(doubled, longest) * (0.5 + self._random() / 2)

    def _unhear(self) -> None:
        """Forget what was heard so far: it cannot prove the subscription that is now asked for, for the first time."""
        self._heard = False

    def _tell(self) -> None:
        if self.status != self._shown:
            self._shown = self.status
            self.on_change()


def _nothing() -> None:
    """Nobody wants to know."""
