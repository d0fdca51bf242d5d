"""Everything that needs no display, wired together: the tray application, the demo and the tests run it as it is.

The way of a call: a way in (`delivery`) hands each message to the `Intake`, which hands the changes to whoever is on
`on_changes`. Beside that, the core keeps the account signed in and subscribed, reads the live calls back after
gaps, and answers the commands that come over the local socket.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from screenpop.account import Account
from screenpop.call_control import CallControl
from screenpop.calls.ledger import Change
from screenpop.calls.presence import DoNotDisturb, PresenceKeeper, PresenceSettings
from screenpop.caretaker import Caretaker
from screenpop.command_socket import CommandSocket
from screenpop.delivery.base import Delivered, DeliveryError
from screenpop.delivery.choose import way_in
from screenpop.gap import Gap
from screenpop.history.calls import CallHistory
from screenpop.history.journal import Journal
from screenpop.history.settings import HistorySettings
from screenpop.history.store import Store
from screenpop.intake import Intake, Outlets
from screenpop.integrate.settings import AccountSettings
from screenpop.names import Names
from screenpop.profile.paths import Profile
from screenpop.profile.secrets import Secrets
from screenpop.profile.settings import SettingsFile
from screenpop.profile.state import StateFolder
from screenpop.wake_watch import WakeWatch

log = logging.getLogger(__name__)

_PRUNED_EVERY: Final = timedelta(hours=6)
_FOR_CHANGING_ADDRESSES: Final = timedelta(days=1)
_FOR_LASTING_ADDRESSES: Final = timedelta(days=7)
"""How long subscriptions are made for: what a lost address leaves behind must not post for long."""


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class Core:
    """One agent's ScreenPop without a screen. `run` does all the work and returns after `quit`.

    `cards` says which cards are on the screen (there may be none to show them); `on_changes` hears of every change
    of a call at once, `on_update` that something else may have changed.
    """

    def __init__(self, profile: Profile, *, wall: Callable[[], datetime] = utc_now) -> None:
        """Open the profile's files. Raises StoreError or SettingsError, with what to do."""
        settings = SettingsFile(profile.config)
        memory = StateFolder(profile.state)
        self.wall = wall
        self.account_settings = settings.read("account", AccountSettings)
        secrets = Secrets(profile)
        self.way = way_in(settings.read, memory, secrets)
        self.way.missed = self.missed_time
        self.post_uri: str | None = None
        self.store = Store(profile.history)
        self.history = CallHistory(self.store)
        self.journal = Journal(self.store)
        self._history_settings = settings.read("history", HistorySettings)
        self.presence = PresenceKeeper(settings.read("presence", PresenceSettings), now=wall())
        self.intake = Intake(
            self.journal, self.history, Outlets(self._changed, self._heard), wall=wall, server_now=self._server_now
        )
        self.account = Account(
            self.account_settings,
            memory,
            secret=secrets.get,
            serve=self.intake.serve,
            changed=self._account_changed,
            lifetime=_FOR_LASTING_ADDRESSES if self.way.keeps_events else _FOR_CHANGING_ADDRESSES,
        )
        self.names = Names(memory)
        self._gap = Gap(self.intake, self.account, since=self.journal.last_received(), wall=wall)
        self.caretaker = Caretaker(self.intake, self.presence, ask=self._gap.fill, update=self.update, wall=wall)
        self.calls = CallControl(self.intake, lambda: self.account.client, self.account_settings.country)
        self.commands = CommandSocket(self, profile)
        self.cards: Callable[[], Sequence[tuple[str, str]]] = list
        self.on_changes: list[Callable[[Sequence[Change]], None]] = []
        self.on_update: list[Callable[[], None]] = []
        self._quitting = asyncio.Event()
        self._was_subscribed = False
        self._subscribed = asyncio.Event()

    async def run(self) -> None:
        """Receive calls until `quit`, then leave the phone system tidy: the subscription is deleted."""
        if self.account.identity:
            self.intake.serve(self.account.identity.agent)
        self.intake.catch_up()
        try:
            await self.commands.start()
            await self._open_way()
            async with asyncio.TaskGroup() as tasks:
                work = [
                    tasks.create_task(self._follow_addresses(), name="addresses"),
                    tasks.create_task(self.account.run(), name="account"),
                    tasks.create_task(self.caretaker.run(), name="caretaker"),
                    tasks.create_task(self._prune(), name="prune"),
                    tasks.create_task(self._learn_names(), name="names"),
                    tasks.create_task(WakeWatch(self.woke, wall=self.wall).run(), name="wake watch"),
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
        """The computer slept since then, or had no network: see whether the way in still works, and catch up."""
        self.way.wake()
        self.missed_time(since)

    def missed_time(self, since: datetime) -> None:
        """Time passed us by since then (a sleep, no network): connect again at once and read back what was missed."""
        self._gap.open(since)
        self.account.wake()
        self.caretaker.ask_soon()

    def set_do_not_disturb(self, dnd: DoNotDisturb | None) -> None:
        """Turn do not disturb on or (None) off."""
        self.presence.set_do_not_disturb(dnd)
        self.update()
        self.caretaker.wake()

    def save_note(self, call_id: str, text: str) -> None:
        """Keep the agent's note to a call."""
        self.history.note(call_id, text)

    def update(self) -> None:
        """Derive the presence anew and tell whoever shows the state of things."""
        self.presence.update(self.intake.ledger.under_way(), offline=self.why_offline, now=self.wall())
        for tell in list(self.on_update):
            tell()

    @property
    def why_offline(self) -> str | None:
        """Why calls cannot reach this computer, in a sentence; None while they can."""
        if self.account.is_subscribed:
            return None
        return self.account.subscription.detail or "Getting ready to receive calls."

    async def _take(self, delivered: Delivered) -> bool:
        return await self.intake.take(delivered, way=self.way.kind)

    def _changed(self, changes: Sequence[Change]) -> None:
        for tell in list(self.on_changes):
            tell(changes)
        self.update()
        self.caretaker.wake()

    def _heard(self, ready: bool) -> None:
        self.account.heard(ready)

    def _server_now(self) -> datetime:
        return self.account.server_now(self.wall())

    def _account_changed(self) -> None:
        """After every gap the calls are read back: nothing that was missed is repeated."""
        is_subscribed = self.account.is_subscribed
        if is_subscribed and not self._was_subscribed:
            self.caretaker.ask_soon()
            self._subscribed.set()
        elif self._was_subscribed and not is_subscribed:
            self._gap.open(self.wall())
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

    async def _prune(self) -> None:
        while True:
            self.history.prune(self._history_settings.keep_days)
            self.journal.prune(self._history_settings.keep_days)
            await asyncio.sleep(_PRUNED_EVERY.total_seconds())

    async def _close(self) -> None:
        await self.account.close(delete=not self.way.keeps_events)
        await self.way.stop()
        await self.commands.stop()
        await asyncio.to_thread(self.store.close)
