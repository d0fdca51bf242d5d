"""The main window: navigation at the left, one page at the right.

It comes up only when the user asks for it, and closing it, or Esc, hides it. A page is made at its first visit, so
that the window opens at once and holds only what somebody looked at.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from screenpop.calls.presence import Presence
from screenpop.language import translate

from .card_style import Look
from .icons import app_icon
from .main_nav import Navigation
from .main_page import Page, PageBody
from .main_style import main_style
from .menu import MenuFiller
from .pending import PendingActions
from .view import DesktopView, TrayActions, missed_words
from .window_head import Head
from .window_parts import StatusLine
from .window_place import WindowMemory

CALLS: Final = "calls"
"""The key of the page beside which missed calls are counted."""

_SIDE: Final = 244
_SIZE: Final = (920, 580)
_LEAST: Final = (720, 400)


class MainWindow(QWidget):
    """The window. `pages` are listed in their order; the one that was seen last is shown first."""

    def __init__(
        self,
        view: Callable[[], DesktopView],
        actions: TrayActions,
        pages: Sequence[Page],
        *,
        look: Callable[[], Look],
        memory: WindowMemory,
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        """There is at least one page."""
        super().__init__()
        self._view, self._actions, self._look, self._clock = view, actions, look, clock
        self._pages = {page.key: page for page in pages}
        self._made: dict[str, QWidget] = {}
        self._memory = memory
        self._pending = PendingActions(self.say)
        self.setObjectName("mainWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowIcon(app_icon())
        self._build()
        self._add_shortcuts()
        place, page = memory.load()
        self.resize(*_SIZE)
        self.restoreGeometry(QByteArray(place))
        self._page = page if page in self._pages else next(iter(self._pages))
        self.dress()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.dress)

    @property
    def page(self) -> str:
        """The key of the page that is shown."""
        return self._page

    def reveal(self, page: str | None = None) -> None:
        """Come to the front: the user asked for it, perhaps for a certain page."""
        if page in self._pages and page != self._page:
            self._leave()
            self._choose(page)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.refresh()
        self.raise_()
        self.activateWindow()

    def refresh(self) -> None:
        """Show what is going on now; a hidden window catches up when it is shown."""
        if not self.isVisible():
            return
        view, colours = self._view(), self._look().colours
        self._head.show_view(view, colours, self._clock())
        good, bad = colours.presence[Presence.AVAILABLE][0], colours.presence[Presence.ON_CALL][0]
        self._subscription.say(view.subscription_line, good if view.subscription_ok else bad, view.subscription_ok)
        self._delivery.say(view.delivery_line, good if view.delivery_ok else bad, view.delivery_ok)
        self._navigation.show_news(CALLS, view.missed, missed_words(view.missed))
        shown = self._made.get(self._page)
        if isinstance(shown, PageBody):
            shown.refresh()

    def dress(self) -> None:
        """Take on the colours, the text size and the language of now."""
        look = self._look()
        self.setStyleSheet(main_style(look))
        self._side.setFixedWidth(look.px(_SIDE))
        self.setMinimumSize(look.px(_LEAST[0]), look.px(_LEAST[1]))
        self._navigation.dress(look)
        self._show_title()
        for body in self._made.values():
            if isinstance(body, PageBody):
                body.dress(look)
        self.refresh()

    async def begin_anew(self, pages: Sequence[Page]) -> None:
        """Take these pages in the place of those that had the same keys; bodies that `outlives` says so of stay."""
        self._pages = {page.key: page for page in pages}
        for key, body in list(self._made.items()):
            if isinstance(body, PageBody) and not body.outlives:
                del self._made[key]
                self._stack.removeWidget(body)
                await body.end()
                body.deleteLater()
        if self.isVisible():
            self._choose(self._page)
            self.refresh()

    def say(self, text: str) -> None:
        """Tell why something did not work, for a while."""
        self._head.say(text)

    async def end(self) -> None:
        """Keep place and page, end what is under way, and go."""
        self._keep()
        self.hide()
        for body in self._made.values():
            if isinstance(body, PageBody):
                await body.end()
        await self._pending.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide; the program goes on in the tray, or in the small window."""
        self._keep()
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened meanwhile."""
        super().showEvent(event)
        self._choose(self._page)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing works for a page that nobody sees."""
        super().hideEvent(event)
        self._leave()

    def _keep(self) -> None:
        self._memory.keep(bytes(self.saveGeometry().data()), self._page)

    def _go(self, key: str) -> None:
        """The user chose a page."""
        if key != self._page:
            self._leave()
        self._choose(key)
        self.refresh()
        body = self._made[key]
        body.take_focus() if isinstance(body, PageBody) else body.setFocus()

    def _choose(self, key: str) -> None:
        self._page = key
        if key not in self._made:
            body = self._made[key] = self._pages[key].make()
            if isinstance(body, PageBody):
                body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
                body.dress(self._look())
            self._stack.addWidget(body)
        self._stack.setCurrentWidget(self._made[key])
        self._navigation.choose(key)
        self._show_title()

    def _leave(self) -> None:
        left = self._made.get(self._page)
        if isinstance(left, PageBody):
            left.leave()

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self._pages[self._page].title} · ScreenPop")

    def _start_search(self) -> None:
        shown = self._made.get(self._page)
        if isinstance(shown, PageBody):
            shown.start_search()

    def _build(self) -> None:
        menu = QMenu(self)
        self._filler = MenuFiller(menu, self._actions, self._pending.start)
        menu.aboutToShow.connect(lambda: self._filler.fill_short(self._view(), self._clock()))
        self._head = Head(menu, self.refresh, self._actions.sign_in, avatar=36, gap=10)
        self._navigation = Navigation(list(self._pages.values()))
        self._navigation.setAccessibleName(translate("Window", "Pages"))
        self._navigation.wanted.connect(self._go)
        self._subscription, self._delivery = StatusLine(), StatusLine()
        self._side = QFrame()
        self._side.setObjectName("side")
        column = QVBoxLayout(self._side)
        column.setContentsMargins(12, 16, 8, 16)
        column.setSpacing(6)
        column.addWidget(self._head)
        column.addSpacing(10)
        column.addWidget(self._navigation)
        column.addStretch()
        column.addWidget(self._subscription)
        column.addWidget(self._delivery)
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._stack, 1)

    def _add_shortcuts(self) -> None:
        for number, key in enumerate(self._pages, start=1):
            self._add_page_shortcut(f"Ctrl+{number}", key)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._start_search)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Cancel), self).activated.connect(self.close)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(lambda: self._actions.quit())

    def _add_page_shortcut(self, keys: str, key: str) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(lambda: self._go(key))
