"""Secrets: in the system's keyring, or in the environment of machines that have none. Never in a file.

A keyring may ask the person to unlock it, so each of these can take long: call them in a thread.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from screenpop.language import translate
from screenpop.profile.paths import Profile

NAMES: Final = (
    "client_secret",
    "password",
    "relay_secret",
    "feed_secret",
    "refresh_token",
    "ssh_passphrase",
    "ngrok_token",
    "webhook_secret",
)


FAMILIES: Final = ("contacts_",)
"""What the names of further secrets begin with: one for each source of contacts that needs one."""


class SecretsError(Exception):
    """A secret cannot be read or kept; the text says what to do."""


class NoKeyring(SecretsError):
    """This machine has no keyring that works."""

    def __init__(self, name: str, why: str) -> None:
        """`name` is the secret that was wanted, `why` the technical reason."""
        self.why = why
        super().__init__(
            translate(
                "Profile",
                "This computer's keyring cannot be used ({why}), and secrets are never kept in a file. Set the "
                "environment variable {variable} instead.",
            ).format(why=why, variable=variable(name))
        )


def variable(name: str) -> str:
    """The environment variable that overrides the keyring for the secret `name`."""
    return f"SCREENPOP_{re.sub(r'[^A-Z0-9]', '_', name.upper())}"


class Secrets:
    """The secrets of one profile."""

    def __init__(self, profile: Profile) -> None:
        """Nothing is read before it is asked for."""
        self._service = f"screenpop {profile.folder}"

    def get(self, name: str) -> str | None:
        """The secret, None if it was never kept. Raises NoKeyring."""
        given = os.environ.get(variable(_known(name)))
        if given:
            return given
        import keyring

        with _told_plainly(name):
            return keyring.get_password(self._service, name)

    def set(self, name: str, value: str) -> None:
        """Keep the secret. Raises NoKeyring."""
        import keyring

        with _told_plainly(_known(name)):
            keyring.set_password(self._service, name, value)

    def delete(self, name: str) -> None:
        """Forget the secret; one that was never kept is no error. Raises NoKeyring."""
        import keyring

        with _told_plainly(_known(name)):
            if keyring.get_password(self._service, name) is not None:
                keyring.delete_password(self._service, name)


def _known(name: str) -> str:
    if name not in NAMES and not name.startswith(FAMILIES):
        raise SecretsError(
            translate(
                "Profile",
                "There is no secret called {name!r}. There are: {names}.",
            ).format(name=name, names=", ".join(NAMES))
        )
    return name


@contextmanager
def _told_plainly(name: str) -> Iterator[None]:
    """Whatever a keyring raises (each system's has errors of its own) means that it cannot be used."""
    _refuse_empty_backend(name)
    try:
        yield
    except Exception as error:
        raise NoKeyring(name, str(error) or type(error).__name__) from error


def _refuse_empty_backend(name: str) -> None:
    """The backends "null" and "fail" keep nothing, the first of them without saying so."""
    import keyring

    backend = type(keyring.get_keyring()).__module__
    if backend in ("keyring.backends.null", "keyring.backends.fail"):
        raise NoKeyring(name, translate("Profile", "none is set up"))
