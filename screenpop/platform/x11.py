"""Asks an X server what Qt does not tell, over a connection of our own, with libxcb, which Qt itself needs as well.

Source: the X11 core protocol and the Extended Window Manager Hints, freedesktop.org.
"""

import ctypes
from collections.abc import Callable
from typing import Any, Self

_VALUE = 8
"""Where the replies to "intern atom" and "get selection owner" carry their 32-bit answer, in bytes."""

_POINT = 12
"""Where the replies to "get geometry" and "translate coordinates" carry x and y, of 16 bits each."""

_COUNT, _ITEMS = 16, 32
"""Where the reply to "get property" carries how many items it has, and the items."""

_MOST_ITEMS = 64
_ANY_TYPE = 0


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _ScreenIterator(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("rem", ctypes.c_int), ("index", ctypes.c_int))


class X11Connection:
    """A connection to the X server that DISPLAY names. Every answer is empty once the server has gone."""

    @classmethod
    def open(cls) -> Self | None:
        """Connect; None where there is no server to be reached."""
        try:
            xcb = _library()
        except OSError:
            return None
        screen = ctypes.c_int(0)
        connection = xcb.xcb_connect(None, ctypes.byref(screen))
        if xcb.xcb_connection_has_error(connection):
            xcb.xcb_disconnect(connection)
            return None
        return cls(xcb, connection, screen.value)

    def __init__(self, xcb: ctypes.CDLL, connection: int, screen: int) -> None:
        """Made by `open`. `screen` is the number of the screen that the program runs on."""
        self._xcb = xcb
        self._free: Callable[[int], None] = _free()
        self._connection = connection
        self.screen = screen
        self.root = self._find_root()

    @property
    def is_broken(self) -> bool:
        """Whether the server has gone."""
        return not self._connection or bool(self._xcb.xcb_connection_has_error(self._connection))

    @property
    def descriptor(self) -> int:
        """The file descriptor that becomes readable when an event has come."""
        return int(self._xcb.xcb_get_file_descriptor(self._connection))

    def close(self) -> None:
        """Disconnect; nothing else can be asked after it."""
        if self._connection:
            self._xcb.xcb_disconnect(self._connection)
            self._connection = 0

    def atom(self, name: str) -> int:
        """The number of the atom `name`."""
        text = name.encode()
        request = self._xcb.xcb_intern_atom(self._connection, 0, len(text), text)
        return self._number(self._xcb.xcb_intern_atom_reply(self._connection, request, None))

    def owner(self, selection: str) -> int:
        """The window that owns a selection, 0 if none does."""
        request = self._xcb.xcb_get_selection_owner(self._connection, self.atom(selection))
        return self._number(self._xcb.xcb_get_selection_owner_reply(self._connection, request, None))

    def items(self, window: int, property_name: str) -> tuple[int, ...]:
        """The items (windows, atoms, cardinals) of a property; none if the window or the property is not there."""
        atom = self.atom(property_name)
        request = self._xcb.xcb_get_property(self._connection, 0, window, atom, _ANY_TYPE, 0, _MOST_ITEMS)
        reply = self._xcb.xcb_get_property_reply(self._connection, request, None)
        if not reply:
            return ()
        count = ctypes.c_uint32.from_address(reply + _COUNT).value
        found = tuple((ctypes.c_uint32 * count).from_address(reply + _ITEMS))
        self._free(reply)
        return found

    def place(self, window: int) -> tuple[int, int, int, int] | None:
        """Left, top, width and height of a window on the root window, in pixels; None if it is not there."""
        xcb, connection = self._xcb, self._connection
        reply = xcb.xcb_get_geometry_reply(connection, xcb.xcb_get_geometry(connection, window), None)
        if not reply:
            return None
        width, height = (ctypes.c_uint16.from_address(reply + _POINT + offset).value for offset in (4, 6))
        self._free(reply)
        request = xcb.xcb_translate_coordinates(connection, window, self.root, 0, 0)
        reply = xcb.xcb_translate_coordinates_reply(connection, request, None)
        if not reply:
            return None
        left, top = (ctypes.c_int16.from_address(reply + _POINT + offset).value for offset in (0, 2))
        self._free(reply)
        return left, top, width, height

    def listen(self, window: int, mask: int) -> None:
        """Get the events of `window` that `mask` picks."""
        event_mask = 1 << 11
        value = ctypes.c_uint32(mask)
        self._xcb.xcb_change_window_attributes(self._connection, window, event_mask, ctypes.byref(value))
        self._xcb.xcb_flush(self._connection)

    def drain(self) -> None:
        """Throw away the events that came."""
        while event := self._xcb.xcb_poll_for_event(self._connection):
            self._free(event)

    def _find_root(self) -> int:
        screens = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._connection))
        for _ in range(self.screen):
            self._xcb.xcb_screen_next(ctypes.byref(screens))
        return ctypes.c_uint32.from_address(screens.data).value

    def _number(self, reply: int | None) -> int:
        if not reply:
            return 0
        value = ctypes.c_uint32.from_address(reply + _VALUE).value
        self._free(reply)
        return value


def _library() -> ctypes.CDLL:
    xcb = ctypes.CDLL("libxcb.so.1")
    pointer, number, byte = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint8
    reply = (pointer, (pointer, _Cookie, pointer))
    signatures: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "xcb_connect": (pointer, (ctypes.c_char_p, pointer)),
        "xcb_connection_has_error": (ctypes.c_int, (pointer,)),
        "xcb_disconnect": (None, (pointer,)),
        "xcb_get_file_descriptor": (ctypes.c_int, (pointer,)),
        "xcb_get_setup": (pointer, (pointer,)),
        "xcb_setup_roots_iterator": (_ScreenIterator, (pointer,)),
        "xcb_screen_next": (None, (pointer,)),
        "xcb_change_window_attributes": (_Cookie, (pointer, number, number, pointer)),
        "xcb_flush": (ctypes.c_int, (pointer,)),
        "xcb_intern_atom": (_Cookie, (pointer, byte, ctypes.c_uint16, ctypes.c_char_p)),
        "xcb_intern_atom_reply": reply,
        "xcb_get_selection_owner": (_Cookie, (pointer, number)),
        "xcb_get_selection_owner_reply": reply,
        "xcb_get_property": (_Cookie, (pointer, byte, number, number, number, number, number)),
        "xcb_get_property_reply": reply,
        "xcb_get_geometry": (_Cookie, (pointer, number)),
        "xcb_get_geometry_reply": reply,
        "xcb_translate_coordinates": (_Cookie, (pointer, number, number, ctypes.c_int16, ctypes.c_int16)),
        "xcb_translate_coordinates_reply": reply,
        "xcb_poll_for_event": (pointer, (pointer,)),
        "xcb_grab_key_checked": (_Cookie, (pointer, byte, number, ctypes.c_uint16, byte, byte, byte)),
        "xcb_ungrab_key": (_Cookie, (pointer, byte, number, ctypes.c_uint16)),
        "xcb_request_check": (pointer, (pointer, _Cookie)),
        "xcb_get_keyboard_mapping": (_Cookie, (pointer, byte, byte)),
        "xcb_get_keyboard_mapping_reply": reply,
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(xcb, name)
        function.restype, function.argtypes = result, arguments
    return xcb


def _free() -> Callable[[int], None]:
    free = ctypes.CDLL(None).free
    free.argtypes, free.restype = (ctypes.c_void_p,), None
    return free
