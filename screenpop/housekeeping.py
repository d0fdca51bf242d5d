"""Lets go of calls and messages that are older than the settings keep them."""

import asyncio
from datetime import timedelta
from typing import Final

from screenpop.history.calls import CallHistory
from screenpop.history.journal import Journal
from screenpop.history.settings import HistorySettings

_EVERY: Final = timedelta(hours=6)


class Housekeeping:
    """Does so until it is cancelled."""

    def __init__(self, history: CallHistory, journal: Journal, settings: HistorySettings) -> None:
        """Nothing goes before `run`."""
        self._history, self._journal = history, journal
        self.settings = settings

    async def run(self) -> None:
        """Look again and again."""
        while True:
            self._tidy()
            await asyncio.sleep(_EVERY.total_seconds())

    def use(self, settings: HistorySettings) -> None:
        """Keep calls for as long as these settings say; what is too old by them goes now."""
        self.settings = settings
        self._tidy()

    def _tidy(self) -> None:
        self._history.prune(self.settings.keep_days)
        self._journal.prune(self.settings.keep_days)
