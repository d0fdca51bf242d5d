"""What the tray, its menu and the window show: plain values, and the words for them."""

import enum
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QLocale

from screenpop.calls.call import Call, CallState, Direction, Outcome
from screenpop.calls.presence import DoNotDisturb, Presence
from screenpop.language import translate


class SignInOffer(enum.StrEnum):
    """What the agent can do about their sign-in now."""

    NOTHING = ""
    SIGN_IN = "sign in"
    CANCEL = "cancel"
    SIGN_OUT = "sign out"

    @property
    def words(self) -> str:
        """What the menus and the window's button say; "" for nothing."""
        match self:
            case SignInOffer.SIGN_IN:
                return translate("SignIn", "Sign in")
            case SignInOffer.CANCEL:
                return translate("SignIn", "Cancel the sign-in")
            case SignInOffer.SIGN_OUT:
                return translate("SignIn", "Sign out")
        return ""


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call in a list. `title` is who, `detail` a second line; `since` is what a timer counts from.

    `number` is how to reach them, as people read it ("" if withheld: then it cannot be called back).
    """

    call_id: str
    title: str
    detail: str
    number: str
    when: datetime
    since: datetime
    state: CallState
    outcome: Outcome | None
    direction: Direction
    rings_agent: bool
    is_outgoing: bool
    initials: str = ""
    seed: str = ""

    @property
    def icon(self) -> str:
        """The name of the line icon that tells how it went."""
        if self.outcome in _OUTCOME_ICONS and not self.is_outgoing:
            return _OUTCOME_ICONS[self.outcome]
        return "phone-outgoing" if self.is_outgoing else "phone-incoming"

    @property
    def is_missed(self) -> bool:
        """Whether somebody called and did not reach anybody."""
        return self.outcome is Outcome.MISSED and not self.is_outgoing

    @property
    def words(self) -> str:
        """How it stands or went, in words."""
        if self.state is not CallState.ENDED:
            return _live_words(self)
        if self.is_outgoing:
            is_missed = self.outcome is Outcome.MISSED
            return translate("Calls", "No answer") if is_missed else translate("Calls", "Outgoing")
        return _outcome_words(self.outcome)


@dataclass(frozen=True, slots=True)
class DesktopView:
    """All that the tray and the window show, at one moment.

    `live` are the calls under way, `recent` those that ended (newest first), `missed` how many of them nobody has
    looked at. `snoozed_until` is when cards come again of those who get none now, `has_card` says that one is on the
    screen, and `blinks` that the icon may blink while it rings. The two lines at the bottom come as sentences, each
    with whether all is well.
    """

    version: str
    presence: Presence
    presence_since: datetime
    reason: str | None = None
    agent_name: str = ""
    agent_user: str = ""
    domain: str = ""
    live: tuple[CallLine, ...] = ()
    recent: tuple[CallLine, ...] = ()
    missed: int = 0
    subscription_line: str = ""
    subscription_ok: bool = True
    delivery_line: str = ""
    delivery_ok: bool = True
    do_not_disturb: DoNotDisturb | None = None
    sign_in: SignInOffer = SignInOffer.NOTHING
    can_renew_relay: bool = False
    snoozed_until: datetime | None = None
    has_card: bool = False
    blinks: bool = False


@dataclass(frozen=True, slots=True)
class TrayActions:
    """What the tray and the window can set off. The text of an error that an awaited one raises is for people."""

    answer: Callable[[str], Awaitable[None]]
    decline: Callable[[str], Awaitable[None]]
    hang_up: Callable[[str], Awaitable[None]]
    call_back: Callable[[str], Awaitable[None]]
    do_not_disturb: Callable[[DoNotDisturb | None], None]
    show_window: Callable[[], None]
    quit: Callable[[], None]
    sign_in: Callable[[SignInOffer], None] = lambda _offer: None
    test_ways: Callable[[], None] = lambda: None
    renew_relay: Callable[[], None] = lambda: None
    call_number: Callable[[], None] = lambda: None
    show_page: Callable[[str], None] = lambda _page: None
    end_snooze: Callable[[], None] = lambda: None
    use_card: Callable[[], None] = lambda: None


def call_line(call: Call, *, title: str, number: str, detail: str = "", initials: str = "", seed: str = "") -> CallLine:
    """One call as a line, as it stands for the agent. Without a `title`, the caller's name, the number stands in."""
    is_active = call.own_state is CallState.ACTIVE
    return CallLine(
        call_id=call.id,
        title=title or number or translate("Calls", "Withheld number"),
        detail=detail or (number if title else ""),
        number=number,
        when=call.started,
        since=(call.answered or call.started) if is_active else call.started,
        state=call.own_state,
        outcome=call.outcome,
        direction=call.direction,
        rings_agent=call.is_ringing_agent,
        is_outgoing=call.is_outgoing,
        initials=initials,
        seed=seed,
    )


def tooltip(view: DesktopView) -> str:
    """The whole state in one sentence: "ScreenPop: on a call with David Ward, 2 missed calls"."""
    doing = _doing(view)
    if not view.missed:
        return translate("Tray", "ScreenPop: {doing}").format(doing=doing)
    return translate("Tray", "ScreenPop: {doing}, {missed}").format(doing=doing, missed=missed_words(view.missed))


def presence_word(presence: Presence) -> str:
    """ "Available", "On call" and so on."""
    match presence:
        case Presence.AVAILABLE:
            return translate("Presence", "Available")
        case Presence.RINGING:
            return translate("Presence", "Ringing")
        case Presence.ON_CALL:
            return translate("Presence", "On call")
        case Presence.WRAP_UP:
            return translate("Presence", "Wrap-up")
        case Presence.DND:
            return translate("Presence", "Do not disturb")
        case Presence.OFFLINE:
            return translate("Presence", "Offline")
        case Presence.UNKNOWN:
            return translate("Presence", "Unknown")


def presence_words(view: DesktopView, now: datetime) -> str:
    """ "Available"; do not disturb says until when. `now` carries the zone to tell the time in."""
    until = view.do_not_disturb.until if view.do_not_disturb else None
    if view.presence is Presence.DND and until:
        return do_not_disturb_until(until, now)
    return presence_word(view.presence)


def do_not_disturb_until(until: datetime, now: datetime) -> str:
    """ "Do not disturb until 15:00"."""
    return translate("Presence", "Do not disturb until {moment}").format(moment=moment_words(until, now))


def presence_line(view: DesktopView, now: datetime) -> str:
    """ "Available since 09:14", or "Do not disturb until 15:00"."""
    words = presence_words(view, now)
    if words != presence_word(view.presence):
        return words
    since = moment_words(view.presence_since, now)
    return translate("Presence", "{presence} since {moment}").format(presence=words, moment=since)


def missed_words(count: int) -> str:
    """ "1 missed call", "2 missed calls"."""
    return translate("Calls", "%n missed calls", None, count)


def moment_words(moment: datetime, now: datetime) -> str:
    """ "09:14" today, "yesterday 16:20", "Mon 09:14" within a week, "12 Nov" else; in the zone of `now`."""
    local = moment.astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    locale, time = QLocale(), clock_words(local)
    if days == 0:
        return time
    if days == -1:
        return translate("Time", "yesterday {time}").format(time=time)
    if days == 1:
        return translate("Time", "tomorrow {time}").format(time=time)
    if abs(days) < 7:
        day = locale.standaloneDayName(local.isoweekday(), QLocale.FormatType.ShortFormat)
        return translate("Time", "{day} {time}", "Mon 09:14").format(day=day, time=time)
    month = locale.monthName(local.month, QLocale.FormatType.ShortFormat)
    if local.year == now.year:
        return translate("Time", "{day} {month}", "12 Nov").format(day=local.day, month=month)
    return translate("Time", "{day} {month} {year}").format(day=local.day, month=month, year=local.year)


def clock_words(local: datetime) -> str:
    """ "09:14", in the zone that `local` has."""
    return translate("Time", "{hour:02}:{minute:02}").format(hour=local.hour, minute=local.minute)


def sentence_case(words: str) -> str:
    """`words` as they stand at the beginning of a line: "Yesterday 14:10"."""
    return words[:1].upper() + words[1:]


def timer(elapsed: timedelta) -> str:
    """ "0:04", "12:30", "1:02:03"; never negative."""
    seconds = max(0, int(elapsed.total_seconds()))
    hours, minutes = seconds // 3600, seconds // 60 % 60
    if hours:
        return f"{hours}:{minutes:02}:{seconds % 60:02}"
    return f"{minutes}:{seconds % 60:02}"


def _doing(view: DesktopView) -> str:
    active = next((line for line in view.live if line.state is CallState.ACTIVE), None)
    ringing = next((line for line in view.live if line.rings_agent), None)
    if view.presence is Presence.ON_CALL and active:
        return translate("Tray", "on a call with {who}").format(who=active.title)
    if view.presence is Presence.ON_CALL and view.live:
        return translate("Tray", "calling {who}").format(who=view.live[0].title)
    if view.presence is Presence.RINGING and ringing:
        return translate("Tray", "{who} is calling").format(who=ringing.title)
    if view.presence is Presence.OFFLINE and view.reason:
        return translate("Tray", "offline. {reason}").format(reason=view.reason)
    return presence_word(view.presence).lower()


def _live_words(line: CallLine) -> str:
    if line.state is CallState.ACTIVE:
        return translate("Calls", "On call")
    return translate("Calls", "Calling") if line.is_outgoing else translate("Calls", "Incoming call")


def _outcome_words(outcome: Outcome | None) -> str:
    match outcome:
        case Outcome.ANSWERED:
            return translate("Calls", "Answered")
        case Outcome.DECLINED:
            return translate("Calls", "Declined")
        case Outcome.ANSWERED_ELSEWHERE:
            return translate("Calls", "Answered elsewhere")
        case Outcome.MISSED:
            return translate("Calls", "Missed")
    return translate("Calls", "Ended")


_OUTCOME_ICONS: Final = {
    Outcome.MISSED: "phone-missed",
    Outcome.DECLINED: "phone-off",
    Outcome.ANSWERED_ELSEWHERE: "phone-forwarded",
}
