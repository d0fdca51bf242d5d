"""What the phone system posts, and the lists of calls that it answers with: bytes in, events out.

Every shape that is documented is read, and every one that was seen: with and without the `calls` wrapper, in JSON and
in Python's spelling, extensions and ids as numbers and as texts, call records with unquoted dates. Fields that are not
known stay with the event (`extra`), messages of a kind that is not known become `UnknownEvent`. All else raises
MessageError, and nothing raises anything but that.

Sources: the Subscriptions page (notices, calls, call records), the API description 1.9 (calls without the wrapper, call
records that are read). The shape of the active calls and of recordings is assumed: neither is documented.
"""

from collections.abc import Callable, Iterator
from typing import Final

from screenpop.calls.events import CallEvent, CallRecord, Event, Notice, NoticeState, RecordingReady, UnknownEvent

from . import fields, shapes
from .errors import MessageError
from .fields import Fields, join, log_once
from .notation import decode

__all__ = ["MessageError", "read", "read_active_calls", "read_records"]

_RECORDING_FIELDS: Final = ("recordings", "recording", "recording_id")
_MOST_NAMES: Final = 10


def read(body: bytes) -> tuple[Event, ...]:
    """Everything that one posted message says. Raises MessageError, which says where and why."""
    return tuple(_events(decode(body), ""))


def read_active_calls(body: bytes) -> tuple[CallEvent, ...]:
    """The calls under way: one, several in a list, or either within `calls` or `result`. Raises MessageError.

    A row whose leg is not understood still says that its call is under way: its target is None.
    """
    return tuple(shapes.active_call(row, where) for row, where in _listed(decode(body), "", ("calls", "result")))


def read_records(body: bytes) -> tuple[CallRecord, ...]:
    """Call records: a list of them, or a page `{cursor, more, result}`. Raises MessageError.

    An entry that names neither side says nothing about any call; it is logged and left out.
    """
    records: list[CallRecord] = []
    for entry, where in _listed(decode(body), "", ("result", "cdrs")):
        if shapes.has_side(entry):
            records.append(shapes.record(entry, where, {}))
        else:
            log_once("a call record without sides", _names(entry))
    return tuple(records)


def _events(value: object, where: str) -> Iterator[Event]:
    if isinstance(value, list):
        for index, item in _emptied(value):
            yield from _events(item, f"{where}[{index}]")
    elif isinstance(value, dict) and any(isinstance(value.get(kind), dict | list) for kind in _WRAPPED):
        yield from _unwrapped(value, where)
    else:
        yield _event(value, where)


def _unwrapped(value: dict[str, object], where: str) -> Iterator[Event]:
    """The events within `{"calls": …}` and its like; what lies beside them belongs to each."""
    beside = {name: other for name, other in value.items() if name not in _WRAPPED}
    for kind, read_one in _WRAPPED.items():
        inner, path = value.get(kind), join(where, kind)
        if isinstance(inner, list):
            yield from (read_one(item, f"{path}[{index}]", beside) for index, item in _emptied(inner))
        elif isinstance(inner, dict):
            yield read_one(inner, path, beside)


def _event(value: object, where: str) -> Event:
    if not isinstance(value, dict):
        return _unknown(value)
    if shapes.is_call(value):
        return _call(value, where, {})
    if shapes.is_record(value):
        return shapes.record(value, where, {})
    if any(name in value for name in _RECORDING_FIELDS):
        return RecordingReady(value)
    return _notice(value) or _unknown(value)


def _call(value: object, where: str, beside: dict[str, object]) -> CallEvent | UnknownEvent:
    """A call message; one whose leg is in a state that is not known here is kept, but tells us nothing."""
    return _unknown(value) if shapes.has_strange_state(value) else shapes.call(value, where, beside)


def _notice(value: dict[str, object]) -> Notice | None:
    state = value.get("state")
    known = _NOTICES.get(state.strip().casefold()) if isinstance(state, str) else None
    if known is None:
        return None
    rest = Fields({name: other for name, other in value.items() if name != "state"}, "", {})
    notice = Notice(known, rest.take("msg", fields.text) or "")
    rest.keep_rest()
    return notice


def _unknown(value: object) -> UnknownEvent:
    log_once("a message of a kind that is not known", _names(value))
    return UnknownEvent(value)


def _names(value: object) -> str:
    """What a value is made of, for the log: never what it says."""
    return ", ".join(sorted(value)[:_MOST_NAMES]) if isinstance(value, dict) else type(value).__name__


def _listed(value: object, where: str, wrappers: tuple[str, ...]) -> Iterator[tuple[object, str]]:
    """The entries of a list, however it is wrapped, each with its path; none for null and for an empty object."""
    if isinstance(value, list):
        for index, item in _emptied(value):
            yield from _listed(item, f"{where}[{index}]", wrappers)
    elif isinstance(value, dict):
        wrapper = next((name for name in wrappers if name in value and not shapes.has_side(value)), None)
        if wrapper is not None:
            yield from _listed(value[wrapper], join(where, wrapper), wrappers)
        elif value:
            yield value, where
    elif value is not None:
        raise MessageError(where or "the message as a whole", "expected a list or an object")


def _emptied(items: list[object]) -> Iterator[tuple[int, object]]:
    """The items of a list with their numbers, each let go of in time: a message must not lie in memory twice."""
    items.reverse()
    for index in range(len(items)):
        yield index, items.pop()


_NOTICES: Final = {state.value: state for state in NoticeState}
_WRAPPED: Final[dict[str, Callable[[object, str, dict[str, object]], Event]]] = {
    "calls": _call,
    "cdrs": shapes.record,
}
