"""The connections on which posts go out: a few for each host, so that a slow endpoint holds up nobody else's."""

import asyncio
import ssl
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import httpx

from .answers import JSON

PATIENCE: Final = 10.0
"""Seconds in which an endpoint must answer."""
AT_ONCE: Final = 8
"""Posts under way to one host. More of them make the client's pool of connections slower and not faster."""


@dataclass(frozen=True, slots=True)
class _Host:
    http: httpx.AsyncClient
    free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))


class Outbox:
    """Posts messages, and tells how that went for the log alone."""

    def __init__(self) -> None:
        """Connect to nobody yet."""
        self._hosts: dict[tuple[str, bytes], _Host] = {}

    async def send(self, post_uri: str, body: bytes) -> int | str:
        """Post it once: the status of the answer, or the name of what went wrong."""
        try:
            url = httpx.URL(post_uri)
            host = self._host(url)
            async with host.free:
                answer = await host.http.post(url, content=body)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return type(error).__name__
        return answer.status_code

    async def close(self) -> None:
        """Close the connections."""
        for host in self._hosts.values():
            await host.http.aclose()

    def _host(self, url: httpx.URL) -> _Host:
        key = (url.scheme, url.netloc)
        if key not in self._hosts:
            self._hosts[key] = _Host(
                httpx.AsyncClient(
                    headers={"Content-Type": JSON, "User-Agent": "Integrate simulator"},
                    timeout=PATIENCE,
                    limits=httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE),
                    verify=_authorities() if url.scheme == "https" else False,
                    trust_env=False,
                )
            )
        return self._hosts[key]


@cache
def _authorities() -> ssl.SSLContext:
    """Whom this computer trusts. To read that takes a while, and is needed for https alone."""
    return ssl.create_default_context()
