"""Presence, derived from the ledger's calls: the agent's own and that of the colleagues whom the calls tell about.

The own presence is the first of these that holds: offline (not subscribed, so nothing can be known), do not disturb,
on a call, ringing, wrap-up (for some seconds after the own part of a call ended), available.
"""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from screenpop.language import translate

from .call import Call, CallState
from .events import LegState
from .leg import Told
from .states import Standing


class Presence(enum.StrEnum):
    """How somebody can be reached. Unknown: nothing tells us."""

    AVAILABLE = "available"
    RINGING = "ringing"
    ON_CALL = "on_call"
    WRAP_UP = "wrap_up"
    DND = "dnd"
    OFFLINE = "offline"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PresenceSettings:
    """`wrap_up_seconds`: how long after a call the agent counts as busy with it; 0 means not at all.

    `away_when_locked`: while the screen is locked, do not disturb is on.
    `whole_domain`: where there is no presence feed, hear of everybody's calls, if the phone system allows it.
    """

    wrap_up_seconds: int = 0
    away_when_locked: bool = False
    whole_domain: bool = False

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        if self.wrap_up_seconds < 0:
            raise ValueError("wrap_up_seconds must be 0 or more")


@dataclass(frozen=True, slots=True)
class DoNotDisturb:
    """Do not disturb, until a time or (None) until it is turned off."""

    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it is still on."""
        return self.until is None or now < self.until


@dataclass(frozen=True, slots=True)
class OwnPresence:
    """The agent's presence, since when, and why (for people) where it is offline."""

    presence: Presence
    since: datetime
    reason: str | None = None


class PresenceKeeper:
    """Keeps the agent's own presence, and since when it is what it is."""

    def __init__(self, settings: PresenceSettings, *, now: datetime) -> None:
        """Offline to begin with, since nothing is subscribed yet."""
        self.use(settings)
        self._dnd: DoNotDisturb | None = None
        self._on_call = False
        self._wrap_up_until: datetime | None = None
        self._own = OwnPresence(Presence.OFFLINE, now, translate("Presence", "Starting."))

    def use(self, settings: PresenceSettings) -> None:
        """Go by these settings from the next call on."""
        self._wrap_up = timedelta(seconds=settings.wrap_up_seconds)

    @property
    def own(self) -> OwnPresence:
        """The presence as of the last `update`."""
        return self._own

    @property
    def do_not_disturb(self) -> DoNotDisturb | None:
        """Do not disturb, where it is on."""
        return self._dnd

    def set_do_not_disturb(self, dnd: DoNotDisturb | None) -> None:
        """Turn do not disturb on or (None) off; takes effect with the next `update`."""
        self._dnd = dnd

    def update(self, calls: Iterable[Call], *, offline: str | None, now: datetime) -> bool:
        """Derive the presence anew; `offline` says why calls cannot reach us (None: they can). True if it changed."""
        doings = {_doing(call) for call in calls if call.involves_agent}
        self._follow_wrap_up(Presence.ON_CALL in doings, now)
        presence = self._derive(doings, offline, now)
        reason = offline if presence is Presence.OFFLINE else None
        before = self._own
        since = now if presence is not before.presence else before.since
        self._own = OwnPresence(presence, since, reason)
        return self._own != before

    def next_change(self) -> datetime | None:
        """When the presence will change by itself: wrap-up or do not disturb runs out."""
        until = self._dnd.until if self._dnd else None
        return min((moment for moment in (until, self._wrap_up_until) if moment), default=None)

    def _follow_wrap_up(self, on_call: bool, now: datetime) -> None:
        if self._dnd and not self._dnd.holds(now):
            self._dnd = None
        if self._on_call and not on_call and self._wrap_up:
            self._wrap_up_until = now + self._wrap_up
        if on_call or (self._wrap_up_until and now >= self._wrap_up_until):
            self._wrap_up_until = None
        self._on_call = on_call

    def _derive(self, doings: set[Presence | None], offline: str | None, now: datetime) -> Presence:
        if offline is not None:
            return Presence.OFFLINE
        if self._dnd and self._dnd.holds(now):
            return Presence.DND
        if Presence.ON_CALL in doings:
            return Presence.ON_CALL
        if Presence.RINGING in doings:
            return Presence.RINGING
        return Presence.WRAP_UP if self._wrap_up_until else Presence.AVAILABLE


@dataclass(frozen=True, slots=True)
class Activity:
    """What a call keeps somebody busy with, and since when. `other` is who is at the other end, as the call says it."""

    presence: Presence
    since: datetime
    other: str = ""


def activities(calls: Iterable[Call], *, besides: str | None = None) -> Mapping[str, Activity]:
    """The extensions that the live calls tell about, `besides` the agent's own, in the order of the extensions.

    An extension that is on no call is not in it: whether it is available, the calls do not say. Of several calls the
    one on which somebody talks counts, and of those the first.
    """
    found: dict[str, Activity] = {}
    for call in calls:
        if call.state is CallState.ENDED:
            continue
        for extension, told in _telling(call):
            known = found.get(extension)
            is_more = known is None or (known.presence, told.presence) == (Presence.RINGING, Presence.ON_CALL)
            if extension != besides and is_more:
                found[extension] = told
    return dict(sorted(found.items()))


def is_on_another(call: Call, calls: Iterable[Call]) -> bool:
    """Whether the agent talks on another one of `calls`."""
    return any(other.own_state is CallState.ACTIVE and other.id != call.id for other in calls)


def _doing(call: Call) -> Presence | None:
    """What a call keeps the agent busy with. Who calls out is on the phone while it still rings there."""
    if call.own_state is CallState.ENDED:
        return None
    is_talking = call.is_outgoing or call.own_state is CallState.ACTIVE
    return Presence.ON_CALL if is_talking else Presence.RINGING


def _telling(call: Call) -> Iterable[tuple[str, Activity]]:
    if call.from_user and call.from_state is not LegState.ENDED:
        called = next((leg for leg in call.legs if leg.standing.is_live), None)
        other = _words(called.name, called.number) if called else ""
        yield call.from_user.value, Activity(Presence.ON_CALL, call.started, other)
    for leg in call.legs:
        if leg.extension and not leg.is_machine and leg.standing in _BY_STANDING:
            presence = _BY_STANDING[leg.standing]
            since = leg.answered if presence is Presence.ON_CALL else leg.rang_at
            caller = _words(call.from_name, call.from_number)
            yield leg.extension, Activity(presence, since or call.started, caller)


def _words(name: Told | None, number: Told | None) -> str:
    return " ".join(told.value for told in (name, number) if told)


_BY_STANDING = {
    Standing.RINGING: Presence.RINGING,
    Standing.ACTIVE: Presence.ON_CALL,
}
