"""Offices, scripts and faults from files: JSON or TOML, by the name's ending."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from .faults import Fault, read_faults
from .library import LIBRARY
from .office import Office
from .scripts import Script

T = TypeVar("T")


class FileError(Exception):
    """A file cannot be used; the text names it and says why."""


def read_office(path: Path) -> Office:
    """An office. What the file leaves out is as in the default office."""
    return _converted(path, lambda told: msgspec.convert(told, Office))


def read_script(path: Path) -> Script:
    """A script from a file; a name that is no file's, but in the library, is that script."""
    if not path.exists() and str(path) in LIBRARY:
        return LIBRARY[str(path)]
    return _converted(path, lambda told: msgspec.convert(told, Script))


def read_fault_file(path: Path) -> tuple[Fault, ...]:
    """Faults: a list, or an object with a list of `faults`."""
    return _converted(path, read_faults)


def _converted(path: Path, convert: Callable[[object], T]) -> T:
    try:
        return convert(_parsed(path))
    except msgspec.ValidationError as error:
        raise FileError(f"{path}: {error}.") from error


def _parsed(path: Path) -> Any:
    readers = {".json": json.loads, ".toml": tomllib.loads}
    if path.suffix.lower() not in readers:
        raise FileError(f"{path}: the name must end in .json or .toml, so that it is clear how to read the file.")
    try:
        return readers[path.suffix.lower()](path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FileError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise FileError(f"{path} is not {path.suffix[1:].upper()}: {error}.") from error
