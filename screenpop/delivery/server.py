"""uvicorn inside the program: it leaves signals and the log alone, and while nothing comes it does nothing at all.

uvicorn's own `serve` takes over the process's signals and wakes ten times a second; neither is needed where
somebody else ends the program and the listener writes the Date header.
"""

import asyncio
import socket
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from screenpop.delivery.connection import LONGEST_HEADERS, PATIENCE, BoundedConnection, BoundedState

_ACCEPTED_AT_ONCE: Final = 16
_QUEUED: Final = 1024
_KEPT_ALIVE: Final = 75
"""Seconds that an idle connection stays open: longer than others keep theirs, so that it is not closed on a sender."""
_GRACE: Final = 5.0
"""Seconds in which answers under way must go out when the server closes."""


class EmbeddedServer(uvicorn.Server):
    """Serves an ASGI application, as the listener is one, on a socket that is bound already."""

    def __init__(self, app: ASGIApp, bound: socket.socket, *, patience: float = PATIENCE) -> None:
        """`patience` is the time in seconds in which a request must be complete."""
        super().__init__(
            uvicorn.Config(
                app,
                http=BoundedConnection,
                ws="none",
                lifespan="off",
                interface="asgi3",
                log_config=None,
                log_level="error",
                access_log=False,
                workers=1,
                proxy_headers=False,
                server_header=False,
                date_header=False,
                backlog=_ACCEPTED_AT_ONCE,
                timeout_keep_alive=_KEPT_ALIVE,
                h11_max_incomplete_event_size=LONGEST_HEADERS,
            )
        )
        self.server_state: BoundedState = BoundedState(patience)
        self._bound = bound
        self._opening: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Begin to serve. Whoever gives this up in the middle still has to `close`."""
        self._opening = asyncio.create_task(self._open(), name="open a server")
        await asyncio.shield(self._opening)

    async def _open(self) -> None:
        self.config.load()
        self.lifespan = self.config.lifespan_class(self.config)
        await self.startup(sockets=[self._bound])
        self._bound.listen(_QUEUED)

    async def close(self) -> None:
        """Stop listening, cut off who still sends, and let the answers under way go out. Once is enough."""
        if self._opening is None:
            return
        await asyncio.wait([self._opening])
        self.server_state.is_closing = True
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await self._finish_answers()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        for server in self.servers:
            await server.wait_closed()

    async def _finish_answers(self) -> None:
        if not self.server_state.tasks:
            return
        _, late = await asyncio.wait(self.server_state.tasks, timeout=_GRACE)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
