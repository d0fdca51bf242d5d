"""Invites, written and read; and those that nobody with good intentions would send."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screenpop.invites.invite import LARGEST, Invite, InviteError, read_file, read_link

WHOLE = Invite(
    api_url="https://pbx.example.com/api",
    client_id="desk-4711",
    redirect_port=17126,
    grant="authorization_code",
    way="relay",
    relay="https://relay.example.com",
    feed="https://relay.example.com:8443/feed/office",
)
GOOD = {"version": 1, "api_url": "https://pbx.example.com/api", "client_id": "desk"}


def written(**fields):
    """A file that says this, beside what every invite says; None leaves a field out."""
    return json.dumps({key: value for key, value in (GOOD | fields).items() if value is not None}).encode()


def linked(**fields):
    return "screenpop:invite?" + urlencode({key: value for key, value in (GOOD | fields).items() if value is not None})


def refusal(read, told):
    with pytest.raises(InviteError) as refused:
        read(told)
    assert str(refused.value).startswith("This invite is refused: ")
    assert "Nothing was changed." in str(refused.value)
    assert str(refused.value).isprintable()
    return refused.value.why


@pytest.mark.parametrize("invite", [WHOLE, Invite("https://pbx.example.com/api", "desk")])
def test_what_is_written_is_read(invite):
    assert read_file(invite.to_file()) == invite
    assert read_link(invite.to_link()) == invite


def test_a_file_can_be_read_by_people_and_a_link_says_where_it_leads():
    assert json.loads(WHOLE.to_file()) == {
        "version": 1,
        "api_url": "https://pbx.example.com/api",
        "client_id": "desk-4711",
        "redirect_port": 17126,
        "grant": "authorization_code",
        "way": "relay",
        "relay": "https://relay.example.com",
        "feed": "https://relay.example.com:8443/feed/office",
    }
    link = Invite("https://pbx.example.com/api", "desk").to_link()
    assert link == "screenpop:invite?version=1&api_url=https%3A%2F%2Fpbx.example.com%2Fapi&client_id=desk"


@pytest.mark.parametrize(
    "head", ["screenpop:invite?", "screenpop://invite?", "screenpop://invite/?", "SCREENPOP:invite?"]
)
def test_a_link_is_read_as_systems_and_browsers_hand_it_on(head):
    assert read_link(f" {linked().replace('screenpop:invite?', head)}\n") == Invite(GOOD["api_url"], "desk")


@pytest.mark.parametrize(
    "address",
    [
        "https://pbx.example.com",
        "https://pbx.example.com:8443/api/",
        "https://xn--bcher-kva.example/api",
        "https://192.0.2.7/api",
        "https://[2001:db8::1]:8443/api",
        "http://127.0.0.1:17200/api",
        "http://localhost:17200/api",
        "http://[::1]:17200/api",
    ],
)
def test_addresses_that_are_good(address):
    assert read_file(written(api_url=address)).api_url == address


@pytest.mark.parametrize("field", ["api_url", "relay", "feed"])
@pytest.mark.parametrize(
    "address",
    [
        "",
        "pbx.example.com",
        "//pbx.example.com/api",
        "http://pbx.example.com/api",
        "http://127.0.0.1.example.com/api",
        "http://localhost@evil.example/api",
        "https://user@pbx.example.com/api",
        "https://user:hush@pbx.example.com/api",
        "https://pbx.example.com@evil.example/api",
        "https://pbx.example.com\\@evil.example/api",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://pbx.example.com/",
        "data:text/html,x",
        "screenpop:invite?api_url=x",
        "HTTPS://pbx.example.com/api",
        "https:///api",
        "https://.example.com/",
        "https://pbx.example.com:0/",
        "https://pbx.example.com:65536/",
        "https://pbx.example.com:443443443/",
        "https://pbx.example.com:/",
        "https://pbx.example.com/api?token=x",
        "https://pbx.example.com/api#x",
        "https://pbx.example.com/a b",
        " https://pbx.example.com/api",
        "https://pbx.example.com/api ",
        "https://pbx.example.com/api\n",
        'https://pbx.example.com/api"\n[account]\nclient_id = "evil',
        "https://pbx.example.com/\x00api",
        "https://pbx.example.com/\x1b[2Japi",
        "https://pbx.example.com/\u202emoc.elpmaxe",
        "https://pbx.ex\u0430mple.com/api",
        "https://pbx.example.com/é",
        "https://pbx.example.com／api",
        "https://pbx.example。com/api",
        "https://[::1/api",
        "https://pbx.example.com/" + "a" * 500,
    ],
)
def test_addresses_that_are_not(field, address):
    why = refusal(read_file, written(**{field: address}))
    assert field in why
    assert field in refusal(read_link, linked(**{field: address}))


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"client_id": ""}, "does not say the client_id"),
        ({"client_id": None}, "client_id"),
        ({"api_url": None}, "api_url"),
        ({"client_id": "a b"}, "client_id"),
        ({"client_id": "a\nb"}, "client_id"),
        ({"client_id": "dé"}, "client_id"),
        ({"client_id": "d" * 201}, "client_id"),
        ({"client_id": "a\u202eb"}, "client_id"),
        ({"redirect_port": 0}, "redirect_port"),
        ({"redirect_port": 80}, "redirect_port"),
        ({"redirect_port": -1}, "redirect_port"),
        ({"redirect_port": 65536}, "redirect_port"),
        ({"redirect_port": 1 << 70}, "redirect_port"),
        ({"redirect_port": "9" * 5000}, "wrong kind"),
        ({"grant": "implicit"}, "grant must be one of authorization_code"),
        ({"way": "carrier_pigeon"}, "way must be one of"),
        ({"way": "relay"}, "does not say where the relay is"),
        ({"version": 2}, "a newer ScreenPop may know it"),
        ({"version": None}, "no version"),
    ],
)
def test_values_that_make_no_sense(fields, word):
    assert word in refusal(read_file, written(**fields))
    assert word in refusal(read_link, linked(**fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"api_url": 7},
        {"api_url": ["https://pbx.example.com/api"]},
        {"client_id": {"a": "b"}},
        {"redirect_port": "17126"},
        {"redirect_port": 17126.5},
        {"redirect_port": True},
        {"grant": 1},
        {"way": []},
    ],
)
def test_values_of_the_wrong_kind(fields):
    assert "wrong kind" in refusal(read_file, written(**fields))


@pytest.mark.parametrize(
    "key",
    ["client_secret", "password", "SCREENPOP_PASSWORD", "refresh_token", "access_token", "relay_secret", "Secret"],
)
def test_secrets_are_refused_as_such_and_not_repeated(key):
    for why in (refusal(read_file, written(**{key: "hush"})), refusal(read_link, linked(**{key: "hush"}))):
        assert "it holds a secret" in why
        assert "hush" not in why


@pytest.mark.parametrize(
    "key",
    [
        "user",
        "account.user",
        "account",
        "actions",
        "hotkeys",
        "public_url",
        "__class__",
        "",
        "x" * 900,
        "\x1b[2J\u202e\n",
    ],
)
def test_whatever_else_it_wants_to_set_is_refused(key):
    for why in (refusal(read_file, written(**{key: "x"})), refusal(read_link, linked(**{key: "x"}))):
        assert "it wants to set" in why
        assert len(why) < 300


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"screenpop:invite"',
        b"[" * 10_000,
        b'{"version": 1, "api_url": ' + b'{"a":' * 2_000,
        b'{"version": 1, "a": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        b"\xff\xfe\x00",
        b'{"version": 1, "api_url": "\xff"}',
        b"MZ\x90\x00",
        b"[account]\napi_url = 'https://pbx.example.com'",
    ],
)
def test_what_is_no_invite(content):
    refusal(read_file, content)


def test_what_is_too_large_is_not_even_read():
    padded = written() + b" " * LARGEST
    assert refusal(read_file, padded) == "it is too large to be one"
    assert refusal(read_link, linked(client_id="d" * LARGEST)) == "it is too long to be one"
    assert read_file(written().ljust(LARGEST)) == Invite(GOOD["api_url"], "desk")


@pytest.mark.parametrize(
    "link",
    [
        "",
        "https://pbx.example.com/?version=1",
        "screenpop:",
        "screenpop:invite",
        "screenpop:invite?",
        "screenpop:dial?number=911",
        "screenpop:invite/../x?version=1",
        "screenpop:invite?version",
        linked() + "&client_id=evil",
        linked() + "&" + "&".join(f"a{number}=1" for number in range(40)),
        linked() + "&feed=%ff",
        linked().replace("invite?", "invite#?"),
    ],
)
def test_what_is_no_link_of_ours(link):
    refusal(read_link, link)


@given(st.binary(max_size=300))
def test_no_file_whatever_breaks_anything(content):
    with pytest.raises(InviteError):
        read_file(content)


@given(st.text(max_size=300))
def test_no_link_whatever_breaks_anything(text):
    with pytest.raises(InviteError):
        read_link(f"screenpop:invite?{text}")


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*GOOD, "redirect_port", "grant", "way", "relay", "feed", "x"]), _ANYTHING))
def test_whatever_is_read_is_sound(fields):
    try:
        invite = read_file(json.dumps(GOOD | fields).encode())
    except InviteError:
        return
    assert read_file(invite.to_file()) == invite
    assert invite.api_url.startswith("https://")
