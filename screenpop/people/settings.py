"""Where contacts come from, as the settings say it.

[[contacts.source]]
kind = "csv"
path = "~/customers.csv"
mapping = { name = "Kunde", number = ["Telefon", "Mobil"] }
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

import msgspec


class SourceKind(enum.StrEnum):
    """What a source is. Of the last two, which are asked call by call, nothing is copied beforehand."""

    CSV = "csv"
    VCARD = "vcard"
    CARDDAV = "carddav"
    COLLEAGUES = "colleagues"
    COMMAND = "command"
    HTTP = "http"


@dataclass(frozen=True, slots=True)
class ContactsSettings:
    """`refresh_minutes`: how often sources are looked into for what changed; `colleagues`: whether they are one.

    `source` holds the tables [[contacts.source]], unread: see `read_sources`.
    """

    TABLES: ClassVar[tuple[str, ...]] = ("source",)

    refresh_minutes: int = 30
    colleagues: bool = True
    source: tuple[Mapping[str, Any], ...] = ()

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        if self.refresh_minutes < 1:
            raise ValueError("refresh_minutes must be 1 or more")


_NEEDED: Final = {
    SourceKind.CSV: "path",
    SourceKind.VCARD: "path",
    SourceKind.CARDDAV: "url",
    SourceKind.COMMAND: "command",
    SourceKind.HTTP: "url",
}


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One source. A file or folder has a `path`; a server a `url`, perhaps a `user` and a secret in the keyring.

    `command` is a program and its arguments. In `command` and the `url` of kind "http", `{number}` stands for the
    caller's number. `mapping` says which columns of a CSV file are what; `seconds` is how long an answer may take.
    """

    kind: SourceKind
    name: str = ""
    path: str = ""
    url: str = ""
    user: str = ""
    command: tuple[str, ...] = ()
    mapping: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    seconds: float = 3.0

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        needed = _NEEDED.get(self.kind)
        if needed and not getattr(self, needed):
            raise ValueError(f'a source of kind "{self.kind}" needs {needed}')
        if not 0 < self.seconds <= 30:
            raise ValueError("seconds must be more than 0 and at most 30")
        if self.kind in (SourceKind.COMMAND, SourceKind.HTTP) and "{number}" not in f"{self.url} {self.command[1:]}":
            raise ValueError(f'a source of kind "{self.kind}" needs {{number}} where the number belongs')

    @property
    def title(self) -> str:
        """What the source is called: its name, else what tells it apart."""
        program = Path(self.command[0]).name if self.command else ""
        return self.name or Path(self.path).name or urlsplit(self.url).hostname or program or self.kind.value

    @property
    def secret(self) -> str:
        """The name under which the keyring has its password or token."""
        return f"contacts_{self.title}"


def read_sources(tables: Sequence[Mapping[str, Any]]) -> list[SourceSettings]:
    """The sources that the tables describe. Raises ValueError, which names the table."""
    sources = []
    for number, table in enumerate(tables, start=1):
        try:
            sources.append(msgspec.convert(table, SourceSettings))
        except msgspec.ValidationError as error:
            raise ValueError(f"[[contacts.source]] number {number}: {error}.") from error
    return sources
