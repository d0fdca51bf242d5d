"""Contacts in vCards, version 2.1 to 4.0: what a card says, and the files and folders that hold cards."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import vobject

from screenpop.people.contact import Contact, Phone, Unreadable, a_name, a_note, marks_of, one_line
from screenpop.people.settings import SourceKind

from .base import SourceError
from .csv_file import file_version

logging.getLogger("vobject").setLevel(logging.CRITICAL)
"""What it says of a line is that line, and so about a person."""

_LONGEST_CARD: Final = 4 << 20
"""Bytes; most of a long card is a photograph."""

_RAISED: Final = (vobject.base.VObjectError, ValueError, LookupError, TypeError, AttributeError)
"""What the library raises for a card that is none: also what its parts stumble over."""


class VCardFiles:
    """A file of cards, or all files `*.vcf` of a folder; read card by card."""

    kind = SourceKind.VCARD

    def __init__(self, name: str, path: Path) -> None:
        """Nothing is read yet."""
        self.name = name
        self._path = path

    def version(self) -> str:
        """When each file was written, and how long it is."""
        return " ".join(f"{path.name} {file_version(path)}" for path in self._files())

    def contacts(self) -> Iterator[Contact | Unreadable]:
        """A contact for each card; where one cannot be read, its line in its file. Raises SourceError."""
        for path in self._files():
            try:
                with open(path, "rb") as file:
                    yield from read_cards(file)
            except OSError as error:
                raise SourceError(f"{path} cannot be read: {error.strerror or error}.") from error

    def look_up(self, _number: str) -> Sequence[Contact]:
        """Nobody: the cards were copied."""
        return ()

    def _files(self) -> list[Path]:
        try:
            return sorted(self._path.glob("*.vcf")) if self._path.is_dir() else [self._path]
        except OSError as error:
            raise SourceError(f"{self._path} cannot be read: {error.strerror or error}.") from error


def read_cards(lines: Iterable[bytes]) -> Iterator[Contact | Unreadable]:
    """The contacts of a stream of cards."""
    card: list[bytes] = []
    size = begun = 0
    for number, line in enumerate(lines, start=1):
        word = line.strip().upper()
        if word == b"BEGIN:VCARD":
            if card:
                yield Unreadable(begun, "it has no end")
            card, size, begun = [], 0, number
        elif not begun:
            continue
        size += len(line)
        if size <= _LONGEST_CARD:
            card.append(line)
        if word == b"END:VCARD":
            yield _contact(b"".join(card), begun) if size <= _LONGEST_CARD else Unreadable(begun, "it is too long")
            card, begun = [], 0
    if begun:
        yield Unreadable(begun, "it has no end")


def _contact(card: bytes, line: int) -> Contact | Unreadable:
    try:
        text = card.decode()
    except UnicodeDecodeError:
        text = card.decode("cp1252", "replace")
    try:
        is_quoted = "QUOTED-PRINTABLE" in text.upper()
        contents = vobject.readOne(text, ignoreUnreadable=True, allowQP=is_quoted).contents
    except _RAISED as error:
        return Unreadable(line, f"it is no card that can be read ({type(error).__name__})")
    contact = _of_contents(contents)
    return contact if contact.title else Unreadable(line, "it has neither a name nor a company")


def _of_contents(contents: dict[str, list[Any]]) -> Contact:
    def first(key: str) -> str:
        return next((text for prop in contents.get(key, ()) if (text := _text(prop.value))), "")

    phones = tuple(phone for prop in contents.get("tel", ()) if (phone := _phone(prop)).text)
    name = a_name(first("fn")) or a_name(first("n"))
    company = a_name(first("org").split(";")[0])
    told = [(key, one_line(first(key))) for key in ("title", "email", "url", "nickname", "birthday")]
    groups = [group for prop in contents.get("categories", ()) for group in _words(prop.value)]
    uid = one_line(first("uid")) or " | ".join((name, company, phones[0].text if phones else ""))
    fields = tuple((key, value) for key, value in told if value)
    return Contact(uid, name, company, phones, a_note(first("note")), marks_of(groups), fields)


def _phone(prop: Any) -> Phone:
    number = _text(prop.value)
    if number[:4].casefold() == "tel:":
        number = number[4:]
    kinds = [kind.casefold() for kind in prop.params.get("TYPE", ())] + [
        kind.casefold() for kind in prop.singletonparams
    ]
    return Phone(one_line(number), next((one_line(kind, 40) for kind in kinds if kind not in ("voice", "pref")), ""))


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(_text(part) for part in value)
    return str(value).strip()


def _words(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else str(value).split(",")
    return [str(part) for part in parts]
