"""Times as the phone system writes them, read tolerantly: never an error, and always aware UTC."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_LONGEST: Final = 64
_BEGIN: Final = datetime(1970, 1, 1, tzinfo=UTC)
_END: Final = datetime(2200, 1, 1, tzinfo=UTC)
"""What lies outside of these is no time of a call, and reckoning with it could overflow."""


def read_time(text: str | None) -> datetime | None:
    """ISO 8601 (with a space or a T, with or without microseconds) or RFC 2822; naive ones are UTC.

    None for none, and for one that cannot be read or is no time of our age.
    """
    if not text or len(text) > _LONGEST:
        return None
    moment = _parse(text.strip())
    if moment is None:
        return None
    try:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment if _BEGIN <= moment < _END else None


def write_time(moment: datetime) -> str:
    """A time for a query, as the API description wants it (RFC 3339): "2026-11-24T09:00:00Z"."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _parse(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
