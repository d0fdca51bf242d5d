"""What happens to a call, as far as actions can follow from it."""

import enum
from datetime import datetime, timedelta
from typing import Final

from screenpop.calls.call import Call, CallState, Outcome
from screenpop.calls.ledger import Change

ON_SCREEN_FOR: Final = timedelta(minutes=1)
"""For how long something on the screen can follow from what happened: nobody wants yesterday's pages."""

REPORTED_FOR: Final = timedelta(days=1)
"""For how long a webhook can: who counts calls counts also those that came while the program was off."""


class Event(enum.StrEnum):
    """Ringing, answered, ended (however it went) and missed come of themselves; the agent makes the others."""

    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"
    MISSED = "missed"
    BUTTON = "button"
    HOTKEY = "hotkey"


def events_of(change: Change, now: datetime) -> list[tuple[Event, timedelta]]:
    """What has happened to the agent's call, each with how long ago."""
    call, before = change.call, change.before
    if not call.involves_agent:
        return []
    found: list[tuple[Event, timedelta]] = []
    if change.pop or _begins_outgoing(call, before):
        found.append((Event.RINGING, timedelta()))
    if _had(call) and not (before is not None and _had(before)):
        found.append((Event.ANSWERED, now - (call.answered or call.started)))
    if is_over(call) and not (before is not None and is_over(before)):
        age = now - (call.ended or call.started)
        found.append((Event.ENDED, age))
        if call.outcome is Outcome.MISSED and not call.is_outgoing:
            found.append((Event.MISSED, age))
    return found


def is_over(call: Call) -> bool:
    """Whether the call is over for the agent, and it is known how it went."""
    return call.own_state is CallState.ENDED and call.outcome is not None


def _had(call: Call) -> bool:
    """Whether the agent spoke on it."""
    return call.outcome is Outcome.ANSWERED


def _begins_outgoing(call: Call, before: Call | None) -> bool:
    begins = call.is_outgoing and not (before is not None and before.is_outgoing)
    return begins and call.own_state is not CallState.ENDED
