"""The board: who can be reached and since when, and how the feed gets it from calls and reports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from screenpop.calls.call import Call
from screenpop.calls.presence import Presence, activities

LONGEST_TEXT: Final = 80


@dataclass(frozen=True, slots=True)
class Person:
    """How one colleague can be reached. `since` is None where nobody knows.

    `other` is who is at the other end of the call: "" unless the administrator lets the feed tell.
    """

    presence: Presence
    since: datetime | None = None
    name: str = ""
    other: str = ""


Board = Mapping[str, Person]
"""Everybody by extension."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a desktop tells of its own agent: do not disturb or wrap-up, until a time at the latest."""

    presence: Presence
    since: datetime
    until: datetime


def derive(
    names: Mapping[str, str],
    calls: Iterable[Call],
    reports: Mapping[str, Report],
    *,
    before: Board | None,
    callers: bool,
    now: datetime,
) -> Board:
    """The board now. `names` are the people by extension; without any, those whom calls tell about.

    `before` is the board as it was: somebody who was busy there is available since now. `callers` says whether the
    other ends of the calls are told.
    """
    busy = activities(calls)
    board: dict[str, Person] = {}
    for user in sorted(names or busy.keys() | (before or {}).keys()):
        presence, since = _at_rest(reports.get(user), now)
        other = ""
        if user in busy and presence is not Presence.DND:
            presence, since = busy[user].presence, busy[user].since
            other = busy[user].other[:LONGEST_TEXT] if callers else ""
        known = before.get(user) if before is not None else None
        if presence is Presence.AVAILABLE and known is not None:
            since = known.since if known.presence is Presence.AVAILABLE else now
        board[user] = Person(presence, since, names.get(user, "")[:LONGEST_TEXT], other)
    return board


def _at_rest(report: Report | None, now: datetime) -> tuple[Presence, datetime | None]:
    """What holds for whom no call keeps busy."""
    if report is not None and report.until > now:
        return report.presence, report.since
    return Presence.AVAILABLE, None


def changed(before: Board, after: Board) -> dict[str, Person] | None:
    """Those who are not as they were; None if there are others than before, or they are called something else."""
    if {user: person.name for user, person in before.items()} != {user: person.name for user, person in after.items()}:
        return None
    return {user: person for user, person in after.items() if person != before[user]}
