"""The shapes of calls and call records on the wire, and what they become.

`where` is the path of the object in its message, for errors; `beside` is what lay beside it and belongs to it.
"""

from typing import Final

from screenpop.calls.events import CallEvent, CallRecord, Originator, RecordSide, Target

from . import fields
from .errors import MessageError
from .fields import Fields, join

_SIDES: Final = ("from", "to")
_RECORD_FIELDS: Final = ("start_time", "answer_time", "end_time", "duration", "call_type")
_UNUSED_IN_RECORDS: Final = frozenset({"domain", "has_recording_been_analyzed"})
_UNUSED_IN_RECORD_SIDES: Final = frozenset({"uri", "recordings", "has_recording_been_analyzed"})
_NUMBER_FIELDS: Final = ("id", "e164", "value")


def has_side(value: object) -> bool:
    """Whether `value` tells about a side of a call at all."""
    return isinstance(value, dict) and any(isinstance(value.get(side), dict) for side in _SIDES)


def is_call(value: dict[str, object]) -> bool:
    """Whether `value` is a call message without its wrapper: its sides have states."""
    sides = (value.get(side) for side in _SIDES)
    return any(isinstance(side, dict) and "state" in side for side in sides)


def is_record(value: dict[str, object]) -> bool:
    """Whether `value` is a call record."""
    return has_side(value) and any(name in value for name in _RECORD_FIELDS)


def has_strange_state(value: object) -> bool:
    """Whether the leg of the call is in a state that is not known here."""
    leg = value.get("to") if isinstance(value, dict) else None
    said = leg.get("state") if isinstance(leg, dict) else None
    return isinstance(said, str) and bool(said) and fields.state(said) is None


def call(value: object, where: str, beside: dict[str, object]) -> CallEvent:
    """A call message. Raises MessageError where one of the ids is missing, or the state of the leg."""
    extra = dict(beside)
    told = Fields(value, where, extra)
    caller, leg = told.side("from"), told.side("to")
    if caller is None:
        raise MessageError(join(where, "from"), "it is missing")
    event = CallEvent(
        originator=_originator(caller),
        target=None if leg is None else _target(leg),
        time_start=told.take("time_start", fields.time),
        time_answer=told.take("time_answer", fields.time),
        by_call_id=told.take("by_call_id", fields.identifier),
        on_net=told.take("on_net", fields.flag),
        extra=extra,
    )
    told.keep_rest()
    return event


def active_call(value: object, where: str) -> CallEvent:
    """A row of the active calls: as a call message, but one whose leg is not understood still tells of its call."""
    try:
        return call(value, where, {})
    except MessageError:
        if not isinstance(value, dict) or value.get("to") is None:
            raise
        return call({**value, "to": None}, where, {"to": value["to"]})


def record(value: object, where: str, beside: dict[str, object]) -> CallRecord:
    """A call record, posted or read."""
    extra = dict(beside)
    told = Fields(value, where, extra)
    originator, target, by = (_record_side(told.take(side, _as_object), extra, side) for side in ("from", "to", "by"))
    event = CallRecord(
        originator=originator,
        target=target,
        start=told.take("start_time", fields.time),
        answer=told.take("answer_time", fields.time),
        end=told.take("end_time", fields.time),
        duration=told.take("duration", fields.seconds),
        kind=told.take("call_type", _kind),
        by_user=by.user,
        extra=extra,
    )
    told.keep_rest(_UNUSED_IN_RECORDS)
    return event


def _originator(side: Fields) -> Originator:
    originator = Originator(
        call_id=side.need("call_id", fields.identifier),
        state=side.take("state", fields.state),
        user=side.take("user", fields.text),
        domain=side.take("domain", fields.text),
        number=side.take("id", fields.text),
        name=side.take("name", fields.name),
    )
    side.keep_rest()
    return originator


def _target(side: Fields) -> Target:
    target = Target(
        call_id=side.need("call_id", fields.identifier),
        state=side.need("state", fields.state),
        user=side.take("user", fields.text),
        domain=side.take("domain", fields.text),
        number=side.take("id", fields.text),
        name=side.take("name", fields.name),
        is_human=side.take("is_human", fields.flag),
    )
    side.keep_rest()
    return target


def _record_side(value: dict[str, object] | None, extra: dict[str, object], prefix: str) -> RecordSide:
    side = Fields(value or {}, prefix, extra, prefix)
    numbers = [side.take(name, fields.text) for name in _NUMBER_FIELDS]
    address = side.take("username", fields.text) or ""
    record_side = RecordSide(
        call_id=side.take("call_id", fields.identifier),
        user=side.take("user", fields.text) or address.partition("@")[0] or None,
        domain=side.take("domain", fields.text),
        number=next((number for number in numbers if number), None),
        name=side.take("name", fields.name),
    )
    side.keep_rest(_UNUSED_IN_RECORD_SIDES)
    return record_side


def _as_object(value: object) -> dict[str, object] | None:
    return value if isinstance(value, dict) else None


def _kind(value: object) -> str | None:
    words = fields.text(value)
    return None if words is None else words.casefold().replace("_", " ").replace("-", " ")
