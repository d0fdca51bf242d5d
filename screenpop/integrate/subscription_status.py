"""How the subscription stands, for people and for programs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from .lifecycle import State

DEAF: Final = (
    "Calls are not reaching this computer: the phone system took the subscription, but nothing arrived here within "
    "30 seconds. Check the way in (`screenpop doctor` tests each step of it); a call that arrives sets this right."
)
NO_ADDRESS: Final = "There is no way in for calls yet, so nothing can be shown. Check the way in in the settings."
RAN_OUT: Final = "The subscription ran out, so calls do not come in. A new one is being asked for."


@dataclass(frozen=True, slots=True)
class SubscriptionStatus:
    """How the subscription stands. Times are aware UTC, by the phone system's clock; `detail` is for people."""

    state: State
    id: str | None = None
    expires: datetime | None = None
    renew_at: datetime | None = None
    detail: str | None = None


def detail_for(state: State, reason: str | None) -> str | None:
    """What to tell people in this state, where `reason` is what last went wrong and is not mended yet."""
    match state:
        case State.CREATING | State.LIVE:
            return None
        case State.NO_WAY_IN:
            return NO_ADDRESS
        case State.EXPIRED:
            return reason or RAN_OUT
    return reason
