"""The way in through ngrok, for a trial: a public address at once, for whoever has an account there."""

import asyncio
import contextlib
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from screenpop.delivery.at_door import AtDoor
from screenpop.delivery.base import DeliveryError, HealthState
from screenpop.delivery.ngrok_session import TOKEN, NgrokTrouble, new_builder, opened
from screenpop.delivery.relay_backoff import Backoff
from screenpop.delivery.relay_secret import SecretStore
from screenpop.delivery.settings import NgrokSettings
from screenpop.integrate.clock import utc_now
from screenpop.integrate.memory import Memory
from screenpop.language import translate
from screenpop.profile.secrets import SecretsError, variable

BETWEEN_LASTING_TROUBLES: Final = timedelta(minutes=5)
"""A person must do something first."""
LONGEST_LOSS: Final = timedelta(minutes=2)
"""How long the SDK may try to connect again by itself, until all begins anew."""


def _hint() -> str:
    return translate("Delivery", "See dashboard.ngrok.com for the state of your tunnels.")


class Ngrok(AtDoor):
    """Holds a tunnel of ngrok's open."""

    kind: Final = "ngrok"
    between_tests = timedelta(hours=6)
    between_failed_tests = timedelta(minutes=30)
    """Test messages count among those that an account may have in a month (20,000 with the free plan)."""

    def __init__(
        self,
        settings: NgrokSettings,
        state: Memory,
        secrets: SecretStore,
        *,
        builder: Callable[[], Any] = new_builder,
        wall: Callable[[], datetime] = utc_now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Nothing is connected before `start`. `builder` makes the SDK's session builder."""
        super().__init__(state, wall=wall)
        self._settings = settings
        self._secrets = secrets
        self._builder = builder
        self._backoff = Backoff(chance)
        self._is_lost = False

    def wake(self) -> None:
        """The computer woke up, or the network is back: try now, or see whether the tunnel is still alive."""
        self._backoff.reset()
        super().wake()

    async def _begin(self) -> None:
        """Connect, and stay connected. A service that is away is no error."""
        token = await asyncio.to_thread(self._token)
        await asyncio.to_thread(self._builder)
        hook = await self._open_door()
        self._tell(HealthState.STARTING, translate("Delivery", "Connecting to ngrok."))
        self._keep_at(self._stay_connected(token, hook.port))

    def _token(self) -> str:
        try:
            token = self._secrets.get(TOKEN)
        except SecretsError as error:
            raise DeliveryError(str(error)) from error
        if not token:
            raise DeliveryError(
                translate(
                    "Delivery",
                    "There is no ngrok token. Copy yours from dashboard.ngrok.com, with `screenpop config secret "
                    "{token}` or into {variable}, or choose another way in.",
                ).format(token=TOKEN, variable=variable(TOKEN))
            )
        return token

    async def _stay_connected(self, token: str, local_port: int) -> None:
        while True:
            try:
                tunnel = await opened(self._builder(), token, self._settings.domain, local_port, self._lost)
            except NgrokTrouble as trouble:
                self._tell(HealthState.DOWN, str(trouble))
                await self._pause(BETWEEN_LASTING_TROUBLES if trouble.lasts else self._backoff.next())
                continue
            try:
                self._is_lost = False
                await self._publish(tunnel.url)
                await self._hold()
            finally:
                await tunnel.close()

    async def _hold(self) -> None:
        """Send a test message now and then, until the tunnel is lost for good."""
        while True:
            if not self._is_lost:
                await self._pause_after(await self._test(_hint()))
            elif not await self._comes_back():
                return

    async def _comes_back(self) -> bool:
        """Whether the SDK connects again by itself: a test message tells."""
        loop = asyncio.get_running_loop()
        end = loop.time() + LONGEST_LOSS.total_seconds()
        while loop.time() < end:
            await self._pause(self._backoff.next())
            with contextlib.suppress(DeliveryError):
                await self.probe()
                self._is_lost = False
                self._backoff.reset()
                return True
        return False

    def _lost(self, why: str) -> None:
        """The SDK lost its connection."""
        self._is_lost = True
        self._tell(
            HealthState.DOWN,
            translate(
                "Delivery",
                "The connection to ngrok is gone ({why}). The program goes on trying by itself.",
            ).format(why=why),
        )
        self._woken.set()
