"""What the desktop does about its own set-up: the settings, their page, the diagnosis.

It lives as long as the program, also when that begins anew within itself with other settings.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Any

from screenpop.desktop.main_page import Page
from screenpop.desktop.pending import PendingActions
from screenpop.desktop.settings import UiSettings
from screenpop.desktop.settings_watch import SettingsWatch
from screenpop.language import translate
from screenpop.profile.live_settings import LiveSettings
from screenpop.profile.paths import PROFILE_VARIABLE, Profile
from screenpop.profile.secrets import Secrets
from screenpop.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from screenpop.desktop.assistant import Assistant
    from screenpop.profile.control import Request
    from screenpop.workplace import Workplace


class SettingUp:
    """The set-up of one profile."""

    def __init__(
        self,
        profile: Profile,
        work: Callable[[], Workplace],
        say: Callable[[str], None],
        show_window: Callable[[str], None],
    ) -> None:
        """`work` gives the workplace of now, `say` tells the user something, and `show_window` shows a page.

        Raises SettingsError.
        """
        self._profile, self._work, self._say = profile, work, say
        self.settings = LiveSettings(profile.config, SECTIONS)
        self._watch = SettingsWatch(self.settings)
        self._show_window, self._was_begun = show_window, False
        self._pending = PendingActions(say)
        self.assistant: Assistant | None = None
        self._starts_at_login = False
        """As far as is known: one that was turned on earlier is put right at each start."""

    @property
    def is_first_start(self) -> bool:
        """Whether nobody has set up anything yet."""
        return not any(self.settings.is_set(key) for key in ("account.client_id", "account.api_url"))

    def begin(self) -> None:
        """Open the assistant, at the step at which it was left."""
        self._assistant_made().reveal()

    def _assistant_made(self) -> Assistant:
        if self.assistant is None:
            from screenpop.desktop.assistant import Assistant
            from screenpop.first_run import FirstRun

            first_run = FirstRun(
                self._profile, self.settings, self._work, lambda: self._show_window("settings"), self._say
            )
            self.assistant = Assistant(first_run.needs, lambda: self._work().look(), first_run.step)
        return self.assistant

    def hear(self, workplace: Workplace) -> None:
        """Have `workplace` hear of invites that somebody opens; nothing is taken over before they agree."""
        workplace.core.commands.hear("invite", self._asked_to_open)

    def work_begins(self) -> None:
        """A workplace has opened: follow the settings, and open the assistant by itself at a first start, or where it
        was left half-way the last time.
        """
        from screenpop.first_run import was_left_half_way

        self.settings.follow("ui", self._keep_start)
        self._keep_start(self.settings.read("ui", UiSettings))
        if not self._was_begun and (self.is_first_start or was_left_half_way(self._profile)):
            self.begin()
        self._was_begun = True

    def _asked_to_open(self, request: Request) -> dict[str, Any]:
        self._assistant_made().open_invite(str(request.get("source", "")))
        return {}

    def _keep_start(self, ui: UiSettings) -> None:
        """Have the system start the program at login, or not, as the settings say."""
        from screenpop.platform.autostart import Autostart

        if ui.start_at_login == self._starts_at_login:
            return
        try:
            Autostart(_command(self._profile)).set(ui.start_at_login)
            self._starts_at_login = ui.start_at_login
        except OSError as error:
            told = translate("Settings", "Start at login could not be changed: {reason}")
            self._say(told.format(reason=error))

    def refresh(self) -> None:
        """Something may have changed."""
        if self.assistant is not None and self.assistant.isVisible():
            self.assistant.refresh()

    def dress(self) -> None:
        """Take on the looks of now."""
        if self.assistant is not None:
            self.assistant.dress()

    def pages(self) -> tuple[Page, ...]:
        """The pages of the main window."""
        from screenpop.desktop.diagnosis_page import DiagnosisPage
        from screenpop.desktop.settings_page import SettingsPage
        from screenpop.doctor.examine import findings

        return (
            SettingsPage(self.settings, self.keep_secret, self.begin),
            DiagnosisPage(lambda: findings(self._profile, SECTIONS)),
        )

    def keep_secret(self, name: str, value: str) -> None:
        """Keep a secret in the keyring, and begin anew with it."""
        self._pending.start(self._keep(name, value), f"keep {name}")

    async def end(self) -> None:
        """End what is under way."""
        self._watch.deleteLater()
        if self.assistant is not None:
            await self.assistant.end()
        await self._pending.close()

    async def _keep(self, name: str, value: str) -> None:
        await asyncio.to_thread(Secrets(self._profile).set, name, value)
        self._say(translate("Settings", "The secret is in the keyring now."))
        self._work().begin_anew()


def _command(profile: Profile) -> list[str]:
    """What starts this program with this profile."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "screenpop"]
    is_usual = profile == Profile.find() and PROFILE_VARIABLE not in os.environ
    return program if is_usual else [*program, "--profile", str(profile.folder)]
