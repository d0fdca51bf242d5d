"""From bytes to values, whatever the bytes are."""

import json

import pytest

from screenpop.integrate.errors import MessageError
from screenpop.integrate.literal import DEEPEST
from screenpop.integrate.notation import BYTES_A_VALUE, FEWEST_VALUES, decode


def refusal(body):
    with pytest.raises(MessageError) as caught:
        decode(body)
    return str(caught.value)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": [1, 2.5, null, true, "\\u00e9"]}', {"a": [1, 2.5, None, True, "é"]}),
        (b"\xef\xbb\xbf{'a': None}", {"a": None}),
        (b'\xef\xbb\xbf{"a": null}', {"a": None}),
        (b'{"name": "Chlo\xe9"}', {"name": "Chlo\ufffd"}),
        (b'{"name": "\xed\xa0\x80"}', {"name": "\ufffd\ufffd\ufffd"}),
        (b'{"name": "\\ud800"}', {"name": "\ufffd"}),
        (b'{"name": "a\x00b\nc"}', {"name": "a\x00b\nc"}),
        (b'{"id": 18446744073709551617}', {"id": 2**64 + 1}),
        (b'{"a": 1}\n{"a": 2}', [{"a": 1}, {"a": 2}]),
        (b"5", 5),
    ],
)
def test_what_can_be_read(body, value):
    assert decode(body) == value


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        (b"", "At line 1, column 1: it is empty."),
        (b" \n ", "At line 1, column 1: it is empty."),
        (b"\xff\xfe{\x00}\x00", "'\\ufffd' belongs nowhere here"),
        (b"\x00", "'\\x00' belongs nowhere here"),
        (b'{"a": 1e999}', "At line 1, column 7: the number 1e999 is too large."),
        (b'{"a": ' + b"7" * 5000 + b"}", "At line 1, column 7: a number of 5000 characters is too long."),
        (b'{"calls": {"from": ', "At line 1, column 20: expected a value, found the end of the text."),
        (b"<!doctype html>", "At line 1, column 1: '<' belongs nowhere here."),
    ],
)
def test_what_cannot(body, complaint):
    assert complaint in refusal(body)


@pytest.mark.parametrize("depth", [DEEPEST + 1, 400, 900, 5000, 100_000])
@pytest.mark.parametrize(("begin", "end"), [(b"[", b"]"), (b'{"a":', b"}"), (b"{'a':", b"}")])
def test_nesting(depth, begin, end):
    inner = b"" if begin == b"[" else b"1"
    assert "nested more than" in (told := refusal(begin * depth + inner + end * depth)) or "crowds" in told


@pytest.mark.parametrize("depth", [DEEPEST + 1, 400, 3000])
def test_nesting_without_a_crowd(depth):
    """Deeper than Python itself could go, in a message that is long enough for so many values."""
    assert "nested more than 32 deep" in refusal(b"[" * depth + b" " * 60_000 + b"]" * depth)


def test_nesting_that_is_allowed():
    assert decode(b"[" * DEEPEST + b"]" * DEEPEST)
    assert decode(b'{"a":' * DEEPEST + b"1" + b"}" * DEEPEST)


def test_a_crowd_of_values_is_refused_and_a_long_text_is_not():
    few = FEWEST_VALUES - 1
    assert len(decode(b"[" + b"{}," * (few // 2) + b"{}]")) == few // 2 + 1
    assert "crowds" in refusal(b"[" + b"{}," * 20_000 + b"{}]")
    assert "crowds" in refusal(b"'" + b"\\x41" * 20_000 + b"'")
    spaced = b"[" + b",".join(b"1" + b" " * BYTES_A_VALUE for _ in range(5000)) + b"]"
    assert len(decode(spaced)) == 5000
    assert decode(b'"' + b"a" * 200_000 + b'"') == "a" * 200_000


def test_a_page_of_a_hundred_records_is_no_crowd():
    side = {"call_id": "1-a", "user": "126", "domain": "example.com", "name": None, "value": "+16133246100"}
    record = {"to": side, "from": side, "start_time": "2021-05-01T03:00:49", "duration": 1, "call_type": "Incoming"}
    body = json.dumps({"result": [record] * 100, "more": True, "cursor": "x"}, separators=(",", ":")).encode()
    assert len(decode(body)["result"]) == 100
