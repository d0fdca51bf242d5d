"""How the phone system writes times."""

from datetime import datetime
from email.utils import format_datetime


def api_time(moment: datetime) -> str:
    """Naive ISO-8601 in UTC with microseconds: "2018-01-18T16:27:53.362820" (Subscriptions page)."""
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds")


def call_time(moment: datetime | None) -> str | None:
    """As call messages have it: "2016-11-24 15:53:12" (Subscriptions page)."""
    return None if moment is None else f"{moment:%Y-%m-%d %H:%M:%S}"


def cdr_time(moment: datetime | None) -> str | None:
    """As posted call records have it: "Fri, 03 Mar 2017 18:47:50 +0000" (Subscriptions page)."""
    return None if moment is None else format_datetime(moment)


def record_time(moment: datetime | None, *, naive: bool) -> str | None:
    """As call records that are read have it: "2021-05-01T03:00:49+00:00", or without the offset."""
    if moment is None:
        return None
    return (moment.replace(tzinfo=None) if naive else moment).isoformat(timespec="seconds")


def header_time(moment: datetime) -> str:
    """As an HTTP Date header has it (RFC 9110)."""
    return format_datetime(moment, usegmt=True)


def log_time(moment: datetime) -> str:
    """As the control API has it: "2026-11-24T09:14:00.123456Z"."""
    return api_time(moment) + "Z"
