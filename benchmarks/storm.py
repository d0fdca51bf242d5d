"""How long the event loop is blocked while 50 calls come in 10 seconds and the board shows 200 colleagues."""

import json
import subprocess
import sys

from benchmarks.numbers import percentile
from benchmarks.report import Result

LIMIT = 16.0
"""Milliseconds: one frame of a screen."""


def measure() -> Result:
    """Every fifth call rings the agent, and has a card."""
    command = (sys.executable, "-m", "benchmarks.storm_board")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    late: list[float] = json.loads(done.stdout)["late"]
    value = percentile(late, 99)
    told = f"median {percentile(late, 50):.2f} ms, 99th percentile {value:.1f} ms, longest {max(late):.1f} ms"
    return Result("Blocks of the event loop in a storm of calls, ms", value, LIMIT, f"{value:.1f}", [told])
