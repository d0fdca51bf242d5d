"""Actions, wired: the rules of the settings, what they reach of the world, and the webhooks' courier.

Without rules nothing of this is loaded: no file, no task, no work when a call comes.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from screenpop.actions.settings import ActionSettings, read_rules
from screenpop.calls.call import Call
from screenpop.calls.ledger import Change
from screenpop.integrate.settings import AccountSettings
from screenpop.language import translate
from screenpop.names import Names
from screenpop.profile.paths import Profile
from screenpop.profile.secrets import Secrets, SecretsError
from screenpop.sign_in.system_browser import OpenBrowser

if TYPE_CHECKING:
    from screenpop.actions.actions import Actions
    from screenpop.actions.courier import Courier
    from screenpop.actions.kept import Post
    from screenpop.actions.world import World
    from screenpop.history.calls import CallHistory

log = logging.getLogger(__name__)

SECRET: Final = "webhook_secret"
_PAST: Final = timedelta(days=1)
_MOST_PAST: Final = 500


class CallActions:
    """What calls set off. `copy` is the clipboard's, `contact` the contacts', `report` the tray's: the wiring sets
    them where there are such. `troubles` says what is wrong with rules that cannot be used.
    """

    def __init__(
        self,
        settings: ActionSettings,
        profile: Profile,
        account: AccountSettings,
        secrets: Secrets,
        names: Names,
        now: Callable[[], datetime],
        open_browser: OpenBrowser,
    ) -> None:
        """Read the rules; nothing is done before `run`."""
        self._anew = asyncio.Event()
        self.use(settings)
        self.copy: Callable[[str], None] | None = None
        self.contact: Callable[[Call], Mapping[str, str]] = lambda _call: {}
        self.report: Callable[[str], None] = lambda text: log.warning("%s", text)
        self.file, self._country, self._secrets = profile.actions, account.country, secrets
        self._names, self._now, self._open_browser = names, now, open_browser
        self._actions: Actions | None = None

    def take(self, changes: Sequence[Change]) -> None:
        """Calls have changed."""
        if self._actions is not None:
            self._actions.take(changes)

    def use(self, settings: ActionSettings) -> None:
        """Go by these rules from now on."""
        self.rules, self.troubles = read_rules(settings.rule if settings.enabled else ())
        self._anew.set()

    async def run(self, history: "CallHistory") -> None:
        """Work until cancelled."""
        while True:
            self._anew.clear()
            for trouble in self.troubles:
                self.report(trouble)
            if self.rules:
                await self._follow_rules(history)
            await self._anew.wait()

    async def _follow_rules(self, history: "CallHistory") -> None:
        """Work until there are other rules."""
        actions, courier = self._load()
        try:
            await actions.start(await asyncio.to_thread(self._past, history))
            async with asyncio.TaskGroup() as tasks:
                sending = tasks.create_task(courier.run(), name="webhooks")
                await self._anew.wait()
                sending.cancel()
        finally:
            self._actions = None
            await actions.close()

    def has_record(self, call: Call) -> bool:
        """Whether a rule opens the caller's record."""
        return self._actions is not None and self._actions.record_rule(call) is not None

    async def open_record(self, call: Call) -> None:
        """Open the caller's record. Raises ActionFailed."""
        await self._work().open_record(call)

    async def press(self, event: str, call: Call) -> list[str]:
        """Do what the rules for "button" or "hotkey" say; what was done. Raises ActionFailed."""
        from screenpop.actions.events import Event

        return await self._work().press(Event(event), call)

    async def test(self, name: str, call: Call) -> str:
        """Do what the rule of that name says for `call`, once more; what was done. Raises ActionFailed."""
        from screenpop.actions.errors import ActionFailed
        from screenpop.actions.events import Event

        rule = next((rule for rule in self.rules if rule.name == name), None)
        if rule is None:
            there_are = ", ".join(rule.name for rule in self.rules) or "none"
            raise ActionFailed(f"There is no rule {name!r} in the running program. There are: {there_are}.")
        return await self._work().perform(rule, call, min(rule.events, default=Event.BUTTON))

    def _work(self) -> "Actions":
        from screenpop.actions.errors import ActionFailed

        if self._actions is None:
            raise ActionFailed(
                translate("Actions", "There are no rules. Add one below [[actions.rule]] in the settings.")
            )
        return self._actions

    def _load(self) -> "tuple[Actions, Courier]":
        from screenpop.actions.actions import Actions, Surroundings
        from screenpop.actions.courier import Courier
        from screenpop.actions.kept import Kept

        kept = Kept(self.file)
        courier = Courier(kept, self._secret, self._posted)
        around = Surroundings(self._country, lambda: self._names.known, self._now, lambda call: self.contact(call))
        self._actions = Actions(
            self.rules, kept, self._world(), around, tell=lambda text: self.report(text), posted=courier.wake
        )
        return self._actions, courier

    def _world(self) -> "World":
        from screenpop.actions.errors import ActionFailed
        from screenpop.actions.world import World
        from screenpop.platform.opener import Opener, OpenerError

        opener = Opener()

        @contextlib.contextmanager
        def told_plainly() -> Iterator[None]:
            try:
                yield
            except OpenerError as error:
                raise ActionFailed(str(error)) from error

        async def open_url(url: str, browser: str) -> None:
            if browser:
                with told_plainly():
                    await opener.open_url(url, browser)
            elif not await self._open_browser(url):
                raise ActionFailed(translate("Actions", "No browser could be started."))

        async def start(arguments: Sequence[str]) -> None:
            with told_plainly():
                await opener.start(arguments)

        async def open_file(path: Path) -> None:
            with told_plainly():
                await opener.open_file(path)

        world = World(open_url, start, open_file=open_file)
        nowhere = world.copy
        world.copy = lambda text: (self.copy or nowhere)(text)
        return world

    def _past(self, history: "CallHistory") -> list[Call]:
        from screenpop.history.store import StoreError

        try:
            return history.recent(limit=_MOST_PAST, since=self._now() - _PAST)
        except StoreError as error:
            log.warning("What the calls of the last day should have set off cannot be told: %s", error)
            return []

    async def _secret(self) -> str:
        from screenpop.actions.errors import ActionFailed

        try:
            secret = await asyncio.to_thread(self._secrets.get, SECRET)
        except SecretsError as error:
            raise ActionFailed(str(error)) from error
        if not secret:
            raise ActionFailed("Webhooks are signed, and no secret is set: do that with `screenpop actions secret`.")
        return secret

    def _posted(self, post: "Post", sentence: str, is_trouble: bool) -> None:
        """What became of a webhook. One that is tried again and again is told of once."""
        rule = next((rule.name for rule in self.rules if rule.key == post.rule), "A webhook")
        if is_trouble and (post.tries == 0 or sentence.startswith("Given up")):
            self.report(f"{rule}: {sentence}")
        else:
            log.info("%s: %s", rule, sentence)
