"""The way in from this computer itself, for the demo and for tests: a listener on 127.0.0.1."""

from typing import Final

from screenpop.delivery.at_door import AtDoor
from screenpop.delivery.base import HealthState
from screenpop.delivery.settings import LoopbackSettings
from screenpop.integrate.memory import Memory

_HOST: Final = "127.0.0.1"


class Loopback(AtDoor):
    """Listens on 127.0.0.1, at a port and path that are kept in the profile."""

    kind: Final = "loopback"
    is_direct = True

    def __init__(self, settings: LoopbackSettings, state: Memory) -> None:
        """Nothing listens before `start`."""
        super().__init__(state)
        self._settings = settings

    async def _begin(self) -> None:
        hook = await self._open_door(host=_HOST, port=self._settings.port)
        self._show(f"http://{_HOST}:{hook.port}{hook.path}")
        self._tell(HealthState.UP, self._door.notice if self._door is not None else None)
