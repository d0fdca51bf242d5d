"""What can be done with the calls of the list as a whole: a button with a menu."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton

from screenpop.language import translate

from .drawn import DrawnToolButton
from .menu import plain
from .window_parts import icon_button

EXPORT_KEYS: Final = "Ctrl+E"

_AGES: Final = (30, 90, 365)
"""Days: what "Delete older calls" offers."""


def more_button(export: Callable[[], None], delete_older: Callable[[int], None]) -> DrawnToolButton:
    """The button; `delete_older` gets a number of days."""
    more = icon_button(translate("Calls", "More about the calls"))
    menu = QMenu(more)
    action = menu.addAction(translate("Calls", "Export these calls…"), export)
    action.setShortcut(QKeySequence(EXPORT_KEYS))
    menu.addSeparator()
    for days in _AGES:
        words = translate("Calls", "Delete calls older than %n days…", None, days)
        menu.addAction(plain(words), partial(delete_older, days))
    more.setMenu(menu)
    more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return more
