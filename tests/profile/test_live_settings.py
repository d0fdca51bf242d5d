from dataclasses import dataclass

import pytest

from screenpop.profile.live_settings import LiveSettings
from screenpop.profile.settings import SettingsError


@dataclass(frozen=True)
class Cards:
    corner: str = "bottom_right"
    missed_seconds: int = 20

    def __post_init__(self):
        if self.missed_seconds < 0:
            raise ValueError("missed_seconds must be 0 or more")


@dataclass(frozen=True)
class Looks:
    theme: str = "system"


KINDS = {"cards": Cards, "ui": Looks}
TEXT = '# Ours.\n[cards]\nmissed_seconds = 30  # long enough for Sam\n[ui]\ntheme = "dark"\n'


class Desk:
    def __init__(self, path):
        self.path = path
        path.write_text(TEXT)
        self.settings = LiveSettings(path, KINDS)
        self.heard, self.changes = [], 0
        self.settings.follow("cards", self.heard.append)
        self.settings.on_change.append(self._changed)

    def _changed(self):
        self.changes += 1

    def edit(self, text):
        """As an editor does it: another file takes the place of the former one."""
        new = self.path.with_suffix(".edited")
        new.write_text(text)
        new.replace(self.path)
        self.settings.look()


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "config.toml")


def test_a_change_is_in_the_file_and_holds_at_once(desk):
    desk.settings.set("cards.missed_seconds", "5")
    assert desk.heard == [Cards(missed_seconds=5)]
    assert desk.path.read_text() == TEXT.replace("30", "5")
    assert desk.settings.read("cards", Cards) == Cards(missed_seconds=5)


def test_what_somebody_else_wrote_holds_at_once_and_nobody_hears_of_what_stayed(desk):
    desk.edit(TEXT.replace('"dark"', '"light"'))
    assert desk.settings.value("ui.theme") == "light"
    assert (desk.heard, desk.changes) == ([], 1)
    desk.settings.look()
    assert desk.changes == 1


def test_nothing_that_somebody_else_wrote_meanwhile_is_lost(desk):
    desk.path.write_text(TEXT + "# More of ours, for later.\n")
    desk.settings.set("cards.corner", "top_left")
    assert "# More of ours, for later." in desk.path.read_text()


def test_a_value_that_makes_no_sense_is_told_and_what_held_goes_on(desk):
    desk.edit(TEXT.replace("30", "-4"))
    assert "missed_seconds must be 0 or more" in desk.settings.trouble["cards"]
    assert desk.settings.value("cards.missed_seconds") == -4
    assert desk.settings.read("cards", Cards) == Cards(missed_seconds=30)
    desk.settings.set("ui.theme", "light")
    desk.settings.set("cards.missed_seconds", "7")
    assert desk.settings.trouble == {}
    assert desk.heard == [Cards(missed_seconds=7)]


def test_two_bad_values_can_be_put_right_one_after_the_other(desk):
    desk.edit("[cards]\nmissed_seconds = -4\ncorner = 3\n")
    with pytest.raises(SettingsError, match="0 or more"):
        desk.settings.set("cards.missed_seconds", "-2")
    desk.settings.set("cards.missed_seconds", "2")
    assert "corner must be a text" in desk.settings.trouble["cards"]
    desk.settings.set("cards.corner", "top_left")
    assert desk.heard == [Cards("top_left", 2)]


def test_a_file_that_cannot_be_read_is_told_and_never_overwritten(desk):
    desk.edit("[cards\n")
    assert "cannot be read" in desk.settings.trouble[""]
    with pytest.raises(SettingsError):
        desk.settings.set("ui.theme", "light")
    assert desk.path.read_text() == "[cards\n"
    desk.edit(TEXT.replace("30", "31"))
    assert (desk.settings.trouble, desk.heard) == ({}, [Cards(missed_seconds=31)])


def test_defaults_come_back_and_the_rest_stays(desk):
    desk.settings.reset(["cards.missed_seconds", "cards.corner"])
    assert desk.heard == [Cards()]
    assert not desk.settings.is_set("cards.missed_seconds")
    assert desk.settings.is_set("ui.theme")
    assert desk.path.read_text().startswith("# Ours.")


def test_a_file_that_is_gone_means_defaults(desk):
    desk.path.unlink()
    desk.settings.look()
    assert desk.heard == [Cards()]
