"""Who has which extension: the users and queues of the account, read once a start and kept for the next one.

Cards say "by Anna Ruiz (127)" and "to Sales" with it. An account whose scope does not allow the lists goes without.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from screenpop.integrate.client import Client
from screenpop.integrate.errors import Forbidden, IntegrateError
from screenpop.integrate.memory import Memory, Notebook

log = logging.getLogger(__name__)

_RECORD: Final = "names"


class Names:
    """Names by extension. `learned` gets all that are known, whenever there are new ones."""

    def __init__(self, memory: Memory) -> None:
        """Know what an earlier run learned. `users` are the people alone, as this run was told once it `has_asked`."""
        self._notebook = Notebook(memory, _RECORD)
        self.known: dict[str, str] = {key: str(name) for key, name in self._notebook.read().items()}
        self.users: Mapping[str, str] = {}
        self.has_asked = asyncio.Event()
        self.learned: Callable[[Mapping[str, str]], None] = _nothing

    async def read(self, client: Client) -> None:
        """Ask the phone system. What it refuses or cannot tell now stays as it is."""
        self.users = await _asked("Colleagues", _users(client)) or self.users
        self.has_asked.set()
        found = {**self.users, **await _asked("Call queues", client.queues())}
        if not found or found == self.known:
            return
        self.known = {**self.known, **found}
        self.learned(self.known)
        await self._notebook.write(self.known)


async def _users(client: Client) -> dict[str, str]:
    return {user.user: user.name for user in await client.users() if user.name}


async def _asked(whose: str, names: Awaitable[dict[str, str]]) -> dict[str, str]:
    try:
        return await names
    except Forbidden as error:
        log.warning("%s are shown by their extensions: %s", whose, error)
    except IntegrateError as error:
        log.info("Names could not be read this time: %s", error)
    return {}


def _nothing(_names: Mapping[str, str]) -> None:
    """Nobody wants to know."""
