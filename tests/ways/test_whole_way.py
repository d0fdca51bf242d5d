"""Each way in under the whole program: a call rings through it, the way is cut and restored, and nothing is missing."""

from contextlib import AsyncExitStack

import pytest

from screenpop.calls.call import Outcome
from screenpop.core import Core
from screenpop.delivery.base import HealthState
from screenpop.simulator.simulator import Simulator
from screenpop.simulator.wishes import CallWish
from tests.core.desk import Desk
from tests.waiting import until
from tests.ways.desk import serving
from tests.ways.private_sshd import USER, free_port
from tests.ways.test_url import passing_on_to

DAVID = CallWish(number="+16133246100", name="David Ward", to="126")
MARIE = CallWish(number="+14185550117", name="Marie Tremblay", to="126")


class Tunnel:
    """A tunnel of the user's own, for the way in `url`."""

    def __init__(self):
        self.public, self.local = free_port(), free_port()
        self._open = AsyncExitStack()

    @property
    def settings(self):
        return f'[delivery.url]\npublic_url = "http://127.0.0.1:{self.public}"\nport = {self.local}\n'

    async def start(self):
        await self._open.enter_async_context(serving(passing_on_to(self.local), self.public))

    async def cut(self):
        await self._open.aclose()


class Server:
    """A server of the user's own, for the way in `ssh`."""

    def __init__(self, sshd, home):
        self._sshd = sshd
        (home / ".ssh" / "known_hosts").write_text(sshd.known)

    @property
    def settings(self):
        return (
            f'[delivery.ssh]\nhost = "127.0.0.1"\nport = {self._sshd.port}\nuser = "{USER}"\n'
            f'key_file = "{self._sshd.user_key}"\n'
        )

    async def start(self):
        self._sshd.start()

    async def cut(self):
        self._sshd.kill()


@pytest.fixture(params=["url", "ssh"])
async def kind(request):
    return request.param


@pytest.fixture
async def network(kind, sshd, home):
    network = Tunnel() if kind == "url" else Server(sshd, home)
    await network.start()
    yield network
    await network.cut()


@pytest.fixture
async def desk(kind, network, tmp_path, monkeypatch):
    monkeypatch.setenv("SCREENPOP_CLIENT_SECRET", "demo")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    phone_system = Simulator()
    made = Desk(phone_system, await phone_system.start(), tmp_path / "profile")
    config = made.profile.config
    config.write_text(config.read_text().replace('kind = "loopback"', f'kind = "{kind}"') + network.settings)
    yield made
    await made.quit()
    await phone_system.stop()


async def test_calls_through_a_way_that_is_cut_and_restored(desk, network, kind):
    core = await desk.start_live()
    assert isinstance(core, Core)
    popped = []
    core.on_changes.append(lambda changes: popped.extend(change.call.id for change in changes if change.pop))
    (subscription,) = await desk.subscriptions()

    first = desk.phone_system.ring(DAVID)
    await until(lambda: popped == [first])
    desk.phone_system.hang_up(first)
    await until(lambda: desk.kept(first) and desk.kept(first).ended)

    await network.cut()
    if kind == "url":
        core.way.wake()
    await until(lambda: core.way.health.state is HealthState.DOWN)
    missed = desk.phone_system.ring(MARIE)
    desk.phone_system.hang_up(missed)

    await network.start()
    core.way.wake()
    await until(lambda: core.way.health.state is HealthState.UP)
    kept = await until(lambda: desk.kept(missed))
    assert (kept.outcome, kept.number) == (Outcome.MISSED, MARIE.number)

    again = desk.phone_system.ring(DAVID)
    await until(lambda: popped == [first, again])
    assert [each["id"] for each in await desk.subscriptions()] == [subscription["id"]], "one subscription throughout"
    assert core.intake.received.rejected == 0
