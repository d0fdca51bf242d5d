"""An office, a desk that is signed in as the application, and an endpoint."""

import pytest

from screenpop.simulator import Simulator
from screenpop.simulator.office import Office
from screenpop.simulator.variants import Variants
from tests.simulator.desk import Desk, Endpoint


def quick_office(**variants):
    """The default office without rate limits, which have their own tests."""
    return Office(variants=Variants(**{"rate_limits": False, **variants}))


@pytest.fixture
async def start():
    """Start simulators; they are stopped at the end."""
    started = []

    async def begin(office=None, *, time_scale=20.0, **options):
        simulator = Simulator(office or quick_office(), time_scale=time_scale, **options)
        await simulator.start()
        started.append(simulator)
        return simulator

    yield begin
    for simulator in started:
        await simulator.stop()


@pytest.fixture
async def simulator(start):
    return await start()


@pytest.fixture
async def desk(simulator):
    async with Desk(simulator.system.address) as desk:
        await desk.sign_in()
        yield desk


@pytest.fixture
async def endpoint():
    async with Endpoint() as endpoint:
        yield endpoint
