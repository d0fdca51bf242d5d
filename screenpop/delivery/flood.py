"""Tells a flood from a busy day."""

import logging
from typing import Final

log = logging.getLogger(__name__)

MOST_A_SECOND: Final = 500
"""More posts than any office's phone system sends."""


class Flood:
    """Counts posts by the second. In the second after one with too many, whatever is too many again is shed.

    So a burst passes, and what floods for longer is cut down to what is bearable: never to nothing, since the phone
    system's own posts may be among it.
    """

    def __init__(self, most: int = MOST_A_SECOND) -> None:
        """`most` is how many posts a second are no flood."""
        self._most = most
        self._began = float("-inf")
        self._posts = 0
        self._lasts = False

    def admits(self, now: float) -> bool:
        """Count a post at `now`, in seconds of a steady clock; whether it is to be taken."""
        elapsed = now - self._began
        if elapsed >= 1:
            self._begin_second(now, was_flooded=elapsed < 2 and self._posts > self._most)
        self._posts += 1
        return not (self._lasts and self._posts > self._most)

    def _begin_second(self, now: float, *, was_flooded: bool) -> None:
        if was_flooded and not self._lasts:
            log.warning("Over %d messages a second come in; what is over that is refused now.", self._most)
        if self._lasts and not was_flooded:
            log.warning("The flood of messages is over.")
        self._began, self._posts, self._lasts = now, 0, was_flooded
