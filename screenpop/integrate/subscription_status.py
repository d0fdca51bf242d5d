"""How the subscription stands, for people and for programs."""

from dataclasses import dataclass
from datetime import datetime

from screenpop.language import translate

from .lifecycle import State


def deaf() -> str:
    """Nothing came since the subscription was made."""
    return translate(
        "PhoneSystem",
        "Calls are not reaching this computer: the phone system took the subscription, but nothing "
        "arrived here within 30 seconds. Check the way in (`screenpop doctor` tests each step of it); a "
        "call that arrives sets this right.",
    )


def no_address() -> str:
    """There is no address at which calls could come in."""
    return translate(
        "PhoneSystem",
        "There is no way in for calls yet, so nothing can be shown. Check the way in in the settings.",
    )


def ran_out() -> str:
    """The subscription is over."""
    return translate(
        "PhoneSystem",
        "The subscription ran out, so calls do not come in. A new one is being asked for.",
    )


@dataclass(frozen=True, slots=True)
class SubscriptionStatus:
    """How the subscription stands. Times are aware UTC, by the phone system's clock; `detail` is for people.

    `hears_all`: it is for the whole domain.
    """

    state: State
    id: str | None = None
    expires: datetime | None = None
    renew_at: datetime | None = None
    detail: str | None = None
    hears_all: bool = False


def detail_for(state: State, reason: str | None) -> str | None:
    """What to tell people in this state, where `reason` is what last went wrong and is not mended yet."""
    match state:
        case State.CREATING | State.LIVE:
            return None
        case State.NO_WAY_IN:
            return no_address()
        case State.EXPIRED:
            return reason or ran_out()
    return reason
