"""Opens the list of calls on a history, scrolls through it and searches it, without a screen; prints what it took.

`python -m benchmarks.history_window FILE` prints one JSON object; all times are in milliseconds.
"""

import json
import random
import sys
import time
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from screenpop.calls.presence import Presence
from screenpop.desktop.call_panel import CallsActions
from screenpop.desktop.card_style import Look
from screenpop.desktop.history_reader import HistoryReader
from screenpop.desktop.main_calls import Calls, CallsPage
from screenpop.desktop.main_window import MainWindow
from screenpop.desktop.view import CallLine, DesktopView, TrayActions, call_line
from screenpop.desktop.window_place import WindowMemory
from screenpop.history.listing import CallList, Listed, Sought
from screenpop.history.store import Store
from screenpop.people.caller import identify
from screenpop.profile.paths import Profile

OPENINGS = 9
STEPS = 400
STEP = 90
"""Pixels of a turn of the wheel."""

QUERIES = 600


async def _nothing(_call_id: str) -> None:
    """Nothing is done here."""


def _describe(listed: Listed) -> CallLine:
    call = listed.call
    who = identify(call.number, call.name, "CA")
    return call_line(call, title=who.name, number=who.number, initials=who.initials, seed=who.seed)


def _now() -> datetime:
    return datetime.now().astimezone()


class _Paints(QObject):
    """Counts what a widget paints."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def _window(app: QApplication, path: Path, folder: Path) -> tuple[MainWindow, Calls, float]:
    """The window, and how long it took from nothing until its calls were painted (or that there are none)."""
    begun = time.perf_counter()
    actions = CallsActions(_nothing, lambda _id, _text: _nothing(_id), _nothing, lambda _moment: _nothing(""))
    calls = CallsPage(lambda: HistoryReader(path), _describe, actions, lambda: 0, _now)
    tray = TrayActions(_nothing, _nothing, _nothing, _nothing, lambda _dnd: None, lambda: None, lambda: None)
    view = DesktopView("", Presence.AVAILABLE, _now())
    window = MainWindow(
        lambda: view, tray, [calls], look=Look, memory=WindowMemory(Profile(folder).create()), clock=_now
    )
    window.reveal()
    page = window.findChild(Calls)
    assert isinstance(page, Calls)
    filled: list[bool] = []
    page.model.filled.connect(filled.append)
    while not filled:
        app.processEvents()
    paints = _Paints()
    shown = page.list.viewport() if filled[0] else page
    shown.installEventFilter(paints)
    shown.update()
    while not paints.count:
        app.processEvents()
    return window, page, (time.perf_counter() - begun) * 1000


def _close(window: MainWindow, page: Calls) -> None:
    page._reader.close()
    page.leave()
    window.hide()
    window.deleteLater()


def _scroll(app: QApplication, page: Calls) -> list[float]:
    """How long each turn of the wheel kept the event loop busy, to the last event that it led to."""
    bar = page.list.verticalScrollBar()
    took: list[float] = []
    for _ in range(STEPS):
        bar.setValue(min(bar.value() + STEP, bar.maximum()))
        until = time.perf_counter() + 0.016
        while (begun := time.perf_counter()) < until:
            app.processEvents()
            took.append((time.perf_counter() - begun) * 1000)
            time.sleep(0.001)
    return took


def _search(store: Store, *, longest: int, shortest: int) -> list[float]:
    """How long searches take for parts of the words, numbers and notes that are there."""
    chance, calls = random.Random(longest), CallList(store)
    took: list[float] = []
    (count,) = store.read("SELECT max(position) FROM calls")[0]
    while len(took) < QUERIES:
        rows = store.read(
            "SELECT words FROM found JOIN calls USING (place) WHERE position = ?", chance.randint(1, count)
        )
        word = chance.choice(rows[0][0].split())
        length = chance.randint(shortest, longest)
        at = 0 if longest < 3 else chance.randint(0, max(len(word) - length, 0))
        query = word[at : at + length]
        if shortest <= len(query):
            begun = time.perf_counter()
            calls.page(Sought(query), limit=60)
            took.append((time.perf_counter() - begun) * 1000)
    return took


def main() -> None:
    """Measure and print."""
    path = Path(sys.argv[1])
    app = QApplication(["history", "-platform", "offscreen"])
    app.setQuitOnLastWindowClosed(False)
    with TemporaryDirectory() as folder:
        opened = []
        for _ in range(OPENINGS):
            window, page, took = _window(app, path, Path(folder))
            opened.append(took)
            _close(window, page)
        window, page, _ = _window(app, path, Path(folder))
        found: dict[str, list[float]] = {"open": opened, "scroll": _scroll(app, page)}
        found["rows"] = [page.model.rowCount(), page.model.rows_in_memory]
        _close(window, page)
    store = Store.open_readonly(path)
    if page.model.rowCount():
        found["search"] = _search(store, longest=9, shortest=3)
        found["short"] = _search(store, longest=2, shortest=1)
    store.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
