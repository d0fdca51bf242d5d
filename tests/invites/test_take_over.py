"""What an invite does to the settings file: what was shown, all of it or nothing, and people's comments survive."""

import tomllib
from dataclasses import replace

import pytest

from screenpop.invites import take_over
from screenpop.invites.invite import Invite, InviteError
from screenpop.invites.make import invite_of
from screenpop.invites.take_over import Change
from screenpop.profile import private
from screenpop.profile.settings import SettingsError, SettingsFile

INVITE = Invite(
    api_url="https://pbx.example.com/api",
    client_id='d"esk\\',
    redirect_port=17200,
    way="relay",
    relay="https://relay.example.com",
    feed="https://feed.example.com",
)
OWN = """\
# Anna's settings
[account]  # of the office
api_url = "https://old.example.com/api"
client_id = "old"
user = "126"  # mine

[cards]
corner = "bottom_left"
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config.toml"


@pytest.fixture
def settings(path):
    path.write_text(OWN, encoding="utf-8")
    return SettingsFile(path)


def test_what_changes_is_told_and_nothing_else_changes(settings, path):
    assert take_over.changes(INVITE, settings) == (
        Change("account.api_url", "https://old.example.com/api", "https://pbx.example.com/api"),
        Change("account.client_id", "old", 'd"esk\\'),
        Change("account.redirect_port", "17126", "17200"),
        Change("delivery.kind", "loopback", "relay"),
        Change("delivery.relay.url", "", "https://relay.example.com"),
        Change("feed.url", "", "https://feed.example.com"),
    )
    before = tomllib.loads(OWN)
    assert path.read_text() == OWN, "to look is not to change"
    take_over.take_over(INVITE, settings)
    after = tomllib.loads(path.read_text())
    assert after == {
        "account": before["account"]
        | {"api_url": "https://pbx.example.com/api", "client_id": 'd"esk\\', "redirect_port": 17200},
        "cards": before["cards"],
        "delivery": {"kind": "relay", "relay": {"url": "https://relay.example.com"}},
        "feed": {"url": "https://feed.example.com"},
    }
    assert take_over.changes(INVITE, SettingsFile(path)) == ()


def test_comments_and_order_survive(settings, path):
    take_over.take_over(INVITE, settings)
    text = path.read_text()
    assert text.startswith("# Anna's settings\n[account]  # of the office\n")
    assert 'user = "126"  # mine\n' in text
    assert text.index("[account]") < text.index("[cards]") < text.index("[delivery")


def test_a_profile_without_settings_gets_a_file_of_this_user_alone(path):
    take_over.take_over(INVITE, SettingsFile(path))
    assert tomllib.loads(path.read_text())["account"]["client_id"] == 'd"esk\\'
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_set_already_is_no_change(settings, path):
    same = Invite("https://old.example.com/api", "old", redirect_port=17126, grant="authorization_code")
    assert take_over.changes(same, settings) == ()
    take_over.take_over(same, settings)
    assert path.read_text() == OWN


def test_a_disk_that_refuses_changes_nothing(settings, path, monkeypatch):
    def refuse(_path, _text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(private, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        take_over.take_over(INVITE, settings)
    assert path.read_text() == OWN
    assert len(take_over.changes(INVITE, settings)) == 6


def test_a_table_that_has_no_room_for_its_part_keeps_all_other_parts_out(path):
    path.write_text('delivery = {kind = "loopback"}\n' + OWN)
    settings = SettingsFile(path)
    with pytest.raises(SettingsError, match=r"write the table delivery\.relay as lines"):
        take_over.take_over(INVITE, settings)
    assert path.read_text() == 'delivery = {kind = "loopback"}\n' + OWN
    assert len(take_over.changes(INVITE, settings)) == 6


@pytest.mark.parametrize("text", ["[account", "account = 7\n"])
def test_settings_that_cannot_be_read_are_left_alone(path, text):
    path.write_text(text)
    with pytest.raises(SettingsError):
        take_over.take_over(INVITE, SettingsFile(path))
    assert path.read_text() == text


def test_it_is_warned_of_other_hosts_where_there_were_some_before(settings, path):
    assert take_over.warnings(INVITE, settings) == (
        "Your sign-in, and every secret that ScreenPop keeps for you, goes to pbx.example.com instead of "
        "old.example.com.",
    )
    assert take_over.warnings(Invite("https://old.example.com/other", "new"), settings) == ()
    (port,) = take_over.warnings(Invite("https://old.example.com:8443/", "new"), settings)
    assert "goes to old.example.com:8443 instead of old.example.com." in port
    take_over.take_over(INVITE, settings)
    other = replace(INVITE, relay="https://evil.example")
    assert take_over.warnings(other, settings) == (
        "Your calls come in through evil.example instead of relay.example.com, and whoever runs it sees who calls you.",
    )
    path.write_text("")
    assert take_over.warnings(INVITE, SettingsFile(path)) == ()


def test_an_administrator_who_says_nothing_sends_their_own_settings(settings):
    take_over.take_over(INVITE, settings)
    assert invite_of(settings, {}) == Invite(
        api_url="https://pbx.example.com/api",
        client_id='d"esk\\',
        redirect_port=17200,
        grant="authorization_code",
        way="relay",
        relay="https://relay.example.com",
        feed="https://feed.example.com",
    )


def test_what_an_administrator_says_holds(settings):
    made = invite_of(settings, {"client_id": "new", "relay": "https://r.example.com", "feed": None})
    assert (made.api_url, made.client_id) == ("https://old.example.com/api", "new")
    assert (made.way, made.relay, made.feed) == ("relay", "https://r.example.com", None)


def test_the_administrators_own_way_in_is_not_sent_unless_it_is_the_relay(settings):
    made = invite_of(settings, {})
    assert (made.way, made.relay) == (None, None)
    assert invite_of(settings, {"way": "loopback"}).way == "loopback"


@pytest.mark.parametrize(
    "given", [{"api_url": "http://pbx.example.com"}, {"redirect_port": 80}, {"way": "relay"}, {"grant": "magic"}]
)
def test_what_would_be_refused_is_not_made(settings, given):
    with pytest.raises(InviteError):
        invite_of(settings, given)


def test_without_a_client_id_there_is_no_invite(path):
    with pytest.raises(InviteError, match="client_id"):
        invite_of(SettingsFile(path), {})
