"""Where this computer itself can be reached: a listener on one of its addresses, behind a path that nobody can guess.

Port and token are chosen once and kept in the profile, so that the address outlives the program. Every way in that
ends at a listener of our own (loopback, a tunnel, the local network) opens one.
"""

import asyncio
import errno
import logging
import re
import secrets
import socket
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from screenpop.delivery.base import DeliveryError, Take
from screenpop.delivery.listener import Listener
from screenpop.delivery.probes import Probes
from screenpop.delivery.server import EmbeddedServer
from screenpop.integrate.memory import Memory
from screenpop.language import translate

log = logging.getLogger(__name__)

_RECORD: Final = "delivery"
_TOKEN: Final = re.compile(r"[\w-]{43}", re.ASCII)
_TOKEN_BYTES: Final = 32
_PORTS: Final = range(20_000, 32_000)
"""Below the ports that systems hand out by themselves, so that nobody is given ours while we are away."""
_TRIES: Final = 20


@dataclass(frozen=True, slots=True)
class HookAddress:
    """Port and secret token of the hook."""

    port: int
    token: str

    @property
    def path(self) -> str:
        """The only path that is answered."""
        return f"/hook/{self.token}"

    @staticmethod
    def from_record(record: Mapping[str, object]) -> "HookAddress | None":
        """The address that was kept, None if there is none."""
        port, token = record.get("port"), record.get("token")
        if type(port) is int and 0 < port <= 65535 and isinstance(token, str) and _TOKEN.fullmatch(token):
            return HookAddress(port, token)
        return None


class Door:
    """A listener at `host`. After `open`, `address` says where, and `notice` what people should know about it."""

    def __init__(self, state: Memory, *, host: str = "127.0.0.1", port: int = 0) -> None:
        """With `port` 0 the kept port is used, or one chosen and kept."""
        self._state = state
        self._host = host
        self._port = port
        self._server: EmbeddedServer | None = None
        self._listener: Listener | None = None
        self.probes = Probes()
        self.address: HookAddress | None = None
        self.notice: str | None = None

    async def open(self, take: Take) -> HookAddress:
        """Begin to hand messages to `take`. Raises DeliveryError."""
        kept = HookAddress.from_record(await asyncio.to_thread(self._state.load, _RECORD))
        bound, address = self._bind(kept)
        if address != kept:
            await self._keep(address)
        self._listener = Listener(address.path, take, probes=self.probes)
        self._server = EmbeddedServer(self._listener, bound)
        await self._server.open()
        self.address = address
        return address

    async def renew_token(self) -> HookAddress:
        """Let a new path be the hook's: whoever has the public address that was ours may be sent the old one."""
        assert self._listener is not None
        assert self.address is not None
        self.address = HookAddress(self.address.port, _new_token())
        self._listener.move(self.address.path)
        await self._keep(self.address)
        return self.address

    async def close(self) -> None:
        """Take nothing more; what was taken is answered first."""
        if self._server is not None:
            await self._server.close()
            self._server = None

    def _bind(self, kept: HookAddress | None) -> tuple[socket.socket, HookAddress]:
        if self._port:
            return self._bind_chosen(HookAddress(self._port, kept.token if kept else _new_token()))
        if kept is None:
            return self._bind_new()
        try:
            return _bound(self._host, kept.port), kept
        except OSError as error:
            bound, address = self._bind_new()
            self.notice = translate(
                "Delivery",
                "Port {port} of this computer is used by another program, so calls come in at a new address "
                "(port {new_port}).",
            ).format(port=kept.port, new_port=address.port)
            log.warning("%s The system says: %s", self.notice, error)
            return bound, address

    def _bind_chosen(self, address: HookAddress) -> tuple[socket.socket, HookAddress]:
        try:
            return _bound(self._host, address.port), address
        except OSError as error:
            raise DeliveryError(
                translate(
                    "Delivery",
                    "Calls cannot come in at port {port} of {host} ({strerror}). End the program that uses it, "
                    "or set another delivery port with `screenpop config set`.",
                ).format(port=address.port, host=self._host, strerror=error.strerror)
            ) from error

    def _bind_new(self) -> tuple[socket.socket, HookAddress]:
        """A new port has a new token: whoever took the old port may be listening for the old one."""
        for port in _candidates():
            try:
                bound = _bound(self._host, port)
            except OSError as error:
                trouble = error
                if error.errno == errno.EADDRNOTAVAIL:
                    break
            else:
                return bound, HookAddress(bound.getsockname()[1], _new_token())
        raise DeliveryError(
            translate(
                "Delivery",
                "Calls cannot come in at {host}: {strerror}.",
            ).format(host=self._host, strerror=trouble.strerror)
        ) from trouble

    async def _keep(self, address: HookAddress) -> None:
        try:
            await asyncio.to_thread(self._state.save, _RECORD, asdict(address))
        except OSError as error:
            self.notice = translate(
                "Delivery",
                "The address at which calls come in could not be kept, so the next start has another one.",
            )
            log.error("%s The system says: %s", self.notice, error)


def _new_token() -> str:
    return secrets.token_urlsafe(_TOKEN_BYTES)


def _candidates() -> Iterator[int]:
    """Ports to try, and at last whichever the system gives."""
    for _ in range(_TRIES):
        yield secrets.choice(_PORTS)
    yield 0


def _bound(host: str, port: int) -> socket.socket:
    """A listening socket of our own alone. Raises OSError if somebody has the port."""
    # asyncio sends small packets at once only where the socket names TCP.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform == "win32":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen()
    except OSError:
        bound.close()
        raise
    return bound
