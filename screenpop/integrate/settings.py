"""The account: where the phone system's API is, and as whom to sign in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """The `[account]` table of the settings file. Secrets are not in it.

    `api_version` picks the version of the API that we speak. `grant` is "authorization_code" (an agent signs in as
    themselves), "client_credentials" (a service account) or "password". `user` is the extension whose calls these
    are, needed where the sign-in is not a person's; `domain` likewise. `country` (ISO 3166, two letters) is where
    numbers without a country code belong. `redirect_port` must equal the one registered with the phone system; the
    default lies below the ports that systems hand out by themselves, so that it is free when it is wanted.
    """

    api_url: str = "https://integrate.versature.com/api"
    api_version: str = "1.9.0"
    grant: str = "authorization_code"
    client_id: str = ""
    username: str = ""
    user: str = ""
    domain: str = ""
    country: str = "CA"
    redirect_port: int = 17126

    @property
    def base_url(self) -> str:
        """The API's address, ending in exactly one slash."""
        return self.api_url.rstrip("/") + "/"

    @property
    def accept(self) -> str:
        """The Accept header that picks the API's version (API description 1.9)."""
        return f"application/vnd.integrate.v{self.api_version}+json"
