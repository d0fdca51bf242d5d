"""Run in a network namespace of its own: a way in whose network is taken away. The first argument is the way."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from screenpop.simulator import outbox
from screenpop.simulator.simulator import Simulator
from tests.ways.cuts import Address, Loop, ip
from tests.ways.each_way import WholeDesk, goes_through_a_cut, impatient


async def main(kind: str, folder: Path) -> None:
    os.environ |= {"SCREENPOP_CLIENT_SECRET": "demo", "XDG_RUNTIME_DIR": str(folder)}
    ip("link", "set", "lo", "up")
    ip("link", "add", "desk0", "type", "veth", "peer", "name", "pbx0")
    ip("link", "set", "desk0", "up")
    ip("link", "set", "pbx0", "up")
    vars(outbox)["PATIENCE"] = 1.0  # seconds until a post into nowhere is given up
    impatient()
    network = Address() if kind == "lan" else Loop()
    await network.start()
    phone_system = Simulator()
    await phone_system.start()
    desk = WholeDesk(phone_system, folder / "profile", network)
    try:
        await goes_through_a_cut(desk, network)
    finally:
        await desk.quit()
        await phone_system.stop()


if __name__ == "__main__":
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(sys.argv[1], Path(folder)))
    print("all is well")
