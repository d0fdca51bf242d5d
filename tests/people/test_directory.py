import pytest

from screenpop.people.directory import Directory
from tests.desktop.phone import Phone


@pytest.fixture
def directory():
    return Directory("CA", {"127": "Anna Ruiz"})


def test_people_are_named_with_their_extension(directory):
    assert directory.person("127") == "Anna Ruiz (127)"
    assert directory.person("131") == "131"
    assert (directory.name("127"), directory.name("131")) == ("Anna Ruiz", None)


def test_numbers_are_as_people_read_them(directory):
    assert directory.number("+16132379329") == "(613) 237-9329"
    assert directory.number("8001") == "8001"


def test_names_are_learned_from_colleagues_who_call_and_are_called(directory):
    phone = Phone()
    directory.learn(phone.ring("c1", name="Ben  Okafor", number="131", from_user="131", on_net=True)[-1].call)
    directory.learn(phone.ring("c2", user="133", dialled_name="Chloé Gagnon")[-1].call)
    assert directory.person("131") == "Ben Okafor (131)"
    assert directory.person("133") == "Chloé Gagnon (133)"


def test_the_name_of_a_queue_is_not_taken_for_that_of_the_colleague_whom_it_rings(directory):
    phone = Phone()
    directory.learn(phone.ring("c1", user="133", dialled="8001", dialled_name="Sales")[-1].call)
    assert directory.name("133") is None


def test_the_name_of_a_caller_from_outside_is_not_taken_for_a_colleagues(directory):
    phone = Phone()
    directory.learn(phone.ring("c1", from_user="120", on_net=False)[-1].call)
    assert directory.name("120") is None


def test_what_is_known_is_bounded(directory, monkeypatch):
    monkeypatch.setattr("screenpop.people.directory._KEPT", 3)
    directory.know({str(number): "somebody" for number in range(10)})
    assert [directory.name(str(number)) for number in (6, 7, 9)] == [None, "somebody", "somebody"]
