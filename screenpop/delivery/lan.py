"""The way in from the local network: a listener on one of this computer's own addresses there.

The address follows the network: one that goes is given up, and the one that comes is told.
"""

import ipaddress
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from screenpop.delivery.at_door import AtDoor
from screenpop.delivery.base import DeliveryError, HealthState
from screenpop.delivery.interfaces import Interface, address_towards, interfaces, resolved
from screenpop.delivery.settings import LanSettings
from screenpop.integrate.memory import Memory
from screenpop.language import translate

BETWEEN_LOOKS: Final = timedelta(seconds=5)
"""How soon a change of the network is noticed. A look takes well under a millisecond."""
_ALL: Final = "0.0.0.0"


class Lan(AtDoor):
    """Listens at the address of the settings, or at the one that leads to the phone system."""

    kind: Final = "lan"
    is_direct = True

    def __init__(
        self,
        settings: LanSettings,
        state: Memory,
        phone_system: str,
        *,
        look: Callable[[], Sequence[Interface]] = interfaces,
    ) -> None:
        """Nothing listens before `start`. `phone_system` is the host of its API; `look` tells the addresses."""
        super().__init__(state)
        self._settings = settings
        self._phone_system = phone_system
        self._look = look
        self._target: str | None = None
        self._found: str | None = None

    async def _begin(self) -> None:
        await self._follow_once()
        self._keep_at(self._follow())

    async def _follow(self) -> None:
        while True:
            if await self._pause(BETWEEN_LOOKS):
                self._target = None
            try:
                await self._follow_once()
            except DeliveryError as trouble:
                self._tell(HealthState.DOWN, str(trouble))

    async def _follow_once(self) -> None:
        """Listen where the network has put us. Raises DeliveryError if that cannot be."""
        found = await self._find()
        if found is None:
            await self._leave()
            self._tell(HealthState.DOWN, self._why_none())
        elif found != self._found:
            await self._leave()
            await self._listen(found)

    async def _find(self) -> str | None:
        """The address at which others reach this computer now."""
        if self._target is None and self._phone_system:
            self._target = await resolved(self._phone_system)
        wanted = self._settings.address
        if wanted in ("", _ALL):
            return address_towards(self._target)
        here = [each.address for each in self._look() if wanted in (each.address, each.name)]
        return wanted if _is_loopback(wanted) else next(iter(here), None)

    async def _listen(self, found: str) -> None:
        hook = await self._open_door(host=_ALL if self._settings.address == _ALL else found, port=self._settings.port)
        self._found = found
        await self._publish(f"http://{found}:{hook.port}")
        assert self._door is not None
        self._tell(HealthState.UP, self._door.notice or self._why_doubtful(found) or f"{found}:{hook.port}")

    async def _leave(self) -> None:
        if self._found is not None:
            self._found = None
            self._unpublish()
            await self._close_door()

    def _why_none(self) -> str:
        wanted = self._settings.address
        if wanted in ("", _ALL):
            return translate(
                "Delivery",
                "This computer has no address in a network just now. The program listens as soon as it has one.",
            )
        there_are = ", ".join(f"{each.address} ({each.name})" for each in self._look()) or "none"
        return translate(
            "Delivery",
            "{wanted} is neither an address of this computer nor one of its network interfaces just now; "
            "there are: {there_are}. The program listens as soon as it is there, or set another "
            "delivery.lan.address.",
        ).format(wanted=wanted, there_are=there_are)

    def _why_doubtful(self, found: str) -> str | None:
        """Why the phone system may not reach the address, None if nothing speaks against it."""
        target = self._target
        if _is_loopback(found) and not (target and _is_loopback(target)):
            return translate("Delivery", "{found} can be reached from this computer alone.").format(found=found)
        if target and ipaddress.ip_address(target).is_global and not ipaddress.ip_address(found).is_global:
            return translate(
                "Delivery",
                "{found} can be reached in the local network alone, and the phone system {phone_system} is "
                "outside. Unless a router passes calls on to this computer, choose another way in.",
            ).format(found=found, phone_system=self._phone_system)
        return None


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
