import csv
import io
import json
import sys

import pytest

from screenpop.cli.main import main
from screenpop.people.contacts import Contacts
from screenpop.profile.paths import Profile

ROWS = "Name,Company,Phone\nDavid Ward,Northern Freight,(613) 234-6100\n,,126\nMarie Tremblay,,418 525-0117\n"


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))

    def act(*words):
        code = main(["--profile", str(tmp_path / "profile"), *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return act


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_a_file_is_imported_and_who_calls_is_found(run, book):
    code, out, _ = run("contacts", "import", str(book))
    assert code == 0
    assert "number   Phone" in out
    assert "Line 3 was left out: it has neither a name nor a company." in out
    assert "2 contacts from book.csv." in out
    assert run("contacts", "lookup", "+16132346100")[1] == "David Ward  Northern Freight  (613) 234-6100  book.csv\n"
    assert run("contacts", "lookup", "126")[1] == "Nobody has this number.\n"
    assert "book.csv (import): 2 contacts\n" in run("contacts", "list", "tremblay")[1]


def test_all_of_it_as_json(run, book):
    told = json.loads(run("contacts", "import", str(book), "--json")[1])
    assert (told["contacts"], told["unreadable"]) == (2, [{"line": 3, "why": "it has neither a name nor a company"}])
    assert told["mapping"]["number"] == ["Phone"]
    (found,) = json.loads(run("contacts", "lookup", "613 234 6100", "--json")[1])
    assert (found["company"], found["source"]) == ("Northern Freight", "book.csv")
    listed = json.loads(run("contacts", "list", "--json")[1])
    assert [contact["name"] for contact in listed["contacts"]] == ["David Ward", "Marie Tremblay"]
    assert listed["sources"][0]["contacts"] == 2


def test_a_wrong_mapping_leaves_what_was_there(run, book):
    run("contacts", "import", str(book))
    code, _, err = run("contacts", "import", str(book), "--map", "number=Fon")
    assert (code, "no column 'Fon'" in err) == (1, True)
    assert run("contacts", "import", str(book), "--map", "Fon")[0] == 2
    assert "David" in run("contacts", "lookup", "+16132346100")[1]


def test_what_is_exported_can_be_imported_again(run, book, tmp_path):
    run("contacts", "import", str(book))
    assert run("contacts", "export", str(tmp_path / "out.csv"))[1].startswith("2 contacts")
    assert [row["Name"] for row in csv.DictReader(io.StringIO(run("contacts", "export")[1]))] == [
        "David Ward",
        "Marie Tremblay",
    ]
    run("contacts", "drop", "book.csv")
    assert run("contacts", "lookup", "+16132346100")[1] == "Nobody has this number.\n"
    run("contacts", "import", str(tmp_path / "out.csv"))
    assert "Northern Freight" in run("contacts", "lookup", "+16132346100")[1]
    assert run("contacts", "drop", "nobody")[0] == 1


def test_the_sources_of_the_settings_are_refreshed_and_imports_stay(run, book, tmp_path):
    run("contacts", "import", str(book), "--name", "once")
    program = f"[{json.dumps(sys.executable)}, '-c', 'print()', '{{number}}']"
    Profile(tmp_path / "profile").config.write_text(
        f"[contacts]\nrefresh_minutes = 5\n[[contacts.source]]\nkind = 'csv'\nname = 'work'\npath = '{book}'\n"
        f"mapping = {{ name = 'Name' }}\n[[contacts.source]]\nkind = 'command'\nname = 'crm'\ncommand = {program}\n"
        "[[contacts.source]]\nkind = 'vcard'\npath = '/nowhere/at/all.vcf'\n",
        encoding="utf-8",
    )
    code, out, _ = run("contacts", "refresh")
    assert code == 1
    assert "work: 2 contacts" in out
    assert "all.vcf: /nowhere/at/all.vcf cannot be read: No such file or directory." in out
    (sources,) = [json.loads(run("contacts", "list", "--json")[1])["sources"]]
    assert {source["name"] for source in sources} == {"once", "work", "all.vcf", "Colleagues"}
    Profile(tmp_path / "profile").config.write_text("[contacts]\ncolleagues = false\n", encoding="utf-8")
    assert run("contacts", "refresh")[0] == 0
    assert "once" in run("contacts", "list")[1]
    assert "work" not in run("contacts", "list")[1]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("kind = 'csv'", "needs path"),
        ("kind = 'fax'", "Invalid enum value"),
        ("kind = 'http'\nurl = 'https://crm.example.com/'", "needs {number}"),
        ("kind = 'csv'\npath = 'x'\nseconds = 0", "seconds must be"),
    ],
)
def test_a_source_that_makes_no_sense_is_told_with_the_file(run, tmp_path, source, why):
    Profile(tmp_path / "profile").create().config.write_text(f"[[contacts.source]]\n{source}\n", encoding="utf-8")
    code, out, _ = run("contacts", "refresh")
    assert (code, "[[contacts.source]]" in out, why in out) == (1, True, True)


def test_a_number_is_marked(run, tmp_path):
    run("contacts", "mark", "613 234 6100", "--no-pop", "--vip")
    contacts = Contacts(tmp_path / "profile" / "contacts.db", "CA")
    assert contacts.without_card() == {"+16132346100"}
    contacts.close()
