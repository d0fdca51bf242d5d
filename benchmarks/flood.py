"""100,000 events through the running program, nearly as fast as it lets them in: memory must not grow on the way."""

import asyncio
import time

from benchmarks.posts import Call, Hook
from benchmarks.programs import ScreenPop, resident_megabytes, screenpop
from benchmarks.report import Result
from benchmarks.screen import screen
from benchmarks.waiting import until

EVENTS = 100_000
STEP = 10_000
RATE = 450
"""Posts a second: over 500 the program sheds them."""

SENDERS = 4
OFFICE = ("126", "127", "131", "133", "140", "142", "145", "150", "151", "152")
"""Every tenth call rings the agent, and has a card."""

LIMIT = 1.05
"""Memory after all events, of that after the first 10,000; what the allocator does is within 5 %."""


def measure() -> Result:
    """The calls of an office of ten: they ring, are answered and end, four messages each, one of them twice."""
    with screen(tray=True) as environment, screenpop(environment) as ours:
        hook = Hook(ours.live()["delivery"]["post_uri"])
        before = ours.live()["received"]["posts"]
        begun = time.monotonic()
        memory = []
        for first in range(0, EVENTS, STEP):
            asyncio.run(_send(hook, first))
            _all_taken(ours, before + first + STEP)
            memory.append(resident_megabytes(ours.pid))
        took = time.monotonic() - begun
    value = memory[-1] / memory[0]
    lines = [
        f"{EVENTS} events in {took:.0f} s, {EVENTS / took:.0f} a second",
        "MB after each 10,000: " + ", ".join(f"{megabytes:.1f}" for megabytes in memory),
    ]
    return Result(
        "Memory after 100,000 events, of that after 10,000", value, LIMIT, f"{value:.3f}", lines, {"MB": memory}
    )


def _all_taken(ours: ScreenPop, posts: int) -> None:
    def taken() -> bool:
        status = ours.status()
        return status is not None and status["received"]["posts"] == posts and not status["cards"]

    until(taken, f"end of {posts} posts")


async def _send(hook: Hook, first: int) -> None:
    """Each sender plays whole calls over one connection, so that their messages keep their order."""
    async with asyncio.TaskGroup() as senders:
        for sender in range(SENDERS):
            calls = range(first // 4 + sender, (first + STEP) // 4, SENDERS)
            senders.create_task(_play(hook, calls, SENDERS / RATE))


async def _play(hook: Hook, calls: range, pause: float) -> None:
    reader, writer = await asyncio.open_connection(*hook.endpoint)
    due = time.monotonic()
    for number in calls:
        call = Call(number, OFFICE[number % len(OFFICE)])
        for message in (call.rings, call.rings, call.is_answered, call.ends):
            writer.write(hook.request(message, keep=True))
            answer = await reader.readuntil(b"\r\n\r\n")
            if not answer.startswith(b"HTTP/1.1 204"):
                raise ConnectionError(f"A post was answered {answer!r}.")
            due += pause
            await asyncio.sleep(max(due - time.monotonic(), 0))
    writer.close()
    await writer.wait_closed()
