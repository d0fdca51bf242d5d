"""The program's own records, read and left as they are: what is tried out here must not change what it does."""

import json
from collections.abc import Mapping
from pathlib import Path

from screenpop.profile.state import StateFolder


class ReadState(StateFolder):
    """The records of a profile. What is saved is kept in memory; a record that cannot be read counts as empty."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read before it is asked for."""
        super().__init__(folder)
        self._saved: dict[str, dict[str, object]] = {}

    def load(self, name: str) -> dict[str, object]:
        """The record, empty if there is none."""
        if name in self._saved:
            return dict(self._saved[name])
        try:
            value = json.loads(self._path(name).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}

    def save(self, name: str, value: Mapping[str, object]) -> None:
        """Keep the record for as long as the doctor works."""
        self._saved[name] = dict(value)
