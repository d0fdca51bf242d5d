"""Whether what is posted to the public address arrives here: a test message was posted, as the phone system does."""

from screenpop.doctor.facts import WayFacts
from screenpop.doctor.finding import Finding, failure, not_checked, ok, warning


def check(way: WayFacts) -> Finding:
    """The finding."""
    if way.milliseconds is not None:
        return ok("hook", f"A test message to the public address was here after {way.milliseconds:.0f} ms.")
    if way.state != "up" and way.place is None:
        return not_checked("hook", "there is no public address")
    if way.others_may_reach:
        return warning(
            "hook",
            "A test message to the public address did not come back.",
            f"{way.trouble or ''} The phone system may reach it all the same: some networks do not lead to themselves.",
            "Call this extension from another phone and see whether a card comes.",
        )
    return failure(
        "hook",
        "A test message to the public address did not come back.",
        f"Calls would not reach this computer. {way.trouble or ''}".rstrip(),
    )
