"""What all sources are, and what can go wrong with them."""

from collections.abc import Iterator, Sequence
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import urlsplit

from screenpop.people.contact import Contact, Unreadable
from screenpop.people.settings import SourceKind


class SourceError(Exception):
    """The source cannot be read; the text says why and what to do."""


class Source(Protocol):
    """A place where contacts are. Each method may take long and raise SourceError: call it in a thread."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def kind(self) -> SourceKind:
        """What it is."""

    def version(self) -> str:
        """Another text than before if anything changed since; "" if that cannot be told without reading it all."""

    def contacts(self) -> Iterator[Contact | Unreadable]:
        """All contacts, one after the other, and what could not be read of them."""

    def look_up(self, number: str) -> Sequence[Contact]:
        """Who has this number, of a source that has to be asked for each; nobody for one that was copied."""


def safe_url(url: str) -> str:
    """`url`, if a password may be sent there: over TLS, or within this computer. Raises SourceError."""
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and _is_this_computer(parts.hostname or "")):
        return url
    raise SourceError(f"{url!r} is no address that contacts may come from: it must begin with https://.")


def _is_this_computer(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
