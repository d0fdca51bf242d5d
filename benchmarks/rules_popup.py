"""From the POST of a ringing call to its painted card with rules for actions, against the same program without any."""

import statistics

from benchmarks.numbers import percentile, ratio
from benchmarks.popup import RINGS, WARM_UP, first, ring
from benchmarks.posts import Call, Hook
from benchmarks.programs import RULES, screenpop
from benchmarks.report import Result
from benchmarks.screen import screen
from benchmarks.watching import Watcher

LIMIT = 1.1
"""What noise alone may make of it."""


def measure() -> Result:
    """Both programs run on one screen and are rung in turn."""
    with (
        screen(tray=True) as environment,
        screenpop({**environment, "SCREENPOP_WEBHOOK_SECRET": "a secret of the benchmark"}, RULES) as ruled,
        screenpop(environment) as plain,
    ):
        watcher = Watcher(environment["DISPLAY"])
        programs = {"with rules": ruled, "without": plain}
        hooks = {name: (one.pid, Hook(one.live()["delivery"]["post_uri"])) for name, one in programs.items()}
        popups = [first(watcher, name, pid, hook) for name, (pid, hook) in hooks.items()]
        for number in range(1, WARM_UP + RINGS + 1):
            for popup in popups if number % 2 else popups[::-1]:
                took = ring(watcher, popup, Call(number))
                if number > WARM_UP:
                    popup.rings.append(took)
        watcher.close()
    found = ratio(popups[0].rings, popups[1].rings)
    lines = [
        f"{popup.name:<10} median {statistics.median(popup.rings):5.1f} ms, "
        f"95th percentile {percentile(popup.rings, 95):5.1f} ms, {len(popup.rings)} rings"
        for popup in popups
    ]
    return Result(
        "POST to painted card with rules, of the same without",
        found.value,
        LIMIT,
        str(found),
        lines,
        {popup.name: popup.rings for popup in popups},
    )
