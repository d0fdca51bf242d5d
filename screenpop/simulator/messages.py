"""What is posted to the endpoints, in Integrate's own words."""

import json
import re
from collections.abc import Sequence
from typing import Final

from .calls import Call, Leg, SideState
from .records import Record, Recording, Side
from .spelling import call_time, cdr_time
from .variants import Variants

_QUOTED_DATE: Final = re.compile(r'("(?:start|answer|end)_time": )"([^"]*)"')
_READY: Final = "You have been subscribed to your requested subscriptions."


def preparing(events: Sequence[str], variants: Variants) -> bytes:
    """The first notice about a subscription."""
    return _notice(f"Preparing subscription for: {', '.join(events)}", "preparing", variants)


def ready(variants: Variants) -> bytes:
    """The second notice."""
    return _notice(_READY, "ready", variants)


def _notice(text: str, state: str, variants: Variants) -> bytes:
    notice = {"msg": text, "state": state}
    return (repr(notice) if variants.notices == "python" else json.dumps(notice)).encode()


def call_fields(call: Call, leg: Leg, variants: Variants) -> dict[str, object]:
    """How a call and one of its legs stand: the inner object of a call message (Subscriptions page)."""
    caller = call.caller
    named = variants.caller_name == "at_once" or leg.state in (SideState.ACTIVE, SideState.ENDED)
    return {
        "on_net": caller.user is not None and leg.user is not None,
        "from": {
            "user": _extension(caller.user, variants),
            "state": str(caller.state),
            "name": caller.name if named else None,
            "domain": caller.domain,
            "id": caller.number,
            "call_id": caller.call_id,
        },
        "to": {
            "is_human": leg.is_human,
            "state": str(leg.state),
            "id": leg.number,
            "domain": leg.domain,
            "user": _extension(leg.user, variants),
            "call_id": leg.call_id,
        },
        "time_answer": call_time(leg.answered),
        "time_start": call_time(call.started),
        "by_call_id": call.by_call_id,
    }


def call_message(call: Call, leg: Leg, variants: Variants) -> bytes:
    """A call message."""
    inner = call_fields(call, leg, variants)
    return json.dumps({"calls": inner} if variants.calls == "wrapped" else inner).encode()


def cdr_message(records: Sequence[Record], variants: Variants) -> bytes:
    """Call records, as they are posted (Subscriptions page)."""
    text = json.dumps([_cdr(record) for record in records], indent=4)
    return (_QUOTED_DATE.sub(r"\1\2", text) if variants.cdr_dates == "unquoted" else text).encode()


def recording_message(recording: Recording) -> bytes:
    """A recording is ready. The shape is not documented: assumed to be like the answer of the recordings call."""
    return json.dumps({"recordings": {"call_id": recording.call_id, **recording.fields}}).encode()


def _cdr(record: Record) -> dict[str, object]:
    return {
        "to": _cdr_side(record.target),
        "from": {**_cdr_side(record.caller), "name": record.caller.name},
        "answer_time": cdr_time(record.answered),
        "start_time": cdr_time(record.started),
        "end_time": cdr_time(record.ended),
        "duration": record.duration,
    }


def _cdr_side(side: Side) -> dict[str, object]:
    number = None if side.user is not None else side.number
    return {"call_id": side.call_id, "domain": side.domain, "id": number, "user": side.user}


def _extension(user: str | None, variants: Variants) -> str | int | None:
    return int(user) if user is not None and variants.user == "number" else user
