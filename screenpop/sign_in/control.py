"""The sign-in as the program offers it: begun from a menu or a command, one at a time, and told how it stands."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, TypeVar

from screenpop.integrate.limits import RateLimits
from screenpop.integrate.settings import AccountSettings
from screenpop.language import translate
from screenpop.profile.control import RequestRefused
from screenpop.sign_in.browser import PATIENCE, BrowserSignIn, SignedIn
from screenpop.sign_in.errors import SignInFailed
from screenpop.sign_in.kept import KeptSignIn
from screenpop.sign_in.system_browser import OpenBrowser, open_browser

log = logging.getLogger(__name__)

T = TypeVar("T")


class SignInState(StrEnum):
    """How a sign-in through the browser stands. IDLE: nobody began one since the start."""

    IDLE = "idle"
    WAITING = "waiting"
    SIGNED_IN = "signed_in"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class SignInStatus:
    """How it stands. `detail` is a sentence for people; `address` the page on which they sign in, while one waits."""

    state: SignInState
    detail: str | None = None
    address: str | None = None


class SignInControl:
    """Begins a sign-in when it is asked to. Close it with `close`, which gives up one that waits."""

    def __init__(
        self,
        settings: AccountSettings,
        kept: KeptSignIn,
        *,
        signed_in: Callable[[SignedIn], None],
        changed: Callable[[], None],
        limits: RateLimits | None = None,
        open_browser: OpenBrowser = open_browser,
        patience: timedelta = PATIENCE,
    ) -> None:
        """`signed_in` hears of each success, once the token is kept; `changed` of each change of `status`."""
        self._settings = settings
        self._kept = kept
        self._signed_in = signed_in
        self._changed = changed
        self._limits = limits
        self._open_browser = open_browser
        self._patience = patience
        self._attempt: BrowserSignIn | None = None
        self._outcome = SignInStatus(SignInState.IDLE)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._run: asyncio.Task[SignedIn] | None = None

    @property
    def is_offered(self) -> bool:
        """Whether the settings want people to sign in through the browser."""
        return self._kept.by_person

    @property
    def status(self) -> SignInStatus:
        """How it stands: the sign-in that waits, else what became of the last one."""
        if self._attempt is None:
            return self._outcome
        return SignInStatus(SignInState.WAITING, self._attempt.notice or _waiting(), self._attempt.address)

    def start(self) -> SignInStatus:
        """Begin to sign in; where one waits already, show its page again."""
        if self._attempt is not None:
            self._spawn(self._attempt.show(), "browser")
            return self.status
        try:
            self._attempt = self._new_attempt()
        except SignInFailed as error:
            self._outcome = SignInStatus(SignInState.FAILED, str(error))
        else:
            self._run = self._spawn(self._attempt.run(), "sign in")
            self._run.add_done_callback(self._ended)
        self._changed()
        return self.status

    def cancel(self) -> None:
        """Give up the sign-in that waits, if one does."""
        if self._run is not None:
            self._run.cancel()

    async def close(self) -> None:
        """Give up what waits, and let go of everything."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def asked(self) -> dict[str, str | None]:
        """The command "sign_in": begin, and tell how it stands. Raises RequestRefused where nobody can."""
        if not self.is_offered:
            raise RequestRefused(
                translate(
                    "SignIn",
                    'account.grant is "{grant}", so nobody signs in through the browser here. To change that, '
                    "run `screenpop config set account.grant authorization_code` and start ScreenPop again.",
                ).format(grant=self._settings.grant)
            )
        self.start()
        return self.told()

    def told(self) -> dict[str, str | None]:
        """The command "sign_in_status": how it stands."""
        return dict(asdict(self.status))

    def _new_attempt(self) -> BrowserSignIn:
        return BrowserSignIn(
            self._settings,
            self._kept,
            limits=self._limits,
            open_browser=self._open_browser,
            patience=self._patience,
            changed=self._changed,
        )

    def _ended(self, run: asyncio.Task[SignedIn]) -> None:
        """One that was given up before it had begun ends here too."""
        self._attempt = self._run = None
        self._outcome = _outcome_of(run)
        if self._outcome.state is SignInState.SIGNED_IN:
            self._signed_in(run.result())
        self._changed()

    def _spawn(self, work: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _outcome_of(run: asyncio.Task[SignedIn]) -> SignInStatus:
    if run.cancelled():
        return SignInStatus(SignInState.CANCELLED, translate("SignIn", "This sign-in was given up."))
    match run.exception():
        case None:
            return SignInStatus(SignInState.SIGNED_IN, run.result().notice)
        case SignInFailed() as failed:
            log.warning("Nobody was signed in (%s): %s", failed.failure, failed)
            return SignInStatus(SignInState.FAILED, str(failed))
        case error:
            log.error("A sign-in came to an end that nobody expected.", exc_info=error)
            return SignInStatus(SignInState.FAILED, _fault())


def _waiting() -> str:
    return translate("SignIn", "Sign in on the page that your browser shows. It is waited for two minutes.")


def _fault() -> str:
    return translate(
        "SignIn",
        "ScreenPop could not sign you in, through a fault of its own; its log file says more. Try again.",
    )
