"""The answers of the API, in every form that they are known to take."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from screenpop.integrate.errors import ServerTrouble
from screenpop.integrate.wire import (
    User,
    bounded,
    is_web_page,
    read_cursor,
    read_message,
    read_retry_after,
    read_subscription,
    read_token,
    read_user,
)

EXPIRES = datetime(2018, 1, 18, 16, 27, 53, 362820, tzinfo=UTC)


def wire(**fields):
    return json.dumps(fields).encode()


@pytest.mark.parametrize("sub_id", ["5754713652854784", 5754713652854784])
@pytest.mark.parametrize(
    "events",
    [{"type": "calls", "user": "8814"}, [{"type": "calls", "user": 8814}], [{"type": "calls", "user": "8814"}, 7]],
)
def test_a_subscription(sub_id, events):
    read = read_subscription(
        wire(id=sub_id, post_uri="https://example.com/hook", expires="2018-01-18T16:27:53.362820", events=events)
    )
    assert (read.id, read.post_uri, read.expires) == ("5754713652854784", "https://example.com/hook", EXPIRES)
    assert read.users == {"8814"}
    assert read.enabled


@pytest.mark.parametrize(
    "strange",
    [
        {"events": "calls"},
        {"events": None},
        {"expires": 17},
        {"expires": "soon"},
        {"post_uri": 5},
        {"enabled": "yes"},
        {"new": {}},
    ],
)
def test_the_id_is_read_whatever_else_is_strange(strange):
    assert read_subscription(wire(id=7, **strange)).id == "7"


def test_a_subscription_that_is_off():
    assert not read_subscription(wire(id="1", enabled=False)).enabled


@pytest.mark.parametrize(
    "body", [b"", b"{", b"<html>", b"{}", b"[]", b'{"id": null}', b'{"id": "\xff"}', b'{"id": 1e999}']
)
def test_an_answer_that_is_none(body):
    with pytest.raises(ServerTrouble, match="read the subscription"):
        read_subscription(body)


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"id": 1, "events": ' + b'[{"a":' * 60_000])
def test_nesting_is_an_answer_that_is_none(body):
    with pytest.raises(ServerTrouble):
        read_subscription(body)
    assert read_message(body) == ""
    assert read_cursor(body, {}) is None


def test_a_user():
    assert read_user(
        wire(
            username="110@example.com",
            user=110,
            domain="example.com",
            first_name="Sam",
            last_name="Lee",
            scope="Basic User",
        )
    ) == User("110", "example.com", "Sam Lee", None, "Basic User")
    assert read_user(wire(user="110", first_name=None, last_name="", time_zone="US/Pacific")) == User(
        "110", time_zone="US/Pacific"
    )


@pytest.mark.parametrize(
    ("told", "lifetime"),
    [(3599, 3599), ("1094", 1094), (0, None), (-5, None), ("soon", None), (None, None), ("inf", None), ("nan", None)],
)
def test_the_lifetime_of_a_token(told, lifetime):
    answer = read_token(wire(access_token="t", expires_in=told, expires="2018-01-18T16:27:53.362820", user_id=110))
    assert answer.lifetime == (None if lifetime is None else timedelta(seconds=lifetime))
    assert (answer.expires, answer.user) == (EXPIRES, "110")


@pytest.mark.parametrize(
    ("body", "headers", "cursor"),
    [
        (b'{"cursor": "x#y==", "more": true, "result": []}', {}, "x#y=="),
        (b'{"cursor": "x#y==", "more": false, "result": []}', {}, None),
        (b'{"cursor": "x#y==", "result": []}', {}, "x#y=="),
        (b'{"cursor": null, "more": true}', {}, None),
        (b"[]", {"more": "true", "cursor": "abc"}, "abc"),
        (b"[]", {"More": "False", "Cursor": "abc"}, None),
        (b"[]", {}, None),
        (b'{"cursor": 12, "more": "True"}', {}, "12"),
        (b"nonsense", {"cursor": "abc"}, None),
        (b"\xff", {}, None),
    ],
)
def test_where_the_next_page_begins(body, headers, cursor):
    assert read_cursor(body, httpx.Headers(headers)) == cursor


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"status": 403, "message": "Access Forbidden"}', "Access Forbidden"),
        (b'{"error": "invalid_grant", "error_description": "Wrong password"}', "Wrong password"),
        (b'{"error": "invalid_grant"}', "invalid_grant"),
        (b'{"message": {"a": 1}}', ""),
        (b"[1]", ""),
        (b"<html>", ""),
        (wire(message="x" * 1000), "x" * 200),
    ],
)
def test_the_phone_systems_own_word(body, message):
    assert read_message(body) == message


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5", 5),
        (" 12 ", 12),
        ("0", 0),
        ("9" * 6000, 3600),
        ("-1", None),
        ("\u00b2", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(text, seconds):
    assert read_retry_after(text) == (None if seconds is None else timedelta(seconds=seconds))


def test_pauses_are_believed_up_to_an_hour():
    assert bounded(10**300) == timedelta(hours=1)
    assert bounded(2.5) == timedelta(seconds=2.5)


@given(st.binary(max_size=200))
def test_no_answer_raises_anything_but_trouble(body):
    for read in (read_user, read_subscription, read_token):
        try:
            read(body)
        except ServerTrouble:
            continue
    assert isinstance(read_message(body), str)


def test_a_web_page_is_no_answer():
    assert is_web_page(httpx.Headers({"content-type": "Text/HTML; charset=utf-8"}))
    assert not is_web_page(httpx.Headers({"content-type": "application/vnd.integrate.v1.9.0+json"}))
    assert not is_web_page(httpx.Headers())
