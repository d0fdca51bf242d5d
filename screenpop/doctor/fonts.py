"""Whether there is a font to write names with."""

from screenpop.doctor.finding import Finding, failure, not_checked, ok
from screenpop.doctor.seen import Nothing, Seen


def check(seen: Seen | Nothing) -> Finding:
    """The finding."""
    if isinstance(seen, Nothing):
        return not_checked("fonts", "there is no display")
    if seen.font and seen.has_letters:
        return ok("fonts", f"{seen.font} is used, of {seen.families} that are installed.")
    what = f"{seen.font} has no letters for English and French." if seen.font else "No font is installed."
    return failure(
        "fonts",
        what,
        "Names and numbers would show as empty boxes.",
        "Install fonts; on Debian and its like: `sudo apt-get install fonts-inter fonts-dejavu-core`.",
    )
