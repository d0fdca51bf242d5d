"""The settings of the cards and of the looks: the sections `cards` and `ui` of the settings file."""

from dataclasses import dataclass
from typing import Final

from screenpop.platform.combination import Combination, read_combination

CORNERS: Final = ("top_left", "top_right", "bottom_left", "bottom_right")
THEMES: Final = ("system", "light", "dark", "high_contrast")
SYSTEM_LANGUAGE: Final = "system"
LANGUAGES: Final = (SYSTEM_LANGUAGE, "en", "fr_CA")
HOT_KEYS: Final = ("answer", "end", "card", "record", "selected", "rules")
POINTER: Final = "pointer"
PRIMARY: Final = "primary"
CARDS: Final = "cards"
NOTIFICATIONS: Final = "notifications"


@dataclass(frozen=True, slots=True)
class CardSettings:
    """Where cards appear and for how long.

    `screen` is "pointer" (the one where the pointer is), "primary" or a screen's name. A missed call's card stays
    for `missed_seconds`, that of a call which somebody else answered for `elsewhere_seconds`; 0 means not at all.
    `over_fullscreen` shows cards above full-screen programs, `for_outgoing` for calls that the agent places, too.
    `show_as` is "cards" or "notifications": those of the system in their place. `ring_sound` makes a call heard.
    """

    show_as: str = CARDS
    corner: str = "bottom_right"
    screen: str = POINTER
    missed_seconds: int = 20
    elsewhere_seconds: int = 8
    over_fullscreen: bool = False
    for_outgoing: bool = False
    ring_sound: bool = False

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        _one_of("show_as", self.show_as, (CARDS, NOTIFICATIONS))
        _one_of("corner", self.corner, CORNERS)
        if not self.screen:
            raise ValueError('screen must be "pointer", "primary" or the name of a screen')
        if self.missed_seconds < 0 or self.elsewhere_seconds < 0:
            raise ValueError("missed_seconds and elsewhere_seconds must be 0 or more")


@dataclass(frozen=True, slots=True)
class UiSettings:
    """How everything looks. `text_scale` enlarges text and what holds it.

    `blink` lets the tray's icon blink while it rings, `reduce_motion` keeps cards from sliding, also where the system
    would have them slide.
    `start_at_login` starts the program when the user signs in to their computer.
    `hotkeys` takes keys that work whichever window is in use: each `hotkey_` names its combination, "" for none.
    """

    language: str = "system"
    theme: str = "system"
    text_scale: float = 1.0
    blink: bool = False
    reduce_motion: bool = False
    start_at_login: bool = False
    hotkeys: bool = False
    hotkey_answer: str = "Ctrl+Alt+A"
    hotkey_end: str = "Ctrl+Alt+H"
    hotkey_card: str = "Ctrl+Alt+C"
    hotkey_record: str = "Ctrl+Alt+R"
    hotkey_selected: str = "Ctrl+Alt+S"
    hotkey_rules: str = "Ctrl+Alt+G"

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        _one_of("language", self.language, LANGUAGES)
        _one_of("theme", self.theme, THEMES)
        if not 0.8 <= self.text_scale <= 2.5:
            raise ValueError("text_scale must be between 0.8 and 2.5")
        self._check_hot_keys()

    def hot_keys(self) -> dict[str, str]:
        """The combinations that are wanted, by what they are for (`HOT_KEYS`)."""
        named = {name: str(getattr(self, f"hotkey_{name}")) for name in HOT_KEYS}
        return {name: combination for name, combination in named.items() if combination.strip()}

    def _check_hot_keys(self) -> None:
        taken: dict[Combination, str] = {}
        for name, text in self.hot_keys().items():
            try:
                combination = read_combination(text)
            except ValueError as error:
                raise ValueError(f"hotkey_{name}: {error}") from error
            if combination in taken:
                raise ValueError(f"hotkey_{name} and hotkey_{taken[combination]} are the same keys, {text}")
            taken[combination] = name


def _one_of(key: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{key} must be one of {', '.join(allowed)}, and is {value!r}")
