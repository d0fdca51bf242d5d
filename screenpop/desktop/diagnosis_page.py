"""The page of the diagnosis: what the doctor checks, one thing after the other, and what to do about it."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from screenpop.calls.presence import Presence
from screenpop.doctor.examine import CHECKS
from screenpop.doctor.finding import Finding, State
from screenpop.language import translate

from .card_style import Look
from .diagnosis_words import check_words, for_support, state_words, summary
from .drawn import Sign
from .main_page import PageBody
from .pending import PendingActions
from .tall_area import TallArea, TallRow

Examine = Callable[[], AsyncGenerator[Finding, None]]
"""Does all checks."""

_ICONS: Final = {
    None: "circle-dashed",
    State.OK: "circle-check",
    State.WARNING: "triangle-alert",
    State.FAILURE: "circle-x",
}
_COLOURS: Final = {State.OK: Presence.AVAILABLE, State.WARNING: Presence.RINGING, State.FAILURE: Presence.ON_CALL}


class DiagnosisPage:
    """Diagnosis in the navigation."""

    key = "diagnosis"
    icon = "stethoscope"

    def __init__(self, examine: Examine) -> None:
        """Nothing is examined before the page is visited."""
        self._examine = examine

    @property
    def title(self) -> str:
        """What the navigation calls it."""
        return translate("Diagnosis", "Diagnosis")

    def make(self) -> QWidget:
        """The page."""
        return Diagnosis(self._examine)


class Diagnosis(PageBody):
    """The list of checks. It examines when it is first seen, and when it is asked to."""

    outlives = True

    def __init__(self, examine: Examine, clock: Callable[[], datetime] = lambda: datetime.now().astimezone()) -> None:
        """Nothing is examined yet."""
        super().__init__()
        self.setAccessibleName(translate("Diagnosis", "Diagnosis"))
        self._examine, self._clock = examine, clock
        self._found: dict[str, Finding] = {}
        self._is_busy = self._was_seen = False
        self._pending = PendingActions(self._say)
        self._rows = {check: Row(name) for check, name in check_words().items()}
        self._build()

    @property
    def findings(self) -> Sequence[Finding]:
        """What was found, in the order of the checks."""
        return [self._found[check] for check in CHECKS if check in self._found]

    def dress(self, look: Look) -> None:
        """Take on colours and text size."""
        for row in self._rows.values():
            row.dress(look)

    def take_focus(self) -> None:
        """To check again is what there is to do here."""
        self._again.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Examine at the first sight."""
        super().showEvent(event)
        if not self._was_seen:
            self._was_seen = True
            self.check()

    async def end(self) -> None:
        """Stop what is being checked."""
        await self._pending.close()

    def check(self) -> None:
        """Do all checks, unless they are being done. Needs a running loop."""
        if not self._is_busy:
            self._is_busy = True
            self._pending.start(self._run(), "diagnosis", self._ended)

    async def _run(self) -> None:
        self._found.clear()
        self._again.setEnabled(False)
        self._say(translate("Diagnosis", "Checking…"))
        for row in self._rows.values():
            row.show_finding(None)
        async with aclosing(self._examine()) as findings:
            async for finding in findings:
                self._found[finding.check] = finding
                if finding.check in self._rows:
                    self._rows[finding.check].show_finding(finding)

    def _ended(self, trouble: str | None) -> None:
        self._is_busy = False
        self._again.setEnabled(True)
        self._say(trouble or summary(self.findings))

    def _say(self, text: str) -> None:
        self._summary.setText(text)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(for_support(self.findings, self._clock()))
        self._say(translate("Diagnosis", "Copied. Nothing secret is in it."))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 0)
        column.setSpacing(12)
        heading = QLabel(translate("Diagnosis", "Diagnosis"))
        heading.setObjectName("pageTitle")
        self._again = QPushButton(translate("Diagnosis", "Check again"))
        self._again.clicked.connect(self.check)
        copy = QPushButton(translate("Diagnosis", "Copy for support"))
        copy.clicked.connect(self._copy)
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addStretch()
        head.addWidget(copy)
        head.addWidget(self._again)
        self._summary = QLabel()
        self._summary.setObjectName("hint")
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._summary.setWordWrap(True)
        column.addLayout(head)
        column.addWidget(self._summary)
        column.addWidget(self._list(), 1)

    def _list(self) -> TallArea:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 12, 24)
        column.setSpacing(0)
        for row in self._rows.values():
            column.addWidget(row)
        column.addStretch()
        area = TallArea(body)
        area.setAccessibleName(translate("Diagnosis", "Checks"))
        return area


class Row(TallRow):
    """One check: its state as an icon and a word, its name, what was found, what it means and what to do."""

    def __init__(self, name: str) -> None:
        """It is not checked yet."""
        super().__init__()
        self._name, self._look = name, Look()
        self._finding: Finding | None = None
        self._icon = Sign("circle-dashed", "#000000", 18)
        self._title, self._state = _label("fieldTitle"), _label("hint")
        self._what, self._meaning, self._todo = _label(""), _label("hint"), _label("fieldTitle")
        self._lay_out()
        self.show_finding(None)

    def show_finding(self, finding: Finding | None) -> None:
        """Show what was found; None: it is being checked."""
        self._finding = finding
        self._title.setText(self._name)
        self._state.setText(state_words(finding.state if finding else None))
        for label, text in (
            (self._what, finding.what if finding else ""),
            (self._meaning, finding.meaning if finding else ""),
            (self._todo, f"→ {finding.todo}" if finding and finding.todo else ""),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleName(f"{self._name}: {self._state.text()}")
        self._show_icon()

    def dress(self, look: Look) -> None:
        """Take on colours and text size."""
        self._look = look
        self._icon.setFixedSize(look.px(18), look.px(18))
        self._show_icon()

    def _show_icon(self) -> None:
        colours = self._look.colours
        state = self._finding.state if self._finding else None
        colour = colours.presence[_COLOURS[state]][0] if state else colours.faint
        self._icon.show_icon(_ICONS[state], colour)
        self._state.setStyleSheet(f"color: {colour}")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        for label in (self._what, self._meaning, self._todo):
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
