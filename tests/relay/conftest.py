"""Each test has a relay of its own: some of them break it."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.relay.private_relay import Desktop, run


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Any]:
    folder = tmp_path / "relay"
    relay = run.PrivateRelay(folder, ports=run.configure(folder))
    relay.start()
    yield relay
    relay.stop()


@pytest.fixture
def desktop(relay: Any) -> Desktop:
    return Desktop(relay.address)


@pytest.fixture
def free_ports() -> Callable[[int], list[int]]:
    def ports(count: int) -> list[int]:
        with ExitStack() as stack:
            listeners = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
            return [listener.getsockname()[1] for listener in listeners]

    return ports
