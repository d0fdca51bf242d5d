"""From the bytes of a message to plain values: JSON, or what is nearly JSON.

msgspec reads JSON fast and strictly. What it refuses is read again by `literal`, which is tolerant, and which knows
line and column of what cannot be read. What would grow beyond all proportion in memory is refused before.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from .errors import MessageError
from .literal import DEEPEST, parse

FEWEST_VALUES: Final = 500
BYTES_A_VALUE: Final = 16
"""A value takes some hundred bytes in memory, however short it is written. The phone system's messages spend about 25
bytes on each; so much denser a message, unless it is small, is none of the phone system's."""


def decode(body: bytes) -> object:
    """The value in `body`; several, one after the other, count as a list. Raises MessageError, and nothing else."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    _refuse_crowd(len(body), sum(map(body.count, (b",", b"[", b"{"))))
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _decode_nearly_json(body)
    if body.count(b"[") + body.count(b"{") > DEEPEST:
        _refuse_depth(value)
    return value


def _decode_nearly_json(body: bytes) -> object:
    _refuse_crowd(len(body), sum(map(body.count, (b",", b"[", b"{", b"\\"))))
    values = parse(body.decode("utf-8", "replace"))
    if not values:
        raise MessageError("line 1, column 1", "it is empty")
    return values[0] if len(values) == 1 else values


def _refuse_crowd(size: int, values: int) -> None:
    if values > FEWEST_VALUES + size // BYTES_A_VALUE:
        raise MessageError("the message as a whole", f"it crowds {values} values into {size} bytes")


def _refuse_depth(value: object) -> None:
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in _containers_in(outer)]
    if level:
        raise MessageError("the message as a whole", f"it is nested more than {DEEPEST} deep")


def _containers_in(outer: object) -> Iterator[object]:
    if isinstance(outer, dict | list):
        values = outer.values() if isinstance(outer, dict) else outer
        yield from (value for value in values if isinstance(value, dict | list))
