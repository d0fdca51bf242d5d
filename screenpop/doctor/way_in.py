"""Whether messages of the phone system can come in, as far as the way in itself knows."""

from typing import Final

from screenpop.doctor.facts import WayFacts
from screenpop.doctor.finding import Finding, failure, ok, warning

_STATES: Final = {"up": "is open", "starting": "is still being opened", "down": "is closed"}
_MEANING: Final = "Calls do not reach this computer."


def check(way: WayFacts) -> Finding:
    """The finding."""
    place = f" at {way.place}" if way.place else ""
    what = f"The way in ({way.kind}){place} {_STATES.get(way.state, way.state)}."
    match way.state:
        case "up":
            return ok("way_in", what, _sentence(way.detail))
        case "starting":
            return warning("way_in", what, _sentence(way.detail), "Look again in a moment.")
        case _:
            return failure("way_in", what, _sentence(way.detail) or _MEANING)


def _sentence(detail: str | None) -> str:
    """What the way says of itself, where that is more than a number."""
    return detail if detail and detail.endswith(".") else ""
