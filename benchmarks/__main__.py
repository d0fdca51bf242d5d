"""Runs all benchmarks, or those named: `python -m benchmarks [NAME…]`.

Ends with 1 if a limit does not hold.
"""

import argparse
import sys

from benchmarks import flood, idle, popup, relay_popup, relay_streams, rules_popup, startup
from benchmarks.report import save, show, summary

BENCHMARKS = {
    "popup": popup.measure,
    "rules_popup": rules_popup.measure,
    "startup": startup.measure,
    "idle": idle.measure_ticks,
    "memory": idle.measure_memory,
    "flood": flood.measure,
    "relay": relay_streams.measure,
    "relay_popup": relay_popup.measure,
}


def main() -> int:
    """Measure, print, keep; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures the running program.")
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="NAME", help=", ".join(BENCHMARKS))
    names = parser.parse_args().names or list(BENCHMARKS)
    results = []
    for name in names:
        print(f"Measuring: {name}", flush=True)
        results.append(BENCHMARKS[name]())
        show(results[-1])
    print(summary(results))
    print(f"All figures: {save(results)}")
    return 0 if all(result.is_met for result in results) else 1


sys.exit(main())
