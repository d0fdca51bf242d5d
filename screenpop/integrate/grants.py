"""What is sent to `oauth/token/`, for each way of signing in (the vendor's Authentication page and official client)."""

from dataclasses import dataclass, field
from typing import Protocol


class Grant(Protocol):
    """A way of asking for a token."""

    def form(self) -> dict[str, str]:
        """The fields that are sent."""


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """An office-wide service account: a token for an hour, and none to renew it with."""

    client_id: str
    client_secret: str = field(repr=False)
    vendor_id: str = ""

    def form(self) -> dict[str, str]:
        """The fields that are sent."""
        fields = {"client_id": self.client_id, "client_secret": self.client_secret, "vendor_id": self.vendor_id}
        return _filled("client_credentials", fields)


@dataclass(frozen=True, slots=True)
class Password:
    """A user's name and password, for a background service."""

    client_id: str
    username: str
    password: str = field(repr=False)
    client_secret: str = field(default="", repr=False)
    vendor_id: str = ""

    def form(self) -> dict[str, str]:
        """The fields that are sent."""
        fields = {"username": self.username, "password": self.password, "client_id": self.client_id}
        return _filled("password", fields | {"client_secret": self.client_secret, "vendor_id": self.vendor_id})


@dataclass(frozen=True, slots=True)
class Refresh:
    """The renewal of a token with the refresh token that came with it."""

    client_id: str
    refresh_token: str = field(repr=False)
    client_secret: str = field(default="", repr=False)

    def form(self) -> dict[str, str]:
        """The fields that are sent."""
        fields = {"refresh_token": self.refresh_token, "client_id": self.client_id}
        return _filled("refresh_token", fields | {"client_secret": self.client_secret})


def _filled(grant_type: str, fields: dict[str, str]) -> dict[str, str]:
    return {"grant_type": grant_type} | {name: value for name, value in fields.items() if value}
