"""The question before many settings that calls depend on are lost at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from screenpop.language import translate


def ask_before_reset(page: QWidget, group: str, reset: Callable[[], None]) -> None:
    """Ask above the page's window, and call `reset` if that is agreed to. Return and Escape answer no."""
    text = translate(
        "Settings",
        "Reset all of “{group}”? What you or your administrator have set there is lost, and calls may not come in "
        "until it is set up again.",
    )
    box = QMessageBox(QMessageBox.Icon.Question, "ScreenPop", text.format(group=group), parent=page.window())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    agree = box.addButton(translate("Settings", "Reset all"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    agree.clicked.connect(lambda: reset())
    box.open()
