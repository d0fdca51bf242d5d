"""The page of the colleagues: who can be reached, and a call away."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMenu,
    QStackedWidget,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from screenpop.calls.presence import Presence
from screenpop.language import translate

from .board_model import COLLEAGUE, BoardModel, BoardView, Colleague, Order, doing_words
from .card_style import Look
from .main_page import PageBody
from .page_parts import ChoiceBox, EmptyState, Notice, PageHead, SearchField
from .pending import PendingActions
from .row_list import RowDelegate, RowList
from .row_paint import AVATAR, RowPaint
from .view import moment_words, presence_word

HEIGHT: Final = 66


@dataclass(frozen=True, slots=True)
class BoardActions:
    """What the board can set off. The text of an error is for people."""

    dial: Callable[[str], Awaitable[None]]


class BoardPage:
    """Colleagues in the navigation."""

    key = "colleagues"
    icon = "users"

    def __init__(self, board: Callable[[], BoardView], actions: BoardActions, clock: Callable[[], datetime]) -> None:
        """`board` says how everybody is now."""
        self._board, self._actions, self._clock = board, actions, clock

    @property
    def title(self) -> str:
        """What the navigation calls it."""
        return translate("Board", "Colleagues")

    def make(self) -> QWidget:
        """The page."""
        return Board(self._board, self._actions, self._clock)


class BoardDelegate(RowDelegate):
    """Draws one colleague."""

    def __init__(self, paint: RowPaint, clock: Callable[[], datetime]) -> None:
        """Draw with `paint`."""
        super().__init__(paint)
        self._clock = clock

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        one = index.data(COLLEAGUE)
        if not isinstance(one, Colleague):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place: QRect = option.rect
        self.ground(painter, place, option.state, index.row())
        self._draw(painter, place, one, self.draw_button(painter, place, index.row()))
        painter.restore()

    def _draw(self, painter: QPainter, place: QRect, one: Colleague, right: int) -> None:
        px, drawn, colours = self.px, self.drawn, self.drawn.colours
        side, left, middle = px(AVATAR), place.left() + px(12), place.center().y()
        drawn.avatar(painter, QPoint(left, middle - side // 2), one.initials, one.user, one.presence)
        right = drawn.pill(painter, right - px(12), middle, presence_word(one.presence), one.presence) - px(12)
        words_left = left + side + px(14)
        doing = doing_words(one, self._clock())
        width = min(drawn.width(doing, drawn.figures) + px(2), max((right - words_left) * 3 // 5, 0))
        drawn.text(
            painter,
            QRect(right - width, place.top(), width, place.height()),
            doing,
            drawn.figures,
            colours.muted,
            at_right=True,
        )
        room = right - width - px(12) - words_left
        drawn.text(painter, QRect(words_left, middle - px(20), room, px(20)), one.title, drawn.strong, colours.text)
        below = one.user if one.name else ""
        drawn.text(painter, QRect(words_left, middle + px(1), room, px(18)), below, drawn.detail, colours.muted)


class Board(PageBody):
    """The page itself."""

    def __init__(self, board: Callable[[], BoardView], actions: BoardActions, clock: Callable[[], datetime]) -> None:
        """Nobody is shown until `refresh`."""
        super().__init__()
        self._board, self._actions, self._clock = board, actions, clock
        self.model = BoardModel(clock)
        self._delegate = BoardDelegate(RowPaint(Look(), self.font()), clock)
        self.list = RowList(self.model, self._delegate, HEIGHT)
        self.list.setAccessibleName(translate("Board", "Colleagues"))
        self.search = SearchField(translate("Board", "Search name or number"), self._seek)
        self.order = _order_box()
        self.notice = Notice()
        self._pending = PendingActions(self.notice.say)
        self._banner = QLabel()
        self._banner.setObjectName("banner")
        self._banner.setWordWrap(True)
        self._banner.setTextFormat(Qt.TextFormat.PlainText)
        self._empty = EmptyState()
        self._chosen: str | None = None
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._tick)
        self._build()

    def refresh(self) -> None:
        """Show how everybody is now."""
        view = self._board()
        self.model.show_people(view.people)
        self._show_trouble(view)
        self._show_emptiness(view)
        is_moving = any(one.presence in (Presence.RINGING, Presence.ON_CALL, Presence.WRAP_UP) for one in view.people)
        if not is_moving:
            self._second.stop()
        elif not self._second.isActive():
            self._second.start()

    def dress(self, look: Look) -> None:
        """Take on colours and sizes."""
        self._delegate.dress(RowPaint(look, self.font()))
        self.search.dress(look)
        self.order.dress(look)
        self.list.dress()

    def start_search(self) -> None:
        """The keyboard goes to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def take_focus(self) -> None:
        """The keyboard goes to the search field: whoever comes here looks for somebody."""
        self.start_search()

    def leave(self) -> None:
        """Nothing ticks while nobody looks."""
        self._second.stop()

    async def end(self) -> None:
        """End what is under way."""
        self.leave()
        await self._pending.close()

    def _tick(self) -> None:
        self.list.viewport().update()

    def _seek(self, query: str) -> None:
        self.model.seek(query)
        self._show_emptiness(self._board())

    def _show_trouble(self, view: BoardView) -> None:
        text = view.trouble
        if text and view.since is not None:
            since = moment_words(view.since, self._clock())
            text = translate("Board", "Unknown since {moment}. {why}").format(moment=since, why=text)
        if text != self._banner.text():
            self._banner.setText(text)
            self._banner.setAccessibleName(text)
        self._banner.setVisible(bool(text))

    def _show_emptiness(self, view: BoardView) -> None:
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.list)
            return
        if view.people:
            hint = translate("Board", "Search for less of a name, an extension or a number.")
            self._empty.say(translate("Board", "Nobody is called that"), hint)
        else:
            hint = translate("Board", "The phone system's list of people is read when ScreenPop is signed in.")
            self._empty.say(translate("Board", "No colleagues yet"), hint)
        self._stack.setCurrentWidget(self._empty)

    def _keep_chosen(self) -> None:
        one = self.model.colleague(self.list.row)
        self._chosen = one.user if one else None

    def _choose_again(self) -> None:
        row = self.model.row_of(self._chosen) if self._chosen else None
        if row is not None:
            self.list.choose(row)

    def _call(self, row: int) -> None:
        one = self.model.colleague(row)
        if one is not None:
            self._pending.start(self._actions.dial(one.user), "dial")

    def _copy(self, row: int) -> None:
        one = self.model.colleague(row)
        if one is not None:
            QApplication.clipboard().setText(one.user)

    def _show_menu(self, row: int, at: QPoint) -> None:
        one = self.model.colleague(row)
        if one is None:
            return
        menu = QMenu(self)
        menu.addAction(translate("Board", "Call"), lambda: self._call(row))
        menu.addAction(translate("Board", "Copy extension"), lambda: QApplication.clipboard().setText(one.user))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _enter_list(self) -> None:
        """From the search field into the list: Enter and the arrow down."""
        self.list.setFocus()
        if self.list.row < 0 and self.model.rowCount():
            self.list.choose(0)

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self._stack.setContentsMargins(8, 0, 8, 0)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.order.currentIndexChanged.connect(lambda _index: self.model.sort_by(Order(self.order.currentData())))
        self.search.returnPressed.connect(self._enter_list)
        self.search.downPressed.connect(self._enter_list)
        self.model.modelAboutToBeReset.connect(self._keep_chosen)
        self.model.modelReset.connect(self._choose_again)
        self.list.called.connect(self._call)
        self.list.wanted_menu.connect(self._show_menu)
        self.list.left_upwards.connect(self.start_search)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.list)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(lambda: self._copy(self.list.row))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(10)
        column.addWidget(PageHead(translate("Board", "Colleagues"), self.order, self.search))
        banner = QVBoxLayout()
        banner.setContentsMargins(20, 0, 20, 0)
        banner.addWidget(self._banner)
        column.addLayout(banner)
        column.addWidget(self._stack, 1)
        column.addWidget(self.notice)


def _order_box() -> ChoiceBox:
    box = ChoiceBox(translate("Board", "Sorted by"))
    box.addItem(translate("Board", "By name"), Order.NAME)
    box.addItem(translate("Board", "By extension"), Order.EXTENSION)
    box.addItem(translate("Board", "By presence"), Order.PRESENCE)
    return box
