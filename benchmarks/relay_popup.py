"""From the POST of a ringing call to its painted card: by way of the relay, against directly."""

import os
import secrets
import statistics
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.numbers import percentile, ratio
from benchmarks.popup import RINGS, WARM_UP, Popup, first, ring
from benchmarks.posts import Call, Hook
from benchmarks.programs import ScreenPop, office, profile, screenpop, start_screenpop
from benchmarks.relay_private import relay
from benchmarks.report import Result
from benchmarks.screen import end, screen
from benchmarks.watching import Watcher

LIMIT = 1.6


def measure() -> Result:
    """Two ScreenPops on one screen are rung in turn."""
    with (
        screen(tray=True) as environment,
        screenpop(environment) as direct,
        through_relay(environment) as relayed,
    ):
        watcher = Watcher(environment["DISPLAY"])
        programs = {"relay": relayed, "direct": direct}
        popups = [
            first(watcher, name, program.pid, Hook(program.live()["delivery"]["post_uri"]))
            for name, program in programs.items()
        ]
        for number in range(1, WARM_UP + RINGS + 1):
            for popup in popups if number % 2 else popups[::-1]:
                took = ring(watcher, popup, Call(number))
                if number > WARM_UP:
                    popup.rings.append(took)
        watcher.close()
    return _result(*popups)


@contextmanager
def through_relay(environment: dict[str, str]) -> Iterator[ScreenPop]:
    """While this holds, a ScreenPop runs whose way in is a relay of its own."""
    secret = {"SCREENPOP_RELAY_SECRET": secrets.token_urlsafe(32)}
    with office(environment) as api_url, profile(api_url) as where, relay() as running:
        text = where.config.read_text(encoding="utf-8").replace('"loopback"', '"relay"')
        where.config.write_text(f'{text}\n[delivery.relay]\nurl = "{running.address}"\n', encoding="utf-8")
        program = start_screenpop(where, {**os.environ, **environment, **secret})
        try:
            program.live()
            yield program
        finally:
            end(program.process)


def _result(relayed: Popup, direct: Popup) -> Result:
    found = ratio(relayed.rings, direct.rings)
    lines = [
        f"{popup.name:<10} median {statistics.median(popup.rings):5.1f} ms, "
        f"95th percentile {percentile(popup.rings, 95):5.1f} ms, {len(popup.rings)} rings"
        for popup in (relayed, direct)
    ]
    return Result(
        "POST to painted card through the relay, of directly",
        found.value,
        LIMIT,
        str(found),
        lines,
        {popup.name: popup.rings for popup in (relayed, direct)},
    )
