"""The colours of everything that people see, by what they are for. Light and dark, and both with high
contrast."""

from dataclasses import dataclass
from typing import Final
from zlib import crc32

from PySide6.QtCore import QLibraryInfo, Qt, QVersionNumber
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

    def edge(self, text: str, tint: str) -> str:
        """The colour of the line around something tinted: with high contrast a tint alone would not be seen."""
        return text if tint == self.surface else tint

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

HIGH_LIGHT: Final = Colours(
    window="#FFFFFF",
    surface="#FFFFFF",
    raised="#FFFFFF",
    line="#000000",
    text="#000000",
    muted="#1C1C1C",
    faint="#2B2B2B",
    accent="#0030C0",
    primary="#00491F",
    on_primary="#FFFFFF",
    presence={
        Presence.AVAILABLE: ("#00491F", "#FFFFFF"),
        Presence.RINGING: ("#5C3000", "#FFFFFF"),
        Presence.ON_CALL: ("#8A0008", "#FFFFFF"),
        Presence.WRAP_UP: ("#003A78", "#FFFFFF"),
        Presence.DND: ("#4B148C", "#FFFFFF"),
        Presence.OFFLINE: ("#2B2B2B", "#FFFFFF"),
        Presence.UNKNOWN: ("#2B2B2B", "#FFFFFF"),
    },
)

HIGH_DARK: Final = Colours(
    window="#000000",
    surface="#000000",
    raised="#000000",
    line="#FFFFFF",
    text="#FFFFFF",
    muted="#F0F0F0",
    faint="#E0E0E0",
    accent="#9DB8FF",
    primary="#63E69B",
    on_primary="#000000",
    presence={
        Presence.AVAILABLE: ("#63E69B", "#000000"),
        Presence.RINGING: ("#FFC266", "#000000"),
        Presence.ON_CALL: ("#FF9A94", "#000000"),
        Presence.WRAP_UP: ("#A6CEFF", "#000000"),
        Presence.DND: ("#D9BCFF", "#000000"),
        Presence.OFFLINE: ("#E0E0E0", "#000000"),
        Presence.UNKNOWN: ("#E0E0E0", "#000000"),
    },
)

AVATARS: Final = ("#3B5BDB", "#A23B72", "#1F7A8C", "#8A5A00", "#4B6B2F", "#5F4BB6", "#B5472F", "#2F6F5E")
NOBODY: Final = "#667080"


def system_colours() -> Colours:
    """The palette that the system asks for now."""
    if _wants_contrast():
        return high_contrast()
    return DARK if _is_dark() else LIGHT


def high_contrast() -> Colours:
    """Black on white or white on black, as the system is light or dark."""
    return HIGH_DARK if _is_dark() else HIGH_LIGHT


def colours_of(theme: str) -> Colours:
    """The palette of the setting `theme`: "light", "dark", "high_contrast", or what the system asks for."""
    if theme == "high_contrast":
        return high_contrast()
    return {"light": LIGHT, "dark": DARK}.get(theme) or system_colours()


def _is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def _wants_contrast() -> bool:
    """Whether the system asks for more contrast; Qt tells from 6.10 on."""
    if QLibraryInfo.version() < QVersionNumber(6, 10):
        return False
    style = QGuiApplication.styleHints()
    hints = style.accessibility()
    return "High" in str(hints.property("contrastPreference"))


def avatar_colour(seed: str) -> str:
    """The colour of an avatar: always the same for the same seed, grey without one. White text is readable on it."""
    return AVATARS[crc32(seed.encode()) % len(AVATARS)] if seed else NOBODY
