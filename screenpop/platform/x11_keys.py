"""Takes keys from an X server: whichever window has the focus, they come here and nowhere else.

Source: the X11 core protocol (GrabKey, GetKeyboardMapping, KeyPress, MappingNotify).
"""

import ctypes
from collections.abc import Mapping
from typing import Final

from .combination import Combination
from .x11 import X11Connection

_SHIFT, _LOCK, _CONTROL, _ALT, _NUM_LOCK, _SUPER = 1, 2, 4, 8, 16, 64
_MODIFIERS: Final = {"shift": _SHIFT, "ctrl": _CONTROL, "alt": _ALT, "super": _SUPER}
_LOCKS: Final = (0, _LOCK, _NUM_LOCK, _LOCK | _NUM_LOCK)
"""A grab holds for exact modifiers, and a lock that is on counts as one. NumLock is Mod2: assumed, as it usually is."""

_KEY_PRESS, _KEY_RELEASE, _MAPPING_NOTIFY = 2, 3, 34
_DETAIL, _TIME, _STATE = 1, 4, 28
_FIRST_KEYCODE, _LAST_KEYCODE = 34, 35
"""Where the server's set-up tells which keycodes there are, in bytes."""
_SYMBOLS_A_KEY, _SYMBOLS = 1, 32
"""Where the reply to "get keyboard mapping" tells how many symbols a key has, and the symbols, in bytes."""

_NAMED: Final = {
    "space": 0x20, "pause": 0xFF13, "insert": 0xFF63, "delete": 0xFFFF, "home": 0xFF50, "end": 0xFF57,
    "pageup": 0xFF55, "pagedown": 0xFF56, "escape": 0xFF1B,
}  # fmt: skip
"""Key symbols; letters and digits are their own (ASCII), F1 is 0xFFBE."""


class X11Keys(X11Connection):
    """A connection that takes keys. They are free again when it is closed."""

    _wanted: Mapping[str, Combination]
    _names: dict[tuple[int, int], str]
    _released: dict[int, int]

    def take(self, keys: Mapping[str, Combination]) -> list[str]:
        """Take `keys`; the names of those that another program has, or that this keyboard lacks."""
        self._wanted, self._names, self._released = keys, {}, {}
        codes = self._keycodes()
        refused = []
        for name, combination in keys.items():
            code = codes.get(_symbol(combination.key))
            modifiers = sum(_MODIFIERS[one] for one in combination.modifiers)
            if code is None or not self._grab(code, modifiers):
                refused.append(name)
            else:
                self._names[code, modifiers] = name
        return refused

    def pressed(self) -> list[str]:
        """The names of the keys that were pressed since the last time. A key that is held down counts once."""
        found = []
        while event := self._xcb.xcb_poll_for_event(self._connection):
            kind = ctypes.c_uint8.from_address(event).value & 0x7F
            code = ctypes.c_uint8.from_address(event + _DETAIL).value
            if kind in (_KEY_PRESS, _KEY_RELEASE):
                moment = ctypes.c_uint32.from_address(event + _TIME).value
                state = ctypes.c_uint16.from_address(event + _STATE).value
                if kind == _KEY_RELEASE:
                    self._released[code] = moment
                elif self._released.get(code) != moment:  # repeated, a key is let go and pressed at one time
                    found += self._name(code, state)
            self._free(event)
            if kind == _MAPPING_NOTIFY:
                self._take_anew()
        return found

    def _name(self, code: int, state: int) -> list[str]:
        name = self._names.get((code, state & sum(_MODIFIERS.values())))
        return [name] if name else []

    def _take_anew(self) -> None:
        """The keyboard has another layout: letters are elsewhere."""
        for code, modifiers in self._names:
            for lock in _LOCKS:
                self._xcb.xcb_ungrab_key(self._connection, code, self.root, modifiers | lock)
        self.take(self._wanted)

    def _grab(self, code: int, modifiers: int) -> bool:
        """Whether the server gave us the key, whatever locks are on; if not with all of them, then with none."""
        xcb, connection = self._xcb, self._connection
        for lock in _LOCKS:
            request = xcb.xcb_grab_key_checked(connection, 1, self.root, modifiers | lock, code, 1, 1)
            error = xcb.xcb_request_check(connection, request)
            if error:
                self._free(error)
                for earlier in _LOCKS:
                    xcb.xcb_ungrab_key(connection, code, self.root, modifiers | earlier)
                xcb.xcb_flush(connection)
                return False
        return True

    def _keycodes(self) -> dict[int, int]:
        """The first key on which each symbol stands, without Shift."""
        set_up = self._xcb.xcb_get_setup(self._connection)
        first, last = (ctypes.c_uint8.from_address(set_up + at).value for at in (_FIRST_KEYCODE, _LAST_KEYCODE))
        request = self._xcb.xcb_get_keyboard_mapping(self._connection, first, last - first + 1)
        reply = self._xcb.xcb_get_keyboard_mapping_reply(self._connection, request, None)
        if not reply:
            return {}
        width = ctypes.c_uint8.from_address(reply + _SYMBOLS_A_KEY).value
        symbols = (ctypes.c_uint32 * (width * (last - first + 1))).from_address(reply + _SYMBOLS)
        found: dict[int, int] = {}
        for code in range(first, last + 1):
            found.setdefault(symbols[(code - first) * width], code)
        self._free(reply)
        return found


def _symbol(key: str) -> int:
    if len(key) == 1:
        return ord(key)
    return _NAMED[key] if key in _NAMED else 0xFFBD + int(key[1:])
