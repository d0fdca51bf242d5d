import itertools

import pytest

from screenpop.calls.presence import Presence
from screenpop.desktop.theme import (
    AVATARS,
    DARK,
    HIGH_DARK,
    HIGH_LIGHT,
    LIGHT,
    NOBODY,
    avatar_colour,
    colours_of,
    system_colours,
)

PALETTES = {"light": LIGHT, "dark": DARK, "high contrast, light": HIGH_LIGHT, "high contrast, dark": HIGH_DARK}


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(colours):
    """Every text colour with every ground that it is used on."""
    yield from itertools.product((colours.text, colours.muted), (colours.window, colours.surface, colours.raised))
    yield from itertools.product((colours.faint,), (colours.surface, colours.raised))
    yield colours.on_primary, colours.primary
    yield colours.surface, colours.accent
    for presence in Presence:
        text, tint = colours.presence[presence]
        yield text, tint
        yield text, colours.surface
        yield text, colours.raised


@pytest.mark.parametrize("theme", PALETTES)
def test_all_text_can_be_read(theme):
    unreadable = [(pair, contrast(*pair)) for pair in pairs(PALETTES[theme]) if contrast(*pair) < 4.5]
    assert unreadable == []


@pytest.mark.parametrize("colours", [HIGH_LIGHT, HIGH_DARK])
def test_with_high_contrast_it_is_at_least_seven_to_one_and_lines_are_as_clear_as_text(colours):
    assert min(contrast(*pair) for pair in pairs(colours)) >= 7
    assert contrast(colours.line, colours.surface) >= 7


@pytest.mark.parametrize("colour", [*AVATARS, NOBODY])
def test_white_initials_can_be_read_on_every_avatar(colour):
    assert contrast("#FFFFFF", colour) >= 4.5


def test_an_avatar_keeps_its_colour_and_nobody_is_grey():
    assert avatar_colour("+16132346100") == avatar_colour("+16132346100")
    assert avatar_colour("") == NOBODY
    assert len({avatar_colour(f"+1613234{n:04}") for n in range(200)}) == len(AVATARS)


def test_the_setting_beats_the_system(qapp):
    assert colours_of("light") is LIGHT
    assert colours_of("dark") is DARK
    assert colours_of("high_contrast") in (HIGH_LIGHT, HIGH_DARK)
    assert colours_of("system") is system_colours()
