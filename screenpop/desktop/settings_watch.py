"""Sees when somebody else changes the settings file: an editor, or `screenpop config set`."""

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from screenpop.profile.live_settings import LiveSettings

_SETTLED_AFTER = 100
"""Milliseconds: editors write a file in several steps."""


class SettingsWatch(QObject):
    """Has `settings` look at the file at each change, and when it is made or replaced."""

    def __init__(self, settings: LiveSettings) -> None:
        """Watch from now on."""
        super().__init__()
        self._settings = settings
        self._watcher = QFileSystemWatcher([str(settings.path.parent)], self)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_AFTER)
        self._settled.timeout.connect(self._look)
        self._watcher.directoryChanged.connect(lambda _path: self._settled.start())
        self._watcher.fileChanged.connect(lambda _path: self._settled.start())
        self._watch_file()

    def _look(self) -> None:
        self._watch_file()
        self._settings.look()

    def _watch_file(self) -> None:
        """A file that is replaced is another file, which has to be watched anew."""
        if not self._watcher.files() and self._settings.path.exists():
            self._watcher.addPath(str(self._settings.path))
