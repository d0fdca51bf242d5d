"""The real relay, and a desktop and a phone system that use it."""

import asyncio
import base64
import hashlib
import importlib.util
import json
import secrets
import ssl
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
from httpx_sse import EventSource, ServerSentEvent, aconnect_sse

FOLDER = Path(__file__).parents[2] / "packaging" / "relay"


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("relay_run", FOLDER / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


run: Any = _load()

NO_TLS = ssl.create_default_context()
"""Made once, since it takes longer than a test."""


def client(**options: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(verify=NO_TLS, trust_env=False, **{"timeout": 20, **options})


@dataclass(frozen=True)
class Received:
    """An event as it came out of a stream."""

    id: str
    envelope: dict[str, Any]

    @property
    def body(self) -> bytes:
        return base64.b64decode(self.envelope["body_b64"], validate=True)


class Stream:
    """An open stream of events."""

    def __init__(self, source: EventSource) -> None:
        self.response = source.response
        self.events: AsyncIterator[ServerSentEvent] = source.aiter_sse()

    async def take(self, count: int) -> list[Received]:
        """The next `count` events."""
        self.response.raise_for_status()
        received: list[Received] = []
        async with asyncio.timeout(20):
            while len(received) < count:
                event = await anext(self.events)
                assert event.event == "message"
                received.append(Received(event.id, json.loads(event.data)))
        return received


class Desktop:
    """Whoever holds a secret."""

    def __init__(self, address: str, secret: str | None = None) -> None:
        self.address = address
        self.secret = secret or secrets.token_urlsafe(32)
        self.hook = base64.urlsafe_b64encode(hashlib.sha256(self.secret.encode("ascii")).digest()).decode().rstrip("=")
        self.post_uri = f"{address}/hook/{self.hook}"

    @asynccontextmanager
    async def stream(self, last_event_id: str | None = None) -> AsyncIterator[Stream]:
        headers = {"Authorization": f"Bearer {self.secret}"}
        if last_event_id is not None:
            headers["Last-Event-ID"] = last_event_id
        async with client() as http, aconnect_sse(http, "GET", f"{self.address}/events", headers=headers) as source:
            yield Stream(source)

    async def read(self, count: int, last_event_id: str | None = None) -> list[Received]:
        """The next `count` events; the stream ends then."""
        async with self.stream(last_event_id) as stream:
            return await stream.take(count)

    async def post(self, body: bytes = b"hello", **options: Any) -> httpx.Response:
        async with client() as http:
            return await http.post(self.post_uri, content=body, **options)

    async def posted(self, *bodies: bytes) -> None:
        for body in bodies:
            assert (await self.post(body)).status_code == 204


async def until(condition: Callable[[], Any]) -> Any:
    """Wait until `condition()`, plain or awaitable, holds, and give its value."""
    async with asyncio.timeout(20):
        while True:
            value = condition()
            if isinstance(value, Awaitable):
                value = await value
            if value:
                return value
            await asyncio.sleep(0.02)


async def health_says(relay: Any, status: int) -> None:
    """Wait until the relay's health page answers with this status. It may be asked twice a second, and a few times."""
    async with client(base_url=relay.address) as http:

        async def asked() -> bool:
            return (await http.get("/health")).status_code == status

        await until(asked)
