"""Whether there is a display for cards to be shown on, and what it is."""

import os
import sys
from typing import Final

from screenpop.doctor import qt_libraries
from screenpop.doctor.facts import ProgramFacts
from screenpop.doctor.finding import Finding, failure, ok, warning
from screenpop.doctor.seen import Nothing, Screen, Seen

_UNSEEN: Final = frozenset({"offscreen", "minimal", "vnc", "linuxfb"})
_NO_START: Final = "ScreenPop cannot start here, so nothing can be shown. `screenpop demo --headless` needs no display."


def check(seen: Seen | Nothing, program: ProgramFacts | None) -> Finding:
    """The finding. Where the program runs it has what it needs, even if this command was called from elsewhere."""
    if isinstance(seen, Nothing) and program is not None:
        has_desktop = program.shows_tray_icon is not None
        return ok("display", "The program has a display." if has_desktop else "The program runs without a desktop.")
    if isinstance(seen, Nothing):
        return _none(seen)
    if seen.platform in _UNSEEN:
        return warning(
            "display",
            f'Qt draws to "{seen.platform}", where nobody sees it.',
            "Cards and tray icon are drawn and not shown.",
            "Remove the variable QT_QPA_PLATFORM, and run this on the agent's desktop.",
        )
    if seen.platform.startswith("wayland"):
        return _wayland(seen)
    through = ", through XWayland" if seen.platform == "xcb" and os.environ.get("WAYLAND_DISPLAY") else ""
    return ok("display", f"{_name(seen.platform)}{through}: {_screens(seen.screens)}.")


def _none(nothing: Nothing) -> Finding:
    missing = qt_libraries.missing() if sys.platform == "linux" else ()
    if missing:
        packages = " ".join(qt_libraries.PACKAGES[library] for library in missing)
        return failure(
            "display",
            f"Libraries that Qt needs cannot be loaded: {', '.join(missing)}.",
            _NO_START,
            f"On Debian and its like: `sudo apt-get install {packages}`.",
        )
    names = {name: os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")}
    if sys.platform == "linux" and not any(names.values()):
        return failure(
            "display",
            "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set.",
            _NO_START,
            "Run this on the agent's desktop.",
        )
    named = ", ".join(f"{name}={value}" for name, value in names.items() if value)
    return failure(
        "display",
        f"No display can be opened{f' ({named})' if named else ''}.",
        f"{_NO_START}{f' Qt says: {nothing.said}' if nothing.said else ''}",
        "Run this on the agent's desktop, as the user who is signed in there.",
    )


def _wayland(seen: Seen) -> Finding:
    what = f"Wayland: {_screens(seen.screens)}."
    has_xwayland = bool(os.environ.get("DISPLAY"))
    return warning(
        "display",
        what,
        "On Wayland no program can say where its windows go, so cards may not come up in their corner.",
        "Start ScreenPop with QT_QPA_PLATFORM=xcb: this desktop has XWayland."
        if has_xwayland
        else "Have the desktop offer XWayland, then start ScreenPop with QT_QPA_PLATFORM=xcb.",
    )


def _name(platform: str) -> str:
    return {"xcb": "X11", "windows": "Windows", "cocoa": "macOS"}.get(platform, platform)


def _screens(screens: tuple[Screen, ...]) -> str:
    if not screens:
        return "no screen is connected"
    sizes = ", ".join(
        f"{screen.width}×{screen.height}{f' at {screen.scale:g}' if screen.scale != 1 else ''}" for screen in screens
    )
    return f"{'one screen' if len(screens) == 1 else f'{len(screens)} screens'}, {sizes}"
