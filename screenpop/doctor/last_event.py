"""When the phone system was last heard of."""

from typing import Final

from screenpop.doctor.facts import ProgramFacts
from screenpop.doctor.finding import Finding, not_checked, ok, warning
from screenpop.doctor.history import Past
from screenpop.doctor.moment import moment
from screenpop.integrate.lifecycle import State

_EXPECTED: Final = frozenset({State.PREPARING, State.LIVE, State.RENEWING, State.DEGRADED, State.EXPIRED})
"""The states in which there was a subscription, so that something should have come."""


def check(past: Past, program: ProgramFacts | None) -> Finding:
    """The finding."""
    known = [time for time in (past.last_received, program.last_message if program else None) if time is not None]
    if known:
        return ok("last_event", f"The last message came on {moment(max(known))}.")
    if past.trouble is not None:
        return not_checked("last_event", "the history cannot be read")
    if program is not None and program.subscription in _EXPECTED:
        return warning(
            "last_event",
            "No message has ever come in.",
            "Nobody knows yet whether calls do.",
            "Call this extension from another phone, then run this again.",
        )
    return ok("last_event", "No message has come in yet.")
