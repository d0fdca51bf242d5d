"""One sign-in through the system's browser, from the first page to the token that is kept.

The way: the registered port is held, the browser is sent to the phone system's page, comes back with a code, the code
is exchanged, the refresh token is kept, and only then the browser's page says that all is well. Whatever fails
on that way ends it with one `SignInFailed`, and the page says the same as the program.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from screenpop.integrate.auth import SignIn, check_account
from screenpop.integrate.authorization import Authorization, Denied, Granted
from screenpop.integrate.client import Client, User
from screenpop.integrate.errors import IntegrateError, SignInNeeded, Unreachable
from screenpop.integrate.limits import RateLimits
from screenpop.integrate.settings import AccountSettings
from screenpop.language import translate
from screenpop.sign_in import port
from screenpop.sign_in.errors import Failure, SignInFailed
from screenpop.sign_in.kept import KeptSignIn
from screenpop.sign_in.page import Mood, Page
from screenpop.sign_in.system_browser import OpenBrowser, open_browser

if TYPE_CHECKING:
    from screenpop.sign_in.redirect import Redirect

log = logging.getLogger(__name__)

PATIENCE: Final = timedelta(minutes=2)
"""How long the browser may take to come back."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in, as far as the phone system tells, and what people should know about how that is kept."""

    user: User | None
    notice: str | None


class BrowserSignIn:
    """One attempt. `address` is the page that the browser shows, and `notice` what people should know meanwhile."""

    def __init__(
        self,
        settings: AccountSettings,
        kept: KeptSignIn,
        *,
        limits: RateLimits | None = None,
        open_browser: OpenBrowser = open_browser,
        patience: timedelta = PATIENCE,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """`limits` are those of the whole account; `changed` is called when `notice` may have changed.

        Raises SignInFailed if the settings are not complete.
        """
        try:
            check_account(settings)
        except SignInNeeded as error:
            raise SignInFailed(Failure.NOT_SET_UP, str(error)) from error
        self._settings = settings
        self._kept = kept
        self._limits = limits or RateLimits()
        self._open_browser = open_browser
        self._patience = patience
        self._changed = changed
        self._authorization = Authorization.begin(settings)
        self.notice: str | None = None

    @property
    def address(self) -> str:
        """The page on which the person signs in."""
        return self._authorization.url

    async def show(self) -> None:
        """Open the page, again if need be."""
        is_open = await self._open_browser(self.address)
        self.notice = None if is_open else f"{_no_browser()} {self.address}"
        self._changed()

    async def run(self) -> SignedIn:
        """Sign in. Raises SignInFailed; cancel it to give up. The port is free again when this returns."""
        from screenpop.sign_in.redirect import Redirect  # takes long to load, and is needed once in ninety days

        page = given_up()
        secret = await asyncio.to_thread(self._kept.secret, "client_secret")
        with port.hold(self._settings.redirect_port) as listening:
            redirect = Redirect(self._authorization, listening)
            try:
                await redirect.open()
                signed_in = await self._exchange(await self._ask_person(redirect), secret or "")
                page = _welcome(signed_in)
                return signed_in
            except SignInFailed as error:
                page = Page(Mood.TROUBLE, translate("SignIn", "You are not signed in"), str(error))
                raise
            finally:
                await redirect.close(page)

    async def _ask_person(self, redirect: "Redirect") -> Granted:
        """Send the browser away and wait until it is back."""
        showing = asyncio.create_task(self.show(), name="browser")
        try:
            async with asyncio.timeout(self._patience.total_seconds()):
                answer = await redirect.answer()
        except TimeoutError as error:
            raise SignInFailed(Failure.NO_ANSWER, self.why_no_answer(redirect)) from error
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)
        if isinstance(answer, Denied):
            raise self._denied(answer)
        return answer

    async def _exchange(self, granted: Granted, client_secret: str) -> SignedIn:
        """Turn the code into tokens, keep what must be kept, and ask who it was that signed in."""
        grant = self._authorization.grant(granted, client_secret)
        auth = SignIn(self._settings.base_url, grant)
        client = Client(self._settings, auth=auth, limits=self._limits)
        try:
            user = await self._who(client, auth)
        finally:
            await client.aclose()
        if auth.refresh_token is None:
            raise SignInFailed(Failure.NOT_LASTING, _not_lasting())
        await self._kept.keep(auth.refresh_token, client.server_now())
        log.info("Signed in through the browser as %s.", user.user if user else "somebody whom it does not name")
        return SignedIn(user, self._kept.notice)

    async def _who(self, client: Client, auth: SignIn) -> User | None:
        try:
            return await client.current_user(interactive=True)
        except SignInNeeded as error:
            raise SignInFailed(Failure.CODE_NOT_TAKEN, self._code_not_taken(error)) from error
        except IntegrateError as error:
            if auth.refresh_token is None:
                raise SignInFailed(Failure.SERVER_ERROR, _unfinished(error)) from error
            log.info("The sign-in works, but the phone system does not say whose it is: %s", error)
            return None

    def why_no_answer(self, redirect: "Redirect") -> str:
        """Why nothing came, as far as can be told, and what to do."""
        if self.notice:
            return translate("SignIn", "Nobody signed in within two minutes. {notice}").format(notice=self.notice)
        what = (
            translate("SignIn", "only came back with an old page")
            if redirect.strayed
            else translate("SignIn", "did not come back")
        )
        return translate(
            "SignIn",
            "Your browser {what} within two minutes, so nobody is signed in. Sign in again, and leave the "
            "page open until it says that you are signed in. If the phone system's page shows an error "
            "instead, your administrator has to register the address {redirect_uri} there.",
        ).format(what=what, redirect_uri=self._authorization.redirect_uri)

    def _denied(self, denied: Denied) -> SignInFailed:
        word = f"{denied.error}: {denied.why}" if denied.why else denied.error
        match denied.error:
            case "access_denied":
                return SignInFailed(
                    Failure.REFUSED,
                    translate(
                        "SignIn",
                        "ScreenPop was refused access ({word}). {mistake}",
                    ).format(word=word, mistake=_mistake()),
                )
            case "server_error" | "temporarily_unavailable" | "no_code":
                text = translate(
                    "SignIn",
                    "The phone system could not sign you in ({word}). The fault is on its side. Try again in a while.",
                ).format(word=word)
            case _:
                text = translate(
                    "SignIn",
                    "The phone system does not accept what ScreenPop asks for ({word}). Your administrator "
                    "has to check the client id, and that {redirect_uri} is registered with it.",
                ).format(word=word, redirect_uri=self._authorization.redirect_uri)
        return SignInFailed(Failure.SERVER_ERROR, text)

    def _code_not_taken(self, error: SignInNeeded) -> str:
        return translate(
            "SignIn",
            'The phone system did not take what your browser brought back ("{word}"). It is good for a '
            "minute only: sign in again. If that fails too, your administrator has to check the client id "
            "and its secret.",
        ).format(word=error.word)


def _welcome(signed_in: SignedIn) -> Page:
    user = signed_in.user
    if user is None:
        title = translate("SignIn", "You are signed in")
    else:
        who = f"{user.name} ({user.user})" if user.name else user.user
        title = translate("SignIn", "You are signed in as {who}").format(who=who)
    text = translate("SignIn", "ScreenPop shows who is calling from now on. You can close this page.")
    return Page(Mood.DONE, title, text, note=signed_in.notice or "")


def _unfinished(error: IntegrateError) -> str:
    if isinstance(error, Unreachable):
        return translate(
            "SignIn",
            "The phone system let you in, but could not be reached to finish the sign-in. Check the network, "
            "then sign in again.",
        )
    return str(error)


def given_up() -> Page:
    """What the browser shows once the sign-in was cancelled."""
    text = translate("SignIn", "This sign-in was given up in ScreenPop. To try again, choose Sign in there.")
    return Page(Mood.TROUBLE, translate("SignIn", "You are not signed in"), text)


def _no_browser() -> str:
    return translate("SignIn", "No browser could be started. Open this address in a browser of this computer:")


def _mistake() -> str:
    return translate(
        "SignIn",
        "If that was a mistake, sign in again and choose to allow it; otherwise ask your administrator.",
    )


def _not_lasting() -> str:
    return translate(
        "SignIn",
        "The phone system let you in for an hour only, without a refresh token, and ScreenPop would have "
        "to ask you again each hour. Ask your administrator to allow this application refresh tokens.",
    )
