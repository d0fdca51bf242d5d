"""How a card comes in: it slides twelve pixels and fades in, within 120 ms, after it has been painted in full."""

import ctypes
import sys
from typing import Final

from PySide6.QtCore import QEasingCurve, QLibraryInfo, QPoint, QSettings, QVariantAnimation, QVersionNumber
from PySide6.QtGui import QGuiApplication

from .card_frame import Frame

DISTANCE: Final = 12
_DURATION: Final = 120
_FIRST_OPACITY: Final = 0.4
"""The first frame can be read already."""

_GET_CLIENT_AREA_ANIMATION: Final = 0x1042
_PORTAL: Final = (
    "org.freedesktop.portal.Desktop",
    "/org/freedesktop/portal/desktop",
    "org.freedesktop.portal.Settings",
)
_PORTAL_PATIENCE: Final = 200
"""Milliseconds."""


class Entrance(QVariantAnimation):
    """Moves one frame to its place. `frame` must be shown already."""

    def __init__(self, frame: Frame, place: QPoint, way: QPoint) -> None:
        """Begin, `way` before the place."""
        super().__init__(frame)
        self._frame, self._place, self._way = frame, place, way
        self.setDuration(_DURATION)
        self.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.setStartValue(0.0)
        self.setEndValue(1.0)
        self.valueChanged.connect(self._step)
        self.start(QVariantAnimation.DeletionPolicy.KeepWhenStopped)

    @staticmethod
    def begin_at(frame: Frame, place: QPoint, way: QPoint) -> None:
        """Put a frame that is about to be shown where its way begins."""
        frame.move_sheet(place - way)
        frame.fade(_FIRST_OPACITY)

    def lead_to(self, place: QPoint) -> None:
        """Another place, in the middle of the way or after it."""
        self._place = place
        self._step(self.currentValue())

    def _step(self, done: float) -> None:
        self._frame.move_sheet(self._place - self._way * (1.0 - done))
        self._frame.fade(_FIRST_OPACITY + (1.0 - _FIRST_OPACITY) * done)


def is_wanted() -> bool:
    """Whether the user's system lets things move. Where it does not say, they may."""
    told = _told_by_qt()
    return _told_by_system() if told is None else told


def _told_by_qt() -> bool | None:
    """Qt asks the system from 6.12 on."""
    if QLibraryInfo.version() < QVersionNumber(6, 12):
        return None
    style = QGuiApplication.styleHints()
    hints = style.accessibility()
    return "Reduce" not in str(hints.property("motionPreference"))


if sys.platform == "win32":

    def _told_by_system() -> bool:
        moves = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(_GET_CLIENT_AREA_ANIMATION, 0, ctypes.byref(moves), 0)
        return bool(moves.value)

elif sys.platform == "darwin":

    def _told_by_system() -> bool:
        return not QSettings("com.apple.universalaccess", "").value("reduceMotion", False, bool)

else:

    def _told_by_system() -> bool:
        """The desktop's word, through its portal (freedesktop.org, portal Settings). Blocks for 0.2 s at most."""
        from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage, QDBusVariant

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return True
        question = QDBusMessage.createMethodCall(*_PORTAL, "ReadOne")
        question.setArguments(["org.gnome.desktop.interface", "enable-animations"])
        told = bus.call(question, QDBus.CallMode.Block, _PORTAL_PATIENCE).arguments()
        return not (told and isinstance(told[0], QDBusVariant) and told[0].variant() is False)
