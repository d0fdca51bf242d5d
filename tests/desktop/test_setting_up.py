import json
import sys

import pytest

from screenpop.desktop.settings import UiSettings
from screenpop.profile.paths import Profile
from screenpop.setting_up import SettingUp


class Desk:
    def __init__(self, folder):
        self.profile = Profile(folder).create()
        self.said = []
        self.set_up = SettingUp(self.profile, lambda: None, self.said.append, lambda page: None)
        self.begun = 0
        self.set_up.begin = self._begin

    def _begin(self):
        self.begun += 1


@pytest.fixture
async def desk(qapp, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = Desk(tmp_path / "profile")
    yield made
    await made.set_up.end()


def entry(tmp_path):
    return tmp_path / "config" / "autostart" / "screenpop.desktop"


def test_the_assistant_opens_by_itself_at_a_first_start_and_once(desk):
    desk.set_up.work_begins()
    desk.set_up.work_begins()
    assert desk.begun == 1


def test_it_stays_away_where_somebody_has_set_things_up(desk):
    desk.set_up.settings.set("account.api_url", "http://127.0.0.1:9/api")
    desk.set_up.work_begins()
    assert desk.begun == 0


@pytest.mark.parametrize(("step", "begun"), [("way_in", 1), ("done", 0)])
def test_one_that_was_left_half_way_is_taken_up_again(desk, step, begun):
    desk.set_up.settings.set("account.client_id", "desk")
    (desk.profile.state / "assistant.json").write_text(json.dumps({"step": step}))
    desk.set_up.work_begins()
    assert desk.begun == begun


def test_start_at_login_holds_at_once_and_is_taken_back(desk, tmp_path):
    desk.set_up.work_begins()
    assert not entry(tmp_path).exists()
    desk.set_up.settings.set("ui.start_at_login", "true")
    told = entry(tmp_path).read_text()
    assert f"Exec={sys.executable} -m screenpop --profile {desk.profile.folder}" in told
    desk.set_up.settings.set("ui.start_at_login", "false")
    assert not entry(tmp_path).exists()


def test_an_entry_that_is_lost_comes_back_at_the_next_start(desk, tmp_path):
    desk.set_up.settings.set("ui.start_at_login", "true")
    assert not entry(tmp_path).exists()
    desk.set_up.work_begins()
    assert entry(tmp_path).exists()


def test_a_disk_that_refuses_is_told(desk, tmp_path):
    (tmp_path / "config").write_text("in the way")
    desk.set_up.work_begins()
    desk.set_up._keep_start(UiSettings(start_at_login=True))
    assert "Start at login could not be changed" in desk.said[0]
