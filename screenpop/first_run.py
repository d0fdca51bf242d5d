"""What the assistant of the first start does to the world: invites, the sign-in, the ways in, a test call."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

from screenpop.delivery.recommend import Verdict, recommend
from screenpop.desktop.assistant_needs import Advice, AssistantNeeds, Preview, Standing, Tried
from screenpop.invites import take_over
from screenpop.invites.invite import LARGEST, SCHEME, Invite, InviteError, read_file, read_link
from screenpop.language import translate
from screenpop.profile.live_settings import LiveSettings
from screenpop.profile.paths import Profile
from screenpop.profile.secrets import Secrets
from screenpop.profile.settings import SettingsError, SettingsFile
from screenpop.profile.state import StateFolder
from screenpop.sign_in.control import SignInState
from screenpop.workplace import Workplace

_RECORD: Final = "assistant"


class FirstRun:
    """The first start of one profile. `work` gives the workplace of now."""

    def __init__(
        self,
        profile: Profile,
        settings: LiveSettings,
        work: Callable[[], Workplace],
        show_settings: Callable[[], None],
        say: Callable[[str], None],
    ) -> None:
        """`show_settings` shows the page on which all can be typed in, and `say` tells the user something."""
        self._profile, self._settings, self._work = profile, settings, work
        self._memory, self._say = StateFolder(profile.state), say
        self.needs = AssistantNeeds(
            read_invite=self._read_invite,
            standing=self._standing,
            sign_in=self._sign_in,
            cancel_sign_in=lambda: self._work().core.sign_in.cancel(),
            advise=self._advise,
            use_way=self._use_way,
            ring=self._ring,
            show_settings=show_settings,
            keep_step=self._keep_step,
        )

    @property
    def step(self) -> str:
        """The name of the step at which the assistant was left, "" if it never was opened."""
        return str(self._memory.load(_RECORD).get("step", ""))

    def _sign_in(self) -> None:
        self._work().core.sign_in.start()

    def _keep_step(self, step: str) -> None:
        try:
            self._memory.save(_RECORD, {"step": step})
        except OSError as error:
            self._say(str(error))

    def _read_invite(self, source: str) -> Preview:
        try:
            invite = _invite(source)
            settings = SettingsFile(self._profile.config)
            changes = [f"{one.key}: {one.after}" for one in take_over.changes(invite, settings)]
            return Preview(changes, take_over.warnings(invite, settings), lambda: self._take_over(invite))
        except (InviteError, SettingsError, OSError) as error:
            raise ValueError(str(error)) from error

    def _take_over(self, invite: Invite) -> None:
        try:
            take_over.take_over(invite, SettingsFile(self._profile.config))
        except (SettingsError, OSError) as error:
            raise ValueError(str(error)) from error
        self._settings.look()

    def _standing(self) -> Standing:
        core = self._work().core
        identity, sign_in = core.account.identity, core.sign_in.status
        is_in = core.account.is_signed_in and identity is not None
        name = (identity.name or identity.user) if identity is not None and is_in else ""
        return Standing(
            has_account=bool(self._settings.value("account.client_id")) and not self._work().begins_anew,
            by_person=core.sign_in.is_offered,
            agent=f"{name} ({identity.user})" if identity is not None and name and name != identity.user else name,
            waits_for_browser=sign_in.state is SignInState.WAITING,
            sign_in=(sign_in.detail or "") if sign_in.state in (SignInState.WAITING, SignInState.FAILED) else "",
            way=core.way.kind,
            is_live=core.account.is_subscribed,
            trouble=core.reason or "",
        )

    def _use_way(self, kind: str) -> None:
        if kind != self._work().core.way.kind:
            self._settings.set("delivery.kind", kind)

    async def _advise(self) -> Advice:
        found = await recommend(
            self._settings.read, StateFolder(self._profile.state), Secrets(self._profile), self._work().core.way
        )
        tried = [Tried(one.kind, one.works, _words(one)) for one in found.verdicts]
        return Advice(found.best, found.why, tried)

    async def _ring(self) -> str:
        workplace = self._work()
        identity = workplace.core.account.identity
        if workplace.begins_anew:
            return translate("Assistant", "The new settings are just being taken over. Try again in a moment.")
        agent = identity.agent if identity else None
        if agent is None:
            return translate("Assistant", "Nobody is signed in, so it is not known whose phone would ring.")
        call_id = await workplace.trials.ring(agent, workplace.announce)
        if workplace.notices.has(call_id) or call_id in [call for call, _state in workplace.stack.cards()]:
            return ""
        if workplace.core.presence.do_not_disturb is not None:
            return translate("Assistant", "Do not disturb is on, which keeps cards away. Turn it off and try again.")
        return translate(
            "Assistant",
            "The card is kept away, as it is while a full-screen program is in use. Leave that and try again.",
        )


def was_left_half_way(profile: Profile) -> bool:
    """Whether the assistant was opened and not gone through."""
    return StateFolder(profile.state).load(_RECORD).get("step", "done") != "done"


def _invite(source: str) -> Invite:
    """The invite of a link or a file. Raises InviteError or OSError."""
    if source.casefold().startswith(f"{SCHEME}:"):
        return read_link(source)
    path = Path(source)
    if not path.is_file():
        raise InviteError("this is neither its link nor its file")
    with path.open("rb") as file:
        return read_file(file.read(LARGEST + 1))


def _words(verdict: Verdict) -> str:
    if verdict.took is None or not verdict.is_fit:
        return verdict.words
    milliseconds = round(verdict.took / timedelta(milliseconds=1))
    return translate("Assistant", "a test message came back in {milliseconds} ms").format(milliseconds=milliseconds)
