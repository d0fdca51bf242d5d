""" "Not now": for an hour no cards, of one caller or of anybody. Calls are listed all the same."""

from datetime import datetime, timedelta
from typing import Final

LENGTH: Final = timedelta(hours=1)


class Snooze:
    """Who gets no card, until when. Callers are told apart by the seed of their avatar; times are aware."""

    def __init__(self) -> None:
        """Everybody gets one."""
        self._callers: dict[str, datetime] = {}
        self._everybody: datetime | None = None

    def begin(self, now: datetime, caller: str | None = None) -> None:
        """No card of this caller for an hour; None: of nobody."""
        if caller is None:
            self._everybody = now + LENGTH
        else:
            self._callers[caller] = now + LENGTH

    def end(self) -> None:
        """Cards of everybody, from now on."""
        self._callers.clear()
        self._everybody = None

    def until(self, now: datetime) -> datetime | None:
        """When cards of everybody come again; None if they come now."""
        ends = [*self._callers.values(), *([self._everybody] if self._everybody else [])]
        return max((end for end in ends if end > now), default=None)

    def is_on(self, now: datetime) -> bool:
        """Whether anybody gets no card now: only then it matters who calls."""
        return self.until(now) is not None

    def holds(self, caller: str, now: datetime) -> bool:
        """Whether this caller gets no card now."""
        ends = (self._everybody, self._callers.get(caller))
        return any(end is not None and end > now for end in ends)
