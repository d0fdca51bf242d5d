"""What an office costs whose desktops read one presence feed, against one whose desktops each hear of all calls.

The same calls are played twice, to a phone system in a process of its own. First one real `screenpop feed` holds one
subscription of the whole domain, and as many desktops as there are extensions read its board over a private relay:
the program's own reader, all of them in one process. Then there are as many subscriptions of the whole domain. So many
real desktops do not fit on one machine, so their posts all go to one cheap sink: what each desktop would spend on
working out the board from them is left out.
"""

import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from benchmarks.numbers import percentile
from benchmarks.programs import office_process, processor_ticks, profile
from benchmarks.relay_private import processes, relay
from benchmarks.report import Result
from benchmarks.screen import end
from benchmarks.waiting import until
from screenpop.feed.keys import member_key
from screenpop.integrate.holdings import EVENTS

DESKTOPS = int(os.environ.get("SCREENPOP_BENCH_DESKTOPS", "500"))
"""And extensions: as many as there are calls, at least."""

CALLS = 20
"""One a second begins; each rings for a second and is up for another, but the last ones stay up."""
HELD = 5
FIRST = 1000
LIMIT = 1.0
QUIET = 5.0
"""Seconds without a post after which there are none to come: those about records come later than the calls'."""

FEED = """
[delivery.relay]
url = "{url}"

[feed]
url = "{url}"
"""


@dataclass(frozen=True, slots=True)
class Office:
    """The phone system: its control API and its process."""

    api_url: str
    http: httpx.Client
    pid: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a way cost. `spent` are seconds of computing, `late` milliseconds from an event to its being known."""

    posts: int
    size: int
    spent: dict[str, float]
    late: list[float]


def measure() -> Result:
    """Play the calls to both."""
    with _phone_system() as system:
        feed, wrong = _by_feed(system)
    with _phone_system() as system:
        domain = _by_domain(system)
    told = f"{feed.posts} posts against {domain.posts}, {wrong} of {DESKTOPS} boards wrong"
    lines = [
        f"{DESKTOPS} desktops, {CALLS} calls, {len(_plan())} changes",
        _line("one feed", feed, "to the desktops"),
        _line(f"{DESKTOPS} subscriptions", domain, "to the sink, bodies alone"),
    ]
    value = float("inf") if wrong else feed.posts * DESKTOPS / domain.posts
    measured = {"feed": feed.late, "domain": domain.late}
    return Result(f"Posts to one feed, of those to {DESKTOPS} desktops, for each", value, LIMIT, told, lines, measured)


def _line(name: str, seen: Seen, where: str) -> str:
    spent = ", ".join(f"{who} {seconds:.1f} s" for who, seconds in seen.spent.items())
    return (
        f"{name}: {seen.posts} posts; computing: {spent}; {seen.size / 1024:.0f} KB {where}; known after "
        f"{percentile(seen.late, 50):.0f} ms (median), {percentile(seen.late, 99):.0f} ms (99th percentile)"
    )


def _by_feed(system: Office) -> tuple[Seen, int]:
    """What the feed cost, and how many boards were wrong at the end."""
    with ExitStack() as opened:
        running = opened.enter_context(relay(hook_rate="200"))
        secret = secrets.token_urlsafe(32)
        feed = opened.enter_context(_feed(system, running.address, secret))
        key = {**os.environ, "SCREENPOP_FEED_SECRET": member_key(secret).told}
        command = ("benchmarks.feed_desktops", running.address, str(DESKTOPS))
        desktops = opened.enter_context(_helper(*command, environment=key))
        _ask(desktops, "wait")
        before = len(system.http.get("/deliveries").json())
        _ask(desktops, "mark")

        def posts() -> int:
            return len(system.http.get("/deliveries").json()) - before

        pids = {
            "phone system": [system.pid],
            "relay": processes(running.nginx.pid) + processes(running.redis.pid),
            "feed": [feed.pid],
            "all desktops": [desktops.pid],
        }
        begun, spent = _spent(pids, lambda: _play(system, posts))
        found = _ask(desktops, "report")
    right = json.dumps(_board_at_end(), sort_keys=True)
    wrong = DESKTOPS - sum(count for board, count in found["boards"] if board == right)
    return Seen(posts(), found["size"], spent, _late(begun, found["times"])), wrong


def _by_domain(system: Office) -> Seen:
    with _helper("benchmarks.feed_sink") as sink:
        assert sink.stdout is not None
        port = sink.stdout.readline().strip()
        _subscribe(system, [f"http://127.0.0.1:{port}/{number}" for number in range(DESKTOPS)])
        until(lambda: _ask(sink, "count")["posts"] == 2 * DESKTOPS, "end of the notices", seconds=600)
        _ask(sink, "mark")
        pids = {"phone system": [system.pid], "sink": [sink.pid]}
        begun, spent = _spent(pids, lambda: _play(system, lambda: int(_ask(sink, "count")["posts"])))
        found = _ask(sink, "report")
    return Seen(found["posts"], found["size"], spent, _late(begun, found["times"]))


@contextmanager
def _phone_system() -> Iterator[Office]:
    users = [
        {"user": str(FIRST + number), "first_name": "Agent", "last_name": str(number), "scope": "Office Manager"}
        for number in range(DESKTOPS)
    ]
    apps = [{"client_id": "demo", "client_secret": "demo", "user": str(FIRST)}]
    told = {"users": users, "queues": [], "apps": apps, "variants": {"rate_limits": False}}
    with TemporaryDirectory(prefix="screenpop-bench-") as folder:
        file = Path(folder) / "office.json"
        file.write_text(json.dumps(told), encoding="utf-8")
        with office_process(dict(os.environ), "--office", str(file)) as (api_url, process):
            control = api_url.removesuffix("/api") + "/_sim"
            with httpx.Client(base_url=control, timeout=120, trust_env=False) as http:
                yield Office(api_url, http, process.pid)


@contextmanager
def _feed(system: Office, url: str, secret: str) -> Iterator[subprocess.Popen[bytes]]:
    """While this holds, the feed publishes its board."""
    with profile(system.api_url, FEED.format(url=url)) as where:
        text = where.config.read_text(encoding="utf-8").replace('"loopback"', '"relay"')
        where.config.write_text(text, encoding="utf-8")
        environment = {
            **os.environ,
            "SCREENPOP_CLIENT_SECRET": "demo",
            "SCREENPOP_FEED_SECRET": secret,
            "SCREENPOP_RELAY_SECRET": secrets.token_urlsafe(32),
            "PYTHONUNBUFFERED": "1",
        }
        command = (sys.executable, "-m", "screenpop", "--profile", str(where.folder), "feed")
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
        try:
            assert process.stdout is not None
            while (line := process.stdout.readline()) and b"The board is at" not in line:
                pass
            yield process
        finally:
            end(process)


@contextmanager
def _helper(*command: str, environment: dict[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    pipe = subprocess.PIPE
    with subprocess.Popen(
        (sys.executable, "-m", *command), env=environment, stdin=pipe, stdout=pipe, text=True
    ) as helper:
        try:
            yield helper
        finally:
            helper.terminate()


def _ask(helper: subprocess.Popen[str], command: str) -> Any:
    assert helper.stdin is not None
    assert helper.stdout is not None
    helper.stdin.write(command + "\n")
    helper.stdin.flush()
    return json.loads(helper.stdout.readline())


def _subscribe(system: Office, addresses: list[str]) -> None:
    """As the feed does, once for each address: to all events of the whole domain."""
    signing_in = {"grant_type": "client_credentials", "client_id": "demo", "client_secret": "demo"}
    answer = httpx.post(f"{system.api_url}/oauth/token/", data=signing_in, trust_env=False)
    bearer = {"Authorization": f"Bearer {answer.raise_for_status().json()['access_token']}"}
    with httpx.Client(headers=bearer, timeout=60, trust_env=False) as http:
        for address in addresses:
            wish = {"post_uri": address, "expires_in": 7200, **dict.fromkeys(EVENTS, True)}
            http.post(f"{system.api_url}/subscriptions/", json=wish).raise_for_status()


def _plan() -> list[tuple[float, int, str]]:
    """When, in seconds, which call does what."""
    plan = [(float(call + after), call, deed) for call in range(CALLS) for after, deed in enumerate(("", "answer"))]
    ends = [(call + 2.0, call, "hangup") for call in range(CALLS - HELD)]
    return sorted(plan + ends)


_SHOWN = {"": "ringing", "answer": "on_call", "hangup": "available"}


def _user(call: int) -> str:
    return str(FIRST + call)


def _board_at_end() -> dict[str, str]:
    everybody = {str(FIRST + number): "available" for number in range(DESKTOPS)}
    return everybody | {_user(call): "on_call" for call in range(CALLS - HELD, CALLS)}


def _play(system: Office, posts: Callable[[], int]) -> dict[str, float]:
    """Play the calls and wait until `posts` grows no more; when each presence of each extension began."""
    ids: dict[int, str] = {}
    begun: dict[str, float] = {}
    start = time.monotonic()
    for due, call, deed in _plan():
        time.sleep(max(start + due - time.monotonic(), 0))
        begun[f"{_user(call)} {_SHOWN[deed]}"] = time.monotonic()
        if deed:
            system.http.post(f"/calls/{ids[call]}/{deed}", json={}).raise_for_status()
        else:
            wish = {"from": f"+1613555{call:04}", "to": _user(call)}
            ids[call] = system.http.post("/calls", json=wish).raise_for_status().json()["id"]
    count = -1
    while count != (count := posts()):
        time.sleep(QUIET)
    return begun


def _spent(
    pids: dict[str, list[int]], work: Callable[[], dict[str, float]]
) -> tuple[dict[str, float], dict[str, float]]:
    """What the work gives, and the seconds that each of the programs computed meanwhile."""
    before = {name: sum(map(processor_ticks, group)) for name, group in pids.items()}
    found = work()
    return found, {name: (sum(map(processor_ticks, group)) - before[name]) / 100 for name, group in pids.items()}


def _late(begun: dict[str, float], times: dict[str, list[float]]) -> list[float]:
    """Milliseconds, for each change and each who was told. Raises KeyError where nobody was."""
    return [(at - since) * 1000 for what, since in begun.items() for at in times[what]]
