"""What the desktop does about its own set-up: the settings, their page, the diagnosis.

It lives as long as the program, also when that begins anew within itself with other settings.
"""

import asyncio
from collections.abc import Callable

from screenpop.desktop.main_page import Page
from screenpop.desktop.pending import PendingActions
from screenpop.desktop.settings_watch import SettingsWatch
from screenpop.language import translate
from screenpop.profile.live_settings import LiveSettings
from screenpop.profile.paths import Profile
from screenpop.profile.secrets import Secrets
from screenpop.sections import SECTIONS
from screenpop.workplace import Workplace


class SettingUp:
    """The set-up of one profile."""

    def __init__(self, profile: Profile, work: Callable[[], Workplace], say: Callable[[str], None]) -> None:
        """`work` gives the workplace of now, and `say` tells the user something. Raises SettingsError."""
        self._profile, self._work, self._say = profile, work, say
        self.settings = LiveSettings(profile.config, SECTIONS)
        self._watch = SettingsWatch(self.settings)
        self._pending = PendingActions(say)

    def pages(self) -> tuple[Page, ...]:
        """The pages of the main window."""
        from screenpop.desktop.diagnosis_page import DiagnosisPage
        from screenpop.desktop.settings_page import SettingsPage
        from screenpop.doctor.examine import findings

        return (
            SettingsPage(self.settings, self.keep_secret),
            DiagnosisPage(lambda: findings(self._profile, SECTIONS)),
        )

    def keep_secret(self, name: str, value: str) -> None:
        """Keep a secret in the keyring, and begin anew with it."""
        self._pending.start(self._keep(name, value), f"keep {name}")

    async def end(self) -> None:
        """End what is under way."""
        self._watch.deleteLater()
        await self._pending.close()

    async def _keep(self, name: str, value: str) -> None:
        await asyncio.to_thread(Secrets(self._profile).set, name, value)
        self._say(translate("Settings", "The secret is in the keyring now."))
        self._work().begin_anew()
