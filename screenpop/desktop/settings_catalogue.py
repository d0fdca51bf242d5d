"""Which settings there are, in which groups: made from the rooms' own dataclasses, so that none can be missing."""

import dataclasses
import enum
import re
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from screenpop.language import translate

from .settings_words import Words, secret_words, setting_words


class Kind(enum.Enum):
    """How a setting is changed on the screen."""

    TOGGLE = enum.auto()
    CHOICE = enum.auto()
    NUMBER = enum.auto()
    TEXT = enum.auto()
    SECRET = enum.auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting. `key` is "section.key", or a secret's name in the keyring; `default` is as text in the file."""

    key: str
    kind: Kind
    words: Words
    default: str = ""

    @property
    def section(self) -> str:
        """The section of the file."""
        return self.key.rpartition(".")[0]

    def matches(self, search: str) -> bool:
        """Whether each word that is searched for is in its words or its key."""
        told = " ".join((self.words.title, self.words.help, self.key, *(title for _, title in self.words.choices)))
        return all(word in told.casefold() for word in search.casefold().split())


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that belong together."""

    title: str
    entries: tuple[Entry, ...]

    @property
    def is_weighty(self) -> bool:
        """Whether no call may come in any more once all of it is at its defaults."""
        return any(entry.section.partition(".")[0] in ("account", "delivery") for entry in self.entries)


def catalogue(kinds: Mapping[str, type]) -> list[Group]:
    """All groups. What a room has that no group here names is in the last one."""
    words, secrets = setting_words(), secret_words()
    entries = {entry.key: entry for entry in _entries(kinds, words)}
    groups = []
    for title, sections, names in _groups():
        own = [entry for key, entry in entries.items() if entry.section in sections]
        own += [Entry(name, Kind.SECRET, secrets[name]) for name in names]
        groups.append(Group(title, tuple(own)))
    placed = {entry.key for group in groups for entry in group.entries}
    others = tuple(entry for key, entry in entries.items() if key not in placed)
    return [*groups, Group(translate("Settings", "More"), others)] if others else groups


def in_titles(told: str, entries: Iterable[Entry]) -> str:
    """A sentence about settings, with what the screen calls them in the place of their names in the file.

    A name that is a common word, such as "screen", is one only where the sentence begins with it.
    """
    for entry in entries:
        name = entry.key.rpartition(".")[2]
        title = translate("Settings", "“{setting}”", "the name of a setting, in a sentence")
        told = told.replace(f"{entry.key} ", f"{name} ")
        place = rf"\b{name}\b" if "_" in name else rf"^{name}\b"
        told = re.sub(place, title.format(setting=entry.words.title), told)
    return told


def as_text(value: object) -> str:
    """A value as it is typed: what `config set` takes."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _groups() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Title, sections and secrets of each group, in the order of the page."""
    return (
        (translate("Settings", "Cards"), ("cards",), ()),
        (translate("Settings", "Looks and language"), ("ui",), ()),
        (translate("Settings", "Presence, history and contacts"), ("presence", "history", "contacts"), ()),
        (translate("Settings", "Account"), ("account",), ("client_secret", "password")),
        (
            translate("Settings", "Way in"),
            ("delivery", *(f"delivery.{kind}" for kind in ("relay", "lan", "url", "ssh", "ngrok", "loopback"))),
            ("ssh_passphrase", "ngrok_token"),
        ),
        (translate("Settings", "Presence of colleagues"), ("feed",), ()),
    )


def _entries(kinds: Mapping[str, type], words: Mapping[str, Words]) -> Iterator[Entry]:
    for section, kind in kinds.items():
        types = typing.get_type_hints(kind)
        for field in dataclasses.fields(kind):
            if types[field.name] not in _PLAIN and not _is_words(types[field.name]):
                continue
            key = f"{section}.{field.name}"
            of_it = words.get(key, Words(field.name.replace("_", " ").capitalize()))
            of_it = _with_choices(of_it, types[field.name])
            yield Entry(key, _kind_of(of_it, types[field.name]), of_it, as_text(field.default))


_PLAIN = (bool, int, float, str)


def _is_words(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, enum.StrEnum)


def _with_choices(words: Words, kind: type) -> Words:
    """An enum of words says by itself what it can be."""
    if words.choices or not issubclass(kind, enum.StrEnum):
        return words
    return dataclasses.replace(words, choices=tuple((str(word), str(word)) for word in kind))


def _kind_of(words: Words, kind: type) -> Kind:
    if words.choices:
        return Kind.CHOICE
    return {bool: Kind.TOGGLE, int: Kind.NUMBER, float: Kind.NUMBER}.get(kind, Kind.TEXT)
