"""The tray application: core and desktop on one loop.

The tray comes first. Whatever takes long to load (network, database, phone numbers) is loaded once the icon is on
the screen, and meanwhile the icon answers.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from screenpop import __version__
from screenpop.calls.presence import Presence
from screenpop.desktop.qt_log import log_qt_messages
from screenpop.desktop.settings import SYSTEM_LANGUAGE
from screenpop.desktop.tray import Tray
from screenpop.desktop.view import DesktopView, TrayActions
from screenpop.language import translate

if TYPE_CHECKING:  # what the tray does not need is loaded after it
    from collections.abc import Awaitable, Callable

    from screenpop.calls.presence import DoNotDisturb
    from screenpop.desktop.main_window import MainWindow
    from screenpop.desktop.theme import Colours
    from screenpop.desktop.window import SmallWindow
    from screenpop.profile.paths import Profile
    from screenpop.workplace import Workplace

    Story = Callable[[Workplace], Awaitable[None]]


class StillStarting(Exception):
    """The user was faster than the program."""

    def __init__(self) -> None:
        """One sentence for people."""
        super().__init__(translate("Tray", "ScreenPop is still starting. Try again in a moment."))


class CannotStart(Exception):
    """Settings or history cannot be used; the text says why and what to do."""


class Application:
    """What is on the screen from the first moment on; all else is loaded by `run`."""

    def __init__(self, profile: Profile) -> None:
        """Show the tray icon or, where there is no tray, the small window. Needs a QApplication."""
        self._profile = profile
        self._started = datetime.now(UTC)
        self._workplace: Workplace | None = None
        self._window: SmallWindow | None = None
        self._main: MainWindow | None = None
        self._quit_asked = self._window_asked = False
        self._actions = TrayActions(
            answer=lambda call_id: self._work().calls.answer(call_id),
            decline=lambda call_id: self._work().calls.decline(call_id),
            hang_up=lambda call_id: self._work().calls.hang_up(call_id),
            call_back=lambda call_id: self._work().calls.call_back(call_id),
            do_not_disturb=self._do_not_disturb,
            show_window=self.show_window,
            quit=self.quit,
            sign_in=lambda offer: self._work().sign_in(offer),
        )
        self.tray = Tray(self.view, self._actions)
        if not self.tray.available:
            self._make_window().show_quietly()

    def view(self) -> DesktopView:
        """What tray and window show now."""
        if self._workplace is None:
            return DesktopView(__version__, Presence.OFFLINE, self._started, reason=translate("Tray", "Starting."))
        return self._workplace.view()

    def show_window(self, page: str | None = None) -> None:
        """Bring the main window to the front, perhaps with a certain page, now or as soon as all is loaded."""
        if self._workplace is None:
            self._window_asked = True
        else:
            self._main_window(self._workplace).reveal(page)

    def quit(self) -> None:
        """End `run`, now or as soon as the start is through."""
        self._quit_asked = True
        if self._workplace is not None:
            self._workplace.quit()

    async def run(self, story: Story | None = None) -> None:
        """Load everything and work until `quit`. `story` plays beside it (the demo). Raises CannotStart."""
        from screenpop.desktop.languages import spoken

        spoken_before = spoken()
        try:
            self._workplace = self._open_workplace()
            await self._dress(self._workplace, spoken_before)
            if self._quit_asked:
                self._workplace.quit()
            elif self._window_asked:
                self.show_window()
            await self._workplace.run(story)
        finally:
            for window in (self._main, self._window):
                if window is not None:
                    await window.end()
            await self.tray.close()

    async def _dress(self, workplace: Workplace, spoken_before: str) -> None:
        """Take on language and looks of the settings; a window that was shown before they were known is made anew."""
        from screenpop.desktop.languages import speak, spoken

        speak(workplace.ui.language)
        if spoken() == spoken_before:
            if self._window is not None:
                self._window.rescale(workplace.ui.text_scale)
            return
        self.tray.refresh()
        await self.renew_windows()

    async def renew_windows(self) -> None:
        """Make the windows anew, in the language of now; those that can be seen come back where they were."""
        small, main = self._window, self._main
        seen = {window for window in (small, main) if window is not None and window.isVisible()}
        self._window = self._main = None
        for window in (small, main):
            if window is not None:
                await window.end()
                window.deleteLater()
        if small in seen:
            self._make_window().show_quietly()
        if main in seen and self._workplace is not None:
            self._main_window(self._workplace).reveal()

    def _open_workplace(self) -> Workplace:
        from screenpop.desktop.languages import speak
        from screenpop.history.store import StoreError
        from screenpop.profile.settings import SettingsError
        from screenpop.workplace import Workplace

        speak(SYSTEM_LANGUAGE)
        try:
            return Workplace(
                self._profile,
                refresh=self._refresh,
                show_window=self.show_window,
                report=self.tray.say,
                has_icon=lambda: self.tray.available,
            )
        except (SettingsError, StoreError) as error:
            raise CannotStart(str(error)) from error

    def _work(self) -> Workplace:
        if self._workplace is None:
            raise StillStarting
        return self._workplace

    def _do_not_disturb(self, dnd: DoNotDisturb | None) -> None:
        if self._workplace is None:
            self.tray.say(str(StillStarting()))
        else:
            self._workplace.core.set_do_not_disturb(dnd)

    def _refresh(self) -> None:
        self.tray.refresh()
        for window in (self._window, self._main):
            if window is not None:
                window.refresh()

    def _main_window(self, workplace: Workplace) -> MainWindow:
        if self._main is None:
            from screenpop.desktop.main_window import MainWindow
            from screenpop.desktop.window_place import WindowMemory
            from screenpop.window_pages import window_pages

            self._main = MainWindow(
                self.view,
                self._actions,
                window_pages(workplace),
                look=workplace.look,
                memory=WindowMemory(self._profile, "main-window"),
            )
        return self._main

    def _make_window(self) -> SmallWindow:
        if self._window is None:
            from screenpop.desktop.window import SmallWindow
            from screenpop.desktop.window_place import WindowMemory

            memory = WindowMemory(self._profile)
            self._window = SmallWindow(
                self.view,
                self._actions,
                has_tray=lambda: self.tray.available,
                place=memory.load()[0],
                keep_place=memory.keep,
                colours=self._colours,
                text_scale=self._workplace.ui.text_scale if self._workplace else 1.0,
            )
        return self._window

    def _colours(self) -> Colours:
        from screenpop.desktop.theme import system_colours

        return self._workplace.colours() if self._workplace else system_colours()


def run(profile: Profile, story: Story | None = None) -> int:
    """Run the tray application with `profile`; the exit code. A second start shows the first one's window.

    Raises CannotStart, which has been shown to the user by then.
    """
    from screenpop.profile.instance import SingleInstance

    instance = SingleInstance(profile.lock)
    if not instance.acquire():
        _show_the_first(profile)
        return 0
    log_qt_messages()
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("ScreenPop")
    qt.setDesktopFileName("screenpop")
    qt.setQuitOnLastWindowClosed(False)
    application = Application(profile)
    try:
        return _run_loop(qt, application, story)
    except CannotStart as error:
        _show_trouble(str(error))
        raise


def _show_the_first(profile: Profile) -> None:
    """Bring the running program's window up; one that has only just started shows itself anyway."""
    import contextlib

    from screenpop.profile.control import NotRunning, RequestRefused, ask

    with contextlib.suppress(NotRunning, RequestRefused):
        ask(profile.socket, {"command": "show"})


def _run_loop(qt: QApplication, application: Application, story: Story | None) -> int:
    from qasync import QEventLoop

    from screenpop.quit_signals import quit_signals

    with QEventLoop(qt) as loop, quit_signals(loop, application.quit):
        loop.run_until_complete(_after_first_paint(application, story))
    return 0


def _show_trouble(text: str) -> None:
    """Who starts programs from a menu reads no terminal."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QMessageBox

    if QApplication.platformName() == "offscreen":
        return
    box = QMessageBox(QMessageBox.Icon.Critical, "ScreenPop", text)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()


async def _after_first_paint(application: Application, story: Story | None) -> None:
    import asyncio

    from screenpop.desktop.unneeded import keep_no_sources, load_no_httpx_command

    await asyncio.sleep(0)
    keep_no_sources()
    load_no_httpx_command()
    await application.run(story)
