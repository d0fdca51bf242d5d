import pytest
from hypothesis import given
from hypothesis import strategies as st

from screenpop.people.contact import Contact, Mark, Phone, Unreadable
from screenpop.people.csv_export import write
from screenpop.people.sources.base import SourceError
from screenpop.people.sources.csv_file import CsvFile

GOOGLE = """\
First Name,Middle Name,Last Name,Organization Name,Organization Title,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,\
Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Account Number
David,,Ward,Northern Freight,Buyer,"Prefers French.
Open order 20418.",* myContacts ::: VIP,* Work,david@example.com,* Work,(613) 234-6100 ::: 613-234-6101,Mobile,,77
"""
OUTLOOK = (
    "Title,First Name,Last Name,Company,Business Fax,Business Phone,Mobile Phone,Categories,Notes\r\n"
    "Ms.,Élodie,Gagné,,6135550000,613-555-0001,613-555-0002,Do not pop;Friends,\r\n"
)


def read(path, mapping=None):
    return list(CsvFile("book", path, mapping).contacts())


@pytest.fixture
def file(tmp_path):
    return tmp_path / "book.csv"


def test_google(file):
    file.write_text(GOOGLE, encoding="utf-8")
    (contact,) = read(file)
    assert (contact.name, contact.company) == ("David Ward", "Northern Freight")
    assert contact.phones == (Phone("(613) 234-6100", "Work"), Phone("613-234-6101", "Work"))
    assert contact.note == "Prefers French. Open order 20418."
    assert contact.marks == {Mark.VIP}
    assert (contact.field("email"), contact.field("title"), contact.field("account_number")) == (
        "david@example.com",
        "Buyer",
        "77",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_outlook_in_any_encoding_that_windows_writes(file, encoding):
    file.write_bytes(OUTLOOK.encode(encoding))
    (contact,) = read(file)
    assert contact.name == "Élodie Gagné"
    assert [phone.text for phone in contact.phones] == ["613-555-0001", "613-555-0002"]
    assert contact.marks == {Mark.NO_POP}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_plain_in_french(file, separator):
    rows = [["Prénom", "Nom", "Téléphone", "Entreprise"], ["Marie", "Tremblay", "418 525-0117", "Érable"]]
    file.write_text("\n".join(separator.join(row) for row in rows), encoding="utf-8")
    (contact,) = read(file)
    assert (contact.name, contact.company, contact.phones[0].text) == ("Marie Tremblay", "Érable", "418 525-0117")


def test_a_mapping_corrects_what_was_guessed(file):
    file.write_text("Kunde,Name,Ruf 1,Ruf 2\nNord AG,Ward,613 234 6100,126\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"numbers.*Ruf 1"):
        read(file)
    (contact,) = read(file, {"company": "kunde", "number": ("Ruf 1", "Ruf 2")})
    assert (contact.company, [phone.text for phone in contact.phones]) == ("Nord AG", ["613 234 6100", "126"])
    with pytest.raises(SourceError, match="no column 'Rufe'"):
        read(file, {"number": "Rufe"})
    with pytest.raises(SourceError, match="no 'phone' to map"):
        read(file, {"phone": "Ruf 1"})


def test_each_row_that_cannot_be_read_is_told_with_its_line_and_the_others_are_read(file):
    file.write_text(
        'Name,Phone\nDavid,613\n,6132346100\n"Anna" x,127\nBen,131,more,cells\n\n'
        'Eve "the" Third,5\n"Zoë,133\nFay,145\n',
        encoding="utf-8",
    )
    told = read(file)
    assert [contact.name for contact in told if isinstance(contact, Contact)] == ["David", 'Eve "the" Third', "Fay"]
    assert [row.where for row in told if isinstance(row, Unreadable)] == [3, 4, 5, 8]
    assert "neither a name" in next(row.why for row in told if isinstance(row, Unreadable))


def test_what_is_no_csv_file_says_so(file, tmp_path):
    for wrong in ("", "\n\n"):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(SourceError, match="names its columns"):
            read(file)
    with pytest.raises(SourceError, match="cannot be read"):
        read(tmp_path / "nothing.csv")


def test_another_file_or_mapping_is_another_version(file):
    file.write_text("Name,Phone\n", encoding="utf-8")
    first = CsvFile("book", file).version()
    assert CsvFile("book", file).version() == first != CsvFile("book", file, {"name": "Phone"}).version()
    file.write_text("Name,Phone\nA,1\n", encoding="utf-8")
    assert CsvFile("book", file).version() != first


TEXTS = st.text(st.characters(exclude_categories=("C", "Zl", "Zp", "Zs")) | st.just(" "), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)


@given(st.lists(st.tuples(TEXTS.filter(bool), TEXTS, TEXTS, TEXTS), min_size=1, max_size=5))
def test_no_cell_changes_the_structure_of_the_file(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "out.csv"
    contacts = [
        Contact(name, name, company, (Phone(number),), note, source="x")
        for name, company, number, note in rows
        if ":::" not in number and number
    ]
    with open(path, "w", encoding="utf-8", newline="") as file:
        assert write(file, lambda: contacts) == len(contacts)
    again = read(path)
    assert [(one.name, one.company, one.phones[0].text, one.note) for one in again] == [
        (one.name, one.company, one.phones[0].text, one.note) for one in contacts
    ]


def test_a_spreadsheet_finds_no_formula_and_still_the_numbers(file):
    contacts = [Contact("1", '=HYPERLINK("http://x")', "@SUM(1)", (Phone("+1 613 234 6100"),), "-2+3")]
    with open(file, "w", encoding="utf-8", newline="") as out:
        write(out, lambda: contacts)
    cells = file.read_text(encoding="utf-8").splitlines()[1]
    assert cells.startswith('"\'=HYPERLINK(""http://x"")","\'@SUM(1)","","+1 613 234 6100","\'-2+3"')
