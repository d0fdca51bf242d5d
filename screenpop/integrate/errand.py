"""What goes along with each HTTP request of ours: which call of the API it is, and its turn under the rate limits."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import httpx

from .limits import Turn

_KEY: Final = "screenpop.errand"


@dataclass(slots=True)
class Errand:
    """One call of the API, which may take several requests: to sign in, and again after a refusal.

    `template` is the path with names in braces. `sent` is when its last request went out, by this computer's clock.
    """

    template: str
    interactive: bool = False
    sent: datetime | None = None
    turns: list[Turn] = field(default_factory=list)

    def aside(self, template: str) -> "Errand":
        """Another request that this one needs first; it ends with this one at the latest."""
        return Errand(template, self.interactive, turns=self.turns)

    def over(self) -> None:
        """No request is under way any more."""
        for turn in self.turns:
            turn.over()
        self.turns.clear()

    def extensions(self, others: dict[str, object] | None = None) -> dict[str, object]:
        """What to give to httpx with the request."""
        return {**(others or {}), _KEY: self}


def errand_of(request: httpx.Request) -> Errand:
    """The errand that the request belongs to; for a request that is not ours, a new one that is named by its path."""
    errand = request.extensions.get(_KEY)
    return errand if isinstance(errand, Errand) else Errand(request.url.path)
