"""What actions do to the world: callables that the wiring hands in. Each raises ActionFailed, in words for people."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import ActionFailed


async def _no_browser(_url: str, _browser: str) -> None:
    raise ActionFailed("There is no browser here.")


async def _no_program(_arguments: Sequence[str]) -> None:
    raise ActionFailed("Programs cannot be started here.")


def _no_clipboard(_text: str) -> None:
    raise ActionFailed("There is no clipboard here: it belongs to the program with a window.")


async def _no_file(_path: Path) -> None:
    raise ActionFailed("Files cannot be opened here.")


@dataclass(slots=True)
class World:
    """`open_url(url, browser)`: "" is the browser that the person chose for the system. `start(arguments)` starts a
    program. `copy(text)` replaces what the clipboard holds. `open_file(path)` opens a file as a double click does.
    """

    open_url: Callable[[str, str], Awaitable[None]] = _no_browser
    start: Callable[[Sequence[str]], Awaitable[None]] = _no_program
    copy: Callable[[str], None] = _no_clipboard
    open_file: Callable[[Path], Awaitable[None]] = _no_file
