"""The presence feed as a service: a core of the whole domain, whose board goes to the relay. It never loads Qt."""

import asyncio
import contextlib
import logging
import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from screenpop.calls.ledger import Change
from screenpop.core import Core
from screenpop.delivery.relay_backoff import Backoff
from screenpop.delivery.relay_secret import NAME as RELAY_SECRET
from screenpop.delivery.relay_secret import Channel
from screenpop.delivery.relay_stream import RelayConnection, RelayTrouble
from screenpop.delivery.settings import RelaySettings
from screenpop.feed.board import Board, derive
from screenpop.feed.keys import FeedError, MemberKey, kept_channel, member_key
from screenpop.feed.publisher import HEARTBEAT, Publisher
from screenpop.feed.reports import Reports
from screenpop.feed.settings import FeedSettings
from screenpop.integrate.clock import CallClock
from screenpop.integrate.memory import Notebook
from screenpop.profile.paths import Profile
from screenpop.profile.secrets import Secrets, SecretsError
from screenpop.profile.settings import SettingsFile
from screenpop.profile.state import StateFolder

log = logging.getLogger(__name__)

_NAMES_EVERY: Final = timedelta(hours=1)
_NAMES_AGAIN: Final = timedelta(minutes=1)


class FeedService:
    """One office's feed. `run` does all the work and returns after `quit`."""

    def __init__(self, profile: Profile, *, clock: CallClock | None = None, heartbeat: timedelta = HEARTBEAT) -> None:
        """Open the profile. Raises StoreError, SettingsError, or FeedError where no relay is named."""
        settings = SettingsFile(profile.config)
        self._settings = settings.read("feed", FeedSettings)
        self.url = self._settings.address or settings.read("delivery.relay", RelaySettings).address
        if not self.url:
            raise FeedError("There is no relay in the settings. Set it with `screenpop config set feed.url https://…`.")
        self.core = Core(profile, clock=clock, for_domain=True)
        self._secrets = Secrets(profile)
        self._heartbeat = heartbeat
        self._notebook = Notebook(StateFolder(profile.state), "people")
        self._people: Mapping[str, str] = {user: str(name) for user, name in self._notebook.read().items()}
        self._reports = Reports()
        self._board: Board | None = None
        self._is_ready = False
        self._publisher: Publisher | None = None
        self._reported = asyncio.Event()

    @property
    def trouble(self) -> str | None:
        """What keeps the board from being right, in a sentence; None if nothing does."""
        return self.core.reason or (self._publisher.trouble if self._publisher else None)

    async def run(self) -> None:
        """Publish until `quit`. Raises FeedError where there is no secret that can be used."""
        channel = await asyncio.to_thread(self._channel)
        connection = await asyncio.to_thread(
            RelayConnection, self.url, channel, wall=self.core.clock.wall, setting="feed.url"
        )
        self._publisher = Publisher(
            lambda body, kind: connection.send(f"{self.url}/feed", body, kind),
            chance=random.random,
            changed=self._relay_changed,
            heartbeat=self._heartbeat,
        )
        self.core.on_update.append(self._show)
        self.core.on_changes.append(self._show_changes)
        try:
            async with asyncio.TaskGroup() as tasks:
                work = [
                    tasks.create_task(self._publisher.run(), name="publisher"),
                    tasks.create_task(self._hear_reports(connection), name="reports"),
                    tasks.create_task(self._keep_time(), name="reports that run out"),
                    tasks.create_task(self._get_ready(), name="first board"),
                    tasks.create_task(self._learn_people(), name="people"),
                ]
                await self.core.run()
                for task in work:
                    task.cancel()
        finally:
            await connection.aclose()

    def quit(self) -> None:
        """End `run`. What the core does at its end is not for the board."""
        self._is_ready = False
        self.core.quit()

    def _relay_changed(self) -> None:
        """What keeps the board from the relay keeps the calls from us: see at once, and catch up when it is over."""
        self.core.way.wake()
        self.core.update()

    def _channel(self) -> Channel:
        channel = kept_channel(self._secrets)
        try:
            same = self.core.way.kind == "relay" and self._secrets.get(RELAY_SECRET) == channel.secret
        except SecretsError as error:
            raise FeedError(str(error)) from error
        if same:
            raise FeedError("The feed's secret and the relay's secret are the same, and must not be: make a new one.")
        return channel

    async def _get_ready(self) -> None:
        """The first board must be right: it waits for the people's names and for the calls under way."""
        await self.core.caretaker.has_asked.wait()
        if not self._people:
            await self.core.names.has_asked.wait()
        self._is_ready = True
        self._show()

    async def _learn_people(self) -> None:
        """Who works here, from time to time; known from the last run until the phone system has told."""
        names = self.core.names
        await names.has_asked.wait()
        while True:
            if names.users and names.users != self._people:
                self._people = names.users
                self._show()
                await self._notebook.write(self._people)
            await asyncio.sleep((_NAMES_EVERY if names.users else _NAMES_AGAIN).total_seconds())
            if self.core.account.client is not None:
                await names.read(self.core.account.client)

    def _show_changes(self, _changes: Sequence[Change]) -> None:
        self._show()

    def _show(self) -> None:
        """Derive the board and have it published."""
        if not self._is_ready or self._publisher is None:
            return
        now, own = self.core.now(), self.core.presence.own
        self._board = derive(
            self._people,
            self.core.intake.ledger.under_way(),
            self._reports.holding(now),
            before=self._board,
            callers=self._settings.callers,
            now=now,
        )
        self._publisher.show(self._board, deaf=own.since if self.core.why_offline else None)

    async def _hear_reports(self, connection: RelayConnection) -> None:
        """Members' reports, those of the last hour first: what still holds of them is known again after a restart."""
        backoff = Backoff(random.random)
        while True:
            try:
                async with connection.open(None) as messages:
                    async for message in messages:
                        backoff.reset()
                        if self._reports.hear(message, self.core.clock.of(message.arrived)):
                            self._reported.set()
            except RelayTrouble as trouble:
                log.info("Reports do not come in: %s", trouble)
            await asyncio.sleep(backoff.next().total_seconds())

    async def _keep_time(self) -> None:
        while True:
            self._show()
            due = self._reports.next_change()
            timeout = None if due is None else max((due - self.core.now()).total_seconds(), 0.05)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(timeout):
                    await self._reported.wait()
            self._reported.clear()


def key_for_members(profile: Profile) -> MemberKey:
    """What desktops are given; the feed's secret is made if there is none. Raises FeedError."""
    return member_key(kept_channel(Secrets(profile)).secret)
