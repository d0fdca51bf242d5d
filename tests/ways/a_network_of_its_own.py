"""Run in a network namespace of its own: a cable with this computer at one end and a phone system at the other.

The network gives this computer an address, takes it away and gives another, as DHCP does.
"""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from screenpop.delivery.interfaces import Interface, address_towards, interfaces
from screenpop.delivery.lan import Lan
from screenpop.delivery.settings import LanSettings
from tests.waiting import until
from tests.ways.desk import Desk

PHONE_SYSTEM = "10.20.30.1"
POST = "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1], b'{}', timeout=10).status)"


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


class Cable:
    """The cable, and the phone system at its other end."""

    def __init__(self) -> None:
        self._other_end = subprocess.Popen(["unshare", "--net", "sleep", "600"])
        ip("link", "set", "lo", "up")
        ip("link", "add", "desk0", "type", "veth", "peer", "name", "pbx0")
        while True:
            done = subprocess.run(["ip", "link", "set", "pbx0", "netns", str(self._other_end.pid)], check=False)
            if done.returncode == 0 and self._there("ip", "link", "show", "pbx0").returncode == 0:
                break
        self._there("ip", "addr", "add", f"{PHONE_SYSTEM}/24", "dev", "pbx0")
        self._there("ip", "link", "set", "pbx0", "up")
        ip("link", "set", "desk0", "up")

    def post(self, address: str) -> str:
        """The status that the phone system gets."""
        return self._there(sys.executable, "-c", POST, address).stdout.strip()

    def cut(self) -> None:
        self._other_end.kill()
        self._other_end.wait()

    def _there(self, *command: str) -> "subprocess.CompletedProcess[str]":
        at = ["nsenter", f"--net=/proc/{self._other_end.pid}/ns/net"]
        return subprocess.run([*at, *command], capture_output=True, text=True, check=False)


async def moved(desk: Desk, host: str | None) -> str:
    desk.way.wake()
    if host is None:
        await until(lambda: desk.addresses[-1] is None)
        return ""
    await until(lambda: (desk.addresses[-1] or "").startswith(f"http://{host}:"))
    return str(desk.addresses[-1])


async def main(folder: Path) -> None:
    cable = Cable()
    desk = Desk(folder, lambda desk: Lan(LanSettings(), desk.state, PHONE_SYSTEM))
    assert interfaces() == ()
    assert address_towards(PHONE_SYSTEM) is None
    await desk.start()
    assert "has no address in a network" in await desk.is_down()

    ip("addr", "add", "10.20.30.40/24", "dev", "desk0")
    assert interfaces() == (Interface("desk0", "10.20.30.40"),)
    first = await moved(desk, "10.20.30.40")
    assert await asyncio.to_thread(cable.post, first) == "204"

    ip("addr", "del", "10.20.30.40/24", "dev", "desk0")
    await moved(desk, None)
    ip("addr", "add", "10.20.30.40/24", "dev", "desk0")
    assert await moved(desk, "10.20.30.40") == first
    assert await asyncio.to_thread(cable.post, first) == "204"

    ip("addr", "del", "10.20.30.40/24", "dev", "desk0")
    ip("addr", "add", "10.20.30.50/24", "dev", "desk0")
    second = await moved(desk, "10.20.30.50")
    assert await asyncio.to_thread(cable.post, second) == "204"
    ip("link", "set", "desk0", "down")
    await desk.is_down()
    assert interfaces() == ()
    assert len(desk.taken) == 3
    await desk.stop()
    cable.cut()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(Path(folder)))
    print("all is well")
