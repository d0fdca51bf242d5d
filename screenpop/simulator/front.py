"""What stands before the API: the log of requests, and the faults that were asked for."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .answers import JSON
from .faults import Fault
from .system import Logged, PhoneSystem

Cut = Callable[[tuple[str, int]], None]
"""Breaks the connection with the client at that address and port."""

_HTML = b"<!doctype html><title>Welcome</title><h1>Welcome to the guest network</h1><p>Please accept the terms of use."


@dataclass(slots=True)
class _Reply:
    """An answer that is held until the faults have been at it."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        else:
            self.body += message.get("body", b"")

    async def send(self, send: Send, *, part: bytes | None = None) -> None:
        """Send it whole, or (`part`) as much as that and then no more."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send(
            {"type": "http.response.body", "body": self.body if part is None else part, "more_body": part is not None}
        )

    def resize(self) -> None:
        """Let the length in the headers be that of the body."""
        others = [(name, value) for name, value in self.headers if name.lower() != b"content-length"]
        self.headers = [*others, (b"content-length", str(len(self.body)).encode())]


class Front:
    """An ASGI application around the API's."""

    def __init__(self, api: ASGIApp, system: PhoneSystem, cut: Cut) -> None:
        """Let requests through to `api`."""
        self._api = api
        self._system = system
        self._cut = cut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path: str = scope["path"].removeprefix("/api")
        at = self._system.clock.now()
        fault = self._system.faults.for_request(scope["method"], path)
        if fault is not None and not fault.after:
            await self._wait(fault.delay)
        reply = await self._reply(fault, scope, receive)
        was_reset = fault is not None and fault.reset
        query = scope["query_string"].decode("latin-1")
        logged = Logged(scope["method"], scope["path"], query, None if was_reset else reply.status, at)
        self._system.requests.append(logged)
        if fault is not None and fault.after:
            await self._wait(fault.delay)
        if was_reset:
            await self._send_and_reset(reply, scope, receive, send)
        else:
            await reply.send(send)

    async def _wait(self, seconds: float) -> None:
        """As a chore, which ends when the simulator is stopped."""
        if seconds:
            await asyncio.wait([self._system.chores.spawn(asyncio.sleep(seconds), "delayed answer")])

    async def _reply(self, fault: Fault | None, scope: Scope, receive: Receive) -> _Reply:
        reply = _Reply()
        if fault is None or fault.after or not fault.answers_itself:
            await self._api(scope, receive, reply.take)
        if fault is not None and fault.answers_itself:
            reply = _faulty(fault)
        if fault is not None and fault.body == "truncated":
            reply.body = reply.body[: len(reply.body) // 2]
            reply.resize()
        return reply

    async def _send_and_reset(self, reply: _Reply, scope: Scope, receive: Receive, send: Send) -> None:
        """Send about half of the answer, break the connection, and wait until that is noticed."""
        await reply.send(send, part=reply.body[: len(reply.body) // 2])
        self._cut(tuple(scope["client"]))
        while (await receive())["type"] != "http.disconnect":
            pass


def _faulty(fault: Fault) -> _Reply:
    """The answer that a fault gives in place of the API's."""
    if fault.body == "html":
        reply = _Reply(fault.status or 200, [(b"content-type", b"text/html; charset=utf-8")], _HTML)
    else:
        status = fault.status or 500
        body = (
            {"message": fault.message} if status == 429 else {"status": status, "message": fault.message or "A fault."}
        )
        reply = _Reply(status, [(b"content-type", JSON.encode())], json.dumps(body).encode())
    reply.headers += [(name.lower().encode(), value.encode("latin-1")) for name, value in fault.headers.items()]
    reply.resize()
    return reply
