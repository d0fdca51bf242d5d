"""The small window: own presence, calls under way, the last calls.

Where there is no tray it stands in for it: it comes up before anything else is loaded, leaves the keyboard to whoever
types elsewhere, and opens the main window.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from screenpop.calls.presence import Presence
from screenpop.language import translate

from .icons import app_icon
from .menu import MenuFiller
from .pending import PendingActions
from .theme import Colours, system_colours
from .tray_icon import tray_icon
from .view import CallLine, DesktopView, TrayActions, presence_word
from .window_calls import LiveCall
from .window_head import Head
from .window_history import History
from .window_parts import StatusLine
from .window_style import style_sheet


class SmallWindow(QWidget):
    """The window. `has_tray` says whether a tray shows us: then closing hides the window, else it is minimised."""

    def __init__(
        self,
        view: Callable[[], DesktopView],
        actions: TrayActions,
        *,
        has_tray: Callable[[], bool],
        place: bytes = b"",
        keep_place: Callable[[bytes], None] = lambda _place: None,
        colours: Callable[[], Colours] = system_colours,
        text_scale: float = 1.0,
        clock: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        """`place` is what `keep_place` was given the last time: size and position, as Qt packs them."""
        super().__init__()
        self._view, self._actions, self._has_tray = view, actions, has_tray
        self._keep_place, self._colours, self._clock = keep_place, colours, clock
        self._text_scale = text_scale
        self._pending = PendingActions(self.say)
        self._live_calls: list[LiveCall] = []
        self._shown: tuple[tuple[CallLine, ...], tuple[CallLine, ...]] | None = None
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._tick)
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self.dress()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(300, 360)
        self.resize(360, 600)
        self.restoreGeometry(QByteArray(place))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Quit), self).activated.connect(lambda: actions.quit())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.dress)

    def refresh(self) -> None:
        """Show what is going on now; a hidden window catches up when it is shown."""
        if not self.isVisible():
            return
        view = self._view()
        self._show_title(view)
        colours = self._colours()
        self._head.show_view(view, colours, self._clock())
        self._count.setText(translate("Window", "%n missed", None, view.missed))
        self._count.setVisible(view.missed > 0)
        self._show_calls(view, colours)
        good, bad = colours.presence[Presence.AVAILABLE][0], colours.presence[Presence.ON_CALL][0]
        self._subscription.say(view.subscription_line, good if view.subscription_ok else bad, view.subscription_ok)
        self._delivery.say(view.delivery_line, good if view.delivery_ok else bad, view.delivery_ok)

    def show_quietly(self) -> None:
        """Come up without taking the keyboard."""
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.show()
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)

    def reveal(self) -> None:
        """Come to the front: the user asked for it."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def dress(self) -> None:
        """Take on the colours of now, and make anew what was made with others."""
        self.setStyleSheet(style_sheet(self._colours(), self._text_scale))
        self._shown = None
        self.refresh()

    def rescale(self, text_scale: float) -> None:
        """Enlarge the text, and take on the colours of now."""
        self._text_scale = text_scale
        self.dress()

    def say(self, text: str) -> None:
        """Tell why something did not work, for a while."""
        self._head.say(text)

    async def end(self) -> None:
        """Keep the place, end what is under way, and go."""
        self._keep()
        self.hide()
        await self._pending.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide into the tray; without one, minimise, since nothing else would bring the window back."""
        self._keep()
        if self._has_tray() or _is_session_ending():
            event.accept()
            return
        event.ignore()
        self.showMinimized()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened meanwhile."""
        super().showEvent(event)
        self.setFocus()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks while nobody looks."""
        super().hideEvent(event)
        self._second.stop()

    def _keep(self) -> None:
        self._keep_place(bytes(self.saveGeometry().data()))

    def _show_title(self, view: DesktopView) -> None:
        """Without a tray, the task bar is where the presence can be seen."""
        self.setWindowTitle(f"{presence_word(view.presence)} · ScreenPop")
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        self.setWindowIcon(app_icon() if self._has_tray() else tray_icon(view.presence, dark, view.missed > 0))

    def _show_calls(self, view: DesktopView, colours: Colours) -> None:
        now = self._clock()
        before, self._shown = self._shown, (view.live, view.recent)
        if before is None or before[0] != view.live:
            self._show_live(view.live, colours)
        if before is None or before[1] != view.recent:
            self._history.show_calls(view.recent, colours, now)
        self._tick()
        if not view.live:
            self._second.stop()
        elif not self._second.isActive():
            self._second.start()

    def _show_live(self, lines: tuple[CallLine, ...], colours: Colours) -> None:
        for call in self._live_calls:
            call.hide()
            self._live.removeWidget(call)
            call.deleteLater()
        self._live_calls = [LiveCall(line, self._actions, self._pending.start, colours) for line in lines]
        for call in self._live_calls:
            self._live.addWidget(call)
            call.show()

    def _tick(self) -> None:
        now = self._clock()
        for call in self._live_calls:
            call.tick(now)

    def _build(self) -> None:
        menu = QMenu(self)
        self._filler = MenuFiller(menu, self._actions, self._pending.start)
        menu.aboutToShow.connect(self._fill_menu)
        self._head = Head(menu, self.refresh, self._actions.sign_in)
        self._live = QVBoxLayout()
        self._live.setSpacing(8)
        self._count = QLabel()
        self._count.setObjectName("count")
        self._count.setFixedHeight(24)
        self._history = History(self._actions, self._pending.start)
        self._subscription, self._delivery = StatusLine(), StatusLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(_column(16, 16, 16, 12, spacing=12, parts=(self._head, self._live, self._heading())))
        column.addWidget(self._history, 1)
        column.addLayout(_column(16, 12, 16, 12, spacing=6, parts=(self._subscription, self._delivery)))

    def _fill_menu(self) -> None:
        self._filler.fill_short(self._view(), self._clock(), opens_window=True)

    def _heading(self) -> QHBoxLayout:
        words = QLabel(translate("Window", "Calls"))
        words.setObjectName("heading")
        heading = QHBoxLayout()
        heading.addWidget(words)
        heading.addStretch()
        heading.addWidget(self._count)
        return heading


def _column(*margins: int, spacing: int, parts: tuple[QWidget | QVBoxLayout | QHBoxLayout, ...]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(*margins)
    column.setSpacing(spacing)
    for part in parts:
        column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part)
    return column


def _is_session_ending() -> bool:
    """Whether the user logs out or shuts down: who does not close then, holds that up."""
    app = QApplication.instance()
    return isinstance(app, QApplication) and app.isSavingSession()
