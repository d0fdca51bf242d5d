"""When nobody looks: no cards behind a locked screen, and do not disturb if the settings say so; none over a film."""

from collections.abc import Callable

from PySide6.QtGui import QScreen

from screenpop.calls.presence import DoNotDisturb
from screenpop.core import Core
from screenpop.desktop.lock_watch import LockWatch
from screenpop.desktop.stack import CardStack
from screenpop.platform.full_screen import FullScreenWatch


def covers(watch: FullScreenWatch, screen: QScreen) -> bool:
    """Whether a full-screen program fills `screen`, whose corner Qt tells in its pixels, and its size not."""
    place, ratio = screen.geometry(), screen.devicePixelRatio()
    return watch.covers((place.x(), place.y(), round(place.width() * ratio), round(place.height() * ratio)))


class Away:
    """Follows the lock of the screen. `is_wanted` says whether a locked screen is to be told as do not disturb."""

    def __init__(self, core: Core, stack: CardStack, is_wanted: Callable[[], bool]) -> None:
        """Nothing is watched before `start`."""
        self._core, self._stack, self._is_wanted = core, stack, is_wanted
        self._turned_on: DoNotDisturb | None = None
        self.watch = LockWatch()
        self.watch.changed.connect(self._follow)

    def start(self) -> None:
        """Watch from now on; may take a moment."""
        self.watch.start()

    def _follow(self, is_locked: bool) -> None:
        self._stack.lock(is_locked)
        if is_locked and self._is_wanted() and self._core.presence.do_not_disturb is None:
            self._turned_on = DoNotDisturb()
            self._core.set_do_not_disturb(self._turned_on)
        elif not is_locked and self._turned_on is not None:
            was_ours = self._core.presence.do_not_disturb is self._turned_on
            self._turned_on = None
            if was_ours:
                self._core.set_do_not_disturb(None)
