"""The list of calls from an empty history to one of a million calls: opening, scrolling, searching."""

import json
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.history_file import make_history
from benchmarks.numbers import percentile
from benchmarks.report import Result

SIZES = (0, 1_000, 30_000, 1_000_000)

LIMITS = {
    "Opening on a million calls, ms more than on none": 150.0,
    "Scrolling through a million calls, longest stall in ms": 16.0,
    "Search for three characters or more, 99th percentile in ms": 10.0,
    "Search for fewer characters, 99th percentile in ms": 50.0,
}


def measure() -> list[Result]:
    """Each size in a process of its own, from the smallest on."""
    with TemporaryDirectory(prefix="screenpop-bench-") as folder:
        found = {size: _measured(Path(folder) / f"{size}.db", size) for size in SIZES}
    most = found[SIZES[-1]]
    values = (
        statistics.median(most["open"]) - statistics.median(found[0]["open"]),
        percentile(most["scroll"], 99.9),
        percentile(most["search"], 99),
        percentile(most["short"], 99),
    )
    lines = [_line(size, figures) for size, figures in found.items()]
    results: list[Result] = []
    for (name, limit), value in zip(LIMITS.items(), values, strict=True):
        results.append(Result(name, value, limit, f"{value:.1f}", lines if not results else ()))
    return results


def _measured(path: Path, size: int) -> dict[str, list[float]]:
    print(f"    a history of {size} calls", flush=True)
    make_history(path, size)
    command = (sys.executable, "-m", "benchmarks.history_window", str(path))
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    path.unlink()
    figures: dict[str, list[float]] = json.loads(done.stdout)
    return figures


def _line(size: int, figures: dict[str, list[float]]) -> str:
    told = [f"{size:>9} calls: opens in {statistics.median(figures['open']):.0f} ms"]
    told.append(f"scrolls with {percentile(figures['scroll'], 99):.1f} ms, at most {max(figures['scroll']):.1f}")
    for name, words in (("search", "finds"), ("short", "of fewer characters")):
        if name in figures:
            took = figures[name]
            told.append(f"{words} in {statistics.median(took):.1f}, {percentile(took, 99):.1f} at the 99th percentile")
    return ", ".join(told)
