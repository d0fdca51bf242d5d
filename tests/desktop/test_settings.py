import pytest

from screenpop.desktop.settings import CardSettings, UiSettings
from screenpop.profile.settings import SettingsError, SettingsFile


def read(tmp_path, text, section, kind):
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return SettingsFile(path).read(section, kind)


def test_what_holds_where_nothing_is_said(tmp_path):
    assert read(tmp_path, "", "cards", CardSettings) == CardSettings()
    assert (CardSettings().missed_seconds, CardSettings().elsewhere_seconds) == (20, 8)
    assert not UiSettings().blink


def test_what_is_said_holds(tmp_path):
    text = '[cards]\ncorner = "top_left"\nscreen = "HDMI-1"\nmissed_seconds = 0\nover_fullscreen = true\n'
    cards = read(tmp_path, text, "cards", CardSettings)
    assert cards == CardSettings(
        corner="top_left", screen="HDMI-1", missed_seconds=0, elsewhere_seconds=8, over_fullscreen=True
    )
    ui = read(tmp_path, '[ui]\ntheme = "dark"\ntext_scale = 1.5\n', "ui", UiSettings)
    assert ui == UiSettings(theme="dark", text_scale=1.5)


@pytest.mark.parametrize(
    ("section", "kind", "line", "key"),
    [
        ("cards", CardSettings, 'corner = "middle"', "corner"),
        ("cards", CardSettings, 'screen = ""', "screen"),
        ("cards", CardSettings, "missed_seconds = -1", "missed_seconds"),
        ("cards", CardSettings, "elsewhere_seconds = -1", "elsewhere_seconds"),
        ("ui", UiSettings, 'theme = "pink"', "theme"),
        ("ui", UiSettings, 'language = "de"', "language"),
        ("ui", UiSettings, "text_scale = 9.0", "text_scale"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_name(tmp_path, section, kind, line, key):
    with pytest.raises(SettingsError, match=key):
        read(tmp_path, f"[{section}]\n{line}\n", section, kind)
