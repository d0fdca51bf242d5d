"""Sends the webhooks that wait, each until it arrives or has been refused for good.

One that does not arrive is sent again with growing pauses for two days. An answer of 2xx means that it arrived; most
of 4xx mean that it never will. Redirects are not followed: a webhook goes to the host that the rule names.
"""

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import httpx

from screenpop import __version__

from .errors import ActionFailed
from .kept import Kept, Post
from .webhook import signature

log = logging.getLogger(__name__)

FIRST_PAUSE: Final = timedelta(seconds=2)
LONGEST_PAUSE: Final = timedelta(minutes=30)
GIVEN_UP_AFTER: Final = timedelta(days=2)
_TIMEOUT: Final = httpx.Timeout(15.0, connect=5.0)
_WORTH_ANOTHER_TRY: Final = frozenset({408, 409, 423, 425, 429})
_AT_ONCE: Final = 4


class Refused(Exception):
    """The receiver will not take it, however often it is sent."""


class Courier:
    """`secret` gives what webhooks are signed with; `tell(post, sentence, is_trouble)` hears what became of each."""

    def __init__(
        self,
        kept: Kept,
        secret: Callable[[], Awaitable[str]],
        tell: Callable[[Post, str, bool], None],
        *,
        wall: Callable[[], float] = time.time,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        """Nothing is sent before `run`. `transport` replaces the network."""
        self._kept, self._secret, self._tell, self._wall = kept, secret, tell, wall
        self._transport = transport
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Another one waits."""
        self._news.set()

    async def run(self) -> None:
        """Send until cancelled."""
        async with httpx.AsyncClient(
            timeout=_TIMEOUT,
            follow_redirects=False,
            headers={"User-Agent": f"ScreenPop/{__version__}", "Content-Type": "application/json"},
            transport=self._transport,
            trust_env=True,
        ) as http:
            while True:
                self._news.clear()
                pause = await self._round(http)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._news.wait()

    async def _round(self, http: httpx.AsyncClient) -> float | None:
        """Send what is due; seconds until the next is, None if none waits."""
        try:
            waiting = await asyncio.to_thread(self._kept.waiting)
        except ActionFailed as error:
            log.warning("The webhooks that wait cannot be read: %s", error)
            return FIRST_PAUSE.total_seconds()
        due = [post for post in waiting if post.due <= self._wall()]
        if not due:
            return max(0.0, waiting[0].due - self._wall()) if waiting else None
        async with asyncio.TaskGroup() as tasks:
            for post in due[:_AT_ONCE]:
                tasks.create_task(self._deliver(http, post), name=f"webhook {post.key}")
        return 0.0

    async def _deliver(self, http: httpx.AsyncClient, post: Post) -> None:
        try:
            result = await self._send(http, post)
        except Refused as error:
            await self._settle(post, f"Given up: {error}", is_trouble=True)
        except ActionFailed as error:
            if self._wall() - post.made > GIVEN_UP_AFTER.total_seconds():
                await self._settle(post, f"Given up after two days: {error}", is_trouble=True)
            else:
                await self._postpone(post, str(error))
        else:
            await self._settle(post, result, is_trouble=False)

    async def _send(self, http: httpx.AsyncClient, post: Post) -> str:
        secret = await self._secret()
        sent_at = int(self._wall())
        headers = {
            "Idempotency-Key": post.key,
            "X-ScreenPop-Timestamp": str(sent_at),
            "X-ScreenPop-Signature": signature(secret, sent_at, post.body),
        }
        host = httpx.URL(post.url).host
        try:
            answer = await http.post(post.url, content=post.body.encode(), headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ActionFailed(f"{host} cannot be reached ({str(error) or type(error).__name__}).") from error
        if answer.is_success:
            return f"Posted to {host}."
        why = f"{host} answered {answer.status_code}"
        if answer.is_redirect:
            raise Refused(f"{why} (it sends on to another address, which is not followed). Correct the rule's address.")
        if answer.is_client_error and answer.status_code not in _WORTH_ANOTHER_TRY:
            raise Refused(f"{why}: it refuses the webhook. See there what it expects.")
        raise ActionFailed(f"{why}. It is sent again later.")

    async def _settle(self, post: Post, result: str, *, is_trouble: bool) -> None:
        """What arrived is taken off the disk; if that fails, it is sent again under the same key."""
        try:
            await asyncio.to_thread(self._kept.sent, post, result)
        except ActionFailed as error:
            log.warning("%s", error)
            await asyncio.sleep(FIRST_PAUSE.total_seconds())
        self._tell(post, result, is_trouble)

    async def _postpone(self, post: Post, trouble: str) -> None:
        pause = min(FIRST_PAUSE * 2 ** min(post.tries, 20), LONGEST_PAUSE).total_seconds() * random.uniform(0.8, 1.2)
        try:
            await asyncio.to_thread(self._kept.postpone, post, self._wall() + pause, trouble)
        except ActionFailed as error:
            log.warning("%s", error)
            await asyncio.sleep(pause)
        self._tell(post, trouble, True)
