"""The secret that makes a relay's channel this desktop's own, and the hook address that follows from it.

Whoever has the secret reads the channel. The hook id is a hash of it: whoever has only the address can post and
nothing else. The relay keeps no list of either.
"""

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass, field
from typing import Final, Protocol

from screenpop.delivery.base import DeliveryError
from screenpop.language import translate
from screenpop.profile.secrets import SecretsError, variable

NAME: Final = "relay_secret"
"""What the secret is called where the profile keeps its secrets."""

_FORM: Final = re.compile(r"[A-Za-z0-9_-]{43}")


class SecretStore(Protocol):
    """Where the profile keeps its secrets."""

    def get(self, name: str) -> str | None:
        """The secret, None if it was never kept. Raises SecretsError."""

    def set(self, name: str, value: str) -> None:
        """Keep the secret. Raises SecretsError."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of a relay: `secret` is 43 characters of base64url, 32 random bytes."""

    secret: str = field(repr=False)

    @property
    def hook_id(self) -> str:
        """What the hook address ends with: base64url(sha256(the ASCII of the secret)), 43 characters."""
        return base64.urlsafe_b64encode(hashlib.sha256(self.secret.encode("ascii")).digest()).decode().rstrip("=")


def kept_channel(store: SecretStore) -> Channel:
    """The profile's channel, made on first use. May block, as keyrings do. Raises DeliveryError."""
    try:
        secret = store.get(NAME)
    except SecretsError as error:
        raise DeliveryError(str(error)) from error
    if secret is None:
        return new_channel(store)
    if not _FORM.fullmatch(secret):
        raise DeliveryError(
            translate(
                "Delivery",
                "The relay's secret is not 43 characters of base64url, so no relay accepts it. Correct "
                "{variable}, or remove it to have a secret made.",
            ).format(variable=variable(NAME))
        )
    return Channel(secret)


def new_channel(store: SecretStore, name: str = NAME) -> Channel:
    """Make a channel and keep its secret in place of any other of that name. May block. Raises DeliveryError."""
    channel = Channel(secrets.token_urlsafe(32))
    try:
        store.set(name, channel.secret)
        is_kept = store.get(name) == channel.secret
    except SecretsError as error:
        raise DeliveryError(str(error)) from error
    if not is_kept:
        raise DeliveryError(
            translate(
                "Delivery",
                "The relay's secret comes from the environment variable {variable}, so it cannot be replaced "
                "here. Put a new one there, and start again.",
            ).format(variable=variable(name))
        )
    return channel
