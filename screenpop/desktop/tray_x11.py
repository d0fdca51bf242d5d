"""The tray of an X11 desktop: who owns the selection `_NET_SYSTEM_TRAY_Sn` is the tray of screen n.

Source: freedesktop.org, system tray protocol specification 0.2.
"""

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from screenpop.platform.x11 import X11Connection

_STRUCTURE_NOTIFY = 1 << 17


class TraySelection(QObject):
    """The tray's selection on the screen that the program runs on; `changed` when a tray announces itself."""

    changed = Signal()

    @classmethod
    def open(cls) -> "TraySelection | None":
        """Connect to the X server; None where there is none to be reached."""
        server = X11Connection.open()
        return cls(server) if server else None

    def __init__(self, server: X11Connection) -> None:
        """Listen on `server`; made by `open`."""
        super().__init__()
        self._server = server
        self._selection = f"_NET_SYSTEM_TRAY_S{server.screen}"
        server.listen(server.root, _STRUCTURE_NOTIFY)
        self._notifier = QSocketNotifier(server.descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def is_owned(self) -> bool:
        """Whether a tray runs."""
        return self._server.owner(self._selection) != 0

    def close(self) -> None:
        """Disconnect; nothing else can be asked after it."""
        self._notifier.setEnabled(False)
        self._server.close()
        self.deleteLater()

    def _read(self) -> None:
        """Drain what came. Few events come here and asking is cheap: which it was need not be looked at."""
        self._server.drain()
        if self._server.is_broken:
            self.close()
        elif self.is_owned():
            self.changed.emit()
