"""Makes the way in that the settings ask for."""

from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from screenpop.delivery.base import WayIn
from screenpop.delivery.loopback import Loopback
from screenpop.delivery.relay_secret import SecretStore
from screenpop.delivery.settings import (
    DeliverySettings,
    LanSettings,
    LoopbackSettings,
    NgrokSettings,
    RelaySettings,
    SshSettings,
    UrlSettings,
)
from screenpop.integrate.memory import Memory
from screenpop.integrate.settings import AccountSettings

T = TypeVar("T")


class Read(Protocol):
    """Reads a section of the settings file as its dataclass."""

    def __call__(self, section: str, kind: type[T]) -> T:
        """The settings of one section."""


def way_in(read: Read, state: Memory, secrets: SecretStore) -> WayIn:
    """The way in, not started. Raises what `read` raises where the settings make no sense."""
    return make(read("delivery", DeliverySettings).kind, read, state, secrets)


def make(kind: str, read: Read, state: Memory, secrets: SecretStore) -> WayIn:
    """The way in of this kind, not started. What it needs is loaded only for those who use it."""
    match kind:
        case "loopback":
            return Loopback(read("delivery.loopback", LoopbackSettings), state)
        case "relay":
            from screenpop.delivery.relay import Relay

            return Relay(read("delivery.relay", RelaySettings), state, secrets)
        case "ssh":
            from screenpop.delivery.ssh import Ssh

            return Ssh(read("delivery.ssh", SshSettings), state, secrets)
        case "ngrok":
            from screenpop.delivery.ngrok import Ngrok

            return Ngrok(read("delivery.ngrok", NgrokSettings), state, secrets)
        case "url":
            from screenpop.delivery.url import Url

            return Url(read("delivery.url", UrlSettings), state)
        case "lan":
            from screenpop.delivery.lan import Lan

            return Lan(read("delivery.lan", LanSettings), state, phone_system(read))
        case other:
            raise NotImplementedError(f"the settings allow a way in that nobody makes: {other}")


def phone_system(read: Read) -> str:
    """The host of the phone system's API, empty if the settings name none."""
    return urlsplit(read("account", AccountSettings).api_url).hostname or ""
