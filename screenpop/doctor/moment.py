"""Times as people are told of them."""

from datetime import datetime


def moment(time: datetime) -> str:
    """ "24 Nov 2026 14:05", in this computer's zone."""
    return f"{time.astimezone():%d %b %Y %H:%M}"
