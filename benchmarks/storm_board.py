"""Core and main window of one process while calls storm in; prints how long the event loop was blocked each time.

`python -m benchmarks.storm_board` prints one JSON object; all times are in milliseconds.
"""

import asyncio
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from screenpop.calls.events import Agent
from screenpop.delivery.base import Delivered
from screenpop.desktop.main_window import MainWindow
from screenpop.desktop.view import TrayActions
from screenpop.desktop.window_place import WindowMemory
from screenpop.profile.paths import Profile
from screenpop.window_pages import window_pages
from screenpop.workplace import Workplace

CALLS = 50
SECONDS = 10.0
COLLEAGUES = 200
CONFIG = '[account]\napi_url = "http://127.0.0.1:9/api"\n[delivery]\nkind = "loopback"\n'


async def _nothing(_call_id: str) -> None:
    """Nothing is done here."""


class _Blocks:
    """Looks every millisecond how late it comes."""

    def __init__(self) -> None:
        self.late: list[float] = []

    async def watch(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            self.late.append((time.perf_counter() - begun - 0.001) * 1000)


def _message(number: int, caller: str, leg: str, *, began: datetime) -> Delivered:
    user = "126" if number % 5 == 0 else str(200 + number % COLLEAGUES)
    sides = {
        "from": {"call_id": f"c{number}", "state": caller, "id": f"+1613555{number:04}", "name": f"Caller {number}"},
        "to": {"call_id": f"c{number}-leg", "state": leg, "user": user, "domain": "example.com", "id": user},
    }
    body = {"time_start": f"{began:%Y-%m-%d %H:%M:%S}", "time_answer": None, **sides}
    return Delivered(json.dumps({"calls": body}).encode())


async def _call(workplace: Workplace, number: int) -> None:
    """One call: it rings, is taken, and ends after two seconds."""
    began = datetime.now(UTC)
    for caller, leg, lasts in (("progressing", "ringing", 1.0), ("active", "active", 1.0), ("ended", "ended", 0.0)):
        await workplace.core.intake.take(_message(number, caller, leg, began=began), way="bench")
        await asyncio.sleep(lasts)


async def _storm(folder: Path) -> list[float]:
    profile = Profile(folder).create()
    profile.config.write_text(CONFIG, encoding="utf-8")
    window: MainWindow | None = None
    workplace = Workplace(profile, refresh=lambda: window.refresh() if window else None, show_window=lambda: None)
    workplace.core.intake.serve(Agent("126", "example.com"))
    workplace.core.names.users = {str(200 + number): f"Colleague {number}" for number in range(COLLEAGUES)}
    tray = TrayActions(_nothing, _nothing, _nothing, _nothing, lambda _dnd: None, lambda: None, lambda: None)
    window = MainWindow(
        workplace.view, tray, window_pages(workplace, ()), look=workplace.look, memory=WindowMemory(profile, "bench")
    )
    window.reveal("colleagues")
    workplace.stack.warm_up()
    await asyncio.sleep(2)
    blocks = _Blocks()
    watching = asyncio.create_task(blocks.watch(), name="blocks")
    async with asyncio.TaskGroup() as calls:
        for number in range(CALLS):
            calls.create_task(_call(workplace, number))
            await asyncio.sleep(SECONDS / CALLS)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    await window.end()
    await workplace._close()
    workplace.core.store.close()
    return blocks.late


def main() -> None:
    """Measure and print."""
    app = QApplication(["storm", "-platform", "offscreen"])
    app.setQuitOnLastWindowClosed(False)
    with TemporaryDirectory() as folder, QEventLoop(app) as loop:
        late = loop.run_until_complete(_storm(Path(folder) / "profile"))
    print(json.dumps({"late": late}))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
