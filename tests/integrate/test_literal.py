"""What is nearly JSON, and the exact place of what is not even that."""

import ast
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screenpop.integrate.errors import MessageError
from screenpop.integrate.literal import DEEPEST, parse

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=30)


def only(text):
    (value,) = parse(text)
    return value


def refusal(text):
    with pytest.raises(MessageError) as caught:
        parse(text)
    return str(caught.value)


@given(VALUES)
def test_json_is_read_as_json(value):
    assert only(json.dumps(value)) == value
    assert only(json.dumps(value, ensure_ascii=False, indent=2)) == value


@given(VALUES)
def test_pythons_spelling_is_read_as_python(value):
    assert only(repr(value)) == value


@given(TEXTS)
def test_pythons_escapes(value):
    assert only(ascii(value)) == ast.literal_eval(ascii(value))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("{u'msg': u'Chlo\\xe9', b'state': b'ready'}", {"msg": "Chloé", "state": "ready"}),
        ("'It\\'s \"he\"'", 'It\'s "he"'),
        ('"It\'s"', "It's"),
        (r'"\ud83d\ude00"', "😀"),
        (r'"\ud800x\udc00"', "\ufffdx\ufffd"),
        (r"'\U0001f600 \U00110000'", "😀 \ufffd"),
        (r'"\/ \q \x4 \u12"', r"/ \q \x4 \u12"),
        ("'line one\nline two\x00'", "line one\nline two\x00"),
        ("[None, True, False, null, true, false, NaN]", [None, True, False, None, True, False, None]),
        ("[1, -2, 3.5, 1e3, -0]", [1, -2, 3.5, 1000.0, 0]),
        ("{'a': Fri, 03 Mar 2017 18:47:50 +0000}", {"a": "Fri, 03 Mar 2017 18:47:50 +0000"}),
        ("[3 Mar 2017 18:47 GMT, 4]", ["3 Mar 2017 18:47 GMT", 4]),
        ("[2016-11-24 15:53:12, 2018-01-18T16:27:53.362820Z]", ["2016-11-24 15:53:12", "2018-01-18T16:27:53.362820Z"]),
        (" \r\n\t[ ] ", []),
    ],
)
def test_what_is_read_beyond_json(written, value):
    assert only(written) == value


def test_several_objects_one_after_the_other():
    assert parse("{'a': 1}\n{'b': 2}[3]") == [{"a": 1}, {"b": 2}, [3]]
    assert parse(" ") == []


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("{'a': 1", "At line 1, column 8: expected a comma or the end of the object, found the end of the text."),
        ("{'a': 1,\n 'b' 2}", "At line 2, column 6: expected a colon after the name of a field, found a number."),
        ("[1 2]", "At line 1, column 4: expected a comma or the end of the list, found a number."),
        ("[1,, 2]", "At line 1, column 4: expected a value, found ','."),
        ("{a: 1}", "At line 1, column 2: expected the name of a field in quotes, found 'a'."),
        ("{1: 1}", "At line 1, column 2: expected the name of a field in quotes, found a number."),
        ("[\n\n  'abc]", "At line 3, column 3: the text that begins here has no end."),
        ("[1, @]", "At line 1, column 5: '@' belongs nowhere here."),
        ("[\u202e]", "At line 1, column 2: '\\u202e' belongs nowhere here."),
        ("[__import__('os').abort()]", "At line 1, column 2: '_' belongs nowhere here."),
        ("[open('x')]", "At line 1, column 2: expected a value, found 'open'."),
        ("{} 5", "At line 1, column 4: expected the end of the message, found a number."),
        ("5 {} 'x'", "At line 1, column 6: expected the end of the message, found a text."),
        ("'a' 'b'", "At line 1, column 5: expected the end of the message, found a text."),
        ("{}}", "At line 1, column 3: expected the end of the message, found '}'."),
        ("[1e999]", "At line 1, column 2: the number 1e999 is too large."),
        ("[" + "9" * 5000 + "]", "At line 1, column 2: a number of 5000 characters is too long."),
        ("[Infinity]", "At line 1, column 2: expected a value, found 'Infinity'."),
        ("<html>", "At line 1, column 1: '<' belongs nowhere here."),
        ("", None),
    ],
)
def test_the_place_and_the_reason(written, complaint):
    if complaint is None:
        assert parse(written) == []
    else:
        assert refusal(written) == complaint


def test_nesting_has_an_end():
    assert only("[" * DEEPEST + "]" * DEEPEST)
    assert "nested more than 32 deep" in refusal("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))
    assert "nested more than 32 deep" in refusal("{'a': " * 5000)
