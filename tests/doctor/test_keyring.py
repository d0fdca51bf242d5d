"""What is told of the keyring, with backends as they are found on people's computers."""

import threading

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from screenpop.doctor import keyring as keyring_check
from screenpop.doctor import secret_store
from screenpop.doctor.secret_store import ReadSecrets
from screenpop.profile.paths import Profile


class Works(KeyringBackend):
    """Keeps secrets in memory."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


class Locked(Works):
    """Says that it is locked."""

    def get_password(self, service, username):
        raise KeyringLocked("Failed to unlock the collection!")


class Waits(Works):
    """Waits for its password until the test is over."""

    def __init__(self):
        super().__init__()
        self.unlocked = threading.Event()

    def get_password(self, service, username):
        self.unlocked.wait()


@pytest.fixture
def use():
    before = keyring.get_keyring()

    def use(backend):
        keyring.set_keyring(backend)
        return backend

    yield use
    keyring.set_keyring(before)


@pytest.fixture
def profile(tmp_path):
    return Profile(tmp_path)


async def check(profile, needed=(), made=()):
    secrets = ReadSecrets(profile, (*needed, *made))
    await secrets.read()
    return keyring_check.check(secrets, needed, made, None)


async def test_a_keyring_that_has_the_secret(use, profile):
    use(Works()).set_password(f"screenpop {profile.folder}", "client_secret", "x")
    found = await check(profile, ["client_secret"])
    assert (found.state, found.what) == ("ok", "The keyring can be used, and has the client secret.")


async def test_a_keyring_that_lacks_it(use, profile):
    use(Works())
    found = await check(profile, ["client_secret"])
    assert (found.state, found.what) == ("failure", "The client secret is not there.")
    assert "screenpop config secret client_secret" in found.todo


async def test_a_locked_keyring(use, profile):
    use(Locked())
    found = await check(profile, ["password"])
    assert found.state == "failure"
    assert "Failed to unlock" in found.what
    assert "SCREENPOP_PASSWORD" in found.todo


async def test_a_keyring_that_waits_for_its_password_is_not_waited_for(use, profile, monkeypatch):
    monkeypatch.setattr(secret_store, "_PATIENCE", 0.05)
    backend = use(Waits())
    try:
        found = await check(profile, ["client_secret"])
        assert found.state == "failure"
        assert "waits for its password" in found.what
    finally:
        backend.unlocked.set()


async def test_the_environment_needs_no_keyring(profile, monkeypatch):
    monkeypatch.setenv("SCREENPOP_CLIENT_SECRET", "x")
    found = await check(profile, ["client_secret"])
    assert (found.state, found.what) == ("ok", "The client secret comes from the environment.")


async def test_without_a_keyring_a_sign_in_through_the_browser_does_not_last(profile):
    found = await check(profile, made=["refresh_token"])
    assert found.state == "warning"
    assert "lasts until ScreenPop ends" in found.meaning


async def test_without_a_keyring_there_is_no_relay(profile):
    found = await check(profile, made=["relay_secret"])
    assert found.state == "failure"
    assert "SCREENPOP_RELAY_SECRET" in found.todo


async def test_what_the_doctor_tries_out_is_not_kept(use, profile):
    backend = use(Works())
    secrets = ReadSecrets(profile, ["relay_secret"])
    await secrets.read()
    secrets.set("relay_secret", "x" * 43)
    assert secrets.get("relay_secret") == "x" * 43
    assert backend.kept == {}


async def test_a_sign_in_that_was_renewed_meanwhile_is_kept(use, profile):
    backend = use(Works())
    secrets = ReadSecrets(profile, ["refresh_token"])
    await secrets.read()
    secrets.set("refresh_token", "new")
    assert list(backend.kept.values()) == ["new"]
