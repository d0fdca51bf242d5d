"""Runs all benchmarks, or those named: `python -m benchmarks [NAME…]`.

Ends with 1 if a limit does not hold.
"""

import argparse
import sys
from collections.abc import Callable

from benchmarks import (
    contacts,
    door,
    feed,
    flood,
    history,
    idle,
    popup,
    relay_popup,
    relay_streams,
    rules_popup,
    startup,
    storm,
)
from benchmarks.report import Result, save, show, summary

BENCHMARKS: dict[str, Callable[[], Result | list[Result]]] = {
    "popup": popup.measure,
    "rules_popup": rules_popup.measure,
    "startup": startup.measure,
    "idle": idle.measure_ticks,
    "memory": idle.measure_memory,
    "flood": flood.measure,
    "door": door.measure,
    "contacts": contacts.measure_lookup,
    "contact_import": contacts.measure_import,
    "contact_context": contacts.measure_context,
    "relay": relay_streams.measure,
    "relay_popup": relay_popup.measure,
    "feed": feed.measure,
    "history": history.measure,
    "storm": storm.measure,
}


def main() -> int:
    """Measure, print, keep; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures the running program.")
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], metavar="NAME", help=", ".join(BENCHMARKS))
    names = parser.parse_args().names or list(BENCHMARKS)
    results: list[Result] = []
    for name in names:
        print(f"Measuring: {name}", flush=True)
        found = BENCHMARKS[name]()
        for result in found if isinstance(found, list) else [found]:
            results.append(result)
            show(result)
    print(summary(results))
    print(f"All figures: {save(results)}")
    return 0 if all(result.is_met for result in results) else 1


sys.exit(main())
