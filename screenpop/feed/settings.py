"""Where the office's presence feed is, and what it may tell."""

from dataclasses import dataclass

from screenpop.delivery.settings import RelaySettings


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """The `[feed]` table: `url` is the address of the relay whose board carries the feed, "" for no feed.

    `callers` is for the feed alone: with it the board also says who is on the line with whom.
    """

    url: str = ""
    callers: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be a relay's address."""
        RelaySettings(self.url)

    @property
    def address(self) -> str:
        """The URL without a slash at its end."""
        return self.url.rstrip("/")
