"""Settings that are changed while the program runs, by a person, a command or an editor."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from PySide6.QtWidgets import QApplication

from screenpop.app import Application
from screenpop.desktop.settings_watch import SettingsWatch
from screenpop.desktop.window import SmallWindow
from screenpop.profile.live_settings import LiveSettings
from screenpop.profile.paths import Profile
from screenpop.profile.settings import SettingsFile
from screenpop.sections import SECTIONS
from tests.waiting import until

CONFIG = '# Ours.\n[account]\napi_url = "http://127.0.0.1:9/api"\n[delivery]\nkind = "loopback"\n'


class Desk:
    def __init__(self, folder):
        self.profile = Profile(folder).create()
        self.profile.config.write_text(CONFIG, encoding="utf-8")
        self.application = Application(self.profile)

    @property
    def workplace(self):
        return self.application._workplace

    def command(self, key, value):
        """What `screenpop config set` does, and what the watch does when it sees it."""
        SettingsFile(self.profile.config).set(SECTIONS, key, value)
        self.application._setting_up.settings.look()

    @asynccontextmanager
    async def at_work(self):
        working = asyncio.create_task(self.application.run())
        await until(lambda: self.workplace is not None or working.done())
        yield self
        self.application.quit()
        await working


@pytest.fixture
async def desk(qapp, tmp_path):
    made = Desk(tmp_path / "profile")
    async with made.at_work():
        yield made
    for window in QApplication.topLevelWidgets():
        if isinstance(window, SmallWindow):
            window.hide()
            window.deleteLater()


@pytest.mark.parametrize(
    ("key", "value", "holds"),
    [
        ("ui.text_scale", "1.5", lambda desk: desk.application._window._text_scale == 1.5),
        ("ui.theme", "dark", lambda desk: desk.workplace.colours().window == "#0F1216"),
        ("cards.corner", "top_left", lambda desk: desk.workplace.stack._layout._settings.corner == "top_left"),
        ("cards.missed_seconds", "3", lambda desk: desk.workplace.stack._settings.missed_seconds == 3),
        ("presence.wrap_up_seconds", "30", lambda desk: desk.workplace.core.presence._wrap_up.total_seconds() == 30),
        ("history.keep_days", "30", lambda desk: desk.workplace.core.housekeeping.settings.keep_days == 30),
    ],
)
async def test_a_command_changes_what_holds(desk, key, value, holds):
    before = desk.workplace
    assert not holds(desk)
    desk.command(key, value)
    await until(lambda: holds(desk))
    assert desk.workplace is before


@pytest.mark.parametrize(
    ("key", "value", "holds"),
    [
        ("delivery.kind", "lan", lambda core: core.way.kind == "lan"),
        ("delivery.loopback.port", "0", None),
        ("account.client_id", "desk", lambda core: core.account_settings.client_id == "desk"),
        ("presence.whole_domain", "true", lambda core: core.account.wants_all),
    ],
)
async def test_what_all_depends_on_begins_anew(desk, key, value, holds):
    before = desk.workplace
    desk.command(key, value)
    if holds is None:
        desk.command("ui.theme", "dark")
        await until(lambda: desk.workplace.ui.theme == "dark")
        assert desk.workplace is before
        return
    await until(lambda: holds(desk.workplace.core))
    assert desk.workplace is not before
    assert before.core.account.client is None


async def test_a_bad_value_changes_nothing_and_keeps_nothing_from_beginning_anew(desk):
    before = desk.workplace
    desk.profile.config.write_text(CONFIG.replace("loopback", "lan") + '[cards]\ncorner = "middle"\n')
    desk.application._setting_up.settings.look()
    await until(lambda: desk.workplace is not before)
    assert desk.workplace.core.way.kind == "lan"
    assert desk.workplace.stack._settings.corner == "bottom_right"
    assert "corner must be one of" in desk.application._setting_up.settings.trouble["cards"]


def test_an_editor_is_seen(qapp, qtbot, tmp_path):
    path = tmp_path / "config.toml"
    settings = LiveSettings(path, SECTIONS)
    watch = SettingsWatch(settings)
    path.write_text('[ui]\ntheme = "dark"\n')
    qtbot.waitUntil(lambda: settings.value("ui.theme") == "dark")
    with path.open("r+") as file:
        file.write('[ui]\ntheme = "wood"\n')
    qtbot.waitUntil(lambda: "theme must be one of" in settings.trouble.get("ui", ""))
    new = path.with_suffix(".new")
    for theme in ("light", "system"):
        new.write_text(f'[ui]\ntheme = "{theme}"\n')
        new.replace(path)
        qtbot.waitUntil(lambda theme=theme: settings.value("ui.theme") == theme)
    watch.deleteLater()
