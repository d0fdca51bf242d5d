"""What is answered to a post: the whole of the hook, as an ASGI application.

One path is the hook's, and it holds a secret; whatever else is asked for gets 404 and learns nothing. A message is
answered once it is safe on disk. After anything but that the connection is closed: whoever is not the phone system
gets one answer a connection, and nothing that is hidden behind a wrong message is read as the next.
"""

import hmac
import logging
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from screenpop.delivery.base import Delivered, Take
from screenpop.delivery.flood import Flood
from screenpop.delivery.probes import Probes

log = logging.getLogger(__name__)

LONGEST_MESSAGE: Final = 64 * 1024
_DROPPED: Final = 1024 * 1024
"""Bytes of a message that is too long which are still read: a sender that is cut off misses the answer."""
_MOST_WAITING: Final = 1000
"""Messages that wait for the disk at the same time."""

NO_CONTENT, BAD_REQUEST, NOT_FOUND, TOO_LONG, TOO_MANY, UNAVAILABLE = 204, 400, 404, 413, 429, 503
_KEEP_OPEN: Final = (NO_CONTENT, UNAVAILABLE)


class Listener:
    """Answers at `path` with what `take` says, and 404 everywhere else."""

    def __init__(
        self,
        path: str,
        take: Take,
        *,
        probes: Probes | None = None,
        flood: Flood | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`path` begins with a slash and is compared in constant time. `probes` hears of test messages."""
        self._path = path.encode("ascii")
        self._take = take
        self._probes = probes or Probes()
        self._flood = flood or Flood()
        self._monotonic = monotonic
        self._waiting = 0

    def move(self, path: str) -> None:
        """From now on the hook is at `path`, and the former path is one like any other."""
        self._path = path.encode("ascii")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            status = await self._answer(Request(scope, receive))
        except ClientDisconnect:
            return
        await _response(status)(scope, receive, send)

    async def _answer(self, request: Request) -> int:
        if _could_be_two_requests(request):
            return BAD_REQUEST
        is_hook = self._is_hook(request)
        if is_hook and not self._flood.admits(self._monotonic()):
            return TOO_MANY
        body = await _body(request)
        is_test = body is not None and self._is_test(request, body)
        if not is_hook:
            return NOT_FOUND
        if body is None:
            return TOO_LONG
        if is_test:
            return NO_CONTENT
        return NO_CONTENT if await self._is_taken(body) else UNAVAILABLE

    def _is_hook(self, request: Request) -> bool:
        is_path = hmac.compare_digest(request.scope["raw_path"], self._path)
        return is_path and request.method == "POST" and not request.scope["query_string"]

    def _is_test(self, request: Request, body: bytes) -> bool:
        """Whether it is a test message of our own; one that went astray is answered like all others, but heard of."""
        return self._probes.hear(
            body,
            method=request.method,
            path=request.scope["raw_path"].decode("latin-1"),
            client=request.client.host if request.client else "",
            headers=request.headers.raw,
        )

    async def _is_taken(self, body: bytes) -> bool:
        if self._waiting >= _MOST_WAITING:
            return False
        self._waiting += 1
        try:
            return await self._take(Delivered(body))
        except Exception:
            log.exception("A message could not be taken in.")
            return False
        finally:
            self._waiting -= 1


async def _body(request: Request) -> bytes | None:
    """The body, None if it is too long. Raises ClientDisconnect if it does not come to its end."""
    if int(request.headers.get("content-length", 0)) > _DROPPED:
        return None
    body = bytearray()
    size = 0
    async for part in request.stream():
        size += len(part)
        if size <= LONGEST_MESSAGE:
            body += part
        elif size > _DROPPED:
            break
    return bytes(body) if size <= LONGEST_MESSAGE else None


def _could_be_two_requests(request: Request) -> bool:
    """Whether a proxy before us could see its end elsewhere: with two lengths, or chunks that HTTP/1.0 lacks."""
    headers = request.headers
    return "transfer-encoding" in headers and ("content-length" in headers or request.scope["http_version"] != "1.1")


def _response(status: int) -> Response:
    headers = {"date": formatdate(usegmt=True)}
    if status not in _KEEP_OPEN:
        headers["connection"] = "close"
    return Response(status_code=status, headers=headers)
