"""Where the office's presence feed is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """The `[feed]` table: `url` is the feed's address as the office's administrator tells it, "" for none."""

    url: str = ""
