"""Test messages: how a way in finds out whether what is posted to its public address arrives here.

A test message is a mark that nobody can guess, used once. The listener knows those that are under way, and hands them
to nobody else. Where they arrived is told as it was seen here; none of it is trusted for anything.
"""

import asyncio
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

_MARK_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Arrival:
    """A test message as it arrived.

    `client` is the address of whoever connected to us: a proxy's, where there is one. `headers` are as they were sent.
    """

    method: str
    path: str
    client: str
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Probe:
    """A test message that is awaited: `body` is to be posted, `arrival` ends when it is here."""

    body: bytes
    arrival: asyncio.Future[Arrival]


class Probes:
    """The test messages that are under way."""

    def __init__(self) -> None:
        """None is."""
        self._awaited: dict[bytes, Probe] = {}

    @contextmanager
    def expected(self) -> Iterator[Probe]:
        """A new test message, known to the listener until the end of the block."""
        probe = Probe(secrets.token_hex(_MARK_BYTES).encode(), asyncio.get_running_loop().create_future())
        self._awaited[probe.body] = probe
        try:
            yield probe
        finally:
            del self._awaited[probe.body]
            probe.arrival.cancel()

    def hear(self, body: bytes, *, method: str, path: str, client: str, headers: Sequence[tuple[bytes, bytes]]) -> bool:
        """Whether this request is a test message that is under way; if so, whoever waits for it is told."""
        probe = self._awaited.get(body)
        if probe is None:
            return False
        if not probe.arrival.done():
            lines = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
            probe.arrival.set_result(Arrival(method, path, client, lines))
        return True
