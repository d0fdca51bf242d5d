"""How tests wait: for a condition, never for a time."""

import asyncio
import inspect


async def until(condition, *, seconds=60):
    """Wait until `condition()` (plain or awaitable) holds, and give its value."""
    async with asyncio.timeout(seconds):
        while True:
            value = condition()
            if inspect.isawaitable(value):
                value = await value
            if value:
                return value
            await asyncio.sleep(0.005)
