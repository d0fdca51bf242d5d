"""No input can crash the reader, hang it, or make it take more than a few times its own size of memory."""

import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from screenpop.calls.events import CallEvent, CallRecord
from screenpop.integrate.messages import MessageError, read, read_active_calls, read_records
from tests.integrate.samples import READY, RINGING, SAMPLES

READERS = (read, read_active_calls, read_records)
FRAGMENTS = (
    *(b"{", b"}", b"[", b"]", b",", b":", b"'", b'"', b"\\", b"null", b"None", b"True", b"-", b"1e999", b"9" * 400),
    *(b"calls", b"from", b"to", b"state", b"call_id", b"ringing", b"\\ud800", b"\xff", b"\x00", b"\xef\xbb\xbf"),
    *(b"Fri, 03 Mar 2017 18:47:50 +0000", b"'calls': ", b"{'from': {'call_id': 1}}", b" ", b"\n", b"e", b".5", b"u'"),
)


def survives(body):
    for reader in READERS:
        for event in read_or_refuse(reader, body):
            for text in texts_of(event):
                text.encode()


def read_or_refuse(reader, body):
    try:
        return reader(body)
    except MessageError:
        return ()


def texts_of(event):
    if isinstance(event, CallEvent):
        sides = [event.originator, *([event.target] if event.target else [])]
    elif isinstance(event, CallRecord):
        sides = [event.originator, event.target]
    else:
        return
    for side in sides:
        yield from (text for text in (side.call_id, side.user, side.domain, side.number, side.name) if text)


@given(st.binary(max_size=400))
@example(b"")
def test_bytes(body):
    survives(body)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map(b"".join))
def test_fragments(body):
    survives(body)


@given(st.sampled_from(SAMPLES), st.data())
def test_mutated_samples(sample, data):
    body = bytearray(sample)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body)))
        length = data.draw(st.integers(0, 12))
        body[at : at + length] = data.draw(st.sampled_from(FRAGMENTS) | st.binary(max_size=4))
    survives(bytes(body))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["calls", "cdrs", "result", "from", "to", "by", "state", "call_id", "user", "start_time", "msg"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)


@given(JSON)
def test_well_formed_nonsense(value):
    survives(repr(value).encode("utf-8", "surrogatepass"))


@given(st.sampled_from(SAMPLES), st.integers(0, 2000))
def test_truncated_samples(sample, length):
    survives(sample[:length])


SIZE = 64 * 1024


def filled(unit, head=b"", tail=b""):
    return head + unit * ((SIZE - len(head) - len(tail)) // len(unit)) + tail


HOSTILE = {
    "deep lists": b"[" * SIZE,
    "deep objects": filled(b'{"a":'),
    "deep Python": filled(b"{'a': "),
    "empty lists": filled(b"[],", b"[", b"1]"),
    "small objects": filled(b'{"a":0},', b"[", b"0]"),
    "as many objects as pass": filled(b'{"a":0},' + b" " * 24, b"[", b"0]"),
    "as many Python objects as pass": filled(b"{'a':None}," + b" " * 21, b"[", b"0]"),
    "as many calls as pass": filled(b"{'from':{'call_id':1,'x':2},'to':None}," + b" " * 42, b'{"calls":[', b"{}]}"),
    "many texts": filled(b"'ab'," + b" " * 11, b"[", b"0]"),
    "many fields": b"{" + b",".join(b'"k%015d":0' % number for number in range(SIZE // 21)) + b"}",
    "a huge number": b"9" * SIZE,
    "a huge exponent": b"1e" + b"9" * SIZE,
    "broken UTF-8": b'"' + b"\xff" * SIZE + b'"',
    "one wide character": b"'" + "😀".encode() + b"a" * SIZE + b"'",
    "escapes": filled(b"\\n", b"'", b"'"),
    "surrogates": filled(b"\\ud800", b'"', b'"'),
    "a text without an end": b"'" + b"a" * SIZE,
    "escapes without an end": filled(b"\\'", b"'"),
    "NUL": b"\0" * SIZE,
    "blanks": b" " * SIZE,
    "words": filled(b"None "),
    "objects one after the other": filled(b"{}" + b" " * 14),
    "a huge name": RINGING.replace(b"David Ward", b"D" * SIZE),
    "notices": filled(READY + b",", b"[", b"0]"),
    "dates": filled(b"Fri, 03 Mar 2017 18:47:50 +0000,", b"[", b"0]"),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_memory_stays_within_a_few_times_the_size(body):
    survives(body)
    for reader in READERS:
        tracemalloc.start()
        read_or_refuse(reader, body)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 10 * len(body), f"{reader.__name__} took {peak / len(body):.1f} times the size"
