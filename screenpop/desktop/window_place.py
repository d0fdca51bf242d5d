"""Where the window was when it was last closed, and how large."""

import logging

from screenpop.profile.paths import Profile
from screenpop.profile.state import StateFolder

_log = logging.getLogger(__name__)

_NAME = "window"


class WindowPlace:
    """The place that is kept in a profile, as Qt packs it; empty where none is."""

    def __init__(self, profile: Profile) -> None:
        """Nothing is read yet."""
        self._memory = StateFolder(profile.state)

    def load(self) -> bytes:
        """The place that was kept."""
        try:
            return bytes.fromhex(str(self._memory.load(_NAME).get("place", "")))
        except ValueError:
            return b""

    def keep(self, place: bytes) -> None:
        """Keep the place; that the disk refuses is no reason to disturb anybody."""
        try:
            self._memory.save(_NAME, {"place": place.hex()})
        except OSError as error:
            _log.warning("The window's place could not be kept: %s", error)
