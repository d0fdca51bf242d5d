"""The account: who the agent is, the signed-in client, and the subscription that is kept for them.

The identity that the phone system gave is remembered, so that a start without a network knows whose calls these are.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from screenpop.calls.events import Agent, CallRecord, Snapshot
from screenpop.identity import Identity, identity_of, unknown_extension, whole_domain
from screenpop.integrate.auth import SignIn, auth_for
from screenpop.integrate.client import Client, User
from screenpop.integrate.clock import CallClock
from screenpop.integrate.errors import Forbidden, IntegrateError, NotFound, SignInNeeded
from screenpop.integrate.lifecycle import State
from screenpop.integrate.limits import RateLimits
from screenpop.integrate.memory import Memory, Notebook
from screenpop.integrate.resync import live_calls, records_since
from screenpop.integrate.settings import AccountSettings
from screenpop.integrate.subscription import SubscriptionKeeper, SubscriptionStatus
from screenpop.profile.secrets import SecretsError
from screenpop.sign_in.browser import SignedIn
from screenpop.sign_in.kept import REFRESH_TOKEN, KeptSignIn

log = logging.getLogger(__name__)

_NAME: Final = "account"
_FIRST_RETRY: Final = timedelta(seconds=2)
_LONGEST_RETRY: Final = timedelta(seconds=30)
_RECEIVING: Final = frozenset({State.LIVE, State.RENEWING})


class Account:
    """Signs in, learns who the agent is, and keeps the subscription. `run` does it all until it is cancelled.

    `changed` is called at every change of what the properties say, and `serve` when it is known who the agent is, and
    whether calls of the whole domain come in.
    """

    def __init__(
        self,
        settings: AccountSettings,
        memory: Memory,
        *,
        kept: KeptSignIn,
        serve: Callable[[Agent | None, bool], None],
        changed: Callable[[], None],
        lifetime: timedelta,
        clock: CallClock,
        for_domain: bool = False,
        whole_domain: bool = False,
    ) -> None:
        """`kept` gives the account's secrets by name; subscriptions are made for `lifetime`, `for_domain` those of all.

        `for_domain` is for the presence feed, which is nobody's; `whole_domain` is an agent's wish to hear of all.
        """
        self.wants_all = whole_domain and not for_domain
        self._for_domain = for_domain
        self._settings = settings
        self._memory = memory
        self._notebook = Notebook(memory, _NAME)
        self._kept = kept
        self._serve = serve
        self._changed = changed
        self._lifetime = lifetime
        self._clock = clock
        self._post_uri: str | None = None
        self._asked_again = asyncio.Event()
        self._leaving = asyncio.Event()
        self._is_forgetting = False
        self._sign_in: SignIn | None = None
        self._trouble: SubscriptionStatus | None = None
        self._keeper: SubscriptionKeeper | None = None
        self.identity = self._remembered()
        self.client: Client | None = None
        self.limits = RateLimits(memory, wall=clock.wall, monotonic=clock.steady)

    @property
    def subscription(self) -> SubscriptionStatus:
        """How the subscription stands; before there can be one, why."""
        if self._keeper is not None:
            return self._keeper.status
        return self._trouble or SubscriptionStatus(State.CREATING)

    @property
    def is_subscribed(self) -> bool:
        """Whether calls come in."""
        return self.subscription.state in _RECEIVING

    @property
    def hears_all(self) -> bool:
        """Whether the agent's subscription is for the whole domain: it is not where that is forbidden."""
        return self.wants_all and self.subscription.hears_all

    @property
    def is_signed_in(self) -> bool:
        """Whether the phone system takes our word, as far as is known."""
        return self._keeper is not None and self.subscription.state is not State.SIGNED_OUT

    async def run(self) -> None:
        """Sign in and stay subscribed until cancelled. Where a person is needed, the subscription's detail says why."""
        while True:
            client, identity = await self._sign_in_at_last()
            await self._stay_subscribed(client, identity)

    def sign_in_again(self) -> None:
        """A person saw to what kept us from signing in: try again now."""
        self._asked_again.set()
        if self._keeper is not None:
            self._keeper.signed_in()

    def person_signed_in(self, who: SignedIn) -> None:
        """A person signed in through the browser: go on as them, or leave first where somebody else was signed in."""
        if self._keeper is not None and self.identity and who.user and who.user.user != self.identity.user:
            self._leaving.set()
            return
        token = self._kept.secret(REFRESH_TOKEN)
        if self._sign_in is not None and token is not None:
            self._sign_in.renew_with(token)
        self.sign_in_again()

    def sign_out(self) -> None:
        """Delete the subscription, then forget the sign-in; whoever signs in next begins anew."""
        self._is_forgetting = True
        self._asked_again.set()
        self._leaving.set()

    def set_address(self, post_uri: str | None) -> None:
        """Where the phone system is to post; None while there is no way in."""
        self._post_uri = post_uri
        if self._keeper is not None:
            self._keeper.set_address(post_uri)

    def heard(self, ready: bool) -> None:
        """Something was delivered: the subscription reaches us."""
        if self._keeper is not None:
            self._keeper.heard(ready)

    def wake(self) -> None:
        """The computer woke up, or the network is back: what waits to be tried again is tried now."""
        if self._keeper is not None:
            self._keeper.wake()

    def server_now(self) -> datetime | None:
        """The phone system's clock; None while it has not told us the time."""
        return self.client.server_now() if self.client and self.client.knows_time else None

    async def live_calls(self) -> Snapshot | None:
        """The live calls, read back from the API; None while nobody is signed in. Raises IntegrateError."""
        if self.client is None or self.identity is None:
            return None
        return await live_calls(self.client, self.identity.user or None, whole_domain=self.hears_all)

    async def records_since(self, since: datetime) -> tuple[CallRecord, ...]:
        """The records of the agent's calls from `since`, by the phone system's clock, to now. Raises IntegrateError.

        None are read for the whole domain: presence is about what is under way.
        """
        if self.client is None or self.identity is None or self._for_domain:
            return ()
        return await records_since(self.client, self.identity.user, since)

    async def close(self, *, delete: bool) -> None:
        """Leave: with `delete` the subscription goes first."""
        if self._keeper is not None:
            await self._keeper.close(delete=delete)
        if self.client is not None:
            await self.client.aclose()

    async def _sign_in_at_last(self) -> tuple[Client, Identity]:
        """The signed-in client and who that is, however long it takes."""
        while True:
            try:
                client = self.client = await self._connect()
                return client, await self._who_am_i(client)
            except (SignInNeeded, SecretsError) as error:
                self._tell(State.SIGNED_OUT, str(error))
                self._asked_again.clear()
                await self._asked_again.wait()
                await self._forget_if_asked()

    async def _connect(self) -> Client:
        """The client, signing in as the settings say. The keyring may take its time, so a thread asks it."""
        if self.client is not None:
            await self.client.aclose()
        clock = self._clock
        kept = self._kept
        auth = await asyncio.to_thread(
            auth_for, self._settings, kept.secret, renewed=kept.renewed, monotonic=clock.steady
        )
        self._sign_in = auth
        return Client(self._settings, auth=auth, limits=self.limits, wall=clock.now, monotonic=clock.steady)

    async def _who_am_i(self, client: Client) -> Identity:
        """The agent, asked of the phone system; what is remembered, where that cannot be reached."""
        if self._for_domain:
            return whole_domain(self._settings)
        retry = _FIRST_RETRY
        while True:
            try:
                told = await client.current_user()
            except (Forbidden, NotFound) as error:
                log.info("The phone system does not say who is signed in: %s", error)
                return self._known_or_refuse(None)
            except SignInNeeded:
                raise
            except IntegrateError as error:
                if self.identity is not None:
                    return self.identity
                self._tell(State.DEGRADED, str(error))
                await asyncio.sleep(max(retry, error.retry_after or retry).total_seconds())
                retry = min(retry * 2, _LONGEST_RETRY)
            else:
                return self._known_or_refuse(told)

    def _known_or_refuse(self, told: User | None) -> Identity:
        identity = identity_of(self._settings, told)
        if identity is None:
            raise SignInNeeded(unknown_extension())
        return identity

    async def _stay_subscribed(self, client: Client, identity: Identity) -> None:
        self.identity = identity
        await self._notebook.write({"key": self._key(), **asdict(identity)})
        own = identity.user or None
        self._keeper = SubscriptionKeeper(
            client,
            self._memory,
            monotonic=self._clock.steady,
            user=None if self.wants_all else own,
            fallback=own,
            lifetime=self._lifetime,
        )
        self._keeper.on_change = partial(self._subscription_changed, identity)
        self._serve(identity.agent, self.hears_all)
        self._keeper.set_address(self._post_uri)
        self._trouble = None
        self._changed()
        await self._until_leaving(self._keeper)
        await self._keeper.close(delete=True)
        self._keeper = None
        await self._forget_if_asked()

    def _subscription_changed(self, identity: Identity) -> None:
        self._serve(identity.agent, self.hears_all)
        self._changed()

    async def _until_leaving(self, keeper: SubscriptionKeeper) -> None:
        """Keep the subscription until somebody signs out, or somebody else signs in."""
        self._leaving.clear()
        work = [
            asyncio.create_task(keeper.run(), name="subscription"),
            asyncio.create_task(self._leaving.wait(), name="leaving"),
        ]
        try:
            done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)

    async def _forget_if_asked(self) -> None:
        if not self._is_forgetting:
            return
        self._is_forgetting = False
        self.identity = None
        await self._notebook.write({})
        await self._kept.forget()

    def _tell(self, state: State, why: str) -> None:
        trouble = SubscriptionStatus(state, detail=why)
        if trouble != self._trouble:
            log.warning("%s", why)
            self._trouble = trouble
            self._changed()

    def _key(self) -> str:
        """What the identity depends on: with another account, the remembered one means nothing."""
        settings = self._settings
        return "|".join((settings.base_url, settings.grant, settings.client_id, settings.username, settings.user))

    def _remembered(self) -> Identity | None:
        record = self._notebook.read()
        user, domain, name = (record.get(field) for field in ("user", "domain", "name"))
        if record.get("key") != self._key() or not isinstance(user, str):
            return None
        return Identity(user, domain if isinstance(domain, str) else None, name if isinstance(name, str) else None)
