"""Combinations of keys, as people write them."""

import pytest

from screenpop.platform.combination import Combination, read_combination


@pytest.mark.parametrize(
    ("text", "modifiers", "key"),
    [
        ("Ctrl+Alt+A", {"ctrl", "alt"}, "a"),
        ("control + SHIFT + 9", {"ctrl", "shift"}, "9"),
        ("Win+Space", {"super"}, "space"),
        ("F8", set(), "f8"),
        ("Shift+F12", {"shift"}, "f12"),
        ("Pause", set(), "pause"),
    ],
)
def test_what_people_write_is_understood(text, modifiers, key):
    assert read_combination(text) == Combination(frozenset(modifiers), key)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Hyper+A", "'hyper' is none of"),
        ("Ctrl+", "must end with"),
        ("Ctrl+Alt", "must end with"),
        ("Ctrl+é", "must end with"),
        ("F25", "must end with"),
        ("A", "taken from what you type"),
        ("Shift+A", "taken from what you type"),
        ("", "must end with"),
    ],
)
def test_what_cannot_be_a_hot_key_is_refused_with_the_reason(text, why):
    with pytest.raises(ValueError, match=why):
        read_combination(text)
