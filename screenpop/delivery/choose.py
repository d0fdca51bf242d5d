"""Makes the way in that the settings ask for."""

from typing import Protocol, TypeVar

from screenpop.delivery.base import WayIn
from screenpop.delivery.loopback import Loopback
from screenpop.delivery.settings import DeliverySettings, LoopbackSettings, RelaySettings
from screenpop.profile.secrets import Secrets
from screenpop.profile.state import StateFolder

T = TypeVar("T")


class Read(Protocol):
    """Reads a section of the settings file as its dataclass."""

    def __call__(self, section: str, kind: type[T]) -> T:
        """The settings of one section."""


def way_in(read: Read, state: StateFolder, secrets: Secrets) -> WayIn:
    """The way in, not started. Raises what `read` raises where the settings make no sense."""
    match read("delivery", DeliverySettings).kind:
        case "loopback":
            return Loopback(read("delivery.loopback", LoopbackSettings), state)
        case "relay":
            from screenpop.delivery.relay import Relay  # its libraries are for those who use it

            return Relay(read("delivery.relay", RelaySettings), state, secrets)
        case other:
            raise NotImplementedError(f"the settings allow a way in that nobody makes: {other}")
