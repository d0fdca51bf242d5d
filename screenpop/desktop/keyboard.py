"""Lends the keyboard to a card, when the agent clicks into its note, and gives it back.

A card's window refuses the keyboard. While the agent types it must not: on X11 it also comes under the window
manager's care then, since only a managed window gets the keyboard by everybody's rules (XWayland's included). Where
the keyboard was before, only the system knows; a window that hides gives it back there, so the card hides for an
instant.
"""

import weakref

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from .card_frame import on_x11

_REFUSES = Qt.WindowType.WindowDoesNotAcceptFocus
_UNMANAGED = Qt.WindowType.X11BypassWindowManagerHint


class Keyboard:
    """Whether `window`, whose own it is, has been lent the keyboard."""

    def __init__(self, window: QWidget) -> None:
        """Not lent."""
        self._window: QWidget = weakref.proxy(window)
        self.is_lent = False

    def take(self, field: QWidget) -> None:
        """Give the keyboard to `field`, a part of the window."""
        if not self.is_lent:
            self._change(refuses=False)
            self.is_lent = True
        self._window.activateWindow()
        field.setFocus(Qt.FocusReason.MouseFocusReason)

    def give_back(self) -> None:
        """Give it back to the window that had it."""
        if self.is_lent:
            self.is_lent = False
            self._clear_focus()
            self._change(refuses=True)

    def lost(self) -> None:
        """The agent went elsewhere by themselves: refuse the keyboard again, so that it does not come back alone."""
        if self.is_lent:
            self.is_lent = False
            self._clear_focus()
            self._window.windowHandle().setFlag(_REFUSES, True)
            self._window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)

    def _change(self, *, refuses: bool) -> None:
        shown_at = self._window.pos()
        if refuses or on_x11():
            self._window.hide()
        handle = self._window.windowHandle()
        handle.setFlag(_REFUSES, refuses)
        if on_x11():
            handle.setFlag(_UNMANAGED, refuses)
        self._window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, refuses)
        self._window.show()
        self._window.move(shown_at)

    def _clear_focus(self) -> None:
        focused = self._window.focusWidget()
        if focused is not None:
            focused.clearFocus()
