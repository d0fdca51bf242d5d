"""Where a window was when it was last closed, how large, and on which page."""

import logging

from screenpop.profile.paths import Profile
from screenpop.profile.state import StateFolder

_log = logging.getLogger(__name__)


class WindowMemory:
    """What is kept of a window in a profile: its place, as Qt packs it, and the key of its page."""

    def __init__(self, profile: Profile, name: str = "window") -> None:
        """Nothing is read yet. `name` is that of the record."""
        self._memory, self._name = StateFolder(profile.state), name

    def load(self) -> tuple[bytes, str]:
        """Place and page that were kept; empty where none are."""
        kept = self._memory.load(self._name)
        try:
            return bytes.fromhex(str(kept.get("place", ""))), str(kept.get("page", ""))
        except ValueError:
            return b"", ""

    def keep(self, place: bytes, page: str = "") -> None:
        """Keep place and page; that the disk refuses is no reason to disturb anybody."""
        try:
            self._memory.save(self._name, {"place": place.hex(), "page": page})
        except OSError as error:
            _log.warning("The window's place could not be kept: %s", error)
