"""What the list of calls is narrowed down by: a search, which calls, and when."""

import enum
from datetime import date, datetime, time, timedelta, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from screenpop.history.listing import Sought
from screenpop.language import translate

from .card_style import Look
from .page_parts import ChoiceBox


class Which(enum.StrEnum):
    """Which calls."""

    ALL = "all"
    MISSED = "missed"
    INCOMING = "incoming"
    OUTGOING = "outgoing"


class When(enum.StrEnum):
    """On which days."""

    ANY = "any"
    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"


def sought_by(query: str, which: Which, when: When, now: datetime) -> Sought:
    """What that means; days are those of the zone of `now`."""
    outgoing = {Which.INCOMING: False, Which.OUTGOING: True}.get(which)
    since, until = _bounds(when, now)
    return Sought(query.strip(), which is Which.MISSED, outgoing, since, until)


def _bounds(when: When, now: datetime) -> tuple[datetime | None, datetime | None]:
    today = now.date()
    match when:
        case When.TODAY:
            return _midnight(today, now.tzinfo), None
        case When.YESTERDAY:
            return _midnight(today - timedelta(days=1), now.tzinfo), _midnight(today, now.tzinfo)
        case When.WEEK:
            return _midnight(today - timedelta(days=6), now.tzinfo), None
        case When.MONTH:
            return _midnight(today - timedelta(days=29), now.tzinfo), None
    return None, None


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time(), zone)


class Filters(QWidget):
    """A row of chips, one of which is chosen, and a box of days."""

    changed = Signal()

    def __init__(self) -> None:
        """All calls of all days."""
        super().__init__()
        self._chips = {which: _chip(_which_words(which)) for which in Which}
        self._chips[Which.ALL].setChecked(True)
        group = QButtonGroup(self)
        self._when = ChoiceBox(translate("Calls", "On which days"))
        for when in When:
            self._when.addItem(_when_words(when), when)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(6)
        for chip in self._chips.values():
            group.addButton(chip)
            row.addWidget(chip)
        row.addStretch()
        row.addWidget(self._when)
        group.buttonToggled.connect(lambda _chip, is_on: self.changed.emit() if is_on else None)
        self._when.currentIndexChanged.connect(lambda _index: self.changed.emit())

    @property
    def which(self) -> Which:
        """Which calls are wanted."""
        return next(which for which, chip in self._chips.items() if chip.isChecked())

    @property
    def when(self) -> When:
        """Of which days."""
        return When(self._when.currentData())

    def choose(self, which: Which, when: When = When.ANY) -> None:
        """Choose for the user."""
        self._chips[which].setChecked(True)
        self._when.setCurrentIndex(list(When).index(when))

    def dress(self, look: Look) -> None:
        """Take on colours and sizes."""
        self._when.dress(look)

    def add(self, widget: QWidget) -> None:
        """Put something at the right end of the row."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)


def _chip(words: str) -> QPushButton:
    chip = QPushButton(words)
    chip.setProperty("kind", "chip")
    chip.setCheckable(True)
    chip.setAutoDefault(False)
    chip.setAccessibleName(words)
    chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return chip


def _which_words(which: Which) -> str:
    match which:
        case Which.ALL:
            return translate("Calls", "All")
        case Which.MISSED:
            return translate("Calls", "Missed", "several")
        case Which.INCOMING:
            return translate("Calls", "Incoming", "several")
        case Which.OUTGOING:
            return translate("Calls", "Outgoing", "several")


def _when_words(when: When) -> str:
    match when:
        case When.ANY:
            return translate("Calls", "Any day")
        case When.TODAY:
            return translate("Time", "Today")
        case When.YESTERDAY:
            return translate("Time", "Yesterday")
        case When.WEEK:
            return translate("Calls", "Last 7 days")
        case When.MONTH:
            return translate("Calls", "Last 30 days")
