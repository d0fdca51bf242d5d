"""A simulated phone system at which this desk's own port is registered, and a desk that signs in there."""

import socket

import pytest

from screenpop.simulator import Simulator
from screenpop.simulator.office import App, Office
from screenpop.simulator.variants import Timings, Variants
from tests.sign_in.desk import Desk


@pytest.fixture
def port():
    """A port that was free a moment ago: the phone system must know it before it is used."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


@pytest.fixture
async def start(port):
    """Start simulators, each with its variants; they are stopped at the end."""
    started = []

    async def begin(*, client_secret=None, timings=None, **variants):
        redirect = f"http://127.0.0.1:{port}/callback"
        app = App(client_id="desk", client_secret=client_secret, user="126", redirect_uris=(redirect,))
        office = Office(apps=(app,), variants=Variants(**variants), timings=timings or Timings())
        simulator = Simulator(office)
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
def desk(simulator, port, tmp_path):
    return Desk(simulator.system.address, port, tmp_path)
