"""Where the phone system's API is, and the proxy on the way there."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

_SCHEMES: Final = frozenset({"https", "http"})

CHECK_PROXY: Final = "Check the variables HTTPS_PROXY and NO_PROXY, or ask your network's administrator."


@dataclass(frozen=True, slots=True)
class Place:
    """Where the phone system's API is. `proxy` is the host and port of the system's proxy for it, None for none."""

    url: str
    scheme: str
    host: str
    proxy: str | None

    @classmethod
    def of(cls, api_url: str) -> "Place | None":
        """The place of an API's address, None if it is no address."""
        try:
            parts = urlsplit(api_url)
            is_good = parts.scheme in _SCHEMES and parts.port != 0
            host = (parts.hostname or "").encode("idna").decode()
        except ValueError:
            return None
        if not is_good or not host:
            return None
        return cls(api_url.rstrip("/") + "/", parts.scheme, host, _proxy_for(parts))

    def __str__(self) -> str:
        """As people are told of it."""
        return f"{self.scheme}://{urlsplit(self.url).netloc.rpartition('@')[2]}"


def _proxy_for(parts: SplitResult) -> str | None:
    """Host and port of the proxy that the system names for this address. A name or password in it is left out."""
    if proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    proxies = getproxies()
    named = proxies.get(parts.scheme) or proxies.get("all")
    return (urlsplit(named).netloc or named).rpartition("@")[2] if named else None
