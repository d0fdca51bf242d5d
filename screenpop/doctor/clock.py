"""Whether this computer's clock is right."""

from datetime import timedelta
from typing import Final

from screenpop.doctor.finding import Finding, not_checked, ok, warning

TOLERANCE: Final = timedelta(minutes=1)
"""How wrong it may be before people are told."""


def check(skew: timedelta | None) -> Finding:
    """The finding. `skew` is how far we are ahead of the phone system, None if that is not known."""
    if skew is None:
        return not_checked("clock", "the phone system did not say what time it is")
    if abs(skew) <= TOLERANCE:
        return ok("clock", "This computer's clock goes as the phone system's does.")
    return warning(
        "clock",
        f"This computer's clock is {_span(abs(skew))} {'ahead of' if skew > timedelta() else 'behind'} the phone "
        "system's.",
        "Calls come in all the same, since everything that matters goes by the phone system's clock. Times that are "
        "shown are wrong, and certificates may seem out of date.",
        "Have the system set the time by itself.",
    )


def _span(length: timedelta) -> str:
    """A length of time in its two largest units."""
    total = round(length.total_seconds() / 60) * 60 if length >= timedelta(hours=1) else round(length.total_seconds())
    minutes, seconds = divmod(total, 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute"), (seconds, "second")]
    return " ".join([f"{count} {unit}{'s' if count != 1 else ''}" for count, unit in parts if count][:2])
