"""What a person in front of the screen would see, and when: told by the X server, not by the program under test.

The X server's DAMAGE extension tells as soon as anybody draws. Something is painted when the pixels in its place have
changed to a picture; the time is that of the server's word before.
"""

import select
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from Xlib import X
from Xlib.display import Display
from Xlib.error import XError
from Xlib.ext import damage
from Xlib.xobject.drawable import Window

COLOURS = 8
"""A picture has at least as many (text is drawn with soft edges); an empty window has one."""


SMALLEST = (200, 80)
"""Pixels across and down: smaller windows are no cards."""


class NothingSeen(Exception):
    """What was waited for did not appear."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle of the screen, in pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> "Place":
        """A part of it: few pixels, so that looking takes little time."""
        return Place(self.x + self.width // 8, self.y + self.height // 8, self.width * 3 // 4, self.height // 2)


class Watcher:
    """Sits before the screen `display`."""

    def __init__(self, display: str) -> None:
        """Raises NothingSeen where the server cannot report what is drawn."""
        self._display = Display(display)
        if not self._display.has_extension(damage.extname):
            raise NothingSeen("This X server has no DAMAGE extension.")
        self._display.damage_query_version()
        self._root = self._display.screen().root
        self._damage = self._root.damage_create(damage.DamageReportNonEmpty)
        self._display.sync()

    def close(self) -> None:
        """Go away."""
        self._display.close()

    def settle(self, quiet: float = 0.15) -> None:
        """Return once nothing has been drawn for `quiet` seconds."""
        while self._wait(quiet):
            self._listen_again()

    def painted(self, place: Place, before: bytes, *, seconds: float = 10) -> float:
        """When (`time.perf_counter`) a picture was painted in `place`, whose middle looked like `before`."""

        def is_there() -> bool:
            now = self.picture(place.middle)
            return now != before and _colours(now) >= COLOURS

        return self._first(is_there, seconds)

    def changed(self, place: Place, before: bytes, *, pixels: int, seconds: float = 30) -> float:
        """When at least so many pixels of `place` had another colour than in its picture `before`."""
        return self._first(lambda: _differing(self.picture(place), before) >= pixels, seconds)

    def picture(self, place: Place) -> bytes:
        """The pixels, four bytes each."""
        image = self._root.get_image(place.x, place.y, place.width, place.height, X.ZPixmap, 0xFFFFFFFF)
        return image.data if isinstance(image.data, bytes) else image.data.encode("latin-1")

    def _first(self, is_there: Callable[[], bool], seconds: float) -> float:
        """When it was told that something was drawn, after which `is_there`."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0 and self._wait(left):
            seen = time.perf_counter()
            self._listen_again()
            if is_there():
                return seen
        raise NothingSeen(f"What was waited for did not appear within {seconds:g} seconds.")

    def window(self, pid: int) -> Place | None:
        """Where the process shows a window of a card's size or more; None while it shows none."""
        return next((place for window in self._windows() if (place := self._shown_by(pid, window)) is not None), None)

    def has_tray(self) -> bool:
        """Whether a tray takes icons: it owns the selection that the system tray specification names."""
        return self._display.get_selection_owner(self._display.get_atom("_NET_SYSTEM_TRAY_S0")) != X.NONE

    def named(self, name: str) -> Place | None:
        """Where the window of this name is; None while there is none to be seen."""
        for window in self._windows():
            if window.get_wm_name() == name and window.get_attributes().map_state == X.IsViewable:
                return self._place(window)
        return None

    def _windows(self) -> Iterator[Window]:
        """All windows. One may go while we ask about it: then we know of no more than those before it."""
        waiting = [self._root]
        with suppress(XError):
            while waiting:
                window = waiting.pop()
                yield window
                waiting += window.query_tree().children

    def _shown_by(self, pid: int, window: Window) -> Place | None:
        with suppress(XError):
            place = self._place(window)
            if place.width < SMALLEST[0] or place.height < SMALLEST[1] or window == self._root:
                return None
            told = window.get_full_property(self._display.get_atom("_NET_WM_PID"), X.AnyPropertyType)
            if told is not None and told.value[0] == pid and window.get_attributes().map_state == X.IsViewable:
                return place
        return None

    def _place(self, window: Window) -> Place:
        size = window.get_geometry()
        corner = self._root.translate_coords(window, 0, 0)
        return Place(corner.x, corner.y, size.width, size.height)

    def _wait(self, seconds: float) -> bool:
        if self._display.pending_events():
            return True
        readable, _, _ = select.select([self._display.fileno()], [], [], seconds)
        return bool(readable)

    def _listen_again(self) -> None:
        """Let the server tell of what is drawn from now on: it tells once, and not again before it is asked to."""
        while self._display.pending_events():
            self._display.next_event()
        self._display.damage_subtract(self._damage)
        self._display.flush()


def _pixels(picture: bytes) -> Sequence[int]:
    return memoryview(picture).cast("I")


def _colours(picture: bytes) -> int:
    return len(set(_pixels(picture)))


def _differing(picture: bytes, before: bytes) -> int:
    return sum(now != then for now, then in zip(_pixels(picture), _pixels(before), strict=True))
