"""PySide6 with qasync, waiting: what ScreenPop's memory is measured against. It prints a line when it is ready."""

import sys

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

with QEventLoop(QApplication(sys.argv)) as loop:
    loop.call_soon(print, "ready")
    loop.call_soon(sys.stdout.flush)
    loop.run_forever()
