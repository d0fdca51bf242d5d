"""What keeps the program from starting, told on the screen: who starts programs from a menu reads no terminal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox


def show_trouble(text: str) -> None:
    """Show it until it was read. Does nothing where nobody sees the screen."""
    if QApplication.platformName() == "offscreen":
        return
    box = QMessageBox(QMessageBox.Icon.Critical, "ScreenPop", text)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()
