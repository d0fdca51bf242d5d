import pytest
from hypothesis import given
from hypothesis import strategies as st

from screenpop.people.numbers import Kind, is_emergency, key, keys, line_type, read, same_number

COUNTRIES = st.sampled_from(["CA", "US", "FR", "DE", "GB", "IT", "JP"])
WRITTEN = st.text() | st.text("0123456789+()-. x*#;@", max_size=25)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("(613) 234-6100", Kind.PHONE),
        ("126", Kind.EXTENSION),
        ("*98", Kind.STAR_CODE),
        ("911", Kind.SHORT_CODE),
        ("sip:sam@example.com", Kind.SIP),
        ("anonymous", Kind.WITHHELD),
        ("", Kind.WITHHELD),
        ("+1613234610099999", Kind.OTHER),
        ("1800FLOWERS", Kind.OTHER),
    ],
)
def test_kinds(number, kind):
    assert read(number, "CA").kind is kind


@pytest.mark.parametrize(
    ("first", "second", "country"),
    [
        ("+16132346100", "613.234.6100", "CA"),
        ("+16132346100", "\u202a+1 613\u2011234\u20116100\u202c", "CA"),
        ("+16132346100", "tel:+1-613-234-6100", "FR"),
        ("+16132346100", "234-6100", "CA"),
        ("+16132346100", "613 234 6100 x12", "CA"),
        ("+33142685300", "01 42 68 53 00", "FR"),
        ("+16135550100", "6135550100", "CA"),
        ("+18003569377", "1800FLOWERS", "CA"),
        ("sip:Sam@example.com;transport=tcp", "sam@example.com", "CA"),
        ("126", " 126 ", "DE"),
    ],
)
def test_the_same_number_however_it_is_written(first, second, country):
    assert same_number(first, second, country)
    assert same_number(second, first, country)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("+16132346100", "+16132346101"),
        ("+16132346100", "346100"),
        ("+33142346100", "234-6100"),
        ("+16132346100 x1", "+16132346100 x2"),
        ("126", "1126"),
        ("", ""),
        ("anonymous", "anonymous"),
        ("*98", "98"),
    ],
)
def test_not_the_same_number(first, second):
    assert not same_number(first, second, "CA")
    assert not same_number(second, first, "CA")


@given(WRITTEN, COUNTRIES)
def test_whatever_is_written_is_read_and_the_same_as_itself(number, country):
    known = read(number, country)
    assert (known.e164 is None) == (known.kind is not Kind.PHONE)
    assert same_number(number, number, country) == bool(key(number, country))
    assert keys(number, country)[:1] == ((key(number, country),) if key(number, country) else ())
    if known.e164 is not None:
        assert same_number(known.e164, known.shown, country)
        assert key(number, country) == known.e164


@given(WRITTEN, WRITTEN, COUNTRIES)
def test_which_of_two_comes_first_does_not_matter(first, second, country):
    assert same_number(first, second, country) == same_number(second, first, country)


def test_kinds_of_lines_and_calls_for_help():
    assert line_type("+18003569377", "CA") == "toll-free"
    assert line_type("+33612345678", "CA") == "mobile"
    assert line_type("126", "CA") is None
    assert is_emergency("911", "CA")
    assert is_emergency("112", "FR")
    assert not is_emergency("126", "CA")
