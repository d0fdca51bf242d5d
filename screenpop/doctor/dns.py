"""Whether the phone system's name is known."""

import ipaddress
import socket
from typing import Final
from urllib.parse import urlsplit

from screenpop.doctor.finding import Finding, failure, not_checked, ok
from screenpop.doctor.in_time import in_time
from screenpop.doctor.place import CHECK_PROXY, Place

_PATIENCE: Final = 10.0
_MEANING: Final = "The phone system cannot be reached."


async def check(place: Place | None) -> Finding:
    """Whether the phone system's name is known, or the proxy's: a proxy looks names up by itself."""
    if place is None:
        return not_checked("dns", "account.api_url is no address")
    host = place.host if place.proxy is None else urlsplit(f"//{place.proxy}").hostname or place.proxy
    if _is_address(host):
        return ok("dns", f"{host} is an address, so no name has to be looked up.")
    try:
        found = await in_time(lambda: socket.getaddrinfo(host, None, type=socket.SOCK_STREAM), _PATIENCE)
    except TimeoutError:
        return failure(
            "dns",
            f"The name {host} could not be looked up: no name server answers.",
            _MEANING,
            "Check this computer's network, and ask its administrator for the name server.",
        )
    except (OSError, UnicodeError) as error:
        return failure(
            "dns",
            f"The name {host} is not known ({_why(error)}).",
            _MEANING,
            "Check account.api_url and this computer's network." if place.proxy is None else CHECK_PROXY,
        )
    return ok("dns", f"{host} is {found[0][4][0]}.")


def _why(error: Exception) -> str:
    return str(error.strerror if isinstance(error, OSError) else error)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
