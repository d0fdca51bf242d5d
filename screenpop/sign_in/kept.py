"""The sign-in of a person, kept from one start to the next: a refresh token in the keyring, and since when it is there.

The token belongs to one phone system and one application: after a change of the settings it is sent nowhere else.
Where there is no keyring it lasts as long as the program, and people are told so.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final, Protocol

from screenpop.integrate.authorization import REFRESH_TOKEN_LIFETIME
from screenpop.integrate.clock import utc_now
from screenpop.integrate.errors import SignInNeeded
from screenpop.integrate.memory import Memory
from screenpop.integrate.sentences import how_to_sign_in
from screenpop.integrate.settings import AccountSettings
from screenpop.language import translate
from screenpop.profile.secrets import NoKeyring

log = logging.getLogger(__name__)

REFRESH_TOKEN: Final = "refresh_token"
"""What the token is called where the profile keeps its secrets."""
ASKED_AHEAD: Final = timedelta(days=7)
"""How long before its end a person is asked to sign in again."""


_RECORD: Final = "sign_in"


def _lasting() -> str:
    return translate(
        "SignIn",
        "For a sign-in that lasts on a computer without a keyring, set account.grant to "
        '"client_credentials" and the variable SCREENPOP_CLIENT_SECRET, or to "password" and '
        "SCREENPOP_PASSWORD.",
    )


class SecretStore(Protocol):
    """Where the profile keeps its secrets. Each of these may block, as keyrings do, and raise SecretsError."""

    def get(self, name: str) -> str | None:
        """The secret, None if it was never kept."""

    def set(self, name: str, value: str) -> None:
        """Keep the secret."""

    def delete(self, name: str) -> None:
        """Forget the secret."""


class KeptSignIn:
    """The refresh token of whoever signed in. `notice` says what people should know about how it is kept."""

    def __init__(
        self,
        settings: AccountSettings,
        secrets: SecretStore,
        memory: Memory,
        *,
        wall: Callable[[], datetime] = utc_now,
    ) -> None:
        """`memory` keeps when the token was given, and nothing secret."""
        self._settings = settings
        self._secrets = secrets
        self._memory = memory
        self._wall = wall
        self._token: str | None = None
        self._last: asyncio.Task[None] | None = None
        self._obtained = self._remembered()
        self.notice: str | None = None

    @property
    def by_person(self) -> bool:
        """Whether the settings want a person to sign in through the browser."""
        return self._settings.grant == "authorization_code"

    @property
    def ends(self) -> datetime | None:
        """When the phone system will not take the token any more, None if nobody is signed in."""
        return self._obtained + REFRESH_TOKEN_LIFETIME if self._obtained else None

    def reminder(self, now: datetime) -> str | None:
        """What to ask the person for in the last week, in a sentence; None before that."""
        if not self.by_person or self.ends is None or now < self.ends - ASKED_AHEAD:
            return None
        local = self.ends.astimezone()
        when = {"date": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}", "how": how_to_sign_in()}
        if now < self.ends:
            words = translate("SignIn", "Your sign-in ends on {date} at {time}. To go on receiving calls, {how}.")
        else:
            words = translate("SignIn", "Your sign-in ended on {date} at {time}. To go on receiving calls, {how}.")
        return words.format(**when)

    def secret(self, name: str) -> str | None:
        """The account's secrets by name, as `auth_for` asks for them. May block, as keyrings do.

        Raises SignInNeeded where a person must sign in, SecretsError where a secret that is needed cannot be read.
        """
        if name == REFRESH_TOKEN:
            return self._refresh_token()
        try:
            return self._secrets.get(name)
        except NoKeyring:
            if name == "client_secret" and self._settings.grant != "client_credentials":  # few applications have one
                return None
            raise

    async def keep(self, refresh_token: str, obtained: datetime | None = None) -> None:
        """Keep what a person's sign-in gave, in place of any other."""
        await self._in_turn(partial(self._keep, refresh_token, obtained or self._wall()))

    async def renewed(self, former: str, refresh_token: str) -> None:
        """The phone system gave a new token for the `former` one. If a person signed in meanwhile, theirs stays."""
        await self._in_turn(partial(self._renew, former, refresh_token, self._wall()))

    async def forget(self) -> None:
        """Nobody is signed in any more. Raises SecretsError if the keyring does not let go of the token."""
        await self._in_turn(self._forget)

    async def _in_turn(self, work: Callable[[], None]) -> None:
        """Do blocking work after all that was begun before; what is begun is finished, even if nobody waits for it."""
        self._last = asyncio.create_task(self._work_after(self._last, work), name="keep the sign-in")
        await asyncio.shield(self._last)

    async def _work_after(self, previous: asyncio.Task[None] | None, work: Callable[[], None]) -> None:
        if previous is not None:
            await asyncio.wait([previous])
        await asyncio.to_thread(work)

    def _refresh_token(self) -> str | None:
        if self._token is None and self._obtained is not None:
            self._token = self._read()
        return self._token

    def _read(self) -> str | None:
        try:
            return self._secrets.get(REFRESH_TOKEN)
        except NoKeyring as error:
            raise SignInNeeded(
                translate(
                    "SignIn",
                    "This computer's keyring cannot be used ({why}), so your sign-in could not be kept. To sign "
                    "in until ScreenPop ends, {how_to_sign_in}. {lasting}",
                ).format(why=error.why, how_to_sign_in=how_to_sign_in(), lasting=_lasting())
            ) from error

    def _keep(self, token: str, obtained: datetime) -> None:
        """The token first: without it the record is nothing. A crash in between leaves nobody signed in."""
        self._token = token
        self._obtained = obtained
        self.notice = None
        try:
            self._secrets.set(REFRESH_TOKEN, token)
        except NoKeyring as error:
            self.notice = translate(
                "SignIn",
                "You are signed in until ScreenPop ends: this computer's keyring cannot be used ({why}), and "
                "secrets are never kept in a file. {lasting}",
            ).format(why=error.why, lasting=_lasting())
            log.warning("%s", self.notice)
        self._write({"account": self._account(), "obtained": obtained.isoformat()})

    def _renew(self, former: str, token: str, obtained: datetime) -> None:
        if self._token in (None, former):
            self._keep(token, obtained)

    def _forget(self) -> None:
        self._token = self._obtained = self.notice = None
        self._write({})
        self._secrets.delete(REFRESH_TOKEN)

    def _write(self, record: dict[str, object]) -> None:
        try:
            self._memory.save(_RECORD, record)
        except OSError as error:
            log.error("When the sign-in began could not be kept: %s", error)

    def _remembered(self) -> datetime | None:
        record = self._memory.load(_RECORD)
        if record.get("account") != self._account():
            return None
        try:
            return datetime.fromisoformat(str(record.get("obtained"))).astimezone(UTC)
        except ValueError:
            return None

    def _account(self) -> str:
        """Whose token it is: the phone system and the application."""
        return f"{self._settings.base_url} {self._settings.client_id}"
