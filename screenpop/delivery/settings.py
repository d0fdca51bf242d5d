"""Which way in is used, and each way's own settings."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

KINDS: Final = ("loopback", "relay", "ssh", "ngrok", "url", "lan")
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


@dataclass(frozen=True, slots=True)
class SshSettings:
    """A server with OpenSSH that forwards a port of its own to this computer.

    `host`, `port`, `user` and `key_file` are how to sign in; without a key file the SSH agent is asked. `remote_host`
    is what others call the server, `host` if empty. `remote_port` is the port there; with 0 the server chooses one,
    which is kept. `bind` is the server's address to listen on, all of them if empty. Where a reverse proxy on the
    server takes the calls, `public_url` is its address, and `bind` is then the server's loopback if empty.
    """

    host: str = ""
    port: int = 22
    user: str = ""
    key_file: str = ""
    remote_host: str = ""
    remote_port: int = 0
    bind: str = ""
    public_url: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        if not 1 <= self.port <= 65535:
            raise ValueError("port must be between 1 and 65535")
        if not 0 <= self.remote_port <= 65535:
            raise ValueError("remote_port must be between 1 and 65535, or 0 for one that the server chooses")
        for name in ("host", "remote_host", "bind"):
            _refuse_address("a host's name or address", name, getattr(self, name))
        _check_public_url(self.public_url)


@dataclass(frozen=True, slots=True)
class NgrokSettings:
    """`domain` is one that is reserved for the account at ngrok, such as calls.example.ngrok.app; ngrok chooses one if
    it is empty.
    """

    domain: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be a domain."""
        _refuse_address("a domain", "domain", self.domain)


@dataclass(frozen=True, slots=True)
class UrlSettings:
    """A tunnel or reverse proxy of the user's own, on this computer.

    `public_url` is its public address; it is to pass on what comes to `port` of 127.0.0.1, where this program listens.
    With port 0 one is chosen once and kept.
    """

    public_url: str = ""
    port: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        if not 0 <= self.port <= 65535:
            raise ValueError("port must be between 1 and 65535, or 0 for one that is chosen once and kept")
        _check_public_url(self.public_url)


@dataclass(frozen=True, slots=True)
class LanSettings:
    """`address` is this computer's IPv4 address in the local network, or the name of a network interface; the one that
    leads to the phone system if empty. `port` is where to listen there; with 0 one is chosen once and kept.
    """

    address: str = ""
    port: int = 0

    def __post_init__(self) -> None:
        """Refuse what is no port."""
        if not 0 <= self.port <= 65535:
            raise ValueError("port must be between 1 and 65535, or 0 for one that is chosen once and kept")


def _refuse_address(what: str, name: str, value: str) -> None:
    if "/" in value or "@" in value or value != value.strip():
        raise ValueError(f'{name} must be {what} alone, and is "{value}"')


def _check_public_url(url: str) -> None:
    if not url:
        return
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f'public_url must begin with https:// or http://, and is "{url}"')
    if parts.username or parts.query or parts.fragment:
        raise ValueError(f'public_url must be a plain address such as https://calls.example.org, and is "{url}"')
