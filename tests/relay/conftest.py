"""Each test has a relay of its own: some of them break it.

With RELAY_UNDER_TEST, the address of a relay that somebody installed, those run that need no more than an address,
and against that relay. SSL_CERT_FILE names its authority.
"""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.relay.private_relay import Desktop, run

INSTALLED = os.environ.get("RELAY_UNDER_TEST")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to an installed relay the tests that ask for an address, and for nothing that only we can do to a relay."""
    if not INSTALLED:
        return
    chosen = [item for item in items if "address" in _fixtures(item) and "relay" not in _fixtures(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


def _fixtures(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Any]:
    folder = tmp_path / "relay"
    relay = run.PrivateRelay(folder, ports=run.configure(folder))
    relay.start()
    yield relay
    relay.stop()


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    return INSTALLED or str(request.getfixturevalue("relay").address)


@pytest.fixture
def desktop(address: str) -> Desktop:
    return Desktop(address)


@pytest.fixture
def free_ports() -> Callable[[int], list[int]]:
    def ports(count: int) -> list[int]:
        with ExitStack() as stack:
            listeners = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
            return [listener.getsockname()[1] for listener in listeners]

    return ports
