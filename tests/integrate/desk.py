"""One life of one desktop at the small phone system, from its start to its end, by whatever end."""

import asyncio
import contextlib
from datetime import timedelta

import httpx

from screenpop.calls.events import NoticeState
from screenpop.integrate.auth import SignIn
from screenpop.integrate.client import Client
from screenpop.integrate.grants import ClientCredentials
from screenpop.integrate.lifecycle import State
from screenpop.integrate.limits import RateLimits
from screenpop.integrate.memory import Forgetful
from screenpop.integrate.messages import read
from screenpop.integrate.settings import AccountSettings
from screenpop.integrate.subscription import SubscriptionKeeper
from tests.integrate.phone_system import MORNING
from tests.integrate.virtual_time import now, until

HOME = "https://desk.example/hook/1"
AWAY = "https://tunnel.example/hook/2"
SETTINGS = AccountSettings(api_url="https://phone.example/api", client_id="demo")


async def at_once(work):
    work()


class Desk:
    """`dies_at` is the step (a write to disk, a request before and after it is served) at which it is killed."""

    def __init__(
        self, phone, disk=None, *, user="126", lifetime=timedelta(days=1), dies_at=None, clock_error=timedelta()
    ):
        self.phone = phone
        self.disk = disk if disk is not None else Forgetful()
        self.clock_error = clock_error
        self.slept = phone.slept
        self.steps = 0
        self.dies_at = dies_at
        self.is_dead = asyncio.Event()
        self.states = []
        self.addresses = set()
        sign_in = SignIn(SETTINGS.base_url, ClientCredentials("demo", "secret"), monotonic=self.steady)
        self.client = Client(
            SETTINGS,
            auth=sign_in,
            limits=RateLimits(self, wall=self.wall, monotonic=self.steady, elsewhere=at_once),
            wall=self.wall,
            monotonic=self.steady,
            transport=httpx.MockTransport(self._request),
        )
        self.keeper = SubscriptionKeeper(
            self.client,
            self,
            monotonic=self.steady,
            random=lambda: 0.5,
            lifetime=lifetime,
            user=user,
            elsewhere=at_once,
        )
        self.keeper.on_change = lambda: self.states.append(self.keeper.status.state)
        self.running = None

    def steady(self):
        return 1000.0 + now() + self.slept

    def wall(self):
        return MORNING + self.clock_error + timedelta(seconds=now() + self.slept)

    def sleep(self, hours):
        """Sleep so long; the phone system does not."""
        self.slept += 3600.0 * hours
        self.phone.slept += 3600.0 * hours

    @property
    def state(self):
        return self.keeper.status.state

    @property
    def is_live(self):
        return self.state is State.LIVE

    def start(self, address=HOME):
        self.move(address)
        self.running = asyncio.create_task(self.keeper.run())
        return self

    def move(self, address):
        """Be reachable at another address, or (None) at none."""
        self._vanish()
        if address is not None:
            self.addresses.add(address)
            self.phone.hooks[address] = self._deliver
        self.keeper.set_address(address)

    async def live(self, *, within=60.0):
        await until(lambda: self.is_live, within=within)
        return self

    async def quit(self, *, delete=True):
        await self._cancel()
        await self.keeper.close(delete)
        await self._end()

    async def kill(self):
        """As the system would: nothing more is written or sent."""
        self.is_dead.set()
        await self._cancel()
        await self._end()

    def load(self, name):
        return self.disk.load(name)

    def save(self, name, value):
        self._step()
        if not self.is_dead.is_set():
            self.disk.save(name, value)

    async def _request(self, request):
        self._step()
        await self._stop_if_dead()
        answer = await self.phone.answer(request)
        self._step()
        await self._stop_if_dead()
        return answer

    def _step(self):
        self.steps += 1
        if self.steps == self.dies_at:
            self.is_dead.set()

    async def _stop_if_dead(self):
        if self.is_dead.is_set():
            await asyncio.get_running_loop().create_future()

    def _deliver(self, body):
        if not self.is_dead.is_set():
            for event in read(body):
                self.keeper.heard(getattr(event, "state", NoticeState.READY) is NoticeState.READY)

    def _vanish(self):
        for address in self.addresses:
            self.phone.hooks.pop(address, None)
        self.addresses.clear()

    async def _cancel(self):
        if self.running is not None:
            self.running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self.running

    async def _end(self):
        self._vanish()
        await self.client.aclose()


@contextlib.asynccontextmanager
async def a_desk(phone, disk=None, *, address=HOME, **options):
    """A desk that has started, and is killed at the end of the test."""
    desk = Desk(phone, disk, **options).start(address)
    try:
        yield desk
    finally:
        await desk.kill()
