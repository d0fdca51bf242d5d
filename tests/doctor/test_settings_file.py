"""What is wrong with a settings file."""

import pytest

from screenpop.doctor import settings_file
from screenpop.profile.settings import SettingsFile
from screenpop.sections import SECTIONS


@pytest.fixture
def check(tmp_path):
    def check(text):
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return settings_file.check(SettingsFile(path), SECTIONS, None)

    return check


def test_a_sound_file(check):
    assert check('[account]\nuser = "126"\n[delivery.loopback]\nport = 0\n').state == "ok"


def test_no_file_at_all(tmp_path):
    found = settings_file.check(SettingsFile(tmp_path / "config.toml"), SECTIONS, None)
    assert found.state == "ok"
    assert "defaults hold" in found.what


@pytest.mark.parametrize(
    ("text", "key", "meant"),
    [
        ('[account]\nclientid = "x"\n', "account.clientid", "account.client_id"),
        ('[acount]\nuser = "126"\n', "acount", "account"),
        ("[delivery.loopbak]\nport = 1\n", "delivery.loopbak", "delivery.loopback"),
    ],
)
def test_keys_and_tables_that_are_not_known(check, text, key, meant):
    found = check(text)
    assert (found.state, found.meaning) == ("warning", "They have no effect.")
    assert key in found.what
    assert f"Did you mean {meant} where it says {key}?" in found.todo


def test_every_value_that_makes_no_sense_is_told(check):
    found = check("[cards]\ncorner = 'middle'\n[ui]\ntext_scale = 99\n")
    assert found.state == "failure"
    assert "corner" in found.what
    assert "text_scale" in found.what


def test_a_secret_in_the_file_is_told_and_not_shown(check):
    found = check('[account]\nclient_secret = "hunter22"\n')
    assert found.state == "warning"
    assert "account.client_secret" in found.what
    assert "screenpop config secret client_secret" in found.todo
    assert "hunter22" not in "".join((found.what, found.meaning, found.todo))
