"""From the POST of a ringing call to its painted card, against a bare program that shows a prepared window on POST."""

import statistics
import time
from dataclasses import dataclass

from benchmarks.numbers import percentile, ratio
from benchmarks.posts import Call, Hook, answered
from benchmarks.programs import bare, screenpop
from benchmarks.report import Result
from benchmarks.screen import screen
from benchmarks.waiting import until
from benchmarks.watching import Place, Watcher

RINGS = 60
WARM_UP = 5
LIMIT = 1.5


@dataclass(slots=True)
class Popup:
    """One program whose window is awaited; `rings` are the times it took, in milliseconds."""

    name: str
    pid: int
    hook: Hook
    place: Place
    rings: list[float]


def measure() -> Result:
    """Both programs run on one screen and are rung in turn."""
    with (
        screen(tray=True) as environment,
        screenpop(environment) as ours,
        bare("benchmarks.bare_popup", environment) as other,
    ):
        watcher = Watcher(environment["DISPLAY"])
        assert other.stdout is not None
        hooks = {
            "ScreenPop": (ours.pid, Hook(ours.live()["delivery"]["post_uri"])),
            "bare": (other.pid, Hook(f"http://127.0.0.1:{int(other.stdout.readline())}/")),
        }
        popups = [first(watcher, name, pid, hook) for name, (pid, hook) in hooks.items()]
        for number in range(1, WARM_UP + RINGS + 1):
            for popup in popups if number % 2 else popups[::-1]:
                took = ring(watcher, popup, Call(number))
                if number > WARM_UP:
                    popup.rings.append(took)
        watcher.close()
    return _result(*popups)


def first(watcher: Watcher, name: str, pid: int, hook: Hook) -> Popup:
    """Ring once to see where the window appears."""
    call = Call(0)
    hook.post(call.rings)
    until(lambda: watcher.window(pid), f"window of {name}")
    watcher.settle()
    place = until(lambda: watcher.window(pid), f"window of {name}")
    _end(watcher, pid, hook, call)
    return Popup(name, pid, hook, place, [])


def ring(watcher: Watcher, popup: Popup, call: Call) -> float:
    before = watcher.picture(popup.place.middle)
    begun = time.perf_counter()
    connection = popup.hook.send(call.rings)
    painted = watcher.painted(popup.place, before)
    answered(connection)
    watcher.settle()
    _end(watcher, popup.pid, popup.hook, call)
    return (painted - begun) * 1000


def _end(watcher: Watcher, pid: int, hook: Hook, call: Call) -> None:
    hook.post(call.ends)
    until(lambda: watcher.window(pid) is None, "end of the card")
    watcher.settle()


def _result(ours: Popup, other: Popup) -> Result:
    found = ratio(ours.rings, other.rings)
    lines = [
        f"{popup.name:<10} median {statistics.median(popup.rings):5.1f} ms, "
        f"95th percentile {percentile(popup.rings, 95):5.1f} ms, {len(popup.rings)} rings"
        for popup in (ours, other)
    ]
    return Result(
        "POST to painted card, of the bare program's",
        found.value,
        LIMIT,
        str(found),
        lines,
        {popup.name: popup.rings for popup in (ours, other)},
    )
