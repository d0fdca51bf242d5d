import pytest

from tests.delivery.wire import Desk, Wire, port_of, server_for


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
async def connect_to():
    """Connects to a port; all is closed after the test."""
    wires = []

    async def connect_to(port, source="127.0.0.1"):
        wires.append(await Wire.connect(port, source))
        return wires[-1]

    yield connect_to
    for wire in wires:
        await wire.close()


@pytest.fixture
async def server(desk):
    """A server that hands messages to the desk, and waits for slow senders as good as for ever."""
    server = server_for(desk, patience=3600)
    await server.open()
    yield server
    desk.disk.set()
    await server.close()


@pytest.fixture
def connect(server, connect_to):
    """Connects to the server."""

    async def connect(source="127.0.0.1"):
        return await connect_to(port_of(server), source)

    return connect
