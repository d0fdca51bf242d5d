"""Qt's own messages go to the log, with everything else that went wrong."""

import logging
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_log = logging.getLogger("qt")

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_NO_NEWS: Final = "This plugin does not support"
"""How Qt says that a screen that is not there cannot raise a window or set its opacity."""


def log_qt_messages() -> None:
    """From now on."""
    qInstallMessageHandler(_handle)


def _handle(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    level = logging.DEBUG if text.startswith(_NO_NEWS) else _LEVELS[kind]
    _log.log(level, "%s", text)
