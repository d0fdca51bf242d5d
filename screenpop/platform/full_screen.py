"""Whether a program fills a screen: a film, a presentation, a game. Cards stay off it unless told otherwise."""

import ctypes
import sys
from typing import Final

from .x11 import X11Connection

Rect = tuple[int, int, int, int]
"""Left, top, width and height, in the pixels of the screen."""

_BUSY: Final = frozenset({2, 3, 4})
"""Windows: a full-screen program, one that draws directly, presentation mode (SHQueryUserNotificationState)."""


class FullScreenWatch:
    """Asks the system each time. `on_x11` says whether windows are shown through an X server."""

    def __init__(self, *, on_x11: bool) -> None:
        """Nothing is asked yet."""
        self._on_x11 = on_x11
        self._server: X11Connection | None = None

    if sys.platform == "win32":

        def covers(self, _screen: Rect) -> bool:
            """Whether a program fills a screen, whichever it is: Windows does not tell."""
            state = ctypes.c_int(0)
            failed = ctypes.windll.shell32.SHQueryUserNotificationState(ctypes.byref(state))
            return not failed and state.value in _BUSY

    else:

        def covers(self, screen: Rect) -> bool:
            """Whether the program in use fills `screen`. False where the system sees to it (macOS, Wayland)."""
            return self._on_x_server(screen) if self._on_x11 else False

    def _on_x_server(self, screen: Rect) -> bool:
        if self._server is None or self._server.is_broken:
            self._server = X11Connection.open()
        server = self._server
        if server is None:
            return False
        active = server.items(server.root, "_NET_ACTIVE_WINDOW")
        if not active or not active[0]:
            return False
        if server.atom("_NET_WM_STATE_FULLSCREEN") not in server.items(active[0], "_NET_WM_STATE"):
            return False
        place = server.place(active[0])
        return place is not None and _overlap(place, screen)


def _overlap(one: Rect, other: Rect) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )
