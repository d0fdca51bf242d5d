"""Whose calls these are."""

from dataclasses import dataclass

from screenpop.calls.events import Agent
from screenpop.integrate.client import User
from screenpop.integrate.settings import AccountSettings
from screenpop.language import translate


@dataclass(frozen=True, slots=True)
class Identity:
    """The agent: extension, domain and name as the phone system knows them. Without an extension: the whole domain."""

    user: str
    domain: str | None = None
    name: str | None = None

    @property
    def agent(self) -> Agent | None:
        """What the ledger needs of it; None for the whole domain."""
        return Agent(self.user, self.domain) if self.user else None


def identity_of(settings: AccountSettings, told: User | None) -> Identity | None:
    """Who the agent is: the settings' word first (organisation-wide grants), then what `users/current/` told."""
    user = settings.user or (told.user if told else None)
    if not user:
        return None
    name = told.name if told is not None and told.user == user else None
    domain = settings.domain or (told.domain if told else None)
    return Identity(user, domain or None, name or None)


def whole_domain(settings: AccountSettings) -> Identity:
    """Everybody in the domain."""
    return Identity("", settings.domain or None)


def unknown_extension() -> str:
    """What to do where nobody says which extension it is."""
    return translate(
        "PhoneSystem",
        "The sign-in works, but the phone system does not say which extension it belongs to, so nobody's "
        "calls can be shown. Set account.user with `screenpop config set account.user EXTENSION`, then "
        "start again.",
    )
