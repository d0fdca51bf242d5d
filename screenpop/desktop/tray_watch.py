"""Waits for a tray that comes after the program, or tells that one is there.

On Linux a tray speaks one of two languages: StatusNotifierItem over D-Bus, or the older one over X11. Qt looks for
the D-Bus one once, when QSystemTrayIcon is first used in any way, and keeps the answer for the life of the process
(6.11: `isDBusTrayAvailable` of the generic Unix theme). Who asks too early never gets such a tray, and on Wayland
there is no other. So on Linux nobody may touch QSystemTrayIcon before `is_there` is true.

Waiting costs nothing: a name watch on the session bus, and a connection of our own to the X server that hears when
the owner of the tray selection announces itself (MANAGER, system tray specification 0.2).
"""

import logging
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

_log = logging.getLogger(__name__)

_ON_LINUX: bool = sys.platform.startswith("linux")

STATUS_NOTIFIER = "org.kde.StatusNotifierWatcher"
"""The bus name of the StatusNotifierItem tray, on every desktop (KDE's name stuck)."""


class TrayWatch(QObject):
    """Whether a tray is there, and one call when it comes."""

    def __init__(self) -> None:
        """Does nothing until asked."""
        super().__init__()
        self._came: Callable[[], None] | None = None
        self._stops: list[Callable[[], object]] = []

    def is_there(self) -> bool:
        """Whether an icon would be seen now."""
        if not _ON_LINUX:
            return QSystemTrayIcon.isSystemTrayAvailable()
        return _has_status_notifier() or _has_x11_tray()

    def is_on_bus(self) -> bool:
        """Whether icon and menu go out over D-Bus: that tray is preferred where both are there."""
        return _ON_LINUX and _has_status_notifier()

    def wait(self, came: Callable[[], None]) -> None:
        """Call `came` once, as soon as a tray is there. On other systems than Linux there is nothing to wait for."""
        if not _ON_LINUX:
            return
        self._came = came
        self._watch_bus()
        if QGuiApplication.platformName() == "xcb":
            self._watch_x11()
        self._look()

    def stop(self) -> None:
        """Wait no longer."""
        self._came = None
        for stop in self._stops:
            stop()
        self._stops.clear()

    def _watch_bus(self) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            watcher = QDBusServiceWatcher(STATUS_NOTIFIER, bus, parent=self)
            watcher.serviceRegistered.connect(self._look)
            self._stops.append(watcher.deleteLater)

    def _watch_x11(self) -> None:
        from .tray_x11 import TraySelection

        selection = TraySelection.open()
        if selection is not None:
            selection.changed.connect(self._look)
            self._stops.append(selection.close)

    def _look(self) -> None:
        if self._came is not None and self.is_there():
            came = self._came
            self.stop()
            _log.info("A tray has come.")
            came()


def _has_status_notifier() -> bool:
    from PySide6.QtDBus import QDBusConnection

    bus = QDBusConnection.sessionBus()
    return bus.isConnected() and bool(bus.interface().isServiceRegistered(STATUS_NOTIFIER).value())


def _has_x11_tray() -> bool:
    if QGuiApplication.platformName() != "xcb":
        return False
    from .tray_x11 import TraySelection

    selection = TraySelection.open()
    if selection is None:
        return False
    found = selection.is_owned()
    selection.close()
    return found
