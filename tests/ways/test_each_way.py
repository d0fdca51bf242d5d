"""Each way in under the whole program: a call rings through it, the way is cut and restored, and nothing is missing."""

import os
import secrets
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from screenpop import caretaker
from screenpop.simulator.simulator import Simulator
from tests.ways.cuts import Proxy, Relay, Server
from tests.ways.each_way import WholeDesk, goes_through_a_cut

ROOT = Path(__file__).parents[2]

WAYS = {
    "relay, route silent": lambda folder: Relay(folder, "route"),
    "relay, nginx killed": lambda folder: Relay(folder, "nginx"),
    "relay, Redis killed": lambda folder: Relay(folder, "redis"),
    "url, nginx killed": Proxy,
    "ssh, sshd killed": Server,
}


@pytest.fixture(params=list(WAYS.values()), ids=list(WAYS))
async def network(request, home, tmp_path, monkeypatch):
    folder = tmp_path / "network"
    folder.mkdir()
    made = request.param(folder)
    await made.start()
    yield made
    await made.close()


@pytest.fixture
async def desk(qapp, network, tmp_path, monkeypatch):
    monkeypatch.setattr(caretaker, "BETWEEN_SNAPSHOTS", timedelta(seconds=1))
    monkeypatch.setenv("SCREENPOP_CLIENT_SECRET", "demo")
    monkeypatch.setenv("SCREENPOP_RELAY_SECRET", secrets.token_urlsafe(32))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    phone_system = Simulator()
    await phone_system.start()
    made = WholeDesk(phone_system, tmp_path / "profile", network)
    yield made
    await made.quit()
    await phone_system.stop()


async def test_calls_through_a_way_that_is_cut_and_restored(desk, network):
    await goes_through_a_cut(desk, network)


@pytest.mark.parametrize("kind", ["lan", "loopback"])
def test_calls_through_a_network_that_goes_and_comes_back(kind):
    unshare = ["unshare", "--net"] if os.getuid() == 0 else ["unshare", "--user", "--map-root-user", "--net"]
    done = subprocess.run(
        [*unshare, sys.executable, "-m", "tests.ways.a_way_in_a_network_of_its_own", kind],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "all is well"
