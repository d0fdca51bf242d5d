"""The tray's icon: the agent's own presence at a glance, and the way to everything else.

This module is the first that the program loads and shows, so it asks for little: Qt's three basic modules and the
plain values of calls.
"""

import logging
import os
import sys
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from screenpop.calls.presence import Presence

from .menu import MenuFiller, plain, plain_on_bus
from .pending import PendingActions
from .tray_icon import pale, tray_icon
from .tray_watch import TrayWatch
from .view import DesktopView, TrayActions, tooltip

_log = logging.getLogger(__name__)

_ON_WINDOWS: bool = sys.platform == "win32"
_ON_MACOS: bool = sys.platform == "darwin"

_BLINK = 600
"""Milliseconds from one picture of the blinking icon to the next."""

_LONGEST_TOOLTIP = 127
"""Characters: what Windows shows of one."""


class Tray(QObject):
    """The icon in the tray, its tooltip and its menu; hidden where there is no tray, until one comes."""

    came = Signal()
    """A tray that was not there at the start has come, and shows the icon."""

    def __init__(
        self,
        view: Callable[[], DesktopView],
        actions: TrayActions,
        *,
        watch: TrayWatch | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        """`view` says what is going on, each time that `refresh` is called or the menu opens."""
        super().__init__()
        self._view = view
        self._actions = actions
        self._clock = clock
        self._watch = watch or TrayWatch()
        self._pending = PendingActions(self.say)
        self._icon: QSystemTrayIcon | None = None
        self._blink = QTimer(self)
        self._blink.setInterval(_BLINK)
        self._blink.timeout.connect(self._show_icon)
        self._is_pale = False
        self.menu = QMenu()
        self._filler = MenuFiller(self.menu, actions, self._pending.start)
        self.menu.aboutToShow.connect(self._fill_menu)
        if self._watch.is_there():
            self._show()
        else:
            self._watch.wait(self._show_late)

    @property
    def available(self) -> bool:
        """Whether a tray shows our icon now. A tray can go again, with its panel."""
        return self._icon is not None and self._watch.is_there()

    def refresh(self) -> None:
        """Show what is going on now."""
        if self._icon is None:
            return
        view = self._view()
        if not (view.blinks and view.presence is Presence.RINGING):
            self._blink.stop()
            self._is_pale = True  # the next icon is the one in full colour
            self._show_icon()
        elif not self._blink.isActive():
            self._show_icon()
            self._blink.start()
        self._icon.setToolTip(plain_tooltip(tooltip(view)))
        if not self.menu.isVisible():
            self._fill_menu()

    def say(self, text: str) -> None:
        """Tell the user something that they ought to know now."""
        _log.warning("Told the user: %s", text)
        if self._icon is not None:
            self._icon.showMessage("ScreenPop", text, QSystemTrayIcon.MessageIcon.Warning)

    def notify(self, title: str, text: str) -> bool:
        """Show a notification of the system; False where there is no icon that it could come from."""
        if self._icon is None:
            return False
        self._icon.showMessage(title, text, QSystemTrayIcon.MessageIcon.Information)
        return True

    async def close(self) -> None:
        """Take the icon away and end what is under way."""
        self._watch.stop()
        if self._icon is not None:
            self._icon.hide()
        await self._pending.close()

    def _show(self) -> None:
        self._icon = QSystemTrayIcon(self)
        self._icon.activated.connect(self._activated)
        self._icon.setContextMenu(self.menu)
        self._filler.wording = plain_on_bus if self._watch.is_on_bus() else plain
        self.refresh()
        self._icon.show()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.refresh)

    def _show_icon(self) -> None:
        """The icon of now; called again and again, it blinks."""
        if self._icon is None:
            return
        view = self._view()
        blinks = view.blinks and view.presence is Presence.RINGING
        self._is_pale = blinks and not self._is_pale
        icon = tray_icon(view.presence, panel_is_dark(), view.missed > 0)
        self._icon.setIcon(pale(icon) if self._is_pale else icon)

    def _show_late(self) -> None:
        self._show()
        self.came.emit()

    def _fill_menu(self) -> None:
        self._filler.fill(self._view(), self._clock())

    def _activated(self, how: QSystemTrayIcon.ActivationReason) -> None:
        """A click opens the window; on macOS it opens the menu, as everything in the menu bar does there."""
        if how is QSystemTrayIcon.ActivationReason.Trigger and not _ON_MACOS:
            self._actions.show_window()


def panel_is_dark() -> bool:
    """Whether the tray lies on a dark panel, as far as the system tells."""
    if _ON_WINDOWS:
        themes = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
        return not int(str(QSettings(themes, QSettings.Format.NativeFormat).value("SystemUsesLightTheme", 0)))
    if "GNOME" in os.environ.get("XDG_CURRENT_DESKTOP", ""):
        return True
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def plain_tooltip(text: str) -> str:
    """`text` as tooltips show it word for word: some take what looks like a tag, or an escaped one, for markup."""
    shown = text.replace("&lt;", "‹").replace("<", "‹").replace(">", "›")
    return shown if len(shown) <= _LONGEST_TOOLTIP else shown[: _LONGEST_TOOLTIP - 1] + "…"
