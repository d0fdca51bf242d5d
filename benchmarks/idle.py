"""What the subscribed program costs while nothing happens, and how much memory it takes until the first call."""

import statistics
import time

from benchmarks.programs import bare, processor_ticks, resident_megabytes, screenpop
from benchmarks.report import Result
from benchmarks.screen import screen

SETTLE = 5.0
SPAN = 10.0
SPANS = 3
TICKS_LIMIT = 3
MEMORY_LIMIT = 1.7
REPEATS = 3


def measure_ticks() -> Result:
    """The ticks of ten idle seconds, the worst of some spans."""
    with screen(tray=True) as environment, screenpop(environment) as ours:
        time.sleep(SETTLE)
        ticks = [_ticks(ours.pid) for _ in range(SPANS)]
    told = f"{max(ticks)} ticks of 1/100 s"
    return Result("Idle for 10 s, subscribed", max(ticks), TICKS_LIMIT, told, [f"each span: {ticks}"], {"ticks": ticks})


def _ticks(pid: int) -> int:
    before = processor_ticks(pid)
    time.sleep(SPAN)
    return processor_ticks(pid) - before


def measure_memory() -> Result:
    """The resident set (RSS) before the first number is placed, each program alone on its screen."""
    ours, others = [], []
    for _ in range(REPEATS):
        with screen(tray=True) as environment:
            with bare("benchmarks.bare_qasync", environment) as other:
                assert other.stdout is not None
                other.stdout.readline()
                time.sleep(1)
                others.append(resident_megabytes(other.pid))
            with screenpop(environment) as running:
                time.sleep(SETTLE)
                ours.append(resident_megabytes(running.pid))
    value = statistics.median(ours) / statistics.median(others)
    lines = [f"ScreenPop {statistics.median(ours):.1f} MB, bare PySide6 with qasync {statistics.median(others):.1f} MB"]
    measured = {"ScreenPop": ours, "bare": others}
    return Result("Resident memory, of the bare program's", value, MEMORY_LIMIT, f"{value:.2f}", lines, measured)
