"""Tells when the screen is locked, and when it is unlocked again.

Linux: the signals ActiveChanged of the screen savers (freedesktop.org, GNOME) on the session bus, and LockedHint of
logind on the system bus. Windows: WM_WTSSESSION_CHANGE. macOS tells nobody who is no Objective-C program, so the
session's dictionary is looked at every two seconds (CGSSessionScreenIsLocked). A system that tells nothing is taken as
one that is never locked.
"""

import ctypes
import os
import sys
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusMessage

_SAVERS: Final = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
_LOGIND: Final = "org.freedesktop.login1"
_PATIENCE: Final = 200
"""Milliseconds for which logind may think about the path of our session."""

_HEARD: Final[Any] = SLOT("heard(QDBusMessage)")
"""PySide6 (6.11) says that it takes bytes here, and takes only text."""

_SESSION_CHANGE, _LOCK, _UNLOCK = 0x02B1, 7, 8
_EVERY: Final = 2_000
"""Milliseconds between two looks on macOS."""


class LockWatch(QObject):
    """Whether the screen is locked; not, as long as nothing was heard."""

    changed = Signal(bool)
    """It has been locked (True), or unlocked."""

    def __init__(self) -> None:
        """Nothing is watched before `start`."""
        super().__init__()
        self.is_locked = False
        self._kept: list[Any] = []

    def note(self, is_locked: bool) -> None:
        """The system says how it is now."""
        if is_locked is not self.is_locked:
            self.is_locked = is_locked
            self.changed.emit(is_locked)

    @Slot("QDBusMessage")
    def heard(self, message: "QDBusMessage") -> None:
        """A signal came over D-Bus: one of a screen saver, or of logind about our session."""
        told = message.arguments()
        if message.member() == "ActiveChanged" and told:
            self.note(bool(told[0]))
        elif len(told) > 1 and isinstance(told[1], dict) and "LockedHint" in told[1]:
            self.note(bool(told[1]["LockedHint"]))

    if sys.platform == "win32":

        def start(self) -> None:
            """Listen from now on; needs a QApplication."""
            window = QWidget()
            if ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0):
                listener = _SessionListener(self)
                app = QCoreApplication.instance()
                assert app is not None
                app.installNativeEventFilter(listener)
                self._kept += [window, listener]

    elif sys.platform == "darwin":

        def start(self) -> None:
            """Look from now on."""
            timer = QTimer(self)
            timer.setInterval(_EVERY)
            timer.timeout.connect(lambda: self.note(_is_locked_on_macos()))
            timer.start()

    else:

        def start(self) -> None:
            """Listen from now on. Asks logind, which may take a moment."""
            from PySide6.QtDBus import QDBusConnection

            session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
            for saver in _SAVERS if session.isConnected() else ():
                session.connect("", "", saver, "ActiveChanged", self, _HEARD)
            path = _own_session(system) if system.isConnected() else None
            if path:
                properties = "org.freedesktop.DBus.Properties"
                system.connect(_LOGIND, path, properties, "PropertiesChanged", self, _HEARD)


class _SessionListener(QAbstractNativeEventFilter):
    """Hears what Windows tells all windows that asked for it."""

    def __init__(self, watch: LockWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, _kind: Any, message: Any) -> object:
        from ctypes import wintypes

        told = wintypes.MSG.from_address(int(message))
        if told.message == _SESSION_CHANGE and told.wParam in (_LOCK, _UNLOCK):
            self._watch.note(told.wParam == _LOCK)
        return False


def _own_session(system: Any) -> str | None:
    """The path of our session at logind, None where there is none."""
    from PySide6.QtDBus import QDBus, QDBusMessage, QDBusObjectPath

    name = os.environ.get("XDG_SESSION_ID")
    if not name:
        return None
    question = QDBusMessage.createMethodCall(
        _LOGIND, "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "GetSession"
    )
    question.setArguments([name])
    told = system.call(question, QDBus.CallMode.Block, _PATIENCE).arguments()
    return told[0].path() if told and isinstance(told[0], QDBusObjectPath) else None


def _is_locked_on_macos() -> bool:
    """Source: CoreGraphics, CGSessionCopyCurrentDictionary; the key is not documented."""
    graphics = ctypes.CDLL("/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics")
    foundation = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
    pointer = ctypes.c_void_p
    graphics.CGSessionCopyCurrentDictionary.restype = pointer
    foundation.CFStringCreateWithCString.restype = pointer
    foundation.CFStringCreateWithCString.argtypes = (pointer, ctypes.c_char_p, ctypes.c_uint32)
    foundation.CFDictionaryContainsKey.argtypes = (pointer, pointer)
    foundation.CFRelease.argtypes = (pointer,)
    session = graphics.CGSessionCopyCurrentDictionary()
    if not session:
        return False
    key = foundation.CFStringCreateWithCString(None, b"CGSSessionScreenIsLocked", 0x08000100)
    is_locked = bool(foundation.CFDictionaryContainsKey(session, key))
    foundation.CFRelease(key)
    foundation.CFRelease(session)
    return is_locked
