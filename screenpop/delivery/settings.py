"""Which way in is used, and each way's own settings."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

KINDS: Final = ("loopback", "relay")
"""The ways in that there are."""


@dataclass(frozen=True, slots=True)
class DeliverySettings:
    """`kind` is the way in."""

    kind: str = "loopback"

    def __post_init__(self) -> None:
        """Refuse what there is not."""
        if self.kind not in KINDS:
            known = ", ".join(f'"{kind}"' for kind in KINDS)
            raise ValueError(f'kind is "{self.kind}", and the ways in of this version are: {known}')


@dataclass(frozen=True, slots=True)
class LoopbackSettings:
    """`port`: where to listen on 127.0.0.1; with 0 a port is chosen once and kept."""

    port: int = 0

    def __post_init__(self) -> None:
        """Refuse what is no port."""
        if not 0 <= self.port <= 65535:
            raise ValueError("port must be between 1 and 65535, or 0 for one that is chosen once and kept")


@dataclass(frozen=True, slots=True)
class RelaySettings:
    """`url` is the relay's address as the office's administrator tells it, such as https://relay.example.org."""

    url: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be a relay's address, and plain HTTP, which would show the secret to the network."""
        if not self.url:
            return
        parts = urlsplit(self.url)
        is_here = parts.hostname in ("127.0.0.1", "::1", "localhost")
        if parts.scheme != "https" and not (parts.scheme == "http" and is_here):
            raise ValueError(f'url must begin with https:// and is "{self.url}"')
        if not parts.hostname or parts.username or parts.query or parts.fragment:
            raise ValueError(f'url must be a plain address such as https://relay.example.org, and is "{self.url}"')

    @property
    def address(self) -> str:
        """The URL without a slash at its end."""
        return self.url.rstrip("/")
