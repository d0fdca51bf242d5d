"""The fields of one object of the wire: each is understood, or kept as it came.

A field that is not known here, or whose value is not understood, is no reason to lose a call: it counts as absent, is
kept beside the event, and its name (never its value, which may be about a person) is logged, once.
"""

import functools
import logging
import math
import re
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final, TypeVar

from screenpop.calls.events import LegState

from .errors import MessageError
from .times import read_time

log = logging.getLogger(__name__)

LONGEST_NAME: Final = 80
LONGEST_TEXT: Final = 255
_LONGEST_LOGGED: Final = 60
_EXACT_FLOATS: Final = 2.0**53

_DROPPED: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Control characters, and those that turn the direction of writing (Unicode's Bidi_Control), with which a name could
put on another's look; U+FEFF is invisible and of no other use."""

_FLAGS: Final = {"true": True, "1": True, "false": False, "0": False}

_Value = TypeVar("_Value")


class Fields:
    """The fields of `value`, taken out one by one. `where` is its path in the message, `prefix` that in the event.

    `extra` collects what is not understood, under the path in the event ("from.codec").
    """

    def __init__(self, value: object, where: str, extra: dict[str, object], prefix: str = "") -> None:
        """Raises MessageError if `value` is no object."""
        if not isinstance(value, dict):
            raise MessageError(where or "the message as a whole", "expected an object")
        self._rest: dict[str, object] = dict(value)
        self._where = where
        self._extra = extra
        self._prefix = prefix

    def take(self, name: str, read: Callable[[object], _Value | None]) -> _Value | None:
        """The field as `read` understands it; None if it is absent, null or empty, or not understood."""
        value = self._rest.pop(name, None)
        if value is None or value == "":
            return None
        understood = read(value)
        if understood is None:
            self._keep(name, value)
        return understood

    def need(self, name: str, read: Callable[[object], _Value | None]) -> _Value:
        """The field, without which there is no event. Raises MessageError."""
        is_there = self._rest.get(name) is not None
        understood = self.take(name, read)
        if understood is None:
            why = "its value is not understood" if is_there else "it is missing"
            raise MessageError(join(self._where, name), why)
        return understood

    def side(self, name: str) -> "Fields | None":
        """The fields of an object within this one, None if it is absent or null. Raises MessageError if it is else."""
        value = self._rest.pop(name, None)
        if value is None:
            return None
        return Fields(value, join(self._where, name), self._extra, join(self._prefix, name))

    def keep_rest(self, unused: Collection[str] = ()) -> None:
        """Keep what was not taken; `unused` are the names of fields that are known and of no use here."""
        for name, value in self._rest.items():
            if name in unused:
                self._extra[join(self._prefix, name)] = value
            else:
                self._keep(name, value)

    def _keep(self, name: str, value: object) -> None:
        path = join(self._prefix, name)
        self._extra[path] = value
        log_once("a field that is not known or not understood", path)


def join(path: str, name: str) -> str:
    """The path of a field within `path`."""
    return f"{path}.{name}" if path else name


def log_once(what: str, which: str) -> None:
    """Log something unknown, the first time that it comes: every call may bring it again."""
    _log_once(what, ascii(which[:_LONGEST_LOGGED]))


@functools.lru_cache(maxsize=256)
def _log_once(what: str, which: str) -> None:
    log.info("The phone system sent %s: %s. It is kept as it came.", what, which)


def identifier(value: object) -> str | None:
    """An id: text or a whole number, and opaque."""
    match value:
        case bool():
            return None
        case str():
            return value if value.strip() else None
        case int():
            return str(value)
        case float() if value.is_integer() and abs(value) < _EXACT_FLOATS:
            return str(int(value))
    return None


def text(value: object) -> str | None:
    """A text, or a number such as an extension, on one line, without what could disguise it."""
    written = identifier(value)
    return None if written is None else _DROPPED.sub("", written).strip()[:LONGEST_TEXT].rstrip() or None


def name(value: object) -> str | None:
    """A caller's name: text that anybody in the world may have written."""
    written = text(value)
    return None if written is None else written[:LONGEST_NAME].rstrip()


def flag(value: object) -> bool | None:
    """True or false, as such or in words."""
    written = identifier(value) if not isinstance(value, bool) else str(value)
    return None if written is None else _FLAGS.get(written.strip().casefold())


def time(value: object) -> datetime | None:
    """A moment, aware UTC."""
    return read_time(value) if isinstance(value, str) else None


def seconds(value: object) -> float | None:
    """A duration in seconds, as a number or in digits."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and number >= 0 else None


def state(value: object) -> LegState | None:
    """The state of a side, in upper or lower case; None for a word that is not known."""
    return _STATES.get(value.strip().casefold()) if isinstance(value, str) else None


_STATES: Final = {state.value: state for state in LegState}
