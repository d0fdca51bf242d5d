"""Links to call somebody: the number that they name, and nothing else that stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screenpop.platform.link import LinkError, number_in, number_of
from tests.naughty import NAUGHTY


@pytest.mark.parametrize(
    ("link", "number"),
    [
        ("tel:+1-613-324-6100", "+16133246100"),
        ("TEL:+1(613)324.6100;ext=12?x=y", "+16133246100"),
        ("tel:%2B1%20613%20324%206100", "+16133246100"),
        ("tel:863-1234;phone-context=+1-914-555", "+19145558631234"),
        ("tel:126", "126"),
        ("tel:*98", "*98"),
        ("callto:+16133246100", "+16133246100"),
        ("callto://6133246100", "6133246100"),
        ("sip:+16133246100@pbx.example.net;user=phone", "+16133246100"),
        ("sips:126@example.com:5061", "126"),
        ("tel:911", "911"),
    ],
)
def test_the_number_of_a_link(link, number):
    assert number_of(link, "example.com") == number


@pytest.mark.parametrize(
    "link",
    [
        *("", "tel:", "tel:abc", "mailto:a@b", "javascript:alert(1)", "file:///etc/passwd", "613", "tel:++1613"),
        *("sip:126@other.example", "sip:anna@example.com", "callto:anna.ruiz", "tel:" + "1" * 60, "tel:1;2\n3x" * 99),
        *("tel:--", "tel:+", "tel:613 324$(id)", "sip:@example.com"),
    ],
)
def test_what_names_nobody_calls_nobody(link):
    with pytest.raises(LinkError):
        number_of(link, "example.com")


@given(st.one_of(st.sampled_from(NAUGHTY), st.text()))
def test_whatever_a_link_holds_only_a_number_comes_out(text):
    for read, told in ((number_of, f"tel:{text}"), (number_of, f"sip:{text}"), (number_in, text)):
        try:
            number = read(told)
        except LinkError:
            continue
        assert set(number) <= set("+0123456789*#")
        assert len(number) <= 40


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Please call (613) 324-6100, thanks", "6133246100"),
        ("  +33 1 42 68 53 00\n", "+33142685300"),
        ("tel:+16133246100", "+16133246100"),
    ],
)
def test_the_number_in_a_text(text, number):
    assert number_in(text) == number


def test_a_text_without_a_number():
    with pytest.raises(LinkError):
        number_in("Call me")
