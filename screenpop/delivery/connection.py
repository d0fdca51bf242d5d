"""One HTTP connection, with bounds: on time, on what is read at once, and on what a broken request can do.

A request must be complete ten seconds after its first byte (on a new connection: after it was opened). The parser
refuses headers of over 16 KiB, and little is read at once: parsing a swarm of tiny chunks takes time (8 KiB of them
were measured at 11 ms), and the screen waits meanwhile.
"""

import asyncio
from email.utils import formatdate
from typing import Any, Final

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from screenpop.delivery.waiting_room import WaitingRoom

PATIENCE: Final = 10.0
"""Seconds in which a request must be complete."""
LONGEST_HEADERS: Final = 16 * 1024
MOST_AT_ONCE: Final = 8 * 1024


class BoundedState(ServerState):
    """What the connections of one server share."""

    def __init__(self, patience: float = PATIENCE) -> None:
        """No connections."""
        super().__init__()
        self.patience = patience
        self.room = WaitingRoom()
        self.is_closing = False


class BoundedConnection(H11Protocol, asyncio.BufferedProtocol):
    """uvicorn's connection; what is added concerns those who do not behave as a phone system does."""

    def __init__(
        self,
        config: Config,
        server_state: BoundedState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        """As uvicorn makes it."""
        super().__init__(config, server_state, app_state, _loop)
        self._state = server_state
        self._buffer = bytearray(MOST_AT_ONCE)
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's
        """Somebody connected, and is to send a request."""
        super().connection_made(transport)
        if self._state.is_closing:
            self.cut_off()
        self._look_at_sender()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is over."""
        super().connection_lost(exc)
        self._look_at_sender()

    def get_buffer(self, _sizehint: int) -> bytearray:
        """Where the next bytes go."""
        return self._buffer

    def buffer_updated(self, nbytes: int) -> None:
        """Bytes came."""
        self.data_received(bytes(self._buffer[:nbytes]))

    def data_received(self, data: bytes) -> None:
        """Bytes came; the request may have begun, or be complete now. After a last request nothing counts."""
        if self.conn.their_state is h11.MUST_CLOSE:
            return
        super().data_received(data)
        self._look_at_sender()

    def eof_received(self) -> bool:  # type: ignore[override] # uvicorn's always closes
        """The sender sends no more; one whose request is complete still gets its answer."""
        is_answered = self.cycle is None or self.cycle.response_complete
        if is_answered or self.conn.their_state is h11.SEND_BODY:
            return False
        self.cycle.keep_alive = False
        return True

    def on_response_complete(self) -> None:
        """The answer went out; the next request may already be here."""
        super().on_response_complete()
        self._look_at_sender()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 (uvicorn's details)
        """Refuse what is not HTTP, without details; a request that it is part of gets no other answer."""
        if self.cycle is not None:
            self.cycle.disconnected = True
        headers = [("connection", "close"), ("content-length", "0"), ("date", formatdate(usegmt=True))]
        for event in (h11.Response(status_code=400, reason=b"Bad Request", headers=headers), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def shutdown(self) -> None:
        """The server stops: whoever still sends is cut off, an answer that is under way goes out."""
        if self._deadline is not None:
            self.cut_off()
        else:
            super().shutdown()

    def cut_off(self) -> None:
        """End the connection at once."""
        self.transport.abort()

    def _look_at_sender(self) -> None:
        """Start the clock when a request begins, and stop it when it is complete."""
        if self._is_sending() and self._deadline is None:
            self._deadline = self.loop.call_later(self._state.patience, self.cut_off)
            self._state.room.enter(self._address, self)
        elif not self._is_sending() and self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
            self._state.room.leave(self._address, self)

    def _is_sending(self) -> bool:
        """Whether a request has begun and is not complete. Whoever sent none yet is taken to have begun one."""
        if self.transport.is_closing():
            return False
        if self.conn.their_state is h11.IDLE:
            return self.cycle is None or bool(self.conn.trailing_data[0])
        return self.conn.their_state is h11.SEND_BODY

    @property
    def _address(self) -> str:
        return self.client[0] if self.client else ""
