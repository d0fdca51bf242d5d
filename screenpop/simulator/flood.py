"""Many calls in a short time, for benchmarks."""

import asyncio
from typing import Annotated

import msgspec

from .system import PhoneSystem
from .wishes import CallWish, Roles, begin


class Flood(msgspec.Struct, forbid_unknown_fields=True):
    """`calls` calls to `to` (the agent if None), each rung and hung up at once: two deliveries a call.

    `per_second` is how many deliveries are made in a second at most, 0 for as many as can be.
    """

    calls: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    per_second: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    to: str | None = None


async def flood(system: PhoneSystem, wish: Flood) -> dict[str, object]:
    """Ring them all, and come back when every delivery has been answered."""
    roles = Roles(system, wish.to)
    started = system.clock.steady()
    for number in range(wish.calls):
        if wish.per_second:
            due = started + 2 * number / wish.per_second
            await asyncio.sleep(max(due - system.clock.steady(), 0))
        name = f"Caller {number}"
        call_id = begin(system, CallWish(number=f"+1613555{number % 10_000:04}", name=name), roles)
        system.switch.hang_up(call_id)
        await system.deliveries.has_room()
    await system.deliveries.drained()
    return {"calls": wish.calls, "seconds": round(system.clock.steady() - started, 3)}
