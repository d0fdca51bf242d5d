"""Five thousand desktops on one relay: how long messages take, that none is lost, and what a stream costs."""

import json
import statistics
import subprocess
import sys
from typing import Any

from benchmarks.numbers import percentile
from benchmarks.programs import processor_ticks
from benchmarks.relay_private import megabytes, processes, relay
from benchmarks.report import Result

FEW, MANY = 100, 5000
RATE = 200
SECONDS = 60
LIMIT = 50.0
"""Milliseconds in which 99 of 100 messages must be through, on two cores that the desktops use, too."""


def measure() -> Result:
    """Open a few streams and then many, and post to all of them."""
    with relay(streams_per_address=str(MANY + 100)) as running:
        command = (sys.executable, "-m", "benchmarks.relay_desktops", running.address)
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as desktops:
            _ask(desktops, f"open {FEW}")
            _ask(desktops, f"post {RATE} 5")
            few = _memory(running)
            _ask(desktops, f"open {MANY}")
            idle = _memory(running)
            spent = _ticks(running)
            found = _ask(desktops, f"post {RATE} {SECONDS}")
            spent = _ticks(running) - spent
            busy = _memory(running)
            desktops.terminate()
    return _result(found, few, idle, busy, spent)


def _ask(desktops: subprocess.Popen[str], command: str) -> Any:
    assert desktops.stdin is not None
    assert desktops.stdout is not None
    desktops.stdin.write(command + "\n")
    desktops.stdin.flush()
    return json.loads(desktops.stdout.readline())


def _memory(running: Any) -> tuple[float, float]:
    """The megabytes of nginx and of Redis."""
    return megabytes(running.nginx.pid), megabytes(running.redis.pid)


def _ticks(running: Any) -> int:
    """The hundredths of a second that the relay has computed so far."""
    pids = processes(running.nginx.pid) + processes(running.redis.pid)
    return sum(processor_ticks(pid) for pid in pids)


def _result(
    found: dict[str, Any], few: tuple[float, float], idle: tuple[float, float], busy: tuple[float, float], spent: int
) -> Result:
    took = found["took"]
    wrong = {name: found[name] for name in ("refused", "lost", "doubled")}
    slow = percentile(took, 99)
    a_stream = [(many - less) * 1024 / (MANY - FEW) for less, many in zip(few, idle, strict=True)]
    lines = [
        f"{len(took)} messages at {RATE}/s to {MANY} streams: median {statistics.median(took):.1f} ms, "
        f"99th percentile {slow:.1f} ms, longest {max(took):.1f} ms; "
        + ", ".join(f"{count} {name}" for name, count in wrong.items()),
        f"nginx {few[0]:.0f} MB with {FEW} streams, {idle[0]:.0f} MB with {MANY}, {busy[0]:.0f} MB after the messages",
        f"Redis {few[1]:.0f} MB with {FEW} streams, {idle[1]:.0f} MB with {MANY}, {busy[1]:.0f} MB after the messages",
        f"the relay took {spent / SECONDS:.0f} % of one processor, {spent * 10 / len(took):.2f} ms a message",
        f"a stream more costs {a_stream[0]:.1f} KB in nginx and {a_stream[1]:.1f} KB in Redis",
    ]
    return Result(
        f"Relay, {MANY} streams, 99th percentile",
        float("inf") if any(wrong.values()) else slow,
        LIMIT,
        f"{slow:.1f} ms, {sum(wrong.values())} lost or doubled",
        lines,
        {"took": took},
    )
