import pytest

from screenpop.people.contact import Mark, Phone, Unreadable
from screenpop.people.sources.base import SourceError
from screenpop.people.sources.vcard import VCardFiles

OLD = b"""BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Gagn=C3=A9;=C3=89lodie;;;\r
TEL;CELL;PREF:+16132346100\r
NOTE;ENCODING=QUOTED-PRINTABLE:Two=0D=0A=\r
lines\r
END:VCARD\r
"""
THREE = b"""begin:vcard
VERSION:3.0
FN:David Ward
N:Ward;David;;;
ORG:Northern Freight;Sales
item1.TEL;TYPE=work,voice:(613) 234-6101
CATEGORIES:Friends,VIP
UID:abc
EMAIL:david@example.com
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRg==
END:VCARD
"""
FOUR = """BEGIN:VCARD
VERSION:4.0
FN:Zoë
TEL;VALUE=uri;TYPE=home:tel:+1-613-234-6102
END:VCARD
""".encode()


def read(path):
    return list(VCardFiles("cards", path).contacts())


def test_cards_of_every_version_in_one_file(tmp_path):
    (tmp_path / "all.vcf").write_bytes(OLD + THREE + FOUR)
    elodie, david, zoe = read(tmp_path / "all.vcf")
    assert (elodie.name, elodie.note, elodie.phones) == ("Élodie Gagné", "Two lines", (Phone("+16132346100", "cell"),))
    assert (david.name, david.company, david.uid) == ("David Ward", "Northern Freight", "abc")
    assert (david.phones, david.marks) == ((Phone("(613) 234-6101", "work"),), {Mark.VIP})
    assert david.field("email") == "david@example.com"
    assert (zoe.name, zoe.phones) == ("Zoë", (Phone("+1-613-234-6102", "home"),))


def test_a_folder_of_cards_and_what_tells_that_it_changed(tmp_path):
    (tmp_path / "b.vcf").write_bytes(THREE)
    (tmp_path / "a.vcf").write_bytes(FOUR)
    (tmp_path / "readme.txt").write_text("no card")
    assert [contact.name for contact in read(tmp_path)] == ["Zoë", "David Ward"]
    before = VCardFiles("cards", tmp_path).version()
    (tmp_path / "c.vcf").write_bytes(OLD)
    assert VCardFiles("cards", tmp_path).version() != before


@pytest.mark.parametrize(
    "wrong",
    [
        b"BEGIN:VCARD\nVERSION:3.0\nTEL:613\nEND:VCARD\n",
        b"BEGIN:VCARD\nVERSION:3.0\nFN:Cut off\n",
        b"BEGIN:VCARD\nthis is; no property\nEND:VCARD\n",
        b"BEGIN:VCARD\nEND:VCARD\n",
    ],
)
def test_a_card_that_cannot_be_read_is_told_by_its_line_and_the_next_is_read(tmp_path, wrong):
    (tmp_path / "x.vcf").write_bytes(FOUR + wrong + THREE)
    found = read(tmp_path / "x.vcf")
    assert [contact.name for contact in found if not isinstance(contact, Unreadable)] == ["Zoë", "David Ward"]
    assert [row.where for row in found if isinstance(row, Unreadable)] == [6]


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        VCardFiles("cards", tmp_path / "no.vcf").version()
