"""The lists of the main window: rows across the whole width, each with a button at its right; all works by keyboard."""

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyle, QStyledItemDelegate, QTableView

from .row_paint import RowPaint

_Index = QModelIndex | QPersistentModelIndex
_BUTTON: Final = 36
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowDelegate(QStyledItemDelegate):
    """What draws rows. `hot` is the row under the pointer, `hot_button` whether the pointer is over its button."""

    def __init__(self, paint: RowPaint) -> None:
        """Draw with `paint`."""
        super().__init__()
        self.drawn, self.px = paint, paint.px
        self.hot = -1
        self.hot_button = False

    def dress(self, paint: RowPaint) -> None:
        """Draw with another one from now on."""
        self.drawn, self.px = paint, paint.px

    def button_of(self, place: QRect) -> QRect:
        """Where the button of a row is."""
        side = self.px(_BUTTON)
        return QRect(place.right() - self.px(12) - side, place.center().y() - side // 2, side, side)

    def draw_button(self, painter: QPainter, place: QRect, row: int) -> int:
        """Draw the button that calls; where it begins."""
        button = self.button_of(place)
        self.drawn.button(painter, button, "handset", is_hot=self.hot_button and self.hot == row)
        return button.left()

    def ground(self, painter: QPainter, place: QRect, state: QStyle.StateFlag, row: int) -> None:
        """Draw what the row lies on."""
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        self.drawn.ground(painter, place, is_chosen=is_chosen, has_focus=has_focus, is_hot=self.hot == row)


class RowList(QTableView):
    """One column of rows. `called` and `opened` name the row that the user calls or wants to see more of."""

    called = Signal(int)
    """The button was pressed, or Enter."""

    wanted_menu = Signal(int, object)
    """A menu is wanted for the row, at this point of the screen."""

    chosen = Signal(int)
    """Another row has become the current one."""

    left_upwards = Signal()
    """The arrow key up was pressed in the first row: the keyboard goes to what is above."""

    def __init__(self, model: QAbstractTableModel, delegate: RowDelegate, height: int) -> None:
        """`height`: of a row, in pixels of the design."""
        super().__init__()
        self._delegate, self._height = delegate, height
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.dress()

    def dress(self) -> None:
        """Take on the sizes of now."""
        height = self._delegate.px(self._height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height // 3)
        self.viewport().update()

    @property
    def row(self) -> int:
        """The current row, -1 if there is none."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Make a row the current one, and bring it into sight."""
        self.setCurrentIndex(self.model().index(row, 0))

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Tell of it."""
        super().currentChanged(current, previous)
        self.chosen.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter calls, the menu key opens the menu, up from the first row leaves the list."""
        if event.key() in _ENTER and self.row >= 0:
            self.called.emit(self.row)
            return
        before = self.row
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Up and self.row == before:
            self.left_upwards.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Have the menu opened, for the row under the pointer or the current one."""
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        if not index.isValid():
            return
        at = self.visualRect(index).center() if by_keyboard else event.pos()
        self.setCurrentIndex(index)
        self.wanted_menu.emit(index.row(), self.viewport().mapToGlobal(at))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the button chooses nothing."""
        if not self._is_over_button(event):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the button calls."""
        if event.button() is Qt.MouseButton.LeftButton and self._is_over_button(event):
            self.called.emit(self.indexAt(event.position().toPoint()).row())
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a double click on the button is no second call."""
        if not self._is_over_button(event):
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what lies under the pointer."""
        super().mouseMoveEvent(event)
        self._heat(self.indexAt(event.position().toPoint()).row(), self._is_over_button(event))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing does."""
        super().leaveEvent(event)
        self._heat(-1, False)

    def _heat(self, row: int, button: bool) -> None:
        delegate = self._delegate
        if (delegate.hot, delegate.hot_button) != (row, button):
            delegate.hot, delegate.hot_button = row, button
            self.viewport().update()

    def _is_over_button(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        index = self.indexAt(at)
        return index.isValid() and self._delegate.button_of(self.visualRect(index)).contains(at)
