"""The way in from this computer itself, for the demo and for tests: a listener on 127.0.0.1."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from screenpop.delivery.base import DeliveryError, Health, HealthState, Take
from screenpop.delivery.current import CurrentAddress
from screenpop.delivery.settings import LoopbackSettings
from screenpop.integrate.memory import Memory

if TYPE_CHECKING:
    from screenpop.delivery.door import Door

_HOST: Final = "127.0.0.1"


class Loopback:
    """Listens on 127.0.0.1, at a port and path that are kept in the profile."""

    kind: Final = "loopback"
    keeps_events: Final = False

    def __init__(self, settings: LoopbackSettings, state: Memory) -> None:
        """Nothing listens before `start`."""
        self._settings = settings
        self._state = state
        self._door: Door | None = None
        self._address = CurrentAddress()
        self._changed: Callable[[], None] = lambda: None
        self.missed: Callable[[datetime], None] = lambda _since: None
        self.health = Health(HealthState.STARTING)

    async def start(self, take: Take, changed: Callable[[], None]) -> None:
        """Listen. Raises DeliveryError."""
        from screenpop.delivery.door import Door  # takes long to load, and the tray comes first

        self._changed = changed
        self._door = Door(self._state, host=_HOST, port=self._settings.port)
        try:
            address = await self._door.open(take)
        except DeliveryError as error:
            self._tell(Health(HealthState.DOWN, str(error)))
            raise
        self._address.change(f"http://{_HOST}:{address.port}{address.path}")
        self._tell(Health(HealthState.UP, self._door.notice))

    def addresses(self) -> AsyncIterator[str | None]:
        """The hook address, None until there is one and after the end."""
        return self._address.follow()

    def wake(self) -> None:
        """Nothing is ever tried again here: the address is this computer's own."""

    async def stop(self) -> None:
        """Take nothing more; what was taken is answered first."""
        self._address.end()
        if self._door is not None:
            await self._door.close()
        self._tell(Health(HealthState.DOWN))

    def _tell(self, health: Health) -> None:
        self.health = health
        self._changed()
