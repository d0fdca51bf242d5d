import enum
from dataclasses import dataclass

import pytest

from screenpop.profile.settings import SettingsError, SettingsFile

TEXT = """\
# The front desk.
[cards]
missed_seconds = 20   # long enough for Sam
corner = "top_right"

# Only for the demo.
[delivery]
kind = "loopback"

[delivery.loopback]
port = 17200
"""


class Corner(enum.StrEnum):
    TOP_RIGHT = "top_right"
    BOTTOM_RIGHT = "bottom_right"


@dataclass(frozen=True)
class Cards:
    missed_seconds: int = 20
    text_scale: float = 1.0
    corner: Corner = Corner.BOTTOM_RIGHT
    over_fullscreen: bool = False

    def __post_init__(self):
        if self.missed_seconds < 0:
            raise ValueError("missed_seconds must be 0 or more")


@dataclass(frozen=True)
class Delivery:
    kind: str = "relay"


@dataclass(frozen=True)
class Loopback:
    port: int = 0


KINDS = {"cards": Cards, "delivery": Delivery, "delivery.loopback": Loopback}


@pytest.fixture
def path(tmp_path):
    (tmp_path / "config.toml").write_text(TEXT, encoding="utf-8")
    return tmp_path / "config.toml"


def written(tmp_path, text):
    path = tmp_path / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return SettingsFile(path)


def test_a_section_is_read_with_defaults_where_it_is_silent(path):
    settings = SettingsFile(path)
    assert settings.read("cards", Cards) == Cards(20, 1.0, Corner.TOP_RIGHT, False)
    assert settings.read("delivery", Delivery) == Delivery("loopback")
    assert settings.read("delivery.loopback", Loopback) == Loopback(17200)


def test_a_missing_file_and_an_empty_one_are_all_defaults(tmp_path):
    assert SettingsFile(tmp_path / "config.toml").read("cards", Cards) == Cards()
    assert written(tmp_path, "").read("delivery.loopback", Loopback) == Loopback()
    assert not list(tmp_path.glob("*.new"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[cards]\nmissed_seconds = '20'", "cards.missed_seconds must be a whole number, and is '20'"),
        ("[cards]\nmissed_seconds = true", "cards.missed_seconds must be a whole number, and is True"),
        ("[cards]\nmissed_seconds = 2.5", "cards.missed_seconds must be a whole number, and is 2.5"),
        ("[cards]\ntext_scale = nan", "cards.text_scale must be a number, and is nan"),
        ("[cards]\ntext_scale = true", "cards.text_scale must be a number, and is True"),
        ("[cards]\nover_fullscreen = 1", "cards.over_fullscreen must be true or false, and is 1"),
        ("[cards]\ncorner = 'middle'", 'cards.corner must be one of "top_right", "bottom_right", and is \'middle\''),
        ("[cards]\nmissed_seconds = -1", r"in \[cards\], missed_seconds must be 0 or more"),
        ("cards = 3", r"'cards' must be a table, written \[cards\]"),
        ("[cards.missed_seconds]\na = 1", "cards.missed_seconds must be a whole number"),
        ("[cards\n", "cannot be read"),
        (b"[cards] # \xff", "cannot be read"),
    ],
)
def test_what_cannot_be_used_is_told_with_file_and_key(tmp_path, text, says):
    with pytest.raises(SettingsError, match=says) as told:
        written(tmp_path, text).read("cards", Cards)
    assert "config.toml" in str(told.value)


def test_a_whole_number_is_a_number(tmp_path):
    assert written(tmp_path, "[cards]\ntext_scale = 2").read("cards", Cards).text_scale == 2.0


def test_a_file_that_an_editor_of_windows_wrote_is_read(tmp_path):
    settings = written(tmp_path, b"\xef\xbb\xbf[delivery]\r\nkind = 'lan' # why\r\n")
    settings.set(KINDS, "delivery.kind", "url")
    assert settings.path.read_bytes() == b'[delivery]\r\nkind = "url" # why\r\n'


def test_a_key_that_is_not_known_here_is_kept_and_named_in_the_log(tmp_path, caplog):
    settings = written(tmp_path, "[cards]\nfrom_the_future = 1\n")
    assert settings.read("cards", Cards) == Cards()
    assert "cards.from_the_future is not a setting" in caplog.text
    settings.set(KINDS, "cards.missed_seconds", "5")
    assert "from_the_future = 1" in settings.path.read_text()


def test_one_value_changes_and_all_else_stays_comments_too(path):
    SettingsFile(path).set(KINDS, "cards.missed_seconds", "35")
    assert path.read_text() == TEXT.replace("= 20 ", "= 35 ")


@pytest.mark.parametrize(
    ("key", "text", "line"),
    [
        ("cards.missed_seconds", "0", "missed_seconds = 0"),
        ("cards.text_scale", "1.5", "text_scale = 1.5"),
        ("cards.over_fullscreen", "Yes", "over_fullscreen = true"),
        ("cards.over_fullscreen", "off", "over_fullscreen = false"),
        ("cards.corner", "bottom_right", 'corner = "bottom_right"'),
        ("delivery.kind", 'a "quoted" \\ word', 'kind = "a \\"quoted\\" \\\\ word"'),
        ("delivery.loopback.port", "17999", "port = 17999"),
    ],
)
def test_values_are_read_back_as_they_were_set(path, key, text, line):
    SettingsFile(path).set(KINDS, key, text)
    assert f"\n{line}" in path.read_text()
    SettingsFile(path).show(KINDS)


@pytest.mark.parametrize("text", ["", "# Nothing yet.\n", "[delivery.loopback]\nport = 1\n", "delivery.kind = 'x'\n"])
@pytest.mark.parametrize(("key", "value"), [("delivery.kind", "lan"), ("delivery.loopback.port", 7)])
def test_a_table_that_is_missing_is_made(tmp_path, text, key, value):
    settings = written(tmp_path, text)
    settings.set(KINDS, key, str(value))
    section, _, name = key.rpartition(".")
    assert SettingsFile(settings.path).show(KINDS)[section][name] == value


def test_a_table_in_braces_is_not_torn_apart(tmp_path):
    settings = written(tmp_path, "delivery = {kind = 'lan'}\n")
    with pytest.raises(SettingsError, match=r"below \[delivery.loopback\]"):
        settings.set(KINDS, "delivery.loopback.port", "7")


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("cards.missed_second", "5", "Did you mean cards.missed_seconds"),
        ("missed_seconds", "5", "Did you mean cards.missed_seconds"),
        ("x", "5", "There are: cards.missed_seconds, "),
        ("cards.missed_seconds", "five", "must be a whole number, and 'five' is not"),
        ("cards.missed_seconds", "-5", "must be 0 or more"),
        ("cards.text_scale", "inf", "must be a number"),
        ("cards.over_fullscreen", "maybe", "must be true or false"),
        ("cards.corner", "middle", 'must be one of "top_right", "bottom_right"'),
    ],
)
def test_a_change_that_makes_no_sense_changes_nothing(path, key, text, says):
    settings = SettingsFile(path)
    with pytest.raises(SettingsError, match=says):
        settings.set(KINDS, key, text)
    assert path.read_text() == TEXT
    assert settings.read("cards", Cards).missed_seconds == 20


def test_a_disk_that_refuses_changes_nothing(path):
    settings = SettingsFile(path)
    path.with_name("config.toml.new").mkdir()
    with pytest.raises(OSError, match=r"config\.toml\.new"):
        settings.set(KINDS, "cards.missed_seconds", "35")
    assert settings.read("cards", Cards).missed_seconds == 20
    assert path.read_text() == TEXT


def test_everything_that_holds_is_shown_defaults_included(path):
    assert SettingsFile(path).show(KINDS) == {
        "cards": {"missed_seconds": 20, "text_scale": 1.0, "corner": "top_right", "over_fullscreen": False},
        "delivery": {"kind": "loopback"},
        "delivery.loopback": {"port": 17200},
    }


def test_the_file_is_private_and_a_link_to_it_stays_a_link(path, tmp_path):
    elsewhere = tmp_path / "dotfiles"
    elsewhere.mkdir()
    path.rename(elsewhere / "screenpop.toml")
    path.symlink_to(elsewhere / "screenpop.toml")
    SettingsFile(path).set(KINDS, "cards.missed_seconds", "35")
    assert path.is_symlink()
    assert "35" in (elsewhere / "screenpop.toml").read_text()
    assert path.stat().st_mode & 0o777 == 0o600
