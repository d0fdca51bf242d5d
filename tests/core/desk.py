"""A core at work against a simulated phone system, both in this process, on real HTTP."""

import asyncio
import contextlib

import httpx

from screenpop.core import Core
from screenpop.profile.paths import Profile
from screenpop.simulator.simulator import Simulator
from tests.waiting import until

CONFIG = """\
[account]
api_url = "{api_url}"
grant = "client_credentials"
client_id = "demo"

[delivery]
kind = "loopback"
"""


def write_profile(folder, api_url, more=""):
    profile = Profile(folder).create()
    profile.config.write_text(CONFIG.format(api_url=api_url) + more, encoding="utf-8")
    return profile


class Desk:
    """A core that runs, and the phone system that it talks to."""

    def __init__(self, phone_system: Simulator, api_url: str, folder):
        self.phone_system = phone_system
        self.profile = write_profile(folder, api_url)
        self._control = api_url.removesuffix("/api") + "/_sim"
        self.core = None
        self._running = None

    async def start(self, **how):
        self.core = Core(self.profile, **how)
        self._running = asyncio.create_task(self.core.run())
        return self.core

    async def start_live(self):
        core = await self.start()
        await until(lambda: core.account.is_subscribed)
        return core

    async def quit(self):
        if self._running is not None:
            self.core.quit()
            await self._running
            self._running = None

    async def crash(self):
        """End without any of the tidying, as far as one process can: the loop's tasks stop, the disk stays as it is."""
        self._running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._running

    async def subscriptions(self):
        """What the phone system holds for anybody, by its control API."""
        async with httpx.AsyncClient() as http:
            return (await http.get(self._control + "/subscriptions")).json()

    def call(self, call_id):
        return self.core.intake.ledger.get(call_id)

    def kept(self, call_id):
        return self.core.history.get(call_id)
