"""The feed's secret and the members' key."""

import base64
import hashlib

import pytest

from screenpop.feed.keys import FeedError, kept_channel, kept_member_key, member_key
from tests.relay.desk import Keyring

SECRET = "s" * 43
READING = base64.urlsafe_b64encode(hashlib.sha256(SECRET.encode()).digest()).decode().rstrip("=")


def test_a_member_gets_the_same_key_from_both():
    assert member_key(SECRET) == member_key(f"member-{READING}")
    assert member_key(SECRET).told == f"member-{READING}"
    assert member_key(SECRET).board.secret == READING
    assert member_key(SECRET).reports_to("https://relay") == f"https://relay/hook/{READING}"


def test_a_key_that_begins_like_a_members_is_none():
    secret = "member-" + "s" * 36
    assert member_key(secret).board.secret != "s" * 36


def test_the_feed_makes_its_secret_once():
    store = Keyring()
    channel = kept_channel(store)
    assert store.kept == {"feed_secret": channel.secret}
    assert kept_channel(store) == channel


def test_a_member_needs_to_be_given_one():
    with pytest.raises(FeedError, match="config secret feed_secret"):
        kept_member_key(Keyring())


def test_the_feed_refuses_a_members_key():
    store = Keyring()
    store.set("feed_secret", member_key(SECRET).told)
    with pytest.raises(FeedError, match="cannot write"):
        kept_channel(store)


@pytest.mark.parametrize("secret", ["", "short", "s" * 44, "é" * 43, "member-" + "s" * 42, "reader-" + "s" * 43])
def test_what_is_no_key(secret):
    with pytest.raises(FeedError, match="not right"):
        member_key(secret)


def test_no_key_shows_itself():
    assert READING not in repr(member_key(SECRET))
    assert SECRET not in repr(member_key(SECRET))
