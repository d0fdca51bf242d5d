"""The feed and a desktop that reads it, in this process, on real HTTP and a real relay."""

import asyncio
from datetime import timedelta

import httpx

from screenpop.feed.keys import member_key
from screenpop.feed.wire import read
from screenpop.feed_service import FeedService
from screenpop.status import status_json
from tests.core.desk import Desk, write_profile
from tests.relay.private_relay import Desktop
from tests.waiting import until

FEED = """
[feed]
url = "{url}"
"""


class FeedAtWork:
    """The feed's program over several runs."""

    def __init__(self, phone_system, folder, url, more=""):
        self.phone_system = phone_system
        self.profile = write_profile(folder, phone_system.api_url, FEED.format(url=url) + more)
        text = self.profile.config.read_text(encoding="utf-8").replace('"loopback"', '"relay"')
        self.profile.config.write_text(f'[delivery.relay]\nurl = "{url}"\n{text}', encoding="utf-8")
        self.service = None
        self.before_start = lambda: None
        self._running = None

    async def start(self):
        self.before_start()
        self.service = FeedService(self.profile, heartbeat=timedelta(seconds=0.2))
        self._running = asyncio.create_task(self.service.run())
        await until(lambda: self.service._publisher is not None and self.service._publisher._sent is not None)
        return self.service

    async def quit(self):
        if self._running is not None:
            self.service.quit()
            await self._running
            self._running = None

    async def subscriptions(self):
        async with httpx.AsyncClient() as http:
            control = self.phone_system.api_url.removesuffix("/api") + "/_sim"
            return (await http.get(control + "/subscriptions")).json()


class FeedDesk(Desk):
    """A desktop that reads the feed."""

    def __init__(self, phone_system, folder, url):
        super().__init__(phone_system, phone_system.api_url, folder)
        with self.profile.config.open("a", encoding="utf-8") as file:
            file.write(FEED.format(url=url))
        self.popped = []
        self.before_start = lambda: None

    async def start(self, **how):
        self.before_start()
        core = await super().start(**how)
        core.on_changes.append(lambda changes: self.popped.extend(change.call.id for change in changes if change.pop))
        return core

    def colleagues(self):
        """As `screenpop status --json` tells of them."""
        return {user: str(word) for user, word in status_json(self.core)["presence"]["colleagues"].items()}

    async def see(self, **presence):
        """Wait until the board says so: `see(_127="on_call")`."""
        wanted = {user.removeprefix("_"): word for user, word in presence.items()}
        try:
            await until(lambda: wanted.items() <= self.colleagues().items())
        except TimeoutError:
            raise AssertionError(f"the board says {self.colleagues()}") from None


async def messages(address, secret, count):
    """The first messages on the board, as whoever has the feed's secret can read them."""
    board = Desktop(f"{address}/feed", member_key(secret).secret)
    return [(event.body, read(event.body, event.envelope["type"])) for event in await board.read(count)]
