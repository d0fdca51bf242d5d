"""The secrets that these settings need, read once: a keyring may wait for its password, and then nobody else must ask.

What the doctor tries out keeps nothing: a secret that is made meanwhile is forgotten. One is different: when the phone
system renews a person's sign-in, the former token is void, so the new one is kept.
"""

import os
from collections.abc import Iterable
from typing import Final

from screenpop.doctor.in_time import in_time
from screenpop.integrate.settings import AccountSettings
from screenpop.profile.paths import Profile
from screenpop.profile.secrets import NoKeyring, Secrets, variable

_PATIENCE: Final = 10.0
_KEPT: Final = "refresh_token"
_LOCKED: Final = "it does not answer, most likely because it waits for its password in a window"


def needed(account: AccountSettings, way: str) -> tuple[str, ...]:
    """The names of the secrets without which nobody can sign in, or calls cannot come in."""
    by_grant = {"client_credentials": ("client_secret",), "password": ("password",)}
    by_way = {"ngrok": ("ngrok_token",)}
    return (*by_grant.get(account.grant, ()), *by_way.get(way, ()))


def made_when_needed(account: AccountSettings, way: str) -> tuple[str, ...]:
    """The names of the secrets that the program keeps by itself."""
    by_grant = {"authorization_code": ("refresh_token",)}
    by_way = {"relay": ("relay_secret",)}
    return (*by_grant.get(account.grant, ()), *by_way.get(way, ()))


class ReadSecrets(Secrets):
    """The secrets as they were read by `read`; others are asked for when they are wanted.

    `why_not` is why the keyring cannot be used, half a sentence; None if it can, or was not needed.
    """

    def __init__(self, profile: Profile, names: Iterable[str]) -> None:
        """Nothing is read yet."""
        super().__init__(profile)
        self._names = tuple(names)
        self._values: dict[str, str | None] = {}
        self.why_not: str | None = None

    async def read(self) -> None:
        """Read them all."""
        try:
            await in_time(self._read_all, _PATIENCE)
        except TimeoutError:
            self.why_not = _LOCKED

    def has(self, name: str) -> bool:
        """Whether this secret is there."""
        return bool(self._values.get(name))

    def get(self, name: str) -> str | None:
        """The secret. Raises NoKeyring."""
        if name in self._values:
            return self._values[name]
        if self.why_not is not None:
            raise NoKeyring(name, self.why_not)
        return super().get(name)

    def set(self, name: str, value: str) -> None:
        """Keep it for as long as the doctor works."""
        self._values[name] = value
        if name == _KEPT:
            super().set(name, value)

    def delete(self, name: str) -> None:
        """Forget nothing: the doctor has nothing to forget."""

    def _read_all(self) -> None:
        """What the environment gives comes first, and the keyring's errors end nothing: it needs no keyring."""
        for name in sorted(self._names, key=lambda name: not os.environ.get(variable(name))):
            try:
                self._values[name] = super().get(name)
            except NoKeyring as error:
                self.why_not = error.why
