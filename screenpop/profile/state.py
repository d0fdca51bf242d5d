"""What the program remembers by itself: one small JSON file a record, for this user alone, written in one piece."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path

from screenpop.language import translate
from screenpop.profile import private

log = logging.getLogger(__name__)


class StateFolder:
    """Records of JSON values by name. A name has one writer at a time."""

    def __init__(self, folder: Path) -> None:
        """The folder is made when the first record is saved."""
        self._folder = folder

    def load(self, name: str) -> dict[str, object]:
        """The record, empty if there is none. One that cannot be read is set aside, never deleted."""
        path = self._path(name)
        try:
            value = json.loads(path.read_bytes())
        except FileNotFoundError:
            return {}
        except (ValueError, RecursionError, OSError) as error:
            self._set_aside(path, error)
            return {}
        if isinstance(value, dict):
            return value
        self._set_aside(path, ValueError(translate("Profile", "it is not a JSON object")))
        return {}

    def save(self, name: str, value: Mapping[str, object]) -> None:
        """Put the record on disk; it is safe there when this returns. Raises OSError if the disk refuses."""
        private.replace(self._path(name), json.dumps(dict(value), ensure_ascii=False, indent=1) + "\n")

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def _set_aside(self, path: Path, error: Exception) -> None:
        log.error("%s cannot be read (%s); it is set aside with the ending .broken.", path, error)
        try:
            path.replace(path.with_suffix(".broken"))
        except OSError as also:
            log.error("It could not be set aside: %s", also)
