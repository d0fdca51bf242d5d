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
from screenpop.desktop.pending import PendingActions
from screenpop.desktop.qt_log import log_qt_messages
from screenpop.desktop.settings import SYSTEM_LANGUAGE
from screenpop.desktop.tray import Tray
from screenpop.desktop.view import DesktopView, SignInOffer, TrayActions
from screenpop.language import translate
from screenpop.session_end import end_with_session

if TYPE_CHECKING:  # what the tray does not need is loaded after it
    from collections.abc import Awaitable, Callable

    from screenpop.desktop.main_page import Page
    from screenpop.desktop.main_window import MainWindow
    from screenpop.desktop.window import SmallWindow
    from screenpop.profile.live_settings import LiveSettings
    from screenpop.profile.paths import Profile
    from screenpop.setting_up import SettingUp
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
        self._setting_up: SettingUp | None = None
        self._quit_asked = self._window_asked = False
        self._spoken = ""
        self._pending = PendingActions(lambda text: self.tray.say(text))
        self._actions = TrayActions(
            answer=lambda call_id: self._work().calls.answer(call_id),
            decline=lambda call_id: self._work().calls.decline(call_id),
            hang_up=lambda call_id: self._work().calls.hang_up(call_id),
            call_back=lambda call_id: self._work().calls.call_back(call_id),
            do_not_disturb=lambda dnd: self._at_work(lambda work: work.core.set_do_not_disturb(dnd)),
            show_window=self.show_window,
            quit=self.quit,
            sign_in=self._sign_in,
            test_ways=lambda: self._at_work(lambda work: work.ways.test()),
            renew_relay=lambda: self._at_work(lambda work: work.ways.renew()),
            call_number=lambda: self._at_work(lambda work: work.dialling.ask()),
            show_page=self.show_window,
            end_snooze=lambda: self._work().stack.snooze.end(),
            use_card=lambda: self._work().stack.take_keyboard(),
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
            self._main_window().reveal(page)

    def quit(self) -> None:
        """End `run`, now or as soon as the start is through; windows go, and save what is typed in them."""
        self._quit_asked = True
        if self._main is not None:
            self._main.hide()
        if self._workplace is not None:
            self._workplace.quit()

    async def run(self, story: Story | None = None) -> None:
        """Load everything and work until `quit`. `story` plays beside it (the demo). Raises CannotStart."""
        from screenpop.desktop.languages import spoken
        from screenpop.live_changes import hold_at_once

        self._spoken = spoken()
        try:
            set_up = self._open_set_up()
            while not self._quit_asked:
                workplace = self._workplace = self._open_workplace(set_up.settings)
                hold_at_once(
                    set_up.settings, workplace, lambda: self._pending.start(self._dress(self._work()), "looks")
                )
                set_up.hear(workplace)
                await self._begin_anew(workplace)
                if story is None:
                    set_up.work_begins()
                await workplace.run(story)
                if not workplace.begins_anew:
                    return
                story = None
        finally:
            for part in (self._main, self._window, self._setting_up):
                if part is not None:
                    await part.end()
            await self._pending.close()
            await self.tray.close()

    async def _dress(self, workplace: Workplace) -> None:
        """Take on language and looks of the settings; a window that speaks another language is made anew."""
        from screenpop.desktop.languages import speak, spoken

        speak(workplace.ui.language)
        if spoken() == self._spoken:
            if self._window is not None:
                self._window.rescale(workplace.ui.text_scale)
            for part in (self._main, self._setting_up):
                if part is not None:
                    part.dress()
            return
        self._spoken = spoken()
        self.tray.refresh()
        workplace.stack.redress()
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
            self._main_window().reveal()

    def _open_set_up(self) -> SettingUp:
        from screenpop.profile.settings import SettingsError
        from screenpop.setting_up import SettingUp

        try:
            self._setting_up = SettingUp(self._profile, self._work, self._tell, self.show_window)
        except SettingsError as error:
            raise CannotStart(str(error)) from error
        return self._setting_up

    def _pages(self) -> tuple[Page, ...]:
        from screenpop.window_pages import window_pages

        return window_pages(self._work(), self._setting_up.pages() if self._setting_up else ())

    def _tell(self, text: str) -> None:
        self._main.say(text) if self._main is not None and self._main.isVisible() else self.tray.say(text)

    async def _begin_anew(self, workplace: Workplace) -> None:
        """Windows that are there already show this workplace from now on."""
        if self._main is not None:
            await self._main.begin_anew(self._pages())
        await self._dress(workplace)
        if self._window_asked:
            self._window_asked = False
            self.show_window()

    def _open_workplace(self, settings: LiveSettings) -> Workplace:
        from screenpop.desktop.languages import speak
        from screenpop.history.store import StoreError
        from screenpop.profile.settings import SettingsError
        from screenpop.workplace import Workplace

        speak(SYSTEM_LANGUAGE)
        try:
            return Workplace(
                self._profile,
                read=settings.read,
                refresh=self._refresh,
                show_window=self.show_window,
                report=self.tray.say,
                notify=self.tray.notify,
                has_icon=lambda: self.tray.available,
            )
        except (SettingsError, StoreError) as error:
            raise CannotStart(str(error)) from error

    def _work(self) -> Workplace:
        if self._workplace is None:
            raise StillStarting
        return self._workplace

    def _sign_in(self, offer: SignInOffer) -> None:
        if offer is SignInOffer.SIGN_IN and self._setting_up is not None and self._setting_up.is_first_start:
            self._setting_up.begin()
        else:
            self._work().sign_in(offer)

    def _at_work(self, act: Callable[[Workplace], None]) -> None:
        if self._workplace is None:
            self.tray.say(str(StillStarting()))
        else:
            act(self._workplace)

    def _refresh(self) -> None:
        self.tray.refresh()
        for part in (self._window, self._main, self._setting_up):
            if part is not None:
                part.refresh()

    def _main_window(self) -> MainWindow:
        if self._main is None:
            from screenpop.desktop.main_window import MainWindow
            from screenpop.desktop.window_place import WindowMemory

            memory = WindowMemory(self._profile, "main-window")
            self._main = MainWindow(
                self.view, self._actions, self._pages(), look=lambda: self._work().look(), memory=memory
            )
        return self._main

    def _make_window(self) -> SmallWindow:
        if self._window is None:
            from screenpop.desktop.theme import system_colours
            from screenpop.desktop.window import SmallWindow
            from screenpop.desktop.window_place import WindowMemory

            memory = WindowMemory(self._profile)
            self._window = SmallWindow(
                self.view,
                self._actions,
                has_tray=lambda: self.tray.available,
                place=memory.load()[0],
                keep_place=memory.keep,
                colours=lambda: self._workplace.colours() if self._workplace else system_colours(),
                text_scale=self._workplace.ui.text_scale if self._workplace else 1.0,
            )
        return self._window


def run(profile: Profile, story: Story | None = None) -> int:
    """Run the tray application with `profile`; the exit code. A second start shows the first one's window.

    Raises CannotStart, which has been shown to the user by then.
    """
    from screenpop.profile.instance import SingleInstance, show_the_first

    instance = SingleInstance(profile.lock)
    if not instance.acquire():
        show_the_first(profile)
        return 0
    log_qt_messages()
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("ScreenPop")
    qt.setDesktopFileName("screenpop")
    qt.setQuitOnLastWindowClosed(False)
    application = Application(profile)
    end_with_session(qt, application.quit, lambda: application._workplace)
    try:
        return _run_loop(qt, application, story)
    except CannotStart as error:
        from screenpop.desktop.trouble import show_trouble

        show_trouble(str(error))
        raise


def _run_loop(qt: QApplication, application: Application, story: Story | None) -> int:
    from screenpop.desktop.event_loop import EventLoop
    from screenpop.desktop.unneeded import after_first_paint
    from screenpop.quit_signals import quit_signals

    with EventLoop(qt) as loop, quit_signals(loop, application.quit):
        loop.run_until_complete(after_first_paint(lambda: application.run(story)))
    return 0
