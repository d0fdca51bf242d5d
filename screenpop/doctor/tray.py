"""Whether there is a tray, and our icon in it."""

import os
from typing import Final

from screenpop.doctor.facts import ProgramFacts
from screenpop.doctor.finding import Finding, not_checked, ok, warning
from screenpop.doctor.seen import Nothing, Seen

_INSTEAD: Final = (
    "A small window takes its place, and cards are shown all the same. When a tray comes, the icon appears by itself."
)
_FOR_GNOME: Final = (
    'GNOME has a tray only with the extension "AppIndicator and KStatusNotifierItem Support": on Debian install '
    "gnome-shell-extension-appindicator, sign out and in again, and turn it on."
)
_FOR_OTHERS: Final = "If you want one, add a tray (a notification area) to the panel."


def check(seen: Seen | Nothing, program: ProgramFacts | None) -> Finding:
    """The finding."""
    icon = program.shows_tray_icon if program else None
    if isinstance(seen, Nothing) and icon is None:
        return not_checked("tray", "there is no display")
    is_there = icon if isinstance(seen, Nothing) else seen.tray
    if not is_there:
        is_gnome = "GNOME" in os.environ.get("XDG_CURRENT_DESKTOP", "").upper()
        return warning("tray", "There is no tray now.", _INSTEAD, _FOR_GNOME if is_gnome else _FOR_OTHERS)
    if icon is False:
        return warning(
            "tray",
            "There is a tray, and ScreenPop's icon is not in it.",
            _INSTEAD,
            "Look again in a moment. If it stays away, quit ScreenPop and start it again.",
        )
    return ok("tray", f"There is a tray{', and it shows the icon' if icon else ''}.")
