"""The colleagues' presence, from wherever it is known: the presence feed, else the calls that are told to this desktop,
which may be those of the whole domain.

With a feed, this also reports the agent's own do not disturb and wrap-up to it.
"""

import asyncio
import enum
import random
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from screenpop.calls.presence import Presence, activities
from screenpop.feed.board import Board, Person
from screenpop.feed.settings import FeedSettings
from screenpop.feed.state import FeedState, FeedStatus
from screenpop.language import translate
from screenpop.profile.secrets import Secrets
from screenpop.whole_domain import WholeDomain

if TYPE_CHECKING:
    from screenpop.core import Core
    from screenpop.delivery.relay_stream import RelayConnection
    from screenpop.feed.reader import BoardReader
    from screenpop.feed.reports import OwnReport, Reporter


class Source(enum.StrEnum):
    """What the board is made of."""

    FEED = "feed"
    CALLS = "calls"


@dataclass(frozen=True, slots=True)
class ColleagueBoard:
    """Everybody but the agent, by extension, and how far that can be relied on.

    `state` is that of the feed, or of hearing of the whole domain's calls; without either it is away since the start.
    `since` is when that state began: unless it is live, nothing is known since then of those who are unknown. `detail`
    says in a sentence what is wrong.
    """

    people: Board
    source: Source
    state: FeedState
    since: datetime
    detail: str | None = None


class Colleagues:
    """Keeps the board of one desktop. `board` is what is known now; `run` reads the feed where there is one."""

    def __init__(self, core: "Core", settings: FeedSettings, secrets: Secrets) -> None:
        """Nothing is connected before `run`."""
        self._core = core
        self._settings = settings
        self._secrets = secrets
        self._started = core.now()
        self._reader: BoardReader | None = None
        self._reporter: Reporter | None = None
        self._trouble: str | None = None
        self._whole_domain = WholeDomain(core)

    def board(self) -> ColleagueBoard:
        """What is known now."""
        own = self._core.account.identity.user if self._core.account.identity else None
        told = self._told_by_calls(own)
        source, status = Source.FEED, self._status()
        if not self._settings.url:
            if not self._core.account.wants_all:
                return ColleagueBoard(told, Source.CALLS, FeedState.AWAY, self._started, _without_feed())
            source, status = Source.CALLS, self._whole_domain.status
        people = {user: person for user, person in status.people.items() if user != own}
        if not status.holds:
            people = {user: Person(Presence.UNKNOWN, status.since, person.name) for user, person in people.items()}
            people = dict(sorted((people | told).items()))
        detail = _words(status) if source is Source.FEED else status.detail
        return ColleagueBoard(people, source, status.state, status.since, detail)

    def report(self) -> None:
        """A presence may have changed: let the feed know what no call tells it of the own one."""
        self._whole_domain.follow()
        if self._reporter is not None:
            self._reporter.show(self._own_report())

    def wake(self) -> None:
        """The computer woke up, or the network is back."""
        if self._reader is not None:
            self._reader.wake()

    async def run(self) -> None:
        """Read the feed and report to it until cancelled; return at once where there is none."""
        if not self._settings.url:
            return
        from screenpop.delivery.relay_stream import RelayConnection
        from screenpop.feed.keys import FeedError, kept_member_key

        clock, url = self._core.clock, self._settings.address
        try:
            key = await asyncio.to_thread(kept_member_key, self._secrets)
        except FeedError as error:
            self._trouble = str(error)
            self._core.update()
            return
        connection = await asyncio.to_thread(
            RelayConnection, f"{url}/feed", key.board, wall=clock.wall, setting="feed.url"
        )
        try:
            await self._stay_connected(connection, key.reports_to(url))
        finally:
            await connection.aclose()

    async def _stay_connected(self, connection: "RelayConnection", reports: str) -> None:
        from screenpop.feed.reader import BoardReader
        from screenpop.feed.reports import Reporter

        clock = self._core.clock
        self._reporter = Reporter(
            lambda body, kind: connection.send(reports, body, kind), now=clock.now, chance=random.random
        )
        self._reader = BoardReader(
            connection,
            now=clock.now,
            steady=clock.steady,
            wall=clock.wall,
            chance=random.random,
            changed=self._core.update,
        )
        self._reader.new_run = self._reporter.feed_began_anew
        self.report()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._reader.run(), name="board")
            tasks.create_task(self._reporter.run(), name="own reports")

    def _told_by_calls(self, own: str | None) -> dict[str, Person]:
        """Those in the agent's own calls: of others' calls nobody tells the end, unless all of them come in."""
        names = self._core.names.known
        calls = (call for call in self._core.intake.ledger.under_way() if call.involves_agent)
        busy = activities(calls, besides=own)
        return {user: Person(one.presence, one.since, names.get(user, "")) for user, one in busy.items()}

    def _status(self) -> FeedStatus:
        if self._trouble is not None:
            return FeedStatus(FeedState.AWAY, self._started, detail=self._trouble)
        if self._reader is None:
            return FeedStatus(FeedState.STARTING, self._started)
        return self._reader.status

    def _own_report(self) -> "OwnReport | None":
        from screenpop.feed.reports import OwnReport

        identity, presence = self._core.account.identity, self._core.presence
        if identity is None:
            return None
        dnd = presence.do_not_disturb
        if dnd is not None and presence.own.presence is Presence.DND:
            return OwnReport(identity.user, Presence.DND, presence.own.since, dnd.until)
        if presence.own.presence is Presence.WRAP_UP:
            return OwnReport(identity.user, Presence.WRAP_UP, presence.own.since, presence.next_change())
        return None


def _without_feed() -> str:
    return translate(
        "Board",
        "There is no presence feed, so only colleagues who take part in your own calls are known. Your administrator "
        "can set one up.",
    )


def _words(status: FeedStatus) -> str | None:
    if status.state is FeedState.AWAY:
        away = translate("Board", "The presence feed is away, so it is not known how your colleagues can be reached.")
        return f"{away} {status.detail}" if status.detail else away
    if status.state is FeedState.DEAF:
        return translate(
            "Board",
            "The presence feed does not hear of any calls, so it is not known how your colleagues can be reached.",
        )
    if status.state is FeedState.STARTING:
        return translate("Board", "Connecting to the presence feed.")
    return None
