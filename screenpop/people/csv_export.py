"""Contacts as a CSV file that spreadsheets and other programs, and this one, read."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TextIO

from .contact import Contact, Mark

_LABELS: Final = {Mark.VIP: "VIP", Mark.NO_POP: "Do not pop"}
_RISKY: Final = ("=", "+", "-", "@", "'", "\t", "\r")


def write(file: TextIO, contacts: Callable[[], Iterable[Contact]]) -> int:
    """Write all contacts; how many. They are gone through twice: first to see which columns there are.

    `file` must be opened with `newline=""`.
    """
    names: dict[str, None] = {}
    phones = 1
    for contact in contacts():
        names.update(dict.fromkeys(key for key, _ in contact.fields))
        phones = max(phones, len(contact.phones))
    rows = csv.writer(file, quoting=csv.QUOTE_ALL)
    numbers = [f"Phone {number} - {what}" for number in range(1, phones + 1) for what in ("Label", "Value")]
    rows.writerow(["Name", "Company", *numbers, "Notes", "Labels", *names, "Source"])
    written = 0
    for contact in contacts():
        rows.writerow([harmless(cell) for cell in _cells(contact, phones, names)])
        written += 1
    return written


def harmless(cell: str) -> str:
    """The cell, with a quote before what a spreadsheet would take for a formula; telephone numbers are none."""
    is_number = cell[:1] == "+" and all(char.isdigit() or char in "+ ()-./" for char in cell)
    return f"'{cell}" if cell.startswith(_RISKY) and not is_number else cell


def _cells(contact: Contact, phones: int, names: Iterable[str]) -> Iterator[str]:
    yield from (contact.name, contact.company)
    for place in range(phones):
        phone: Sequence[str] = ("", "")
        if place < len(contact.phones):
            phone = (contact.phones[place].label, contact.phones[place].text)
        yield from phone
    yield contact.note
    yield " ::: ".join(_LABELS[mark] for mark in sorted(contact.marks))
    yield from (contact.field(name) for name in names)
    yield contact.source
