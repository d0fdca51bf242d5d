"""The board's messages at the relay.

One message is either the whole board or what changed on it; without changes it is a sign of life. `run` names the
feed's run and `seq` counts its messages, so that a reader knows when one is missing. Times are seconds since 1970 by
the phone system's clock. Rows are lists, since a board of hundreds is mostly rows: extension, presence, since, who is
at the other end, name. A whole board is compressed, to about a fifth.
"""

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import msgspec

from screenpop.calls.presence import Presence
from screenpop.feed.board import Person

PLAIN: Final = "application/vnd.screenpop.board+json"
PACKED: Final = "application/vnd.screenpop.board+zlib"

_VERSION: Final = 1
_LARGEST: Final = 4 * 1024 * 1024
"""Bytes of an unpacked message: some 60,000 people."""


class WireError(Exception):
    """This is no message of a feed."""


class Row(msgspec.Struct, array_like=True):
    """Somebody on the board."""

    user: str
    presence: Presence
    since: int | None = None
    other: str = ""
    name: str = ""

    @property
    def person(self) -> Person:
        """What it says."""
        return Person(self.presence, moment(self.since), self.name, self.other)


class Message(msgspec.Struct, omit_defaults=True):
    """A message. `deaf` is since when the feed itself hears nothing of the calls; `bye` says that the feed ends."""

    run: str
    seq: int
    v: int = _VERSION
    whole: bool = False
    deaf: int | None = None
    bye: bool = False
    people: list[Row] = []


_decoder: Final = msgspec.json.Decoder(Message)


def write(message: Message) -> tuple[bytes, str]:
    """The body and its content type. What stands at the end of a row and says nothing is left out."""
    told = msgspec.to_builtins(message)
    told["v"] = message.v
    if "people" in told:
        told["people"] = [_trimmed(row) for row in told["people"]]
    body = msgspec.json.encode(told)
    return (zlib.compress(body, 9), PACKED) if message.whole else (body, PLAIN)


def read(body: bytes, content_type: str) -> Message:
    """The message. Raises WireError."""
    if content_type not in (PLAIN, PACKED):
        raise WireError(f"its type is {content_type!r}")
    try:
        message = _decoder.decode(_unpacked(body) if content_type == PACKED else body)
    except (msgspec.MsgspecError, zlib.error, UnicodeDecodeError, RecursionError) as error:
        raise WireError(str(error)) from error
    if message.v != _VERSION:
        raise WireError(f"it is of version {message.v}; a newer ScreenPop may know it")
    return message


def rows(people: Mapping[str, Person], *, with_names: bool) -> list[Row]:
    """The people as they are written."""
    return [
        Row(user, person.presence, seconds(person.since), person.other, person.name if with_names else "")
        for user, person in people.items()
    ]


def seconds(at: datetime | None) -> int | None:
    """The moment as it is written."""
    return None if at is None else int(at.timestamp())


def moment(told: int | None) -> datetime | None:
    """The moment as it was written; None where it cannot be one."""
    try:
        return None if told is None else datetime.fromtimestamp(told, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _unpacked(body: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    unpacked = unpacking.decompress(body, _LARGEST)
    if not unpacking.eof:
        raise WireError("it is too large, or not whole")
    return unpacked


def _trimmed(row: list[object]) -> list[object]:
    while row[-1] in (None, ""):
        row.pop()
    return row
