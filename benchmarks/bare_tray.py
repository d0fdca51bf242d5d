"""The smallest PySide6 tray program: what ScreenPop's start is measured against."""

import sys

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

application = QApplication(sys.argv)
picture = QPixmap(22, 22)
picture.fill(QColor("#14713f"))
icon = QSystemTrayIcon(QIcon(picture))
icon.show()
application.exec()
