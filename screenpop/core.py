"""Everything that needs no display, wired together: the tray application, the demo and the tests run it as it is.

The way of a call: a way in (`delivery`) hands each message to the `Intake`, which hands the changes to whoever is on
`on_changes`. Beside that, the core keeps the account signed in and subscribed, reads the live calls back after
gaps, and answers the commands that come over the local socket.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from screenpop.account import Account
from screenpop.actions.settings import ActionSettings
from screenpop.call_actions import CallActions
from screenpop.call_control import CallControl
from screenpop.calls.ledger import Change
from screenpop.calls.presence import DoNotDisturb, PresenceKeeper, PresenceSettings
from screenpop.caretaker import Caretaker
from screenpop.colleagues import Colleagues
from screenpop.command_socket import CommandSocket
from screenpop.contact_keeper import ContactKeeper
from screenpop.delivery.base import Delivered, DeliveryError, HealthState
from screenpop.delivery.choose import Read, way_in
from screenpop.feed.settings import FeedSettings
from screenpop.gap import Gap
from screenpop.history.calls import CallHistory
from screenpop.history.journal import Journal
from screenpop.history.settings import HistorySettings
from screenpop.history.store import Store
from screenpop.housekeeping import Housekeeping
from screenpop.intake import Intake, Outlets
from screenpop.integrate.clock import CallClock
from screenpop.integrate.settings import AccountSettings
from screenpop.language import translate
from screenpop.names import Names
from screenpop.profile.paths import Profile
from screenpop.profile.secrets import Secrets
from screenpop.profile.settings import SettingsFile
from screenpop.profile.state import StateFolder
from screenpop.sign_in.control import SignInControl
from screenpop.sign_in.kept import KeptSignIn
from screenpop.sign_in.system_browser import OpenBrowser, open_browser
from screenpop.wake_watch import WakeWatch
from screenpop.way_choice import WayChoice

log = logging.getLogger(__name__)

_BETWEEN_REVIEWS: Final = timedelta(hours=1)
_FOR_CHANGING_ADDRESSES: Final = timedelta(days=1)
_FOR_LASTING_ADDRESSES: Final = timedelta(days=7)
"""How long subscriptions are made for: what a lost address leaves behind must not post for long."""


class Core:
    """One agent's ScreenPop without a screen. `run` does all the work and returns after `quit`.

    `cards` says which cards are on the screen (there may be none to show them), `shows_tray_icon` whether a tray shows
    our icon (None: there is no desktop); `on_changes` hears of every change of a call at once, `on_update` that
    something else may have changed.
    """

    def __init__(
        self,
        profile: Profile,
        *,
        read: Read | None = None,
        clock: CallClock | None = None,
        open_browser: OpenBrowser = open_browser,
        for_domain: bool = False,
    ) -> None:
        """Open the files; `read` gives the settings, `for_domain`: for all calls. Raises StoreError, SettingsError."""
        read = read or SettingsFile(profile.config).read
        memory = StateFolder(profile.state)
        self.clock = clock or CallClock()
        self.now = self.clock.now
        self.account_settings = read("account", AccountSettings)
        secrets = Secrets(profile)
        self.way = way_in(read, memory, secrets)
        self.way.missed = lambda since: self.missed_time(self.clock.of(since))
        self.way_choice = WayChoice(profile, self.way)
        self.post_uri: str | None = None
        self.store = Store(profile.history)
        self.history = CallHistory(self.store)
        self.journal = Journal(self.store)
        self.housekeeping = Housekeeping(self.history, self.journal, read("history", HistorySettings))
        self.presence = PresenceKeeper(read("presence", PresenceSettings), now=self.now())
        self.intake = Intake(
            self.journal, self.history, Outlets(self._changed, lambda ready: self.account.heard(ready)), now=self.now
        )
        self.kept = KeptSignIn(self.account_settings, secrets, memory, wall=self.clock.wall)
        self.account = Account(
            self.account_settings,
            memory,
            kept=self.kept,
            serve=self.intake.serve,
            changed=self._account_changed,
            lifetime=_FOR_LASTING_ADDRESSES if self.way.keeps_events else _FOR_CHANGING_ADDRESSES,
            clock=self.clock,
            for_domain=for_domain,
            whole_domain=read("presence", PresenceSettings).whole_domain and not read("feed", FeedSettings).url,
        )
        self.sign_in = SignInControl(
            self.account_settings,
            self.kept,
            signed_in=self.account.person_signed_in,
            changed=self.update,
            limits=self.account.limits,
            open_browser=open_browser,
        )
        self.names = Names(memory)
        self.contacts = ContactKeeper(profile, self.account_settings.country, lambda: self.names.known)
        since = self.journal.last_received() or self.now()
        self._gap = Gap(self.intake, self.account, memory, since=since, now=self.now)
        self.caretaker = Caretaker(self.intake, self.presence, ask=self._ask, update=self.update, now=self.now)
        self.calls = CallControl(self.intake, lambda: self.account.client, self.account_settings.country)
        actions = read("actions", ActionSettings)
        self.actions = CallActions(actions, profile, self.account_settings, secrets, self.names, self.now, open_browser)
        self.colleagues = Colleagues(self, FeedSettings() if for_domain else read("feed", FeedSettings), secrets)
        self.commands = CommandSocket(self, profile)
        self.cards: Callable[[], Sequence[tuple[str, str]]] = list
        self.shows_tray_icon: Callable[[], bool | None] = lambda: None
        self.on_changes: list[Callable[[Sequence[Change]], None]] = [self.actions.take]
        self.on_update: list[Callable[[], None]] = []
        self._quitting = asyncio.Event()
        self._was_subscribed = False
        self._subscription_id: str | None = None
        self._disk_failed: datetime | None = None
        self._subscribed = asyncio.Event()

    async def run(self) -> None:
        """Receive calls until `quit`, then leave the phone system tidy: the subscription is deleted."""
        if self.account.identity:
            self.intake.serve(self.account.identity.agent)
        self.intake.catch_up()
        try:
            await self.commands.start()
            await self._gap.note_down()
            await self._open_way()
            async with asyncio.TaskGroup() as tasks:
                work = [
                    tasks.create_task(self._follow_addresses(), name="addresses"),
                    tasks.create_task(self.account.run(), name="account"),
                    tasks.create_task(self.caretaker.run(), name="caretaker"),
                    tasks.create_task(self.housekeeping.run(), name="housekeeping"),
                    tasks.create_task(self._learn_names(), name="names"),
                    tasks.create_task(self.contacts.run(), name="contacts"),
                    tasks.create_task(self._review(), name="review"),
                    tasks.create_task(self.actions.run(self.history), name="actions"),
                    tasks.create_task(self.colleagues.run(), name="colleagues"),
                    tasks.create_task(WakeWatch(self.woke, self.clock).run(), name="wake watch"),
                ]
                await self._quitting.wait()
                for task in work:
                    task.cancel()
        finally:
            await self._close()

    def quit(self) -> None:
        """End `run`."""
        self._quitting.set()

    def woke(self, since: datetime) -> None:
        """The computer slept since then (by the clock of calls), or had no network: see what works, and catch up."""
        self.way.wake()
        self.colleagues.wake()
        self.missed_time(since)

    def missed_time(self, since: datetime) -> None:
        """Time passed us by since then (a sleep, no network): connect again at once and read back what was missed.

        `since` is by the clock of the calls.
        """
        self._gap.open(since)
        self.account.wake()
        self.caretaker.ask_soon()

    def set_do_not_disturb(self, dnd: DoNotDisturb | None) -> None:
        """Turn do not disturb on, until a time by the clock on the wall, or (None) off."""
        until = dnd.until if dnd is not None else None
        self.presence.set_do_not_disturb(dnd if until is None else DoNotDisturb(self.clock.of(until)))
        self.update()
        self.caretaker.wake()

    def save_note(self, call_id: str, text: str) -> "Future[None]":
        """Keep the agent's note to a call; done once it is safe on disk."""
        return self.history.note(call_id, text)

    def update(self) -> None:
        """Derive the presence anew and tell whoever shows the state of things."""
        self.presence.update(self.intake.ledger.under_way(), offline=self.why_offline, now=self.now())
        self.colleagues.report()
        for tell in list(self.on_update):
            tell()

    @property
    def why_offline(self) -> str | None:
        """Why calls cannot reach this computer, in a sentence; None while they can."""
        if self.account.is_subscribed:
            return None
        return self.account.subscription.detail or translate("Status", "Getting ready to receive calls.")

    @property
    def reason(self) -> str | None:
        """What is wrong, in a sentence, as the tray's menu and the doctor say it; None if nothing is."""
        health = self.way.health
        closing = health.detail or translate("Status", "The way in is closed.")
        closed = closing if health.state is HealthState.DOWN else None
        asked = self.kept.reminder(self.clock.wall()) or self.kept.notice
        return self.why_offline or closed or self.intake.disk_trouble or asked

    async def _take(self, delivered: Delivered) -> bool:
        if delivered.arrived is not None:
            delivered = replace(delivered, arrived=self.clock.of(delivered.arrived))
        return await self.intake.take(delivered, way=self.way.kind)

    async def _ask(self) -> bool:
        is_filled = await self._gap.fill()
        self._put_clock_right()
        return is_filled

    def _changed(self, changes: Sequence[Change]) -> None:
        for tell in list(self.on_changes):
            tell(changes)
        self._watch_disk()
        if self._gap.note(changes):
            self.caretaker.ask_soon()
        self.update()
        self.caretaker.wake()

    def _watch_disk(self) -> None:
        """What the disk refused is read back from the phone system when it takes something again."""
        if self.intake.disk_trouble is not None:
            self._disk_failed = self._disk_failed or self.now()
        elif self._disk_failed is not None:
            since, self._disk_failed = self._disk_failed, None
            self._gap.open(since)
            self.caretaker.ask_soon()

    def _put_clock_right(self) -> None:
        told = self.account.server_now()
        by = self.clock.put_right(told) if told is not None else timedelta()
        if by:
            log.info("By the phone system's clock it is %s later than it was taken for.", by)
            self.intake.ledger.shift(by)
            self.caretaker.shift(by)

    def _account_changed(self) -> None:
        """After every gap the calls are read back: nothing that was missed is repeated."""
        self._put_clock_right()
        is_subscribed, subscription_id = self.account.is_subscribed, self.account.subscription.id
        if is_subscribed and not self._was_subscribed:
            if self._subscription_id not in {None, subscription_id}:
                self._gap.open(self.now() - _BETWEEN_REVIEWS)  # nobody knows since when the former one was gone
            self._subscription_id = subscription_id
            self.caretaker.ask_soon()
            self._subscribed.set()
        elif self._was_subscribed and not is_subscribed:
            self._gap.open(self.now())
        self._was_subscribed = is_subscribed
        self.update()

    async def _open_way(self) -> None:
        try:
            await self.way.start(self._take, self.update)
        except DeliveryError as error:
            log.error("The way in %s cannot be opened: %s", self.way.kind, error)

    async def _follow_addresses(self) -> None:
        async for post_uri in self.way.addresses():
            self.post_uri = post_uri
            self.account.set_address(post_uri)
            self.update()

    async def _learn_names(self) -> None:
        await self._subscribed.wait()
        if self.account.client is not None:
            await self.names.read(self.account.client)
            self.contacts.refresh_soon()
            self.update()

    async def _review(self) -> None:
        """Look into the records now and then: a delivery may have been lost without anybody noticing."""
        while True:
            await asyncio.sleep(random.uniform(0.8, 1.0) * _BETWEEN_REVIEWS.total_seconds())
            self._gap.open(self.now() - _BETWEEN_REVIEWS)
            self.caretaker.ask_soon()

    async def _close(self) -> None:
        await self.sign_in.close()
        await self.account.close(delete=not self.way.keeps_events)
        await self.way.stop()
        await self.commands.stop()
        await self._gap.flush()
        await asyncio.to_thread(self.store.close)
