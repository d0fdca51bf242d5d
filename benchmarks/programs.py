"""The programs under test: ScreenPop, subscribed to the simulated phone system, and the bare ones beside it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.screen import end, start
from benchmarks.waiting import until
from screenpop.profile.control import NotRunning, ask
from screenpop.profile.paths import Profile
from tests.end_to_end.office import write_profile

QUIET_CARDS = """
[cards]
missed_seconds = 0
elsewhere_seconds = 0
"""
"""A card goes with its call, so that the next one finds its place free."""


RULES = """
[[actions.rule]]
name = "log"
on = ["ringing", "answered", "ended"]
webhook = "http://127.0.0.1:9/calls"

[[actions.rule]]
name = "sales"
when = { queue = "Sales", caller = "known", number = "+1418*", days = "mon-fri" }
open = "https://crm.example.com/?q={number.e164}"
"""
"""What an agent may have: one rule that acts at each call (into the void), one that has to be looked at."""


@dataclass(frozen=True, slots=True)
class ScreenPop:
    """The running program."""

    process: subprocess.Popen[bytes]
    profile: Profile

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    def status(self) -> dict[str, Any] | None:
        """What `screenpop status --json` prints; None while it does not answer."""
        try:
            told: dict[str, Any] = ask(self.profile.socket, {"command": "status"})
        except NotRunning:
            return None
        return told

    def live(self) -> dict[str, Any]:
        """Wait until it is subscribed; its status then."""

        def is_live() -> dict[str, Any] | None:
            status = self.status()
            return status if status and status["subscription"]["state"] == "live" else None

        return until(is_live, "a live subscription")


@contextmanager
def office(environment: dict[str, str]) -> Iterator[str]:
    """While this holds, the simulated phone system runs. Gives its API address."""
    with office_process(environment) as (api_url, _):
        yield api_url


@contextmanager
def office_process(environment: dict[str, str], *options: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The same with `options` of the command, and its process, too."""
    process = subprocess.Popen(
        (sys.executable, "-m", "screenpop", "simulator", "--port", "0", *options),
        env=environment,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().decode().strip(), process
    finally:
        end(process)


@contextmanager
def profile(api_url: str, more: str = "") -> Iterator[Profile]:
    """While this holds, there is a profile for that phone system, with `more` settings."""
    with TemporaryDirectory(prefix="screenpop-bench-") as folder:
        yield Profile(write_profile(Path(folder), api_url, QUIET_CARDS + more))


def start_screenpop(profile: Profile, environment: dict[str, str]) -> ScreenPop:
    """Start it as people do."""
    command = (sys.executable, "-m", "screenpop", "--profile", str(profile.folder))
    return ScreenPop(start(*command, environment=environment), profile)


@contextmanager
def screenpop(environment: dict[str, str], more: str = "") -> Iterator[ScreenPop]:
    """While this holds, ScreenPop runs with `more` settings, and the phone system that it is subscribed to."""
    with office(environment) as api_url, profile(api_url, more) as where:
        running = start_screenpop(where, environment)
        try:
            running.live()
            yield running
        finally:
            end(running.process)


def start_bare(module: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start one of the bare programs; what it prints can be read."""
    return subprocess.Popen((sys.executable, "-m", module), env=environment, stdout=subprocess.PIPE)


@contextmanager
def bare(module: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """While this holds, the bare program runs."""
    process = start_bare(module, environment)
    try:
        yield process
    finally:
        end(process)


def processor_ticks(pid: int) -> int:
    """The ticks (1/100 s) that the process has spent so far, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    used = int(fields[11]) + int(fields[12])
    return used * 100 // os.sysconf("SC_CLK_TCK")


def resident_megabytes(pid: int) -> float:
    """The resident set (RSS): what of the process is in memory, shared libraries in full."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmRSS:"))
    return int(kilobytes) / 1024
