import keyring
import pytest
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.errors import KeyringLocked

from screenpop.profile.paths import Profile
from screenpop.profile.secrets import NAMES, NoKeyring, Secrets, SecretsError, variable
from tests.profile.memory_keyring import MemoryKeyring


class BrokenKeyring(MemoryKeyring):
    """A keyring that raises what a system's library raises, whatever it is asked."""

    def __init__(self, error):
        super().__init__()
        self.error = error

    def get_password(self, service, username):
        raise self.error

    def set_password(self, service, username, password):
        raise self.error


@pytest.fixture(autouse=True)
def before():
    earlier = keyring.get_keyring()
    yield
    keyring.set_keyring(earlier)


@pytest.fixture
def ring():
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    return ring


@pytest.fixture
def secrets(tmp_path):
    return Secrets(Profile(tmp_path))


def test_a_secret_is_kept_read_and_forgotten(ring, secrets):
    assert secrets.get("client_secret") is None
    secrets.set("client_secret", "s3cret é")
    assert secrets.get("client_secret") == "s3cret é"
    secrets.delete("client_secret")
    secrets.delete("client_secret")
    assert secrets.get("client_secret") is None
    assert ring.kept == {}


def test_profiles_keep_their_secrets_apart(ring, secrets, tmp_path):
    secrets.set("password", "one")
    other = Secrets(Profile(tmp_path / "other"))
    assert other.get("password") is None
    other.set("password", "two")
    assert secrets.get("password") == "one"


@pytest.mark.parametrize("name", NAMES)
def test_the_environment_overrides_the_keyring(ring, secrets, monkeypatch, name):
    secrets.set(name, "of the keyring")
    monkeypatch.setenv(variable(name), "of the environment")
    assert secrets.get(name) == "of the environment"
    monkeypatch.setenv(variable(name), "")
    assert secrets.get(name) == "of the keyring"


def test_the_environment_is_enough_where_there_is_no_keyring(secrets, monkeypatch):
    keyring.set_keyring(FailKeyring())
    monkeypatch.setenv("SCREENPOP_PASSWORD", "demo")
    assert secrets.get("password") == "demo"


@pytest.mark.parametrize("backend", [FailKeyring, NullKeyring])
def test_a_backend_that_keeps_nothing_is_refused_with_what_to_do(secrets, backend):
    keyring.set_keyring(backend())
    for act in (
        lambda: secrets.get("password"),
        lambda: secrets.set("password", "x"),
        lambda: secrets.delete("password"),
    ):
        with pytest.raises(NoKeyring, match="Set the environment variable SCREENPOP_PASSWORD instead"):
            act()


@pytest.mark.parametrize("error", [KeyringLocked("locked"), OSError("no bus"), RuntimeError()])
def test_whatever_a_keyring_raises_is_told_in_words(secrets, error):
    keyring.set_keyring(BrokenKeyring(error))
    for act in (
        lambda: secrets.get("password"),
        lambda: secrets.set("password", "x"),
        lambda: secrets.delete("password"),
    ):
        with pytest.raises(NoKeyring, match="keyring cannot be used") as told:
            act()
        assert (str(error) or "RuntimeError") in str(told.value)


def test_a_secret_of_another_name_is_refused_with_the_names_there_are(ring, secrets):
    with pytest.raises(SecretsError, match="client_secret, password"):
        secrets.get("pasword")
