"""A call as the commands print it in JSON: the keys and words are a published interface."""

from datetime import UTC, datetime

from screenpop.calls.call import Call


def call_json(call: Call) -> dict[str, str | None]:
    """The call as `status --json` and `calls --json` print it."""
    return {
        "id": call.id,
        "direction": call.direction,
        "state": call.state,
        "outcome": call.outcome,
        "number": call.number,
        "name": call.name,
        "user": call.user,
        "started": utc(call.started),
        "answered": utc(call.answered),
        "ended": utc(call.ended),
        "answered_by": call.answered_by,
        "thread": call.thread,
    }


def utc(moment: datetime | None) -> str | None:
    """ "2026-11-30T09:14:00Z", None for None."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else None
