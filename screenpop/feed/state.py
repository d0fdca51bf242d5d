"""How the presence feed is, seen from a desktop."""

import enum
from dataclasses import dataclass, field
from datetime import datetime

from screenpop.feed.board import Board


class FeedState(enum.StrEnum):
    """How the feed is: not heard yet, heard, itself cut off from the phone system, or away."""

    STARTING = "starting"
    LIVE = "live"
    DEAF = "deaf"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """The board as it was last told, and whether that holds.

    `since` is when the state began: of a feed that is away, when it was last heard. `detail` is what is wrong with the
    connection to the relay, in a sentence.
    """

    state: FeedState
    since: datetime
    people: Board = field(default_factory=dict)
    detail: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the board says how things are now."""
        return self.state is FeedState.LIVE
