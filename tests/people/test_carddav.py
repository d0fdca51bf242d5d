import pytest

from screenpop.people.contacts import Contacts
from screenpop.people.index_writing import IndexWriter
from screenpop.people.refresh import refresh
from screenpop.people.sources.base import SourceError
from screenpop.people.sources.carddav import CardDav
from tests.people.radicale import Radicale
from tests.waiting import until


@pytest.fixture
async def radicale(tmp_path):
    server = Radicale(tmp_path)
    await until(server.answers)
    server.make_book("work")
    server.put("work", "david", "David <Ward> & Söhne", "(613) 234-6100")
    yield server
    server.stop()


@pytest.fixture
def contacts(tmp_path):
    made = Contacts(tmp_path / "contacts.db", "CA")
    yield made
    made.close()


def source(radicale, path=""):
    return CardDav("office", f"{radicale.url}{path}", "sam", "secret")


async def test_the_address_may_be_that_of_the_server_or_of_a_book(radicale):
    for path in ("", "sam/", "sam/work/"):
        assert [contact.name for contact in source(radicale, path).contacts()] == ["David <Ward> & Söhne"]


async def test_all_books_are_read_when_something_changed_and_only_then(radicale, contacts):
    radicale.make_book("home")
    for number in range(60):
        radicale.put("home", f"p{number}", f"Person {number}", f"514286{number:04}")
    writer = IndexWriter(contacts)
    assert refresh(writer, source(radicale)).read.contacts == 61
    assert contacts.of("+15142860059")[0].name == "Person 59"
    assert refresh(writer, source(radicale)).read is None
    radicale.put("work", "marie", "Marie", "418 525 0117")
    assert refresh(writer, source(radicale)).read.contacts == 62


async def test_a_server_that_is_down_or_refuses_changes_nothing(radicale, contacts):
    writer = IndexWriter(contacts)
    refresh(writer, source(radicale))
    refused = refresh(writer, CardDav("office", radicale.url, "sam", "wrong"))
    assert "refuses the user or the password" in refused.trouble
    radicale.stop()
    down = refresh(writer, source(radicale))
    assert "does not answer" in down.trouble
    assert contacts.sources()[0].trouble == down.trouble
    assert contacts.of("613 234 6100")[0].name == "David <Ward> & Söhne"


async def test_no_password_goes_over_a_wire_that_others_read():
    with pytest.raises(SourceError, match="https"):
        CardDav("office", "http://dav.example.com/", "sam", "secret").version()
