"""The addresses that this computer has in its networks, and which of them leads where.

IPv4 only: the local networks in which phone systems and their phones live have it, and their events are posted over it.
"""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from typing import Final

import psutil

_ANYWHERE: Final = "192.0.2.1"
"""An address that is nobody's (RFC 5737), and so is reached by the way that leads out."""
_ANY_PORT: Final = 9


@dataclass(frozen=True, slots=True)
class Interface:
    """An address of this computer, and the interface that has it, such as "eth0"."""

    name: str
    address: str


def interfaces() -> tuple[Interface, ...]:
    """The addresses of all interfaces that are up, those of this computer alone left out."""
    up = {name for name, stats in psutil.net_if_stats().items() if stats.isup}
    found = [
        Interface(name, each.address)
        for name, addresses in psutil.net_if_addrs().items()
        for each in addresses
        if name in up and each.family == socket.AF_INET
    ]
    return tuple(each for each in found if not ipaddress.ip_address(each.address).is_loopback)


async def resolved(host: str) -> str | None:
    """The address of `host`, None if nobody knows it now."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, _ANY_PORT, family=socket.AF_INET, type=socket.SOCK_DGRAM)
    except (OSError, UnicodeError):
        return None
    return str(found[0][4][0]) if found else None


def address_towards(target: str | None) -> str | None:
    """This computer's address as seen from the address `target`, if no router in between changes it.

    Without a target it is the address towards the rest of the world; None if no way leads there. Nothing is sent: the
    system only says which way it would go.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((target or _ANYWHERE, _ANY_PORT))
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return address if address != "0.0.0.0" else None
