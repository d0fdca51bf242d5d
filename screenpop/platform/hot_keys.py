"""Keys that reach this program whichever window is in use: one method a system.

X11: XGrabKey on the root window, over a connection of our own (X11 core protocol, "GrabKey"). Windows: RegisterHotKey
(Microsoft, "Keyboard Input"). Wayland leaves keys to the window in use, and macOS lets a program have them only with a
right that the user grants by hand: there nothing is taken, and it is said so.
"""

import asyncio
import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from typing import Final

from screenpop.language import translate

from .combination import Combination
from .x11_keys import X11Keys

if sys.platform == "win32":
    import queue
    import threading

Pressed = Callable[[str], None]
"""Gets the name of the key that was pressed."""


def _is_taken(name: str) -> str:
    return translate("HotKeys", "{keys} belongs to another program: choose other keys in the settings.").format(
        keys=name
    )


class HotKeys:
    """`pressed` is called in the thread of the running loop. `on_x11` says whether windows are shown through X."""

    def __init__(self, pressed: Pressed, *, on_x11: bool) -> None:
        """Nothing is taken yet."""
        self._pressed, self._on_x11 = pressed, on_x11
        self._release: Callable[[], None] | None = None

    def use(self, keys: Mapping[str, tuple[str, Combination]]) -> list[str]:
        """Take these keys, each by a name with its combination as it is written, and let go of all others.

        Needs a running loop. What could not be had is told, one sentence each; the others work.
        """
        self.close()
        return self._take(keys) if keys else []

    def close(self) -> None:
        """Let go of all keys."""
        if self._release is not None:
            self._release()
            self._release = None

    if sys.platform == "win32":

        def _take(self, keys: Mapping[str, tuple[str, Combination]]) -> list[str]:
            loop = asyncio.get_running_loop()
            names = list(keys)
            answers: queue.Queue[tuple[int, list[int]]] = queue.Queue()

            def pressed(number: int) -> None:
                loop.call_soon_threadsafe(self._pressed, names[number])

            wanted = [_windows_key(combination) for _, combination in keys.values()]
            thread = threading.Thread(target=_listen, args=(wanted, answers, pressed), name="hot keys", daemon=True)
            thread.start()
            thread_id, refused = answers.get()

            def release() -> None:
                ctypes.windll.user32.PostThreadMessageW(thread_id, _WM_QUIT, 0, 0)
                thread.join()

            self._release = release
            return [_is_taken(keys[names[number]][0]) for number in refused]

    elif sys.platform == "darwin":

        def _take(self, _keys: Mapping[str, tuple[str, Combination]]) -> list[str]:
            return [translate("HotKeys", "Hot keys are not available on macOS yet.")]

    else:

        def _take(self, keys: Mapping[str, tuple[str, Combination]]) -> list[str]:
            if not self._on_x11 or "WAYLAND_DISPLAY" in os.environ:
                return [_not_on_wayland()]
            server = X11Keys.open()
            if server is None:
                return [translate("HotKeys", "Hot keys do not work: the X server cannot be reached.")]
            refused = server.take({name: combination for name, (_, combination) in keys.items()})
            loop, descriptor = asyncio.get_running_loop(), server.descriptor

            def read() -> None:
                for name in server.pressed():
                    self._pressed(name)
                if server.is_broken:
                    loop.remove_reader(descriptor)

            def release() -> None:
                first.cancel()
                loop.remove_reader(descriptor)
                server.close()

            loop.add_reader(descriptor, read)
            first = loop.call_soon(read)  # what came with the answers to our requests does not show at the descriptor
            self._release = release
            return [_is_taken(keys[name][0]) for name in refused]


def _not_on_wayland() -> str:
    return translate(
        "HotKeys",
        "Hot keys do not work: this desktop (Wayland) does not let programs take keys. In the system's keyboard "
        "settings, give keys to the commands screenpop answer, screenpop decline and screenpop hangup.",
    )


if sys.platform == "win32":
    _WM_QUIT: Final = 0x0012
    _WM_HOTKEY: Final = 0x0312
    _NO_REPEAT: Final = 0x4000
    _MODIFIERS: Final = {"alt": 1, "ctrl": 2, "shift": 4, "super": 8}
    _NAMED: Final = {
        "space": 0x20, "pause": 0x13, "insert": 0x2D, "delete": 0x2E, "home": 0x24, "end": 0x23,
        "pageup": 0x21, "pagedown": 0x22, "escape": 0x1B,
    }  # fmt: skip
    """Virtual-key codes (Microsoft, "Virtual-Key Codes"); letters and digits are their own, F1 is 0x70."""

    def _windows_key(combination: Combination) -> tuple[int, int]:
        key = combination.key
        code = _NAMED.get(key) or (ord(key.upper()) if len(key) == 1 else 0x6F + int(key[1:]))
        return sum(_MODIFIERS[one] for one in combination.modifiers) | _NO_REPEAT, code

    def _listen(
        wanted: list[tuple[int, int]],
        answers: "queue.Queue[tuple[int, list[int]]]",
        pressed: Callable[[int], None],
    ) -> None:
        """Hot keys belong to the thread that registers them, and come as its messages."""
        from ctypes import wintypes

        user = ctypes.windll.user32
        message = wintypes.MSG()
        user.PeekMessageW(ctypes.byref(message), None, 0, 0, 0)  # makes the queue to which WM_QUIT is posted
        refused = [number for number, key in enumerate(wanted) if not user.RegisterHotKey(None, number, *key)]
        answers.put((ctypes.windll.kernel32.GetCurrentThreadId(), refused))
        while user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if message.message == _WM_HOTKEY:
                pressed(int(message.wParam))
        for number in range(len(wanted)):
            user.UnregisterHotKey(None, number)
