"""What an invite holds, and how it is written down: as a small file (JSON) or as a `screenpop:` link.

An invite may come from anybody who can send a mail. So it can hold these few settings and nothing else, never a
secret; whatever is not exactly as it should be is refused as a whole; and it is taken over only after a person has
seen what it changes (`changes`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode

import msgspec

from screenpop.delivery.settings import KINDS
from screenpop.language import translate

SUFFIX: Final = ".screenpop"
SCHEME: Final = "screenpop"
LARGEST: Final = 16 * 1024
"""Bytes of a file, and characters of a link."""

_VERSION: Final = 1
_VERSION_KEY: Final = "version"
_PATH: Final = "invite"
_LINK: Final = re.compile(rf"{SCHEME}:(?://)?{_PATH}/?", re.IGNORECASE)
_KEYS: Final = frozenset({"api_url", "client_id", "redirect_port", "grant", "way", "relay", "feed"})
_MOST: Final = 20
_GRANTS: Final = ("authorization_code", "client_credentials", "password")
_PORTS: Final = range(1024, 65536)
_SECRETS: Final = ("secret", "password", "token")
_SHOWN: Final = 40
"""Characters of a stranger's text that an error repeats."""

_ADDRESS: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?(?:/[A-Za-z0-9._~%+-]*)*",
    re.ASCII,
)
"""A plain address: no user, no query, nothing that looks like another letter than it is."""
_LOOPBACK: Final = frozenset({"127.0.0.1", "[::1]", "localhost"})
_CLIENT_ID: Final = re.compile(r"[\x21-\x7e]{1,200}")
_LONGEST_ADDRESS: Final = 500


class InviteError(Exception):
    """This is no invite that can be taken over. `why` is the reason alone, for whoever wrote it."""

    def __init__(self, why: str) -> None:
        """`why` goes on where "This invite is refused: " ends."""
        super().__init__(
            translate(
                "Invite",
                "This invite is refused: {why}. Nothing was changed. Ask your administrator for another one.",
            ).format(why=why)
        )
        self.why = why


@dataclass(frozen=True, slots=True)
class Invite:
    """The settings that an invite sets; None leaves what is there.

    `way` is the way in ("relay", …), `relay` and `feed` are the addresses of the office's relay and presence feed.
    Raises InviteError for what no administrator would send.
    """

    api_url: str
    client_id: str
    redirect_port: int | None = None
    grant: str | None = None
    way: str | None = None
    relay: str | None = None
    feed: str | None = None

    def __post_init__(self) -> None:
        """Refuse what makes no sense, or could do harm."""
        for name in ("api_url", "relay", "feed"):
            _check_address(name, getattr(self, name))
        if not self.client_id:
            raise InviteError(translate("Invite", "it does not say the client_id"))
        if not _CLIENT_ID.fullmatch(self.client_id):
            raise InviteError(
                translate(
                    "Invite",
                    "its client_id is not what phone systems give: up to 200 letters, digits and signs",
                )
            )
        if self.redirect_port is not None and self.redirect_port not in _PORTS:
            raise InviteError(
                translate(
                    "Invite",
                    "its redirect_port must be from {start} to {what}",
                ).format(start=_PORTS.start, what=_PORTS.stop - 1)
            )
        _check_word("grant", self.grant, _GRANTS)
        _check_word("way", self.way, KINDS)
        if self.way == "relay" and self.relay is None:
            raise InviteError(translate("Invite", 'its way is "relay", but it does not say where the relay is'))

    def to_file(self) -> bytes:
        """The content of a file."""
        return msgspec.json.format(msgspec.json.encode(self._told()), indent=2) + b"\n"

    def to_link(self) -> str:
        """The link."""
        return f"{SCHEME}:{_PATH}?{urlencode(self._told())}"

    def _told(self) -> dict[str, str | int]:
        told = {name: value for name, value in asdict(self).items() if value is not None}
        return {_VERSION_KEY: _VERSION, **told}


def read_file(content: bytes) -> Invite:
    """The invite in a file. Raises InviteError."""
    if len(content) > LARGEST:
        raise InviteError(translate("Invite", "it is too large to be one"))
    try:
        told = msgspec.json.decode(content, type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InviteError(translate("Invite", "it is not written as invites are")) from error
    return _invite(told, strict=True)


def read_link(link: str) -> Invite:
    """The invite in a link, as text or as some systems hand it on ("screenpop://invite/?…"). Raises InviteError."""
    if len(link) > LARGEST:
        raise InviteError(translate("Invite", "it is too long to be one"))
    head, _, query = link.strip().partition("?")
    if not _LINK.fullmatch(head):
        raise InviteError(
            translate("Invite", "its link does not begin with {scheme}:{path}?").format(scheme=SCHEME, path=_PATH)
        )
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=_MOST)
    except ValueError as error:
        raise InviteError(translate("Invite", "its link is not written as those of invites are")) from error
    if len(told := dict(pairs)) < len(pairs):
        raise InviteError(translate("Invite", "it says something twice"))
    return _invite(told, strict=False)


def _invite(told: Mapping[str, object], *, strict: bool) -> Invite:
    """`strict` where numbers come as numbers, not as text."""
    if told.get(_VERSION_KEY) not in (_VERSION, str(_VERSION)):
        raise InviteError(
            translate("Invite", "it has no version that this ScreenPop knows; a newer ScreenPop may know it")
        )
    wishes = {key: value for key, value in told.items() if key != _VERSION_KEY}
    for key in wishes.keys() - _KEYS:
        if any(word in key.casefold() for word in _SECRETS):
            raise InviteError(
                translate(
                    "Invite",
                    "it holds a secret ({key!a}), which must not be sent around",
                ).format(key=key[:_SHOWN])
            )
        raise InviteError(
            translate("Invite", "it wants to set {key!a}, which is not for an invite to say").format(key=key[:_SHOWN])
        )
    try:
        return msgspec.convert(wishes, Invite, strict=strict)
    except msgspec.ValidationError as error:
        if isinstance(error.__cause__, InviteError):
            raise error.__cause__ from error
        raise InviteError(
            translate("Invite", "a value is missing or of the wrong kind ({error})").format(error=error)
        ) from error


def _check_address(name: str, address: str | None) -> None:
    if address is None:
        return
    found = _ADDRESS.fullmatch(address) if len(address) <= _LONGEST_ADDRESS else None
    if found is None or int(found["port"] or 443) not in range(1, 65536):
        raise InviteError(
            translate(
                "Invite",
                "its {name} is no plain address such as https://pbx.example.com/api",
            ).format(name=name)
        )
    if found["scheme"] != "https" and found["host"] not in _LOOPBACK:
        raise InviteError(
            translate(
                "Invite",
                "its {name} does not begin with https://, so others could listen in",
            ).format(name=name)
        )


def _check_word(name: str, word: str | None, known: Sequence[str]) -> None:
    if word is not None and word not in known:
        raise InviteError(
            translate("Invite", "its {name} must be one of {names}").format(name=name, names=", ".join(known))
        )
