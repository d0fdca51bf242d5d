"""Where the browser comes back: a small server on this computer, for one sign-in.

One path is answered, to GET alone, and only to whoever brings the state of this sign-in. Everything else gets 404;
a browser that comes with an old state is told in words. The page is sent when the sign-in is over, so that it says
what came of it.
"""

import asyncio
import logging
import socket
from email.utils import formatdate
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from screenpop.delivery.server import EmbeddedServer
from screenpop.integrate.authorization import REDIRECT_PATH, Answer, Authorization
from screenpop.sign_in.page import HEADERS, STALE, Mood, Page

log = logging.getLogger(__name__)

_STATUS: Final = {Mood.DONE: 200, Mood.TROUBLE: 400}
_NOT_FOUND: Final = 404


class Redirect:
    """Waits for the browser at a socket that listens already. After `open`, `answer` gives what it brought.

    `strayed` says that a browser came with a state that is not ours.
    """

    def __init__(self, authorization: Authorization, listening: socket.socket) -> None:
        """Nobody is answered before `open`."""
        loop = asyncio.get_running_loop()
        self._authorization = authorization
        self._answer: asyncio.Future[Answer] = loop.create_future()
        self._page: asyncio.Future[Page] = loop.create_future()
        self._server = EmbeddedServer(self, listening)
        self.strayed = False

    async def open(self) -> None:
        """Begin to answer."""
        await self._server.open()

    async def answer(self) -> Answer:
        """What the browser brings, once it comes. The first answer holds."""
        return await asyncio.shield(self._answer)

    async def close(self, page: Page) -> None:
        """Show `page` to a browser that waits, and let go of the port."""
        self._page.set_result(page)
        await self._server.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        response = await self._respond(Request(scope, receive))
        response.headers.update({"Connection": "close", "Date": formatdate(usegmt=True)})
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method != "GET" or request.scope["raw_path"] != REDIRECT_PATH.encode():
            return Response(status_code=_NOT_FOUND)
        answer = self._authorization.read(request.url.query)
        if answer is None:
            self.strayed = True
            log.warning("A browser came with a state that is not that of this sign-in.")
            return _shown(STALE, _NOT_FOUND)
        if not self._answer.done():
            self._answer.set_result(answer)
        page = await asyncio.shield(self._page)
        return _shown(page, _STATUS[page.mood])


def _shown(page: Page, status: int) -> Response:
    return Response(page.render(), status, HEADERS)
