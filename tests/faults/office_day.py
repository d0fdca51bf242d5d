"""A day at the simulated office: a phone system and a desk, both real, on real HTTP, in a time that jumps.

Between the two lies a line that can be cut, and whatever else a test puts there.
"""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta

from screenpop.core import Core
from screenpop.integrate.clock import CallClock
from screenpop.simulator.clock import Clock
from screenpop.simulator.faults import Fault
from screenpop.simulator.office import Office
from screenpop.simulator.simulator import Simulator
from screenpop.simulator.wishes import CallWish
from tests.core.desk import write_profile
from tests.faults.patient_time import now, until, watched

MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
AGENT = "126"
DAVID = CallWish(number="+16133246100", name="David Ward", to=AGENT)
MARIE = CallWish(number="+14185550117", name="Marie Tremblay", to=AGENT)


class Clocks:
    """A computer's clocks. `slept` is what the loop knows nothing of, `error` how far the wall clock is ahead."""

    def __init__(self):
        self.slept = 0.0
        self.error = timedelta()

    def steady(self):
        return 1000.0 + now() + self.slept

    def wall(self):
        return MORNING + self.error + timedelta(seconds=now() + self.slept)


class OfficeClock(Clock):
    def __init__(self, clocks, time_scale):
        super().__init__(time_scale)
        self._clocks = clocks

    def now(self):
        return self._clocks.wall() + self.offset

    def steady(self):
        return self._clocks.steady()


class Line:
    """The way from the desk to the phone system: a port that passes on, until it is cut."""

    def __init__(self, target):
        self._target = target
        self._server = None
        self._writers = set()
        self.port = 0

    async def mend(self, tls=None):
        """Pass on again; with a TLS context, to those who speak it."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port, ssl=tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self):
        """Connections break, and new ones are refused."""
        self._server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        await until(lambda: not self._writers)

    async def _connected(self, reader, writer):
        onward, back = await asyncio.open_connection("127.0.0.1", self._target)
        self._writers |= {writer, back}
        try:
            await asyncio.gather(self._pass(reader, back), self._pass(onward, writer))
        finally:
            self._writers -= {writer, back}

    async def _pass(self, reader, writer):
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()


class Desk:
    """A computer with ScreenPop on it, from start to quit, as often as wanted."""

    def __init__(self, api_url, folder, clocks):
        self.profile = write_profile(folder, api_url)
        self.clocks = clocks
        self.core = None
        self.popped = []
        self.seen = []
        self._running = None

    async def start(self):
        self.core = Core(self.profile, clock=CallClock(self.clocks.wall, self.clocks.steady))
        watched(self.core.store)
        self.core.on_changes.append(self._note)
        self.core.on_update.append(self._see)
        self._running = asyncio.create_task(self.core.run())

    async def start_live(self):
        await self.start()
        await self.live()

    async def live(self, *, within=60.0):
        await until(lambda: self.core.account.is_subscribed, within=within)

    async def quit(self):
        if self._running is not None:
            self.core.quit()
            await self._running
            self._running = None

    @property
    def sees(self):
        """What the agent is told of why calls cannot reach them; "" while they can."""
        return self.core.why_offline or ""

    @property
    def state(self):
        return self.core.account.subscription.state

    @property
    def subscription_id(self):
        return self.core.account.subscription.id

    @property
    def presence(self):
        return self.core.presence.own.presence

    def call(self, call_id):
        return self.core.intake.ledger.get(call_id)

    def kept(self, call_id):
        """The call as it is on disk."""
        return self.core.history.get(call_id)

    def outcomes(self):
        """The history: how each call turned out, by its id."""
        return {call.id: call.outcome for call in self.core.history.recent(limit=10_000)}

    def _see(self):
        """`seen` is all that the agent was told, one after the other."""
        if self.sees not in self.seen[-1:]:
            self.seen.append(self.sees)

    def _note(self, changes):
        self.popped += [change.call.id for change in changes if change.pop]


class Day:
    """A phone system and one desk. What a test does by hand it tells in `expected`: call ids and their outcomes."""

    def __init__(self, folder, *, time_scale=1.0, office=None, scheme="http"):
        self.clocks, self._server_clocks = Clocks(), Clocks()
        self.folder = folder
        self.scheme = scheme
        clock = OfficeClock(self._server_clocks, time_scale)
        self.phones = Simulator(office or Office(), clock=clock)
        self.expected = {}
        self.line = None
        self.desk = None

    async def __aenter__(self):
        address = await self.phones.start()
        self.line = Line(int(address.removesuffix("/api").rpartition(":")[2]))
        await self.line.mend()
        self.desk = self.desk_named("desk")
        return self

    async def __aexit__(self, *_):
        await self.desk.quit()
        await self.line.cut()
        await self.phones.stop()

    @property
    def system(self):
        return self.phones.system

    def desk_named(self, name):
        return Desk(f"{self.scheme}://127.0.0.1:{self.line.port}/api", self.folder / name, self.clocks)

    def fault(self, **fault):
        self.system.faults.add([Fault(**fault)])

    def mend(self):
        self.system.faults.clear()
        self.system.deliveries.release()

    def sleep(self, **span):
        """The computer sleeps for so long; the phone system does not."""
        for clocks in (self.clocks, self._server_clocks):
            clocks.slept += timedelta(**span).total_seconds()

    def put_clock(self, whose, by):
        """Move the clock of the "server", or of the "computer"."""
        if whose == "server":
            self.system.clock.offset += by
        else:
            self.desk.clocks.error += by

    def losing(self, lost):
        """Does what the phone system tells in a message of that name; the messages that are `lost` do not arrive."""

        async def act(name, action):
            is_lost = name in lost or lost == ["all"]
            if is_lost:
                self.fault(deliveries="drop", of="calls", times=0)
            result = action()
            await asyncio.sleep(0.5)
            if is_lost:
                self.mend()
            return result

        return act

    def asked(self, method, beginning):
        """The requests of one kind, as the phone system logged them."""
        return [
            one for one in self.system.requests if one.method == method and one.path.startswith(f"/api/{beginning}")
        ]

    def subscriptions(self):
        return [one.id for one in self.system.subscriptions.live()]

    async def let_it_ring(self, wish=DAVID):
        """Somebody calls, and the desk shows it."""
        call_id = self.phones.ring(wish)
        await until(lambda: self.desk.presence == "ringing", within=5)
        return call_id

    async def give_up(self, call_id):
        """The caller does."""
        self.phones.hang_up(call_id)
        self.expected[call_id] = "missed"

    async def miss_a_call(self, wish=MARIE):
        """Somebody calls and gives up."""
        call_id = self.phones.ring(wish)
        await asyncio.sleep(2)
        self.phones.hang_up(call_id)
        self.expected[call_id] = "missed"
        return call_id

    async def take_a_call(self, wish=DAVID):
        """Somebody calls, and the agent talks with them; card, presence and history follow."""
        call_id = self.phones.ring(wish)
        await until(lambda: self.desk.popped.count(call_id) == 1, within=5)
        assert self.desk.presence == "ringing"
        self.phones.answer(call_id, AGENT)
        await until(lambda: self.desk.presence == "on_call", within=5)
        await asyncio.sleep(20)
        self.phones.hang_up(call_id)
        await until(lambda: self.desk.presence == "available", within=5)
        await until(lambda: self.desk.kept(call_id).ended, within=5)
        self.expected[call_id] = "answered"
        return call_id

    async def is_well_again(self, *, within=90.0):
        """Calls come in, the history is whole, and there is one subscription: this desk's."""
        await self.desk.live(within=within)
        assert self.desk.sees == ""
        await until(lambda: self.desk.outcomes() == self.expected, within=90)
        await until(lambda: self.desk.presence == "available", within=90)
        await self.take_a_call()
        await until(lambda: self.subscriptions() == [self.desk.subscription_id], within=90)
        await until(self._has_right_times, within=75 * 60)
        assert self.desk.outcomes() == self.expected
        assert self.system.limits.pushed_back == 0

    def _has_right_times(self):
        """Whether the history says of each call what the phone system wrote down."""
        records = self.system.records.newest_first()
        written = [(record.caller.call_id, record.started, record.ended) for record in records]
        kept = [(self.desk.kept(call_id), started, ended) for call_id, started, ended in written]
        return all(
            abs(call.started - started) < timedelta(seconds=2) and abs(call.ended - ended) < timedelta(seconds=5)
            for call, started, ended in kept
        )
