"""The agent's workplace: the core, and the cards, tray and window that show what it tells.

This is the only place where core and desktop meet. What happens in the core comes here as changes; what the agent
does on the screen goes from here to the core. A card is shown in the very moment in which a change comes; everything
else on the screen follows a moment later, once for all changes that came meanwhile.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from screenpop import __version__
from screenpop.away import Away, covers
from screenpop.caller_context import CallerContexts
from screenpop.calls.call import Call, CallState
from screenpop.calls.ledger import Change
from screenpop.calls.presence import PresenceSettings, is_on_another
from screenpop.card_doings import act_on_screen, card_actions
from screenpop.core import Core
from screenpop.delivery.choose import Read
from screenpop.desktop import motion
from screenpop.desktop.card_frame import is_composited, on_x11
from screenpop.desktop.card_style import Look
from screenpop.desktop.content import CardContent, Context, describe
from screenpop.desktop.notices import CallNotices
from screenpop.desktop.settings import CardSettings, UiSettings
from screenpop.desktop.stack import CardStack
from screenpop.desktop.theme import Colours, colours_of
from screenpop.desktop.view import CallLine, DesktopView, SignInOffer, call_line
from screenpop.dialling import Dialling
from screenpop.history.store import StoreError
from screenpop.hot_key_actions import HotKeyActions
from screenpop.integrate.lifecycle import State
from screenpop.language import translate
from screenpop.people.directory import Directory
from screenpop.platform.full_screen import FullScreenWatch
from screenpop.profile.paths import Profile
from screenpop.profile.settings import SettingsFile
from screenpop.profile.state import StateFolder
from screenpop.recent_calls import KEPT, RecentCalls, remember_look, remembered_look
from screenpop.sign_in.control import SignInState
from screenpop.status_lines import delivery_line, subscription_line
from screenpop.trial_call import TrialCalls
from screenpop.way_windows import WayWindows

_REFRESHED_AFTER: Final = 0.05
"""Seconds from a change until tray and window show it: a card that comes with it is painted by then."""


class Workplace:
    """Core and desktop together. `refresh` redraws tray and window, `show_window` brings the window up."""

    def __init__(
        self,
        profile: Profile,
        *,
        read: Read | None = None,
        refresh: Callable[[], None],
        show_window: Callable[[], None],
        report: Callable[[str], None] = lambda _text: None,
        notify: Callable[[str, str], bool] = lambda _title, _text: False,
        has_icon: Callable[[], bool | None] = lambda: None,
    ) -> None:
        """Open the profile; `read` gives the settings, its file if there is none. Raises StoreError or SettingsError.

        `report` tells the agent why something did not work, `notify` shows a title and a text through the tray if it
        can, and `has_icon` says whether a tray shows our icon.
        """
        read = read or SettingsFile(profile.config).read
        self.core = Core(profile, read=read)
        self.calls = self.core.calls
        self.ui = read("ui", UiSettings)
        self.directory = Directory(self.core.account_settings.country, self.core.names.known)
        self.core.names.learned = self.directory.know
        self._refresh, self._report = refresh, report
        self._refresh_due: asyncio.TimerHandle | None = None
        self._memory = StateFolder(profile.state)
        self._contexts = CallerContexts(self.core.history, self.core.contacts, lambda call: self.notices.learned(call))
        self._recent = RecentCalls(remembered_look(self._memory, self.core.now()))
        self._full_screen = FullScreenWatch(on_x11=on_x11())
        self._moves = motion.is_wanted()
        self.trials = TrialCalls(
            card_actions(self.core, self._save_note, show_window, self._contexts.choose), self.core.now
        )
        self.stack = CardStack(
            read("cards", CardSettings),
            self.trials.actions,
            self._describe,
            look=self.look,
            is_quiet=self._is_quiet,
            may_pop=lambda call: self.core.contacts.pops(call.number),
            is_covered=lambda screen: covers(self._full_screen, screen),
            report=report,
            clock=self.clock,
        )
        self.notices = CallNotices(
            read("cards", CardSettings), self.trials.actions, self._describe, self.stack, notify, report
        )
        self._away = Away(self.core, self.stack, lambda: read("presence", PresenceSettings).away_when_locked)
        self._away.watch.changed.connect(self.notices.look)
        self.begins_anew = False
        self.ways = WayWindows(self.core.way_choice, self.look)
        self._sign_in_told = self.core.sign_in.status
        self.dialling = Dialling(self.core, self.look, report)
        self.hot_keys = HotKeyActions(self.core, self.stack, self.dialling, report)
        act_on_screen(self.core, report)
        self.core.cards = self.stack.cards
        self.core.shows_tray_icon = has_icon
        self.core.commands["show"] = show_window
        self.core.on_changes.append(self._show)
        self.core.on_update.append(self._update)
        self.core.contacts.on_forgotten += [self._recent.forget, self._contexts.forget]

    async def run(self, story: Callable[["Workplace"], Awaitable[None]] | None = None) -> None:
        """Work until `quit`. `story` plays beside it, and ends with it at the latest."""
        from screenpop.desktop.network import NetworkWatch

        network = NetworkWatch(self.core.woke, self.core.now)
        self._away.start()
        self._contexts.warm_up()
        self.stack.warm_up()
        self._take_recent(await asyncio.to_thread(self.core.history.recent, limit=KEPT))
        try:
            async with asyncio.TaskGroup() as tasks:
                telling = tasks.create_task(self._tell(story), name="story")
                await self.core.run()
                telling.cancel()
        finally:
            network.deleteLater()
            await self._close()

    def quit(self) -> None:
        """End `run`; a note that is being typed is saved before the history closes."""
        self.stack.save_notes()
        self.core.quit()

    def begin_anew(self) -> None:
        """End `run`, so that another workplace takes over with the settings of now."""
        self.begins_anew = True
        self.quit()

    def looked_at(self) -> None:
        """The agent sees the list of calls now: none of them is news any more."""
        if self._recent.missed:
            self._recent.looked_at = self.core.now()
            self._update()

    def colours(self) -> Colours:
        """The palette that the settings, or the system, ask for now."""
        return colours_of(self.ui.theme)

    def view(self) -> DesktopView:
        """What tray and window show now."""
        now = self.clock()
        own, identity = self.core.presence.own, self.core.account.identity
        subscription = subscription_line(self.core.account.subscription, now)
        delivery = delivery_line(self.core.way.kind, self.core.way.health)
        live = [call for call in self.core.intake.ledger.under_way() if call.involves_agent]
        return DesktopView(
            version=__version__,
            presence=own.presence,
            presence_since=own.since,
            reason=own.reason or self.core.reason,
            agent_name=(identity.name if identity else None) or "",
            agent_user=identity.user if identity else "",
            domain=(identity.domain if identity else None) or "",
            live=tuple(self.line(call) for call in live if call.own_state is not CallState.ENDED),
            recent=tuple(self.line(call) for call in self._recent.newest()),
            missed=self._recent.missed,
            subscription_line=subscription.text,
            subscription_ok=subscription.is_ok,
            delivery_line=delivery.text,
            delivery_ok=delivery.is_ok,
            do_not_disturb=self.core.presence.do_not_disturb,
            sign_in=self._sign_in_offer(),
            can_renew_relay=self.core.way_choice.can_renew,
            snoozed_until=self.stack.snooze.until(now),
            has_card=bool(self.stack.cards()),
            blinks=self.ui.blink,
        )

    def sign_in(self, offer: SignInOffer) -> None:
        """Do what the agent was offered about their sign-in."""
        match offer:
            case SignInOffer.SIGN_IN:
                self.core.sign_in.start()
            case SignInOffer.CANCEL:
                self.core.sign_in.cancel()
            case SignInOffer.SIGN_OUT:
                self.core.account.sign_out()

    def _sign_in_offer(self) -> SignInOffer:
        sign_in = self.core.sign_in
        if not sign_in.is_offered:
            return SignInOffer.NOTHING
        if sign_in.status.state is SignInState.WAITING:
            return SignInOffer.CANCEL
        is_out = self.core.account.subscription.state is State.SIGNED_OUT
        is_wanted = is_out or self.core.kept.reminder(self.core.clock.wall()) is not None
        return SignInOffer.SIGN_IN if is_wanted else SignInOffer.SIGN_OUT

    def _tell_of_sign_in(self) -> None:
        """What became of a sign-in is told once."""
        before, self._sign_in_told = self._sign_in_told, self.core.sign_in.status
        if self._sign_in_told != before and self._sign_in_told.state is SignInState.FAILED:
            self._report(self._sign_in_told.detail or "")

    async def _tell(self, story: Callable[["Workplace"], Awaitable[None]] | None) -> None:
        if story is not None:
            await story(self)

    def save_pictures(self, folder: Path, name: str, *, scale: float = 2.0) -> list[Path]:
        """PNGs of everything that can be seen now, `NAME-card-1.png` and so on. Raises OSError."""
        from screenpop.desktop.gallery import save_moment

        cards = self.stack.on_screen()
        return save_moment(folder, name, cards=cards, view=self.view(), look=self.look(), scale=scale)

    def announce(self, changes: Sequence[Change]) -> None:
        """Show them. Cards first: nothing may keep them waiting."""
        self.stack.take(changes)
        self.notices.take(changes)

    def _show(self, changes: Sequence[Change]) -> None:
        self.announce(changes)
        self._take_recent([change.call for change in changes])

    def _take_recent(self, calls: Sequence[Call]) -> None:
        self._recent.take(calls)
        for call in calls:
            self.directory.learn(call)
        self._update()

    def _update(self) -> None:
        """Something may have changed; tray and window are drawn anew soon, however often this is called until then."""
        self._tell_of_sign_in()
        if self._is_quiet():
            self.notices.calm()
        if self._refresh_due is None:
            self._refresh_due = asyncio.get_running_loop().call_later(_REFRESHED_AFTER, self._refresh_now)

    def _refresh_now(self) -> None:
        self._refresh_due = None
        self._refresh()

    def _save_note(self, call_id: str, text: str) -> None:
        self._contexts.noted(call_id, text)
        try:
            self.core.save_note(call_id, text)
        except StoreError as error:
            self._report(translate("Card", "Your note was not saved. {reason}").format(reason=error))

    def keep_note(self, call_id: str, text: str) -> Awaitable[None]:
        """Keep a note that was typed in the main window; the wait is for the disk."""
        self._contexts.noted(call_id, text)
        return asyncio.wrap_future(self.core.save_note(call_id, text))

    def _describe(self, call: Call) -> CardContent:
        known = self._contexts.of(call)
        context = Context(known.last_call, known.last_note, known.note, known.is_complete, known.known)
        has_record = self.core.actions.has_record(call)
        is_second = is_on_another(call, self.core.intake.ledger.under_way())
        return describe(
            call, known.caller, context, self.directory, self.clock(), has_record=has_record, is_second=is_second
        )

    def line(self, call: Call) -> CallLine:
        """A call as lists show it."""
        caller = self._contexts.caller(call)
        return call_line(call, title=caller.name, number=caller.number, initials=caller.initials, seed=caller.seed)

    def clock(self) -> datetime:
        """The time of the calls in this computer's zone: their own times fit it, however wrong its clock is."""
        return self.core.now().astimezone()

    def look(self) -> Look:
        """What the look of cards and windows depends on, now."""
        return Look(self.colours(), self.ui.text_scale, is_composited(), self._moves and not self.ui.reduce_motion)

    def _is_quiet(self) -> bool:
        dnd = self.core.presence.do_not_disturb
        return dnd is not None and dnd.holds(self.core.now())

    async def _close(self) -> None:
        if self._refresh_due is not None:
            self._refresh_due.cancel()
        await self.hot_keys.close()
        await self.trials.close()
        await self.ways.close()
        await self.notices.close()
        await self.stack.close()
        await self.dialling.close()
        await self._contexts.close()
        await remember_look(self._memory, self._recent.looked_at)
