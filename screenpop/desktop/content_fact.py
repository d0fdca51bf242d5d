"""A line of a card's box."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the box: "Last call", "Yesterday 14:10, 3 min, with you"."""

    label: str
    text: str
