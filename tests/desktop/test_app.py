import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication

from screenpop.app import Application, CannotStart
from screenpop.calls.presence import DoNotDisturb
from screenpop.desktop.window import SmallWindow
from screenpop.profile.paths import Profile

CONFIG = '[account]\napi_url = "http://127.0.0.1:9/api"\n[delivery]\nkind = "loopback"\n[ui]\ntext_scale = 1.5\n'


@pytest.fixture
def profile(tmp_path):
    made = Profile(tmp_path / "profile").create()
    made.config.write_text(CONFIG, encoding="utf-8")
    return made


@pytest.fixture
def application(qapp, profile):
    made = Application(profile)
    yield made
    for window in QApplication.topLevelWidgets():
        if isinstance(window, SmallWindow):
            window.hide()
            window.deleteLater()


def test_the_tray_is_not_kept_waiting():
    heavy = (
        "{'asyncio', 'PySide6.QtSvg', 'httpx', 'phonenumbers', 'sqlite3', 'screenpop.core', 'screenpop.workplace',"
        " 'screenpop.desktop.card', 'screenpop.desktop.window', 'screenpop.profile.settings'}"
    )
    program = f"import sys, screenpop.app; sys.exit(', '.join({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""


def test_without_a_tray_there_is_a_window_before_anything_is_loaded(application):
    assert not application.tray.available
    assert application._window.isVisible()
    assert application.view().reason == "Starting."


def test_who_is_faster_than_the_program_is_told_so(application, monkeypatch):
    told = []
    monkeypatch.setattr(application.tray, "say", told.append)
    application._actions.do_not_disturb(DoNotDisturb())
    assert told == ["ScreenPop is still starting. Try again in a moment."]


async def test_it_works_until_it_is_asked_to_quit(application):
    seen = []

    async def story(workplace):
        seen.append((application.view().version, application._window._text_scale))
        application._refresh()
        application.show_window()
        application.quit()

    await application.run(story)
    assert seen == [("0.1.0", 1.5)]
    assert not application._window.isVisible()


async def test_who_quits_while_it_starts_is_heard(application):
    application.quit()
    await application.run()


async def test_the_window_comes_back_where_it_was(application, profile, qapp):
    application._window.resize(420, 500)

    async def story(workplace):
        workplace.quit()

    await application.run(story)
    again = Application(profile)
    assert (again._window.width(), again._window.height()) == (420, 500)


async def test_settings_that_make_no_sense_are_told_in_words(application, profile):
    profile.config.write_text('[cards]\ncorner = "middle"\n', encoding="utf-8")
    with pytest.raises(CannotStart, match="corner must be one of"):
        await application.run()
