"""The colours of everything that people see, by what they are for. Two palettes: light and dark."""

from dataclasses import dataclass
from typing import Final
from zlib import crc32

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from screenpop.calls.presence import Presence


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette ("#rrggbb" each). `presence` has a text colour and the tint that it stands on."""

    window: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    faint: str
    accent: str
    primary: str
    on_primary: str
    presence: dict[Presence, tuple[str, str]]

    @property
    def end(self) -> tuple[str, str]:
        """What ends a call or tells of trouble: a text colour and its tint."""
        return self.presence[Presence.ON_CALL]


LIGHT: Final = Colours(
    window="#F3F5F8",
    surface="#FFFFFF",
    raised="#F6F7F9",
    line="#E3E6EB",
    text="#14181F",
    muted="#5B6472",
    faint="#667080",
    accent="#2F5BEA",
    primary="#1A7F4B",
    on_primary="#FFFFFF",
    presence={
        Presence.AVAILABLE: ("#14713F", "#E3F4EA"),
        Presence.RINGING: ("#945000", "#FFF1DC"),
        Presence.ON_CALL: ("#B3261E", "#FCE6E4"),
        Presence.WRAP_UP: ("#1F5FA8", "#E3EEFB"),
        Presence.DND: ("#6B33B0", "#F0E7FB"),
        Presence.OFFLINE: ("#5A6370", "#ECEEF1"),
        Presence.UNKNOWN: ("#5A6370", "#ECEEF1"),
    },
)

DARK: Final = Colours(
    window="#0F1216",
    surface="#191D23",
    raised="#20252D",
    line="#2C323B",
    text="#EEF1F5",
    muted="#A5AEBB",
    faint="#8D97A6",
    accent="#7C9BFF",
    primary="#4CC884",
    on_primary="#06210F",
    presence={
        Presence.AVAILABLE: ("#4CC884", "#16301F"),
        Presence.RINGING: ("#FFB454", "#35270F"),
        Presence.ON_CALL: ("#FF7B72", "#3A1B1A"),
        Presence.WRAP_UP: ("#7FB6F5", "#152A40"),
        Presence.DND: ("#C79BFF", "#2B1E3D"),
        Presence.OFFLINE: ("#A2ACB9", "#262B33"),
        Presence.UNKNOWN: ("#A2ACB9", "#262B33"),
    },
)

AVATARS: Final = ("#3B5BDB", "#A23B72", "#1F7A8C", "#8A5A00", "#4B6B2F", "#5F4BB6", "#B5472F", "#2F6F5E")
NOBODY: Final = "#667080"


def system_colours() -> Colours:
    """The palette that the system asks for now."""
    return DARK if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def colours_of(theme: str) -> Colours:
    """The palette of the setting `theme`: "light", "dark", or what the system asks for."""
    return {"light": LIGHT, "dark": DARK}.get(theme) or system_colours()


def avatar_colour(seed: str) -> str:
    """The colour of an avatar: always the same for the same seed, grey without one. White text is readable on it."""
    return AVATARS[crc32(seed.encode()) % len(AVATARS)] if seed else NOBODY
