"""Who may write and who may read: the feed's own secret, and the members' key that follows from it.

The relay derives a board from them without a list of either. Whoever has the feed's secret W writes on the board and
reads what members report. Its hash R opens the board for reading, and is the address to which members report. Nobody
gets from R to W, so that a member cannot write on the board. Members are given R, spelled "member-…"; a small office
may give them W itself, from which they work out R.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from screenpop.delivery.base import DeliveryError
from screenpop.delivery.relay_secret import Channel, SecretStore, new_channel
from screenpop.profile.secrets import SecretsError, variable

NAME: Final = "feed_secret"
"""What the secret is called where the profile keeps its secrets."""

_MEMBER: Final = "member-"
_FORM: Final = re.compile(rf"(?:{_MEMBER})?[A-Za-z0-9_-]{{43}}")


class FeedError(Exception):
    """The feed cannot be used as it is set up; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class MemberKey:
    """What a desktop has. `secret` is R."""

    secret: str = field(repr=False)

    @property
    def told(self) -> str:
        """As people hand it on."""
        return _MEMBER + self.secret

    @property
    def board(self) -> Channel:
        """The channel whose secret reads the board."""
        return Channel(self.secret)

    def reports_to(self, url: str) -> str:
        """The address at the relay at `url` to which members report."""
        return f"{url}/hook/{self.secret}"


def member_key(secret: str) -> MemberKey:
    """The key of a desktop that was given `secret`. Raises FeedError."""
    _check(secret)
    if secret.startswith(_MEMBER) and len(secret) > _LENGTH:
        return MemberKey(secret.removeprefix(_MEMBER))
    return MemberKey(Channel(secret).hook_id)


def kept_member_key(store: SecretStore) -> MemberKey:
    """The key of a desktop's profile. May block, as keyrings do. Raises FeedError."""
    secret = _kept(store)
    if secret is None:
        raise FeedError(
            "This computer has no key of the presence feed. Ask your administrator for it and keep it with "
            f"`screenpop config secret {NAME}`."
        )
    return member_key(secret)


def kept_channel(store: SecretStore) -> Channel:
    """The feed's own channel, whose secret is W, made on first use. May block. Raises FeedError."""
    secret = _kept(store)
    try:
        channel = new_channel(store, NAME) if secret is None else Channel(secret)
    except DeliveryError as error:
        raise FeedError(str(error)) from error
    _check(channel.secret)
    if len(channel.secret) > _LENGTH:
        raise FeedError("This is a member's key, which cannot write. The feed needs its own secret.")
    return channel


def _kept(store: SecretStore) -> str | None:
    try:
        return store.get(NAME)
    except SecretsError as error:
        raise FeedError(str(error)) from error


def _check(secret: str) -> None:
    if not _FORM.fullmatch(secret):
        raise FeedError(
            'The key of the presence feed is not right: it is "member-" and 43 letters, digits and signs. Keep it '
            f"again with `screenpop config secret {NAME}`, or correct {variable(NAME)}."
        )


_LENGTH: Final = 43
