"""What the settings of the ways may be, and that each kind makes its way."""

import pytest

from screenpop.delivery.choose import phone_system, way_in
from screenpop.delivery.settings import KINDS
from screenpop.profile.secrets import NAMES
from screenpop.profile.settings import SettingsError, SettingsFile
from screenpop.profile.state import StateFolder
from screenpop.sections import SECTIONS
from tests.ways.desk import Keyring


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[delivery.ssh]\nport = 0", r"in \[delivery.ssh\], port must be between 1 and 65535"),
        ("[delivery.ssh]\nremote_port = 70000", "remote_port must be between"),
        ('[delivery.ssh]\nhost = "ssh://x"', "host must be a host's name or address alone"),
        ('[delivery.ssh]\nhost = "me@x"', "host must be"),
        ('[delivery.ssh]\nremote_host = "x/y"', "remote_host must be"),
        ('[delivery.ssh]\npublic_url = "x"', "public_url must begin with https://"),
        ('[delivery.url]\npublic_url = "ftp://x"', "public_url must begin with https://"),
        ('[delivery.url]\npublic_url = "https://"', "public_url must begin with https://"),
        ('[delivery.url]\npublic_url = "https://a@x"', "public_url must be a plain address"),
        ('[delivery.url]\npublic_url = "https://x?y"', "public_url must be a plain address"),
        ("[delivery.url]\nport = -1", "port must be between"),
        ("[delivery.lan]\nport = -1", "port must be between"),
        ('[delivery.ngrok]\ndomain = "https://x"', "domain must be a domain alone"),
    ],
)
def test_what_makes_no_sense_is_told(tmp_path, text, says):
    path = tmp_path / "config.toml"
    path.write_text(text)
    section = text.split("]")[0][1:]
    with pytest.raises(SettingsError, match=says):
        SettingsFile(path).read(section, SECTIONS[section])


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_makes_its_way(tmp_path, kind):
    path = tmp_path / "config.toml"
    path.write_text(f'[delivery]\nkind = "{kind}"\n')
    way = way_in(SettingsFile(path).read, StateFolder(tmp_path), Keyring())
    assert way.kind == kind
    assert way.keeps_events is (kind == "relay")
    assert f"delivery.{kind}" in SECTIONS


def test_the_phone_systems_host_is_read_from_its_api(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text('[account]\napi_url = "https://pbx.example.com:8443/api"\n')
    assert phone_system(SettingsFile(path).read) == "pbx.example.com"


def test_the_secrets_of_the_ways_have_names():
    assert {"ssh_passphrase", "ngrok_token", "relay_secret"} <= set(NAMES)
