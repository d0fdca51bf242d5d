"""Signing in as a person: what is asked of the phone system's page, and what the browser brings back from it.

The browser is sent to the phone system's page and comes back to an address of this computer (RFC 8252) with a code,
which is then sent to `oauth/token/`. Two secrets that never leave this program's memory before that make sure that
nobody else's code is taken (`state`) and that nobody else can use ours (PKCE, RFC 7636).

Source: the vendor's Authentication page. That it knows PKCE is assumed nowhere: a phone system that does not ignores
what it is sent.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final, Self
from urllib.parse import parse_qsl, urlencode

from .settings import AccountSettings

AUTHORIZE_PATH: Final = "oauth/authorize/"
REDIRECT_HOST: Final = "127.0.0.1"
REDIRECT_PATH: Final = "/callback"
"""With the host and the port, the address that must be registered with the phone system word for word."""
REFRESH_TOKEN_LIFETIME: Final = timedelta(days=90)
"""How long a person stays signed in (the vendor's Authentication page)."""

_BYTES: Final = 32
_MOST_FIELDS: Final = 20
_LONGEST_WORD: Final = 200


@dataclass(frozen=True, slots=True)
class AuthorizationCode:
    """The exchange of a code for tokens. A code is good once, for a minute."""

    client_id: str
    code: str = field(repr=False)
    redirect_uri: str
    code_verifier: str = field(repr=False)
    client_secret: str = field(default="", repr=False)

    def form(self) -> dict[str, str]:
        """The fields that are sent."""
        fields = {
            "grant_type": "authorization_code",
            "code": self.code,
            "client_id": self.client_id,
            "redirect_uri": self.redirect_uri,
            "code_verifier": self.code_verifier,
        }
        return fields | ({"client_secret": self.client_secret} if self.client_secret else {})


@dataclass(frozen=True, slots=True)
class Granted:
    """The person agreed."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Denied:
    """The person refused, or the phone system did: `error` is a word of RFC 6749, 4.1.2.1, `why` its sentence."""

    error: str
    why: str = ""


Answer = Granted | Denied


@dataclass(frozen=True, slots=True)
class Authorization:
    """One attempt to sign in: where the browser is sent, and what proves that it comes back from there."""

    settings: AccountSettings
    state: str = field(repr=False)
    verifier: str = field(repr=False)

    @classmethod
    def begin(cls, settings: AccountSettings) -> Self:
        """A new attempt, with secrets of its own."""
        return cls(settings, secrets.token_urlsafe(_BYTES), secrets.token_urlsafe(_BYTES))

    @property
    def redirect_uri(self) -> str:
        """Where the browser comes back to."""
        return f"http://{REDIRECT_HOST}:{self.settings.redirect_port}{REDIRECT_PATH}"

    @property
    def url(self) -> str:
        """The page on which the person signs in."""
        asked = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": self.redirect_uri,
            "state": self.state,
            "code_challenge": challenge_of(self.verifier),
            "code_challenge_method": "S256",
        }
        return f"{self.settings.base_url}{AUTHORIZE_PATH}?{urlencode(asked)}"

    def read(self, query: str) -> Answer | None:
        """What the browser brought, from the query of the redirect; None if it does not belong to this attempt."""
        try:
            pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except ValueError:
            return None
        told = dict(pairs)
        if len(told) < len(pairs) or not hmac.compare_digest(told.get("state", "").encode(), self.state.encode()):
            return None
        if "error" in told:
            return Denied(_plain(told["error"]), _plain(told.get("error_description", "")))
        return Granted(told["code"]) if told.get("code") else Denied("no_code")

    def grant(self, granted: Granted, client_secret: str) -> AuthorizationCode:
        """What the code is exchanged with; `client_secret` is "" where the application has none."""
        return AuthorizationCode(
            self.settings.client_id, granted.code, self.redirect_uri, self.verifier, client_secret=client_secret
        )


def challenge_of(verifier: str) -> str:
    """What the phone system is told of the verifier beforehand (S256; RFC 7636, 4.2)."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _plain(text: str) -> str:
    """Words from outside, fit to be shown and logged."""
    return "".join(letter for letter in text if letter.isprintable())[:_LONGEST_WORD]
