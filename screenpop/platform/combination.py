"""Combinations of keys, as people write them: "Ctrl+Alt+A"."""

from dataclasses import dataclass
from typing import Final

MODIFIERS: Final = ("ctrl", "alt", "shift", "super")

_OTHER_NAMES: Final = {"control": "ctrl", "win": "super", "meta": "super", "esc": "escape", "pgup": "pageup"}
_NAMED: Final = frozenset({"space", "pause", "insert", "delete", "home", "end", "pageup", "pagedown", "escape"})
_FUNCTION_KEYS: Final = frozenset(f"f{number}" for number in range(1, 25))
_NEEDS_NONE: Final = _FUNCTION_KEYS | {"pause"}


@dataclass(frozen=True, slots=True)
class Combination:
    """`key` is a letter or a digit, "f1" to "f24", or one of the few others that have a name; all in lower case."""

    modifiers: frozenset[str]
    key: str


def read_combination(text: str) -> Combination:
    """The combination that `text` names. Raises ValueError with a sentence that says what is wrong."""
    *modifiers, key = [_OTHER_NAMES.get(part, part) for part in text.replace(" ", "").lower().split("+")]
    unknown = next((part for part in modifiers if part not in MODIFIERS), None)
    if unknown is not None:
        raise ValueError(f"{text!r} is no combination of keys: {unknown!r} is none of Ctrl, Alt, Shift and Super.")
    is_letter = len(key) == 1 and key.isascii() and key.isalnum()
    if not is_letter and key not in _NAMED | _FUNCTION_KEYS:
        raise ValueError(f"{text!r} is no combination of keys: it must end with a letter, a digit or a key such as F8.")
    if key not in _NEEDS_NONE and not set(modifiers) - {"shift"}:
        raise ValueError(f"{text!r} would be taken from what you type: add Ctrl, Alt or Super.")
    return Combination(frozenset(modifiers), key)
