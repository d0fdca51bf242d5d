"""Runs the demo: the tray application as it is, with a profile of its own, against a simulated phone system."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from screenpop.profile import log
from screenpop.profile.paths import Profile

if TYPE_CHECKING:
    from screenpop.workplace import Workplace

_PHONE_SYSTEM: Final = {"account.grant": "client_credentials", "account.client_id": "demo", "delivery.kind": "loopback"}
"""What the demo's profile says beside the address; everything else in it stays as the user set it."""


class NotForTheDemo(Exception):
    """The folder holds the settings of somebody who works with them."""

    def __init__(self, folder: Path) -> None:
        """The text says what to do."""
        super().__init__(
            f"{folder} is the profile of another phone system, and the demo would change its settings. "
            "Name another folder with --profile, or none."
        )


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """`seconds`: how long the story takes; `shots`: where pictures go, None for none; `profile`: None for a new one."""

    seconds: float = 60.0
    shots: Path | None = None
    headless: bool = False
    profile: Path | None = None
    verbose: bool = False


def run(options: DemoOptions, say: Callable[[str], None]) -> bool:
    """Show the whole demo, telling it with `say`. True if nothing was lost.

    Raises NotForTheDemo, SettingsError or OSError.
    """
    if not has_display() and not options.headless:
        say("There is no display here, so nothing appears on a screen.")
    if options.headless or not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from screenpop.demo.phone_system import phone_system

    with _profile(options.profile) as profile, phone_system() as api_url:
        _configure(profile, api_url)
        os.environ["SCREENPOP_CLIENT_SECRET"] = "demo"
        log.set_up(profile.log, verbose=options.verbose)
        return _show(options, profile, api_url, say)


def _configure(profile: Profile, api_url: str) -> None:
    """Let the profile be that of the demo. Raises NotForTheDemo if it is another's."""
    from screenpop.integrate.settings import AccountSettings
    from screenpop.profile.settings import SettingsFile
    from screenpop.sections import SECTIONS

    settings = SettingsFile(profile.config)
    account = settings.read("account", AccountSettings)
    if settings.told("account.api_url") is not None and account.client_id != "demo":
        raise NotForTheDemo(profile.folder)
    settings.set_all(SECTIONS, {"account.api_url": api_url, **_PHONE_SYSTEM})


_NEEDS_NO_SERVER: bool = sys.platform in ("win32", "darwin")


def has_display() -> bool:
    """Whether windows can be shown to anybody."""
    return _NEEDS_NO_SERVER or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _show(options: DemoOptions, profile: Profile, api_url: str, say: Callable[[str], None]) -> bool:
    from screenpop import app
    from screenpop.demo.day import Day

    days: list[Day] = []

    async def play(workplace: "Workplace") -> None:
        days.append(Day(workplace, api_url, options.seconds, options.shots, say))
        await days[0].live_through()
        workplace.quit()

    app.run(profile, play)
    return bool(days) and days[0].sum_up(profile)


@contextmanager
def _profile(folder: Path | None) -> Iterator[Profile]:
    """The demo's profile; one that nobody asked for is gone afterwards."""
    if folder is not None:
        yield Profile(folder.absolute()).create()
        return
    with tempfile.TemporaryDirectory(prefix="screenpop-demo-") as name:
        yield Profile(Path(name)).create()
