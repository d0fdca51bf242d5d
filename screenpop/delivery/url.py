"""The way in through a tunnel or reverse proxy of the user's own, which has a public address and passes on what comes
to a port of this computer.

Nothing that a proxy adds is trusted: who may post is decided by the secret path alone.
"""

from typing import Final

from screenpop.delivery.at_door import AtDoor
from screenpop.delivery.base import DeliveryError, HealthState
from screenpop.delivery.settings import UrlSettings
from screenpop.integrate.memory import Memory
from screenpop.language import translate


class Url(AtDoor):
    """Listens on 127.0.0.1, and tests from outside in whether the public address leads here."""

    kind: Final = "url"

    def __init__(self, settings: UrlSettings, state: Memory) -> None:
        """Nothing listens before `start`."""
        super().__init__(state)
        self._settings = settings

    async def _begin(self) -> None:
        if not self._settings.public_url:
            raise DeliveryError(
                translate(
                    "Delivery",
                    "There is no public address in the settings. Set it with `screenpop config set "
                    "delivery.url.public_url https://…`, or choose another way in.",
                )
            )
        hook = await self._open_door(port=self._settings.port)
        await self._publish(self._settings.public_url.rstrip("/"))
        self._tell(
            HealthState.STARTING,
            translate("Delivery", "Sending a test message through the public address."),
        )
        self._keep_at(
            self._keep_testing(
                translate(
                    "Delivery",
                    "The tunnel or proxy must be running and pass on to http://127.0.0.1:{port}.",
                ).format(port=hook.port)
            )
        )
