"""What the tray, its menu and the window show: plain values, without Qt, and the words for them."""

import enum
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from screenpop.calls.call import Call, CallState, Direction, Outcome
from screenpop.calls.presence import DoNotDisturb, Presence

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NEAR_DAYS: Final = {-1: "yesterday", 0: "", 1: "tomorrow"}

PRESENCE_WORDS: Final[dict[Presence, str]] = {
    Presence.AVAILABLE: "Available",
    Presence.RINGING: "Ringing",
    Presence.ON_CALL: "On call",
    Presence.WRAP_UP: "Wrap-up",
    Presence.DND: "Do not disturb",
    Presence.OFFLINE: "Offline",
    Presence.UNKNOWN: "Unknown",
}


class SignInOffer(enum.StrEnum):
    """What the agent can do about their sign-in now, in the words of the menus."""

    NOTHING = ""
    SIGN_IN = "Sign in"
    CANCEL = "Cancel the sign-in"
    SIGN_OUT = "Sign out"


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
            return "No answer" if self.outcome is Outcome.MISSED else "Outgoing"
        return _OUTCOME_WORDS[self.outcome]


@dataclass(frozen=True, slots=True)
class DesktopView:
    """All that the tray and the window show, at one moment.

    `live` are the calls under way, `recent` those that ended (newest first), `missed` how many of them nobody has
    looked at. The two lines at the bottom come as sentences, each with whether all is well.
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


def call_line(call: Call, *, title: str, number: str, detail: str = "", initials: str = "", seed: str = "") -> CallLine:
    """One call as a line, as it stands for the agent. Without a `title`, the caller's name, the number stands in."""
    is_active = call.own_state is CallState.ACTIVE
    return CallLine(
        call_id=call.id,
        title=title or number or "Withheld number",
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
    parts = [doing, missed_words(view.missed)] if view.missed else [doing]
    return f"ScreenPop: {', '.join(parts)}"


def presence_words(view: DesktopView, now: datetime) -> str:
    """ "Available"; do not disturb says until when. `now` carries the zone to tell the time in."""
    word = PRESENCE_WORDS[view.presence]
    until = view.do_not_disturb.until if view.do_not_disturb else None
    return f"{word} until {moment_words(until, now)}" if view.presence is Presence.DND and until else word


def presence_line(view: DesktopView, now: datetime) -> str:
    """ "Available since 09:14", or "Do not disturb until 15:00"."""
    words = presence_words(view, now)
    is_word_alone = words == PRESENCE_WORDS[view.presence]
    return f"{words} since {moment_words(view.presence_since, now)}" if is_word_alone else words


def missed_words(count: int) -> str:
    """ "1 missed call", "2 missed calls"."""
    return f"{count} missed call{'' if count == 1 else 's'}"


def moment_words(moment: datetime, now: datetime) -> str:
    """ "09:14" today, "yesterday 16:20", "Mon 09:14" within a week, "12 Nov" else; in the zone of `now`."""
    local = moment.astimezone(now.tzinfo)
    days = (local.date() - now.date()).days
    if abs(days) < 7:
        day = _NEAR_DAYS.get(days, _DAYS[local.weekday()])
        return f"{day} {local:%H:%M}".lstrip()
    date = f"{local.day} {_MONTHS[local.month - 1]}"
    return date if local.year == now.year else f"{date} {local.year}"


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
        return f"on a call with {active.title}"
    if view.presence is Presence.ON_CALL and view.live:
        return f"calling {view.live[0].title}"
    if view.presence is Presence.RINGING and ringing:
        return f"{ringing.title} is calling"
    if view.presence is Presence.OFFLINE and view.reason:
        return f"offline. {view.reason}"
    return PRESENCE_WORDS[view.presence].lower()


def _live_words(line: CallLine) -> str:
    if line.state is CallState.ACTIVE:
        return "On call"
    return "Calling" if line.is_outgoing else "Incoming call"


_OUTCOME_ICONS: Final = {
    Outcome.MISSED: "phone-missed",
    Outcome.DECLINED: "phone-off",
    Outcome.ANSWERED_ELSEWHERE: "phone-forwarded",
}

_OUTCOME_WORDS: Final = {
    None: "Ended",
    Outcome.ANSWERED: "Answered",
    Outcome.DECLINED: "Declined",
    Outcome.ANSWERED_ELSEWHERE: "Answered elsewhere",
    Outcome.MISSED: "Missed",
}
