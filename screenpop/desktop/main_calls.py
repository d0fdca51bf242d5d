"""The page of the calls: all that the history holds, found at once, with notes and what can be done about a call."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from screenpop.history.listing import Listed
from screenpop.language import translate

from .call_delegate import HEADING, HEIGHT, CallDelegate
from .call_export import CallExport
from .call_filters import Filters, sought_by
from .call_menu import more_button
from .call_model import CallModel, CallRow
from .call_panel import CallPanel, CallsActions
from .card_style import Look
from .history_reader import Reader
from .main_page import PageBody
from .page_parts import EmptyState, Notice, PageHead, SearchField
from .pending import PendingActions
from .row_list import RowList
from .row_paint import RowPaint
from .view import CallLine, moment_words

_TYPING: Final = 60
"""Milliseconds without a key until a search begins."""


class CallsPage:
    """Calls in the navigation. `version` grows with each change that the history has seen."""

    key = "calls"
    icon = "phone"

    def __init__(
        self,
        reader: Callable[[], Reader],
        describe: Callable[[Listed], CallLine],
        actions: CallsActions,
        version: Callable[[], int],
        clock: Callable[[], datetime],
    ) -> None:
        """`reader` makes the reader of the history, at the first visit."""
        self._reader, self._describe, self._actions = reader, describe, actions
        self._version, self._clock = version, clock

    @property
    def title(self) -> str:
        """What the navigation calls it."""
        return translate("Calls", "Calls")

    def make(self) -> QWidget:
        """The page."""
        return Calls(self._reader(), self._describe, self._actions, self._version, self._clock)


class Calls(PageBody):
    """The page itself."""

    def __init__(
        self,
        reader: Reader,
        describe: Callable[[Listed], CallLine],
        actions: CallsActions,
        version: Callable[[], int],
        clock: Callable[[], datetime],
    ) -> None:
        """The reader is closed with the page."""
        super().__init__()
        self._reader, self._actions, self._version, self._clock = reader, actions, version, clock
        self._seen = -1
        self._wanted: str | None = None
        self._pending = PendingActions(self._say)
        self.model = CallModel(reader, describe, clock)
        self._delegate = CallDelegate(RowPaint(Look(), self.font()), clock)
        self.list = RowList(self.model, self._delegate, HEIGHT)
        self.list.setAccessibleName(translate("Calls", "Calls"))
        self.model.filled.connect(self._filled)
        self.model.trouble.connect(self._say)
        self.model.modelReset.connect(lambda: self._size_headings(0, self.model.rowCount()))
        self.model.rowsInserted.connect(lambda _parent, first, last: self._size_headings(first, last + 1))
        self.model.dataChanged.connect(lambda *_changed: self._show_panel(self.list.row))
        self.search = SearchField(translate("Calls", "Search name, number or note"), self._seek, wait=_TYPING)
        self.filters = Filters()
        self.panel = CallPanel(self._save_note, actions.has_record)
        self.notice = Notice()
        self._export = CallExport(self, reader, lambda: self.model.sought, clock, self._say)
        self._empty = EmptyState()
        self._again = QTimer(self)
        self._again.setInterval(1000)
        self._again.timeout.connect(self.refresh)
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Show what has been written since; whoever looks at older calls is left alone until they come back."""
        if not self._again.isActive():
            self._again.start()
        if self.window().isActiveWindow():
            self._actions.looked_at()
        version = self._version()
        is_away = self.list.verticalScrollBar().value() > 0 or self.panel.has_keyboard
        if version != self._seen and not is_away:
            self._seen = version
            self._seek()

    def dress(self, look: Look) -> None:
        """Take on colours and sizes."""
        self._more.show_icon("ellipsis", look.colours.muted)
        self._delegate.dress(RowPaint(look, self.font()))
        self.search.dress(look)
        self.filters.dress(look)
        self.list.dress()
        self._size_headings(0, self.model.rowCount())

    def start_search(self) -> None:
        """The keyboard goes to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def take_focus(self) -> None:
        """The keyboard goes to the list."""
        self._enter_list()

    def leave(self) -> None:
        """Save what was typed, and let the history be."""
        self.panel.flush()
        self._again.stop()

    async def end(self) -> None:
        """Read nothing more."""
        self.leave()
        self._reader.close()
        await self._pending.close()

    def _seek(self, _query: str = "") -> None:
        self._wanted = self._current_id()
        sought = sought_by(self.search.text(), self.filters.which, self.filters.when, self._clock())
        self.model.seek(sought)

    def _filled(self, has_calls: bool) -> None:
        """Something is shown now: the call that was chosen stays so, if it is there."""
        if has_calls:
            self._stack.setCurrentWidget(self.list)
        else:
            self._say_empty()
            self._stack.setCurrentWidget(self._empty)
        row = self.model.row_of(self._wanted) if self._wanted else None
        if row is not None:
            self.list.choose(row)
        self._show_panel(self.list.row)

    def _say_empty(self) -> None:
        if self.model.sought.is_all:
            hint = translate("Calls", "Calls that ring at your extension, and those that you place, are listed here.")
            self._empty.say(translate("Calls", "No calls yet"), hint)
        else:
            hint = translate("Calls", "Search for less of a name, number or note, or choose more days.")
            self._empty.say(translate("Calls", "No call is like that"), hint)

    def _size_headings(self, first: int, end: int) -> None:
        height = self._delegate.px(HEADING)
        for row in range(first, end):
            if self.model.is_heading(row):
                self.list.setRowHeight(row, height)

    def _show_panel(self, row: int) -> None:
        self.panel.show_call(self.model.call_at(row) if row >= 0 else None, self._clock())

    def _current_id(self) -> str | None:
        shown = self.model.call_at(self.list.row) if self.list.row >= 0 else None
        return shown.line.call_id if shown else None

    def _enter_list(self) -> None:
        """From the search field into the list: the first call is chosen, where none is."""
        self.list.setFocus()
        if self.model.call_at(self.list.row) is None:
            first = next((row for row in range(self.model.rowCount()) if self.model.call_at(row)), None)
            if first is not None:
                self.list.choose(first)

    def _call_row(self, row: int) -> None:
        shown = self.model.call_at(row)
        if shown is not None:
            self._call_back(shown.line.call_id)

    def _call_back(self, call_id: str) -> None:
        self._pending.start(self._actions.call_back(call_id), "call back")

    def _open_record(self, call_id: str) -> None:
        self._pending.start(self._actions.open_record(call_id), "open record")

    def _save_note(self, call_id: str, text: str) -> None:
        """Written down at once; what is shown follows when it is safe."""
        self._pending.start(self._note_kept(self._actions.save_note(call_id, text), call_id), "note")

    async def _note_kept(self, saving: Awaitable[None], call_id: str) -> None:
        await saving
        self.model.read_again(call_id)

    def _say(self, text: str) -> None:
        self.notice.say(text)

    def _delete_chosen(self) -> None:
        shown = self.model.call_at(self.list.row)
        if shown is not None:
            self._ask_to_delete(shown)

    def _ask_to_delete(self, row: CallRow) -> None:
        text = translate("Calls", "Delete the call with {who}, {moment}, and its note? This cannot be undone.")
        moment = moment_words(row.line.when, self._clock())
        self.notice.ask(
            text.format(who=row.line.title, moment=moment),
            translate("Calls", "Delete"),
            lambda: self._pending.start(self._delete(row.line.call_id), "delete"),
        )

    def _ask_to_delete_older(self, days: int) -> None:
        text = translate(
            "Calls", "Delete all calls older than %n days, and their notes? This cannot be undone.", None, days
        )
        self.notice.ask(
            text, translate("Calls", "Delete"), lambda: self._pending.start(self._delete_older(days), "delete older")
        )

    async def _delete(self, call_id: str) -> None:
        await self._actions.delete(call_id)
        self._seek()

    async def _delete_older(self, days: int) -> None:
        await self._actions.delete_older(self._clock() - timedelta(days=days))
        self._seek()

    def _show_menu(self, row: int, at: QPoint) -> None:
        shown = self.model.call_at(row)
        if shown is None:
            return
        menu = QMenu(self)
        call_id = shown.line.call_id
        if shown.line.number:
            menu.addAction(translate("Calls", "Call back"), lambda: self._call_back(call_id))
            menu.addAction(translate("Calls", "Copy number"), self.panel.copy_number)
        if self._actions.has_record(shown.listed.call):
            menu.addAction(translate("Calls", "Open record"), lambda: self._open_record(call_id))
        menu.addAction(translate("Calls", "Edit note"), self.panel.edit_note)
        menu.addSeparator()
        menu.addAction(translate("Calls", "Delete…"), lambda: self._ask_to_delete(shown))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._stack.setContentsMargins(8, 0, 8, 0)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self._more = more_button(self._export.choose_file, self._ask_to_delete_older)
        self.filters.add(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(10)
        column.addWidget(PageHead(translate("Calls", "Calls"), self.search))
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(self.panel)
        foot.addWidget(self.notice)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.filters.changed.connect(self._seek)
        self.search.returnPressed.connect(self._enter_list)
        self.search.downPressed.connect(self._enter_list)
        self.list.chosen.connect(self._show_panel)
        self.list.called.connect(self._call_row)
        self.list.wanted_menu.connect(self._show_menu)
        self.list.left_upwards.connect(self.start_search)
        self.panel.left.connect(self.list.setFocus)
        self.panel.wants_call.connect(self._call_back)
        self.panel.wants_record.connect(self._open_record)
        self.panel.wants_deletion.connect(self._ask_to_delete)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._delete_chosen)
