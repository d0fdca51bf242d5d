"""How long the history is kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HistorySettings:
    """`keep_days`: calls older than this are deleted; 0 keeps them for good."""

    keep_days: int = 365

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        if self.keep_days < 0:
            raise ValueError("keep_days must be 0 or more")
