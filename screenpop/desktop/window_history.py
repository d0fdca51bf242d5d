"""The list of the last calls."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from screenpop.language import translate

from .menu import Start
from .theme import Colours
from .view import CallLine, TrayActions
from .window_calls import RecentCall

_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class History(QScrollArea):
    """The last calls, newest first. Tab and the arrow keys go from one call's button to the next."""

    def __init__(self, actions: TrayActions, start: Start) -> None:
        """An empty list."""
        super().__init__()
        self.setObjectName("list")
        self.setAccessibleName(translate("Window", "Last calls"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._actions, self._start = actions, start
        self._rows: list[RecentCall] = []

    def show_calls(self, lines: tuple[CallLine, ...], colours: Colours, now: datetime) -> None:
        """Show `lines`; what was in focus and in sight stays so."""
        focused = next((row.line.call_id for row in self._rows if row.call_back.hasFocus()), None)
        sight = self.verticalScrollBar().value()
        self._rows = [RecentCall(line, self._actions, self._start, colours, now) for line in lines]
        body = QWidget()
        body.setObjectName("listBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self._rows:
            column.addWidget(row)
        if not lines:
            column.addWidget(_empty())
        column.addStretch()
        self.setWidget(body)
        self.verticalScrollBar().setValue(sight)
        for row in self._rows:
            if row.line.call_id == focused:
                row.call_back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the calls with the arrow keys."""
        step = _STEPS.get(Qt.Key(event.key()))
        buttons = [row.call_back for row in self._rows if row.call_back.isEnabled()]
        if step is None or not buttons:
            super().keyPressEvent(event)
            return
        self._focus(buttons, step)

    def _focus(self, buttons: Sequence[QToolButton], step: int) -> None:
        at = next((place for place, button in enumerate(buttons) if button.hasFocus()), -step)
        target = buttons[min(max(at + step, 0), len(buttons) - 1)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(target, 0, 24)


def _empty() -> QLabel:
    label = QLabel(translate("Window", "No calls yet"))
    label.setObjectName("empty")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMargin(32)
    return label
