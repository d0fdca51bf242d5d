import pytest

from screenpop.people.caller import Caller, identify


@pytest.mark.parametrize(
    ("number", "shown", "e164"),
    [
        ("+16132346100", "(613) 234-6100", "+16132346100"),
        ("6132346100", "(613) 234-6100", "+16132346100"),
        ("(613) 234-6100", "(613) 234-6100", "+16132346100"),
        ("+12125551234", "(212) 555-1234", "+12125551234"),
        ("+33142685300", "+33 1 42 68 53 00", "+33142685300"),
    ],
)
def test_numbers_are_national_at_home_and_international_abroad(number, shown, e164):
    caller = identify(number, None, "CA")
    assert (caller.number, caller.e164) == (shown, e164)


def test_home_is_where_the_account_is():
    assert identify("+33142685300", None, "FR").number == "01 42 68 53 00"
    assert identify("+16132346100", None, "FR").number == "+1 613-234-6100"


@pytest.mark.parametrize(
    "number",
    ["126", "*98", "613", "+13339981", "sip:sam@example.com", "911", "+1613234610099999", "٦١٣٢٣٤٦١٠٠", "1800FLOWERS"],
)
def test_what_is_no_phone_number_is_shown_as_it_came(number):
    caller = identify(number, None, "CA")
    assert (caller.number, caller.e164, caller.title) == (number, None, number)


@pytest.mark.parametrize("number", [None, "", " ", "anonymous", "Anonymous"])
def test_a_withheld_number(number):
    caller = identify(number, None, "CA")
    assert (caller.number, caller.e164, caller.title) == ("", None, "Withheld number")
    assert identify(number, "David Ward", "CA").title == "David Ward"


@pytest.mark.parametrize("name", ["6132346100", "+16132346100", "(613) 234-6100", "1 613 234 6100", "", "  ", None])
def test_a_name_that_only_repeats_the_number_is_none(name):
    caller = identify("+16132346100", name, "CA")
    assert (caller.name, caller.title, caller.initials) == ("", "(613) 234-6100", "")


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("David Ward", "DW"),
        ("David", "D"),
        ("marie claire tremblay", "MT"),
        ("Élodie Gagné", "ÉG"),
        ("<b>David</b>", "B"),
        ("(Sales) Bob", "SB"),
        ("3M Canada", "3C"),
        ("!!! ???", ""),
        ("ßeta", "S"),
    ],
)
def test_initials(name, initials):
    assert identify("126", name, "CA").initials == initials


def test_a_name_is_one_line_of_text():
    assert identify("126", " David \n\t Ward ", "CA").name == "David Ward"


def test_the_seed_is_the_same_however_the_number_was_written():
    assert identify("+16132346100", "A", "CA").seed == identify("6132346100", None, "CA").seed
    assert identify(None, "David", "CA").seed == "David"
    assert Caller("126", None, "").seed == "126"
