"""From the start of the process to a visible tray icon, against a bare PySide6 tray program."""

import statistics
import subprocess
import time

from benchmarks.numbers import percentile, ratio
from benchmarks.programs import office, profile, start_bare, start_screenpop
from benchmarks.report import Result
from benchmarks.screen import TRAY_WINDOW, end, screen
from benchmarks.waiting import until
from benchmarks.watching import Place, Watcher
from screenpop.profile.paths import Profile

STARTS = 12
LIMIT = 2.0
ICON = 40
"""Pixels that must have changed in the tray: an icon has some hundred."""


def measure() -> Result:
    """One program after the other is started, seen, and ended."""
    times: dict[str, list[float]] = {"ScreenPop": [], "bare": []}
    with screen(tray=True) as environment, office(environment) as api_url, profile(api_url) as where:
        watcher = Watcher(environment["DISPLAY"])
        tray = until(lambda: watcher.named(TRAY_WINDOW), "tray")
        watcher.settle(0.5)
        for turn in range(STARTS + 1):
            for name in times if turn % 2 else reversed(times):
                took = _start(name, watcher, tray, where, environment)
                if turn:
                    times[name].append(took)
        watcher.close()
    return _result(times)


def _start(name: str, watcher: Watcher, tray: Place, where: Profile, environment: dict[str, str]) -> float:
    empty = watcher.picture(tray)
    begun = time.perf_counter()
    process = _launch(name, where, environment)
    try:
        seen = watcher.changed(tray, empty, pixels=ICON)
    finally:
        end(process)
    until(lambda: watcher.picture(tray) == empty, "empty tray")
    watcher.settle()
    return (seen - begun) * 1000


def _launch(name: str, where: Profile, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    if name == "bare":
        return start_bare("benchmarks.bare_tray", environment)
    return start_screenpop(where, environment).process


def _result(times: dict[str, list[float]]) -> Result:
    found = ratio(times["ScreenPop"], times["bare"])
    lines = [
        f"{name:<10} median {statistics.median(took):5.0f} ms, "
        f"95th percentile {percentile(took, 95):5.0f} ms, {len(took)} starts"
        for name, took in times.items()
    ]
    return Result("Start to visible tray icon, of the bare program's", found.value, LIMIT, str(found), lines, times)
