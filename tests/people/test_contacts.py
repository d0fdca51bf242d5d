import threading

import pytest

from screenpop.people.contact import Contact, Mark, Phone, Unreadable
from screenpop.people.contacts import Contacts
from screenpop.people.index_file import IndexTrouble
from screenpop.people.index_writing import Cancelled, Follow, IndexWriter


@pytest.fixture
def contacts(tmp_path):
    made = Contacts(tmp_path / "contacts.db", "CA")
    yield made
    made.close()


@pytest.fixture
def writer(contacts):
    return IndexWriter(contacts)


def person(name, *numbers, **more):
    return Contact(more.pop("uid", name), name, phones=tuple(Phone(number) for number in numbers), **more)


DAVID = person("David Ward", "(613) 234-6100", company="Northern Freight")
MARIE = person("Marie Tremblay", "+1 418 525 0117")


def names(found):
    return [contact.name for contact in found]


def test_a_contact_is_found_by_any_spelling_of_any_of_their_numbers(contacts, writer):
    writer.replace("book", "csv", [person("David Ward", "(613) 234-6100", "126", "sip:David@Example.com"), MARIE])
    for number in ("+16132346100", "613-234-6100", "126", "sip:david@example.com"):
        assert names(contacts.of(number)) == ["David Ward"]
    assert contacts.of("+16132346101") == contacts.of("") == contacts.of("anonymous") == ()
    assert contacts.count() == 2


def test_a_number_without_its_area_code_is_found_after_those_that_are_sure(contacts, writer):
    writer.replace("book", "csv", [person("Nearly", "234-6100"), DAVID])
    assert names(contacts.of("+16132346100")) == ["David Ward", "Nearly"]
    assert names(contacts.of("+15142346100")) == ["Nearly"]
    assert contacts.of("+33142346100") == ()


def test_the_first_source_is_the_better_until_the_agent_chooses(contacts, writer):
    other = person("D. Ward, private", "+16132346100")
    writer.replace("home", "csv", [other])
    writer.replace("work", "csv", [DAVID])
    writer.arrange(["work", "home"])
    assert names(contacts.of("+16132346100")) == ["David Ward", "D. Ward, private"]
    writer.choose("613 234 6100", contacts.of("+16132346100")[1])
    assert names(contacts.of("+16132346100")) == ["D. Ward, private", "David Ward"]
    writer.replace("home", "csv", [MARIE, other])
    assert names(contacts.of("+16132346100")) == ["D. Ward, private", "David Ward"]
    assert contacts.choices() == [("+16132346100", "home", "D. Ward, private")]


def test_a_source_that_breaks_off_changes_nothing(contacts, writer):
    writer.replace("book", "csv", [DAVID], version="1")

    def broken():
        yield MARIE
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        writer.replace("book", "csv", broken(), version="2")
    assert names(contacts.all()) == ["David Ward"]
    assert (contacts.count(), writer.version("book")) == (1, "1")


def test_old_contacts_are_found_until_the_new_ones_are_complete(contacts, writer):
    writer.replace("book", "csv", [DAVID])
    seen = []

    def rows():
        for number in range(1200):
            yield person(f"Person {number}", f"+1613235{number:04}")
            seen.append((contacts.count(), len(contacts.of("+16132346100")), len(contacts.of("+16132350001"))))

    writer.replace("book", "csv", rows())
    assert set(seen) == {(1, 1, 0)}
    assert contacts.count() == 1200
    assert contacts.of("+16132346100") == ()


def test_a_reading_can_be_cancelled_and_tells_how_far_it_is(contacts, writer):
    told, enough = [], threading.Event()

    def progress(done):
        told.append(done)
        if done >= 1000:
            enough.set()

    rows = (person(f"Person {number}") for number in range(5000))
    with pytest.raises(Cancelled):
        writer.replace("book", "csv", rows, follow=Follow(progress=progress, cancelled=enough.is_set))
    assert told == [500, 1000]
    assert list(contacts.all()) == []


def test_rows_that_cannot_be_read_are_counted_and_told(contacts, writer):
    told = []
    writer.replace("book", "csv", [DAVID, Unreadable(3, "no name"), MARIE], follow=Follow(unreadable=told.append))
    assert told == [Unreadable(3, "no name")]
    (status,) = contacts.sources()
    assert (status.name, status.kind, status.contacts, status.unreadable, status.trouble) == ("book", "csv", 2, 1, None)
    assert status.read == status.tried is not None


def test_a_source_that_is_down_says_so_and_keeps_its_contacts(contacts, writer):
    writer.replace("book", "carddav", [DAVID], version="1")
    writer.failed("book", "carddav", "The server does not answer.")
    (status,) = contacts.sources()
    assert (status.contacts, status.trouble) == (1, "The server does not answer.")
    assert names(contacts.of("+16132346100")) == ["David Ward"]
    assert writer.version("book") is None


def test_what_a_source_says_when_it_is_asked_is_kept_for_that_number_alone(contacts, writer):
    writer.keep("crm", "http", "+16132346100", [person("David Ward")])
    writer.keep("crm", "http", "+14185250117", [MARIE])
    writer.keep("crm", "http", "(613) 234-6100", [person("David B. Ward")])
    assert names(contacts.of("+16132346100")) == ["David B. Ward"]
    assert names(contacts.of("+14185250117")) == ["Marie Tremblay"]
    assert contacts.count() == 2


def test_search_finds_words_in_any_order_and_numbers(contacts, writer):
    writer.replace("book", "csv", [DAVID, MARIE, person("Élodie Gagné", fields=(("email", "elodie@example.com"),))])
    assert names(contacts.search("ward north", 10)) == ["David Ward"]
    assert names(contacts.search("gagne")) == names(contacts.search("elodie@example")) == ["Élodie Gagné"]
    assert names(contacts.search("613-234-6100")) == ["David Ward"]
    assert names(contacts.search("", 2)) == ["David Ward", "Marie Tremblay"]
    assert contacts.search('"OR* NEAR(') == []


def test_calls_without_a_card_are_those_of_marked_contacts_and_numbers(contacts, writer):
    writer.replace("book", "csv", [person("Spam", "+16132340000", marks=frozenset({Mark.NO_POP, Mark.VIP})), DAVID])
    writer.mark("(418) 525-0117", [Mark.NO_POP])
    writer.mark("514 286 1234", [Mark.VIP])
    assert contacts.without_card() == {"+16132340000", "+14185250117"}
    assert contacts.marks("+15142861234") == {Mark.VIP}
    writer.mark("(418) 525-0117", [])
    assert contacts.without_card() == {"+16132340000"}


def test_forgetting_a_number_keeps_the_users_own_contacts(contacts, writer):
    writer.replace("book", "csv", [DAVID])
    writer.keep("crm", "http", "+16132346100", [person("David at the CRM")])
    writer.choose("+16132346100", DAVID)
    writer.mark("+16132346100", [Mark.VIP])
    assert writer.forget("613 234 6100") == 3
    assert names(contacts.of("+16132346100")) == ["David Ward"]
    assert (contacts.choices(), contacts.marked()) == ([], [])


def test_a_source_that_is_not_wanted_any_more_goes(contacts, writer):
    writer.replace("book", "csv", [DAVID])
    writer.drop("book")
    writer.drop("nothing")
    assert (contacts.of("+16132346100"), contacts.sources()) == ((), [])


def test_an_index_that_is_none_says_what_to_do(tmp_path):
    (tmp_path / "contacts.db").write_bytes(b"no database, but a long enough text to be taken for one" * 50)
    with pytest.raises(IndexTrouble, match="made anew"):
        Contacts(tmp_path / "contacts.db", "CA")


def test_whoever_reads_learns_that_somebody_wrote(contacts, writer):
    before = contacts.version()
    writer.replace("book", "csv", [DAVID])
    assert contacts.version() != before
