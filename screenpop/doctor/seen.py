"""What a program of the desktop sees of the display, found out by a process of its own: Qt ends the process in which it
finds none, and nothing else here needs Qt.
"""

import asyncio
import sys
from dataclasses import dataclass
from typing import Final

import msgspec

_PROBE: Final = "screenpop.desktop.probe"
_PATIENCE: Final = 30.0
_MOST_SAID: Final = 2000
"""Characters of what Qt says when it gives up."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: size in its own units, of which each is `scale` pixels."""

    name: str
    width: int
    height: int
    scale: float


@dataclass(frozen=True, slots=True)
class Seen:
    """`platform` is Qt's name for what it draws on ("xcb", "wayland", "windows", "cocoa", "offscreen").

    `tray` says whether a tray is there, `font` names the one that is used ("" if there is none), and `has_letters`
    whether English and French can be written with it.
    """

    platform: str
    screens: tuple[Screen, ...]
    tray: bool
    font: str
    families: int
    has_letters: bool


@dataclass(frozen=True, slots=True)
class Nothing:
    """The program could not start there; `said` is what it left on its error output."""

    said: str


async def look() -> Seen | Nothing:
    """Look at the display that the environment names."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", _PROBE),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            told, said = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        return Nothing("It did not answer in time.")
    try:
        return msgspec.json.decode(told, type=Seen)
    except msgspec.MsgspecError:
        return Nothing(said.decode(errors="replace").strip()[-_MOST_SAID:])
