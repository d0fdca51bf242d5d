"""What an invite changes in the settings, and the change itself: all of it or nothing."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from screenpop.delivery.settings import DeliverySettings, RelaySettings
from screenpop.feed.settings import FeedSettings
from screenpop.integrate.settings import AccountSettings
from screenpop.invites.invite import Invite
from screenpop.language import translate
from screenpop.profile.settings import SettingsFile

_SECTIONS: Final[dict[str, type]] = {
    "account": AccountSettings,
    "delivery": DeliverySettings,
    "delivery.relay": RelaySettings,
    "feed": FeedSettings,
}
_SETTINGS: Final = {
    "api_url": "account.api_url",
    "client_id": "account.client_id",
    "redirect_port": "account.redirect_port",
    "grant": "account.grant",
    "way": "delivery.kind",
    "relay": "delivery.relay.url",
    "feed": "feed.url",
}
"""What an invite calls a setting, and what the settings file does: there is no other that an invite can reach."""


@dataclass(frozen=True, slots=True)
class Change:
    """A setting that becomes another: `key` as in "account.api_url", and both values as text."""

    key: str
    before: str
    after: str


def current(settings: SettingsFile) -> dict[str, str | int]:
    """What the settings say about everything that an invite can hold, by its names. Raises SettingsError."""
    told: dict[str, str | int] = {}
    for name, key in _SETTINGS.items():
        section, _, field = key.rpartition(".")
        told[name] = getattr(settings.read(section, _SECTIONS[section]), field)
    return told


def changes(invite: Invite, settings: SettingsFile) -> tuple[Change, ...]:
    """What `take_over` would change. Raises SettingsError where the file cannot be read."""
    found = []
    for name, before in current(settings).items():
        after = getattr(invite, name)
        if after is not None and after != before:
            found.append(Change(_SETTINGS[name], str(before), str(after)))
    return tuple(found)


def warnings(invite: Invite, settings: SettingsFile) -> tuple[str, ...]:
    """What a person must know before they agree: what goes to others from now on. Raises SettingsError."""
    account, relay = settings.read("account", AccountSettings), settings.read("delivery.relay", RelaySettings)
    told = []
    if account.client_id and (moved := _moved(account.api_url, invite.api_url)):
        told.append(
            translate(
                "Invite",
                "Your sign-in, and every secret that ScreenPop keeps for you, goes to {moved}.",
            ).format(moved=moved)
        )
    if relay.url and invite.relay and (moved := _moved(relay.url, invite.relay)):
        told.append(
            translate(
                "Invite",
                "Your calls come in through {moved}, and whoever runs it sees who calls you.",
            ).format(moved=moved)
        )
    return tuple(told)


def _moved(before: str, after: str) -> str | None:
    """One host in place of another, as a part of a sentence; None where it stays."""
    old, new = urlsplit(before).netloc, urlsplit(after).netloc
    return None if old == new else translate("Invite", "{new} instead of {old}").format(new=new, old=old)


def take_over(invite: Invite, settings: SettingsFile) -> None:
    """Write all that changes to the settings file, or nothing. Raises SettingsError or OSError."""
    settings.set_all(_SECTIONS, {change.key: change.after for change in changes(invite, settings)})
