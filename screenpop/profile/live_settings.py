"""The settings while the program runs: changed on the screen, by a command or in an editor, they hold at once.

The file is the only truth. Before anything is written it is read again if somebody else changed it, so that nothing
of theirs is lost; where it makes no sense, what held before goes on to hold, and `trouble` says why.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from screenpop.profile.settings import SettingsError, SettingsFile

log = logging.getLogger(__name__)

T = TypeVar("T")

_Stamp = tuple[int, int, int] | None


class LiveSettings:
    """The settings file with all its sections. `on_change` hears of each change, after those who follow a section.

    `trouble` has what is wrong with the file as a whole (under "") and with each section, as sentences.
    """

    def __init__(self, path: Path, kinds: Mapping[str, type]) -> None:
        """Read the file. Raises SettingsError if that, or a section in it, makes no sense."""
        self.kinds: Final = kinds
        self.path: Final = path
        self.trouble: dict[str, str] = {}
        self.on_change: list[Callable[[], None]] = []
        self._followers: dict[str, list[Callable[[Any], None]]] = {}
        self._stamp = _stamp(path)
        self._file = SettingsFile(path)
        self._values: dict[str, Any] = {section: self._file.read(section, kind) for section, kind in kinds.items()}

    def read(self, section: str, kind: type[T]) -> T:
        """What holds in a section now."""
        values = self._values[section]
        assert isinstance(values, kind)
        return values

    def value(self, key: str) -> Any:
        """What the file says about "section.key", sensible or not, else the default."""
        section, _, name = key.rpartition(".")
        try:
            told = self._file.told(key)
        except SettingsError:
            told = None
        return getattr(self._values[section], name) if told is None else told

    def is_set(self, key: str) -> bool:
        """Whether the file says anything about "section.key"."""
        try:
            return self._file.told(key) is not None
        except SettingsError:
            return False

    def follow(self, section: str, apply: Callable[[Any], None]) -> None:
        """Call `apply` with the section's settings each time that they have become others."""
        self._followers.setdefault(section, []).append(apply)

    def follow_anew(self) -> None:
        """Forget who follows."""
        self._followers.clear()

    def set(self, key: str, text: str) -> None:
        """Set "section.key" to what `text` says. Raises SettingsError or OSError; then nothing is changed."""
        self._read_again()
        self._file.set(self.kinds, key, text)
        self._written()

    def reset(self, keys: Iterable[str]) -> None:
        """Let the defaults hold for these. Raises SettingsError or OSError; then nothing is changed."""
        self._read_again()
        self._file.reset(keys)
        self._written()

    def look(self) -> None:
        """Read the file if somebody changed it. What makes no sense is in `trouble`, and has no effect."""
        if _stamp(self.path) == self._stamp:
            return
        try:
            self._read_again()
        except SettingsError as error:
            log.warning("%s", error)
            self.trouble = {"": str(error)}
        self._apply()

    def _read_again(self) -> None:
        stamp = _stamp(self.path)
        if stamp == self._stamp and "" not in self.trouble:
            return
        self._stamp = stamp
        self._file = SettingsFile(self.path)
        self.trouble.pop("", None)

    def _written(self) -> None:
        self._stamp = _stamp(self.path)
        self._apply()

    def _apply(self) -> None:
        if "" not in self.trouble:
            for section, values in self._read_sections().items():
                before, self._values[section] = self._values[section], values
                if values != before:
                    for apply in list(self._followers.get(section, ())):
                        apply(values)
        for tell in list(self.on_change):
            tell()

    def _read_sections(self) -> dict[str, Any]:
        """Each section that makes sense; `trouble` says of the others why they do not."""
        self.trouble.clear()
        found: dict[str, Any] = {}
        for section, kind in self.kinds.items():
            try:
                found[section] = self._file.read(section, kind)
            except SettingsError as error:
                log.warning("%s", error)
                self.trouble[section] = str(error)
        return found


def _stamp(path: Path) -> _Stamp:
    """What changes with every writing; None while there is no file."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size, told.st_ino
