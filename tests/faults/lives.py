"""A desk that is a process of its own and can be killed, and the phone system in this one."""

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from screenpop.history.calls import CallHistory
from screenpop.history.store import Store
from screenpop.profile.control import NotRunning, RequestRefused, ask
from screenpop.profile.state import StateFolder
from screenpop.simulator.office import Office
from screenpop.simulator.simulator import Simulator
from tests.core.desk import write_profile
from tests.faults.fast_time import FastClock, Pace

ROOT = Path(__file__).parents[2]
SPEED = 20.0
"""A minute, and with it each of the rate limits, is three seconds."""


class Lives:
    """One desk after the other, all with the same profile. `api_url` may lead over a `Gate`."""

    def __init__(self, folder):
        self.pace = Pace(SPEED, time.monotonic())
        self.phones = Simulator(Office(), clock=FastClock(self.pace))
        self.folder = folder
        self.profile = None
        self.process = None

    async def __aenter__(self):
        self.address = await self.phones.start()
        self.lead_over(self.address)
        return self

    async def __aexit__(self, *_):
        if self.process is not None and self.process.returncode is None:
            await self.end(signal.SIGKILL)
        await self.phones.stop()

    def lead_over(self, api_url):
        """Where the desk is to find the phone system from the next start on."""
        self.profile = write_profile(self.folder, api_url)

    async def start(self):
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.faults.fast_desk", str(self.folder), str(SPEED), str(self.pace.zero)),
            cwd=ROOT,
            env={**os.environ, "SCREENPOP_CLIENT_SECRET": "demo"},
        )

    async def end(self, how):
        self.process.send_signal(how)
        await self.process.wait()

    async def kill(self):
        await self.end(signal.SIGKILL)

    async def status(self):
        """What the desk says of itself; None while it says nothing."""
        with suppress(NotRunning, RequestRefused):
            return await asyncio.to_thread(ask, self.profile.socket, {"command": "status"})
        return None

    async def subscription(self):
        """The id of the desk's subscription, once it knows it; None before."""
        status = await self.status()
        return status["subscription"]["id"] if status else None

    async def live(self):
        """The same, once calls come in by it."""
        status = await self.status()
        return status["subscription"]["id"] if status and status["subscription"]["state"] == "live" else None

    def subscriptions(self):
        return [one.id for one in self.phones.system.subscriptions.live()]

    def noted(self):
        """What the desk has noted down of its subscription."""
        return StateFolder(self.profile.state).load("subscription")

    def history(self):
        """How each call turned out, as it is on disk."""
        store = Store.open_readonly(self.profile.history)
        try:
            return {call.id: call.outcome for call in CallHistory(store).recent(limit=10_000)}
        finally:
            store.close()


class Gate:
    """Stands between desk and phone system, and holds back what passes when a subscription is asked for: the
    "request", or the "reply"."""

    def __init__(self, api_url, holds):
        self._target = int(api_url.removesuffix("/api").rpartition(":")[2])
        self._holds = holds
        self._asking = False
        self.held = asyncio.Event()
        self.opened = asyncio.Event()
        self._tasks = set()

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.api_url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/api"
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader, writer):
        self._tasks.add(asyncio.current_task())
        onward, back = await asyncio.open_connection("127.0.0.1", self._target)
        try:
            await asyncio.gather(self._pass("request", reader, back), self._pass("reply", onward, writer))
        finally:
            for side in (writer, back):
                side.transport.abort()

    async def _pass(self, name, reader, writer):
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                self._asking = self._asking or data.startswith(b"POST /api/subscriptions/")
                if self._asking and name == self._holds:
                    self.held.set()
                    await self.opened.wait()
                writer.write(data)
                await writer.drain()
        writer.close()
