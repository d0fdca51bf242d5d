"""Looks at the display as the program would see it, and prints that as one line of JSON.

`python -m screenpop.desktop.probe` is a process of its own, since Qt ends the process where it finds no display.
Nothing is shown.
"""

import json
import sys
from typing import Any, Final

from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication

from screenpop.desktop.tray_watch import TrayWatch

_LETTERS: Final = "Aéœß"
"""What English and French names are written with."""


def main() -> int:
    """Print what is to be seen."""
    application = QApplication(sys.argv[:1])
    watch = TrayWatch()
    seen: dict[str, Any] = {
        "platform": QGuiApplication.platformName(),
        "screens": [
            {
                "name": screen.name(),
                "width": screen.geometry().width(),
                "height": screen.geometry().height(),
                "scale": screen.devicePixelRatio(),
            }
            for screen in application.screens()
        ],
        "tray": watch.is_there(),
        "font": QFontInfo(application.font()).family(),
        "families": len(QFontDatabase.families()),
        "has_letters": _has_letters(),
    }
    print(json.dumps(seen), flush=True)
    return 0


def _has_letters() -> bool:
    metrics = QFontMetrics(QApplication.font())
    return all(metrics.inFontUcs4(ord(letter)) for letter in _LETTERS)


if __name__ == "__main__":
    raise SystemExit(main())
