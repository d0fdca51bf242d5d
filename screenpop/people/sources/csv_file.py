"""Contacts in a CSV file: as Google Contacts and Outlook export them, or as somebody wrote it."""

import codecs
import csv
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from screenpop.people.contact import Contact, Phone, Unreadable, a_name, a_note, marks_of, one_line
from screenpop.people.settings import SourceKind

from .base import SourceError
from .columns import Columns

_CHUNK: Final = 1 << 16
_SEPARATORS: Final = ",;\t|"
_MOST_FIELDS: Final = 40
_GUARDED: Final = ("=", "+", "-", "@", "'", "\t", "\r")


class CsvFile:
    """The file at `path`; it is read as it comes, never as a whole."""

    kind = SourceKind.CSV

    def __init__(self, name: str, path: Path, mapping: Mapping[str, str | Sequence[str]] | None = None) -> None:
        """`mapping` says which columns are what, where guessing would be wrong."""
        self.name = name
        self._path = path
        self._mapping = mapping or {}

    def version(self) -> str:
        """When the file was written, how long it is, and how it is read."""
        return f"{file_version(self._path)} {dict(self._mapping)}"

    def columns(self) -> Columns:
        """Which column is what. Raises SourceError."""
        return self._open()[0]

    def contacts(self) -> Iterator[Contact | Unreadable]:
        """A contact for each row; where a row cannot be read, its line. Raises SourceError."""
        columns, rows = self._open()
        columns.check()
        for line, row in rows:
            if isinstance(row, str):
                yield Unreadable(line, row)
            elif any(cell.strip() for cell in row):
                yield _contact(row, columns, line)

    def look_up(self, _number: str) -> Sequence[Contact]:
        """Nobody: the file was copied."""
        return ()

    def _open(self) -> tuple[Columns, Iterator[tuple[int, list[str] | str]]]:
        rows = _rows(self._path)
        try:
            first = next(rows, (1, []))[1]
        except OSError as error:
            raise SourceError(f"{self._path} cannot be read: {error.strerror or error}.") from error
        if isinstance(first, str) or not any(cell.strip() for cell in first):
            raise SourceError(f"{self._path} has no first line that names its columns.")
        return Columns(first, self._mapping), rows


def file_version(path: Path) -> str:
    """What tells whether a file was written since. Raises SourceError."""
    try:
        about = path.stat()
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror or error}.") from error
    return f"{about.st_mtime_ns} {about.st_size}"


def _rows(path: Path) -> Iterator[tuple[int, list[str] | str]]:
    """The line at which each row begins, and its cells, or why they cannot be read."""
    encoding = _encoding(path)
    with open(path, encoding=encoding, errors="replace", newline="") as file:
        head = file.readline()
        file.seek(0)
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=max(_SEPARATORS, key=head.count), strict=True)
        while True:
            line = lines.begin_row()
            try:
                yield line, next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                lines.read_again()
                yield line, f"it is no row of a CSV file ({error})"


class _Lines:
    """The lines of a file. A quote too many swallows what follows it: those lines are read again."""

    def __init__(self, file: Iterator[str]) -> None:
        self._file = file
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._line = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._file)
        self._row.append(line)
        return line

    def begin_row(self) -> int:
        """The line, from 1, at which the next row begins."""
        self._line += len(self._row)
        self._row.clear()
        return self._line

    def read_again(self) -> None:
        """Read all but the first line of this row again."""
        self._again.extendleft(reversed(self._row[1:]))
        del self._row[1:]


def _encoding(path: Path) -> str:
    """UTF-16 says so itself; what is no UTF-8 is taken for what Windows wrote in the West."""
    with open(path, "rb") as file:
        start = file.read(2)
        if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _contact(row: Sequence[str], columns: Columns, line: int) -> Contact | Unreadable:
    def cells(role: str) -> list[str]:
        return [_bare(row[place]) for place in columns.places.get(role, ()) if place < len(row)]

    def cell(role: str) -> str:
        return next((text for text in cells(role) if text.strip()), "")

    if len(row) > len(columns.headings) and any(text.strip() for text in row[len(columns.headings) :]):
        return Unreadable(line, f"it has {len(row)} cells, and there are {len(columns.headings)} columns")
    name = a_name(cell("name")) or a_name(" ".join(filter(None, (cell("first"), cell("middle"), cell("last")))))
    company = a_name(cell("company"))
    phones = tuple(_phones(row, columns))
    if not name and not company:
        return Unreadable(line, "it has neither a name nor a company")
    groups = cell("groups").replace(":::", ";").replace(",", ";").split(";")
    extra = [("title", cell("title")), ("email", cell("email")), ("url", cell("url")), ("id", cell("id"))]
    extra += [(key, _bare(row[place])) for place, key in columns.rest.items() if key and place < len(row)]
    fields = [(key, plain) for key, value in extra if (plain := one_line(value))]
    uid = one_line(cell("id")) or " | ".join((name, company, phones[0].text if phones else ""))
    return Contact(uid, name, company, phones, a_note(cell("note")), marks_of(groups), tuple(fields[:_MOST_FIELDS]))


def _phones(row: Sequence[str], columns: Columns) -> Iterator[Phone]:
    for place in columns.places["number"]:
        label = columns.labels.get(place)
        told = row[label] if label is not None and label < len(row) else columns.headings[place]
        cell = _bare(row[place]) if place < len(row) else ""
        for number in cell.split(":::"):
            if plain := one_line(number):
                yield Phone(plain, one_line(told.lstrip("* "), 40))


def _bare(cell: str) -> str:
    """A cell without the quote that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _GUARDED else cell
