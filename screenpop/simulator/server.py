"""An embedded uvicorn: on the loop that is there, without touching signals, and without its ten wake-ups a second.

uvicorn's own `serve` does both, so only its beginning (`startup`) is used; the end is our own.
"""

import asyncio
import socket
import struct
import sys

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

_KEEP_ALIVE = 75
"""Seconds that an idle connection stays open."""
_GRACE = 1
"""Seconds that requests under way have at the end."""


class Server:
    """Serves one ASGI application on 127.0.0.1."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        """`port` 0 lets the system choose one."""
        self._port = port
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                date_header=False,
                timeout_keep_alive=_KEEP_ALIVE,
            )
        )
        self._socket: socket.socket | None = None

    async def start(self) -> int:
        """Listen; the port. Raises OSError if it is taken."""
        self._socket = listening = _bound(self._port)
        config = self._server.config
        config.load()
        self._server.lifespan = config.lifespan_class(config)
        await self._server.startup(sockets=[listening])
        port: int = listening.getsockname()[1]
        return port

    async def stop(self) -> None:
        """Stop listening, and let requests under way come to their end, but not for long."""
        if self._socket is None:
            return
        self._socket = None
        state = self._server.server_state
        for listening in self._server.servers:
            listening.close()
        for connection in list(state.connections):
            connection.shutdown()
        if state.tasks:
            _, late = await asyncio.wait(set(state.tasks), timeout=_GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        for connection in list(state.connections):
            connection.transport.abort()
        for listening in self._server.servers:
            await listening.wait_closed()

    def cut(self, client: tuple[str, int]) -> None:
        """Reset the connection with the client at that address and port."""
        for connection in list(self._server.server_state.connections):
            if isinstance(connection, H11Protocol) and connection.client == client:
                kept = connection.transport.get_extra_info("socket")
                kept.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
                connection.transport.abort()


_NO_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


def _bound(port: int) -> socket.socket:
    # asyncio sends small packets at once only where the socket names TCP; else each answer waits 40 ms for its body.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
    except OSError:
        listening.close()
        raise
    listening.setblocking(False)
    return listening
