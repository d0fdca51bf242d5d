"""Tells when the network is back. Qt asks each system in its own way (QNetworkInformation)."""

import logging
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QNetworkInformation

log = logging.getLogger(__name__)

_REACHABLE = QNetworkInformation.Reachability


class NetworkWatch(QObject):
    """Calls `came_back(since)` when the network is reachable again; `since` is when it went away.

    A system that says nothing (no network manager, no bus) is taken as one whose network is always there.
    """

    def __init__(self, came_back: Callable[[datetime], None], wall: Callable[[], datetime]) -> None:
        """Watch from now on; costs nothing while nothing changes."""
        super().__init__()
        self._came_back = came_back
        self._wall = wall
        self._away_since: datetime | None = None
        information = _information()
        if information is not None:
            self.note(information.reachability())
            information.reachabilityChanged.connect(self.note)

    def note(self, reachability: QNetworkInformation.Reachability) -> None:
        """The system says how far the network reaches."""
        if reachability is _REACHABLE.Disconnected:
            self._away_since = self._away_since or self._wall()
            return
        if self._away_since is not None and reachability is not _REACHABLE.Unknown:
            since, self._away_since = self._away_since, None
            log.info("The network is back; it was away since %s.", since)
            self._came_back(since)


def _information() -> QNetworkInformation | None:
    if not QNetworkInformation.loadDefaultBackend():
        log.debug("This system does not tell whether there is a network.")
        return None
    return QNetworkInformation.instance()
