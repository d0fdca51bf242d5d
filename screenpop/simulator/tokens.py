"""Tokens: who signed in, as what, and for how long."""

import base64
import hashlib
import secrets
import uuid
from dataclasses import dataclass, field, replace
from datetime import datetime

from .answers import Refusal
from .clock import Clock
from .office import WIDE_SCOPES, App, User
from .variants import Timings, Variants


@dataclass(frozen=True, slots=True)
class Token:
    """An access token. `user` is None for an application's own token; `current` is who `users/current/` names."""

    access: str = field(repr=False)
    client_id: str
    user: str | None
    current: str
    scope: str
    expires: datetime

    @property
    def owner(self) -> str:
        """Whose subscriptions these are: a user's, or an application's."""
        return f"user {self.user}" if self.user is not None else f"application {self.client_id}"

    def may_see(self, user: str | None) -> bool:
        """Whether the scope reaches as far as `user` (None: the whole domain)."""
        return self.user is None or self.scope in WIDE_SCOPES or user == self.user


@dataclass(frozen=True, slots=True)
class Code:
    """An authorization code. `challenge` is that of PKCE (S256), None without."""

    app: App
    user: User
    redirect_uri: str
    challenge: str | None
    expires: datetime


@dataclass(frozen=True, slots=True)
class Renewal:
    """A refresh token. `public` says that it was given to an application that did not show its secret."""

    app: App
    user: User
    public: bool
    expires: datetime


class Tokens:
    """All tokens and codes that are out."""

    def __init__(self, clock: Clock, variants: Variants, timings: Timings) -> None:
        """None yet."""
        self._clock = clock
        self._variants = variants
        self._timings = timings
        self._tokens: dict[str, Token] = {}
        self._codes: dict[str, Code] = {}
        self._renewals: dict[str, Renewal] = {}

    def find(self, access: str) -> Token | None:
        """The token, if it is good."""
        token = self._tokens.get(access)
        return token if token is not None and token.expires > self._clock.now() else None

    def issue(self, app: App, user: User | None) -> Token:
        """A new access token for `user`, or (None) for the application itself."""
        now = self._clock.now()
        self._tokens = {access: token for access, token in self._tokens.items() if token.expires > now}
        token = Token(
            access=str(uuid.uuid4()),
            client_id=app.client_id,
            user=user.user if user else None,
            current=user.user if user else app.user,
            scope=user.scope if user else app.scope,
            expires=now + self._clock.lasting(self._timings.access_token_seconds),
        )
        self._tokens[token.access] = token
        return token

    def issue_renewal(self, app: App, user: User, *, public: bool) -> str:
        """A new refresh token."""
        renewal = secrets.token_urlsafe(40)
        expires = self._clock.now() + self._clock.lasting(self._timings.refresh_token_seconds)
        self._renewals[renewal] = Renewal(app, user, public, expires)
        return renewal

    def renew(self, refresh_token: str, app: App, *, with_secret: bool) -> tuple[User, str | None]:
        """Whose refresh token it is, and a new one where the variant says so."""
        renewal = self._renewals.get(refresh_token)
        if renewal is None or renewal.app != app or renewal.expires <= self._clock.now():
            raise invalid_grant("The refresh token is not known or has expired.")
        if not with_secret and not renewal.public:
            raise Refusal(401, "Invalid Vendor", error="invalid_client")
        if not self._variants.rotate_refresh_tokens:
            return renewal.user, None
        del self._renewals[refresh_token]
        return renewal.user, self.issue_renewal(app, renewal.user, public=renewal.public)

    def issue_code(self, app: App, user: User, redirect_uri: str, challenge: str | None) -> str:
        """A code that is good once and for a minute."""
        code = secrets.token_urlsafe(32)
        expires = self._clock.now() + self._clock.lasting(self._timings.code_seconds)
        self._codes[code] = Code(app, user, redirect_uri, challenge, expires)
        return code

    def redeem(self, code: str, app: App, redirect_uri: str, verifier: str) -> Code:
        """What the code stands for; after that it stands for nothing."""
        kept = self._codes.pop(code, None)
        if kept is None or kept.app != app or kept.expires <= self._clock.now():
            raise invalid_grant("The code is not known, was used before, or has expired.")
        if redirect_uri != kept.redirect_uri:
            raise invalid_grant("The redirect_uri is not the one that the code was asked for with.")
        if kept.challenge is not None and not secrets.compare_digest(_challenge_of(verifier), kept.challenge):
            raise invalid_grant("The code_verifier does not fit the code_challenge.")
        return kept

    def revoke(self, *, renewals: bool) -> None:
        """Take back every access token and, if asked to, every refresh token."""
        self._tokens.clear()
        if renewals:
            self._renewals.clear()

    def rescope(self, user: str | None, scope: str) -> None:
        """Change what the tokens of `user` (None: of applications) may do from now on."""
        self._tokens = {
            access: replace(token, scope=scope) if token.user == user else token
            for access, token in self._tokens.items()
        }


def invalid_grant(message: str) -> Refusal:
    """What was shown for a token is not good (RFC 6749, 5.2)."""
    return Refusal(400, message, error="invalid_grant")


def _challenge_of(verifier: str) -> str:
    """RFC 7636, 4.6."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
