"""The settings file. Each room owns its settings dataclass; here they are read and written, comments and all.

The fields of such a dataclass are of type bool, int, float, str or an enum of words (StrEnum), each with a default.
Those that its TABLES names hold tables as they stand in the file, for the room to read.
What makes no sense it refuses itself, with a ValueError in words.
"""

import dataclasses
import difflib
import enum
import logging
import math
import typing
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable

from screenpop.language import translate
from screenpop.profile import private

log = logging.getLogger(__name__)

T = TypeVar("T")


class SettingsError(Exception):
    """A setting cannot be used; the text names file and key and says what is expected."""


class SettingsFile:
    """`config.toml` of a profile."""

    def __init__(self, path: Path) -> None:
        """Read the file; a missing one is empty. Raises SettingsError if it is not TOML."""
        self.path = path
        self._document = self._parse()

    def read(self, section: str, kind: type[T]) -> T:
        """The settings of one section ("delivery.loopback" is a nested table), defaults where it is silent."""
        told = dict(self._section(section))
        fields = _field_types(kind)
        lists = {
            name: tuple(self.tables(section, name)) for name in _tables_of(kind) if told.pop(name, None) is not None
        }
        for key in [key for key in told if key not in fields]:
            if not isinstance(told[key], Mapping):
                log.warning("%s: %s.%s is not a setting that is known here; it is kept.", self.path, section, key)
            del told[key]
        values = {key: self._checked(section, key, value, fields[key]) for key, value in told.items()}
        try:
            return kind(**values, **lists)
        except ValueError as error:
            raise SettingsError(
                translate(
                    "Profile",
                    "{path}: in [{section}], {error}.",
                ).format(path=self.path, section=section, error=error)
            ) from error

    def tables(self, section: str, name: str) -> list[dict[str, Any]]:
        """The tables that are written [[section.name]], as plain values; what they hold is their room's business.

        Raises SettingsError if there is something else in their place.
        """
        told = self._section(section).get(name, [])
        plain = told.unwrap() if hasattr(told, "unwrap") else told
        if not isinstance(plain, list) or not all(isinstance(table, dict) for table in plain):
            raise SettingsError(
                f"{self.path}: write {section}.{name} as tables, each below a line [[{section}.{name}]]."
            )
        return plain

    def set(self, kinds: Mapping[str, type], key: str, text: str) -> None:
        """Set "section.key" to what `text` says and write the file.

        Raises SettingsError, or OSError if the disk refuses; then nothing is changed.
        """
        self.set_all(kinds, {key: text})

    def set_all(self, kinds: Mapping[str, type], texts: Mapping[str, str]) -> None:
        """Set each "section.key" to what its text says and write the file once: all of it, or nothing.

        Raises SettingsError, or OSError if the disk refuses; then nothing is changed.
        """
        before = tomlkit.dumps(self._document)
        was_sound = {section for section, kind in kinds.items() if self._is_sound(section, kind)}
        try:
            for key, text in texts.items():
                self._change(kinds, key, text)
            for section in {key.rpartition(".")[0] for key in texts} & was_sound:
                self.read(section, kinds[section])
            private.replace(self.path, tomlkit.dumps(self._document))
        except BaseException:
            self._document = tomlkit.parse(before)
            raise

    def reset(self, keys: Iterable[str]) -> None:
        """Take what the file says about each "section.key" out of it, so that the default holds, and write it once.

        Raises SettingsError, or OSError if the disk refuses; then nothing is changed.
        """
        before = tomlkit.dumps(self._document)
        try:
            for key in keys:
                section, _, name = key.rpartition(".")
                if name in self._section(section):
                    del self._table(section)[name]
            private.replace(self.path, tomlkit.dumps(self._document))
        except BaseException:
            self._document = tomlkit.parse(before)
            raise

    def told(self, key: str) -> Any:
        """What the file itself says about "section.key", sensible or not; None where it is silent."""
        section, _, name = key.rpartition(".")
        value: Any = self._section(section).get(name)
        return value.unwrap() if hasattr(value, "unwrap") else value

    def show(self, kinds: Mapping[str, type]) -> dict[str, dict[str, Any]]:
        """Every section with every value that holds, defaults included."""
        held: dict[str, Any] = {section: self.read(section, kind) for section, kind in kinds.items()}
        return {
            section: {name: getattr(held[section], name) for name in _field_types(kinds[section])} for section in kinds
        }

    def unknown(self, kinds: Mapping[str, type]) -> list[str]:
        """The keys and tables, "section.key" each, that no room owns."""
        return list(_unknown(self._document, kinds, ""))

    def _change(self, kinds: Mapping[str, type], key: str, text: str) -> None:
        """Set one key in the document, if the value makes sense by itself."""
        section, _, name = key.rpartition(".")
        if section not in kinds or name not in _field_types(kinds[section]):
            words = translate("Profile", "There is no setting {key!r}. {suggestion}")
            raise SettingsError(words.format(key=key, suggestion=_suggestion(kinds, key)))
        value = _from_text(key, text, _field_types(kinds[section])[name])
        self._table(section)[name] = value
        if not self._is_sound(section, kinds[section]):
            self._check_alone(section, kinds[section], name, value)

    def _is_sound(self, section: str, kind: type) -> bool:
        try:
            self.read(section, kind)
        except SettingsError:
            return False
        return True

    def _check_alone(self, section: str, kind: type, name: str, value: Any) -> None:
        """Where the section says something else that makes no sense, one value after the other can be put right."""
        try:
            kind(**{name: _of_kind(value, _field_types(kind)[name])})
        except ValueError as error:
            raise SettingsError(
                translate("Profile", "{path}: in [{section}], {error}.").format(
                    path=self.path, section=section, error=error
                )
            ) from error

    def _parse(self) -> tomlkit.TOMLDocument:
        try:
            return tomlkit.parse(self.path.read_bytes().decode("utf-8-sig"))
        except FileNotFoundError:
            return tomlkit.document()
        except (TOMLKitError, UnicodeDecodeError, RecursionError, OSError) as error:
            raise SettingsError(
                translate(
                    "Profile",
                    "{path} cannot be read: {error}. Correct it, or move it away to start afresh.",
                ).format(path=self.path, error=error)
            ) from error

    def _section(self, section: str) -> Mapping[str, Any]:
        table: Any = self._document
        for name in section.split("."):
            table = table.get(name, {})
            if not isinstance(table, Mapping):
                raise SettingsError(
                    translate(
                        "Profile",
                        "{path}: {name!r} must be a table, written [{section}].",
                    ).format(path=self.path, name=name, section=section)
                )
        return typing.cast(Mapping[str, Any], table)

    def _checked(self, section: str, key: str, value: Any, kind: type) -> Any:
        plain = value.unwrap() if hasattr(value, "unwrap") else value
        try:
            return _of_kind(plain, kind)
        except (ValueError, OverflowError) as error:
            raise SettingsError(
                translate(
                    "Profile",
                    "{path}: {section}.{key} must be {expected}, and is {plain!r}.",
                ).format(path=self.path, section=section, key=key, expected=_expected(kind), plain=plain)
            ) from error

    def _table(self, section: str) -> Any:
        self._section(section)
        table: Any = self._document
        for name in section.split("."):
            if name not in table:
                if isinstance(table, InlineTable):
                    raise SettingsError(
                        translate(
                            "Profile",
                            "{path}: write the table {section} as lines below [{section}] first.",
                        ).format(path=self.path, section=section)
                    )
                table[name] = tomlkit.table()
            table = table[name]
        return table


def _field_types(kind: type) -> dict[str, type]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind) if field.name not in _tables_of(kind)}


def _tables_of(kind: type) -> tuple[str, ...]:
    """The fields at which there are lists of tables: see `SettingsFile.tables`."""
    return getattr(kind, "TABLES", ())


def _of_kind(value: Any, kind: type) -> Any:
    """`value` as the dataclass wants it; ValueError if it is of another kind."""
    if issubclass(kind, enum.StrEnum):
        return kind(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError
    return value


def _from_text(key: str, text: str, kind: type) -> Any:
    """The value that stands in the file for what a person typed."""
    try:
        value = _of_kind(_WORDS[text.strip().lower()] if kind is bool else kind(text), kind)
    except (ValueError, KeyError) as error:
        raise SettingsError(
            translate(
                "Profile",
                "{key} must be {expected}, and {text!r} is not.",
            ).format(key=key, expected=_expected(kind), text=text)
        ) from error
    return value.value if isinstance(value, enum.Enum) else value


_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def _expected(kind: type) -> str:
    if issubclass(kind, enum.StrEnum):
        return "one of " + ", ".join(f'"{word}"' for word in kind)
    return {
        bool: translate("Profile", "true or false"),
        int: translate("Profile", "a whole number"),
        float: "a number",
        str: translate("Profile", "a text in quotes"),
    }[kind]


def _unknown(table: Mapping[str, Any], kinds: Mapping[str, type], section: str) -> Iterator[str]:
    known = _field_types(kinds[section]) if section in kinds else {}
    for name, value in table.items():
        path = f"{section}.{name}" if section else name
        if isinstance(value, Mapping) and any(f"{kind}.".startswith(f"{path}.") for kind in kinds):
            yield from _unknown(value, kinds, path)
        elif name not in known and name not in (_tables_of(kinds[section]) if section in kinds else ()):
            yield path


def _suggestion(kinds: Mapping[str, type], key: str) -> str:
    known = [f"{section}.{name}" for section, kind in kinds.items() for name in _field_types(kind)]
    near = difflib.get_close_matches(key, known, n=3, cutoff=0.5)
    return (
        translate("Profile", "Did you mean {names}?").format(names=" or ".join(near))
        if near
        else translate("Profile", "There are: {names}.").format(names=", ".join(known))
    )
