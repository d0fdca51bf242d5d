"""Strangers at the door: a flood of 2,000 posts a second, and 10,000 connections, while cards appear all the same.

The flood knows the hook's address, so that it is in the same queue as the phone system's posts. Over 500 a second are
refused, and the phone system's may be among them: such a ring is posted again until it is let in, its time is counted
from there, and how many were let in at once is told. What the program is too busy to read waits in
the system's buffers: so it is told how many posts were offered, and how many of them were answered.
"""

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

from benchmarks.numbers import percentile
from benchmarks.popup import Popup, first
from benchmarks.posts import Call, Hook
from benchmarks.programs import ScreenPop, screenpop
from benchmarks.report import Result
from benchmarks.screen import screen
from benchmarks.waiting import until
from benchmarks.watching import Watcher

QUIET_RINGS = 20
SIEGES = (("flood", 2_000), ("connect", 10_000))
SECONDS = float(os.environ.get("SCREENPOP_BENCH_SECONDS", "30"))
CARD_LIMIT = 25.0
"""A card takes some 30 ms in peace; 25 times that is under a second: the telephone rings for the first time."""

STATUS_LIMIT = 100.0
"""The program answers within some 3 ms in peace; 100 times that is 0.3 seconds, which is slow, but not stuck."""


class Asker:
    """Asks the program how it is, all the time: while its loop is held up it does not answer."""

    def __init__(self, program: ScreenPop) -> None:
        self._program = program
        self._is_over = threading.Event()
        self.took: list[float] = []
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()

    def end(self) -> None:
        self._is_over.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._is_over.wait(0.05):
            begun = time.perf_counter()
            self._program.status()
            self.took.append((time.perf_counter() - begun) * 1000)


@dataclass(slots=True)
class Seen:
    """What was seen while something went on: times in milliseconds."""

    name: str
    rings: list[float] = field(default_factory=list)
    at_once: int = 0
    asked: list[float] = field(default_factory=list)

    def lines(self) -> list[str]:
        return [
            f"{self.name}: card median {statistics.median(self.rings):.0f} ms, longest {max(self.rings):.0f} ms, "
            f"{self.at_once} of {len(self.rings)} rings let in at once",
            f"    status median {statistics.median(self.asked):.1f} ms, "
            f"99th percentile {percentile(self.asked, 99):.0f} ms, longest {max(self.asked):.0f} ms",
        ]


def measure() -> list[Result]:
    """One program is rung in peace, then under each siege."""
    with screen(tray=True) as environment, screenpop(environment) as ours:
        watcher = Watcher(environment["DISPLAY"])
        popup = first(watcher, "ScreenPop", ours.pid, Hook(ours.live()["delivery"]["post_uri"]))
        quiet = Seen("in peace")
        asker = Asker(ours)
        try:
            for number in range(1, QUIET_RINGS + 1):
                _ring(watcher, popup, Call(number), quiet)
        finally:
            asker.end()
        quiet.asked = asker.took
        results = [
            result
            for place, (act, count) in enumerate(SIEGES, start=1)
            for result in _results(quiet, *_besieged(watcher, popup, ours, act, count, place * 1_000))
        ]
        watcher.close()
    return results


def _besieged(
    watcher: Watcher, popup: Popup, ours: ScreenPop, act: str, count: int, number: int
) -> tuple[Seen, dict[str, int]]:
    command = [sys.executable, "-m", "benchmarks.door_sender", act, popup.hook.address, str(count), str(SECONDS)]
    seen = Seen(act)
    with subprocess.Popen(command, stdout=subprocess.PIPE) as strangers:
        asker = Asker(ours)
        try:
            while strangers.poll() is None:
                number += 1
                _ring(watcher, popup, Call(number), seen)
        finally:
            asker.end()
        assert strangers.stdout is not None
        came: dict[str, int] = json.loads(strangers.stdout.read())
    seen.asked = asker.took
    return seen, came


def _ring(watcher: Watcher, popup: Popup, call: Call, seen: Seen) -> None:
    """Until the post was answered and the card is painted, whichever comes last."""
    before = watcher.picture(popup.place.middle)
    begun, tries = _let_in(popup.hook, call.rings)
    watcher.painted(popup.place, before)
    seen.rings.append((time.perf_counter() - begun) * 1000)
    seen.at_once += tries == 1
    watcher.settle()
    _let_in(popup.hook, call.ends)
    until(lambda: watcher.window(popup.pid) is None, "end of the card")
    watcher.settle()


def _let_in(hook: Hook, body: bytes) -> tuple[float, int]:
    """When the post that was let in began, and the how many-th it was."""
    tries = 0
    while True:
        tries += 1
        begun = time.perf_counter()
        try:
            hook.post(body)
        except ConnectionError:
            continue
        return begun, tries


def _results(quiet: Seen, seen: Seen, came: dict[str, int]) -> list[Result]:
    told = ", ".join(f"{count} {what}" for what, count in came.items())
    offered = f"{came['offered'] / SECONDS:.0f} a second" if seen.name == "flood" else str(came["offered"])
    card = statistics.median(seen.rings) / statistics.median(quiet.rings)
    status = statistics.median(seen.asked) / statistics.median(quiet.asked)
    lines = [*quiet.lines(), *seen.lines(), f"    offered {offered} in {SECONDS:.0f} s: {told}"]
    kept = {"quiet": quiet.rings, seen.name: seen.rings}
    asked = {"quiet": quiet.asked, seen.name: seen.asked}
    return [
        Result(f"Card under siege ({seen.name}), of in peace", card, CARD_LIMIT, f"{card:.2f}", lines, kept),
        Result(f"Status under siege ({seen.name}), of in peace", status, STATUS_LIMIT, f"{status:.2f}", [], asked),
    ]
