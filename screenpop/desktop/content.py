"""What a card shows, as plain values without Qt: made from a call and from what is known of the caller.

Everything comes out of one call of `describe`, so that a card can never show a part of another call.
"""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from screenpop.calls.call import Call, CallState, Direction, Outcome
from screenpop.calls.presence import Presence
from screenpop.language import translate
from screenpop.people.caller import Caller
from screenpop.people.directory import Directory
from screenpop.people.known import NOBODY, Known

from .content_fact import Fact
from .content_known import company, known_facts, line_words, match_words
from .view import clock_words, moment_words, sentence_case, timer


class CardAction(enum.StrEnum):
    """What a card's button does with the call."""

    ANSWER = "answer"
    DECLINE = "decline"
    HANG_UP = "hang up"
    CALL_BACK = "call back"
    OPEN_RECORD = "open record"


@dataclass(frozen=True, slots=True)
class Context:
    """What was looked up about the caller. `last_note` is the newest note to another call of theirs.

    `note` is what the agent noted to this very call. While `is_complete` is false, more may follow.
    """

    last_call: Call | None = None
    last_note: str | None = None
    note: str = ""
    is_complete: bool = False
    known: Known = NOBODY


@dataclass(frozen=True, slots=True)
class CardContent:
    """All that a card shows, at one moment. Every text is plain text, whatever it looks like.

    `pill` says how the call stands, in the colours of `tone`, and `about` adds to it; `title`, `line` and `detail`
    say who calls. A timer counts from `since`, else `stands` stands in its place. `number` is how to reach the
    caller ("" if withheld), `matches` whom else the number belongs to. `takes_note` shows the field for the note.
    """

    call_id: str
    state: CallState
    outcome: Outcome | None
    pill: str
    tone: Presence
    about: str
    title: str
    line: str
    detail: str
    initials: str
    seed: str
    number: str
    since: datetime | None
    stands: str
    facts: tuple[Fact, ...] = ()
    actions: tuple[CardAction, ...] = ()
    takes_note: bool = False
    note: str = ""
    matches: tuple[str, ...] = ()
    is_small: bool = False
    """The agent is on the phone with somebody else: no more room than it needs."""


def blank() -> CardContent:
    """A card for nobody yet: what a ringing card has, without a call."""
    return CardContent(
        call_id="",
        state=CallState.RINGING,
        outcome=None,
        pill=translate("Card", "Incoming call"),
        tone=Presence.RINGING,
        about="",
        title="",
        line="",
        detail="",
        initials="",
        seed="",
        number="",
        since=None,
        stands="0:00",
        actions=(CardAction.ANSWER, CardAction.DECLINE),
    )


def describe(
    call: Call,
    caller: Caller,
    context: Context,
    directory: Directory,
    now: datetime,
    *,
    has_record: bool = False,
    is_second: bool = False,
) -> CardContent:
    """The content of the call's card. `now` is aware and carries the zone in which times are told.

    `has_record`: a page with the caller's record can be opened. `is_second`: the agent is on another call.
    """
    pill, tone = _pill(call)
    about = _about(call, directory)
    line, detail = _lines(call, caller, context)
    since, stands = _clock(call, now)
    return CardContent(
        call_id=call.id,
        state=call.own_state,
        outcome=call.outcome,
        pill=pill,
        tone=tone,
        about=" · ".join((translate("Card", "VIP"), about)) if context.known.is_vip else about,
        title=caller.title,
        line=line,
        detail=detail,
        initials=caller.initials,
        seed=caller.seed,
        number=caller.number,
        since=since,
        stands=stands,
        facts=_facts(context, directory, now) if call.own_state is CallState.RINGING else (),
        actions=(*_actions(call, caller), *((CardAction.OPEN_RECORD,) if has_record else ())),
        takes_note=_was_talk(call),
        note=context.note,
        matches=match_words(context.known),
        is_small=is_second and call.own_state is CallState.RINGING,
    )


def last_call_words(call: Call, directory: Directory, now: datetime) -> str:
    """ "Yesterday 14:10, 3 min, with you"."""
    parts = [sentence_case(moment_words(call.started, now))]
    if call.outcome is Outcome.ANSWERED and call.answered and call.ended:
        parts.append(duration_words(call.ended - call.answered))
    return ", ".join([*parts, _ending(call, directory)])


def duration_words(span: timedelta) -> str:
    """ "40 s", "3 min", "1 h 5 min"."""
    seconds = max(0, round(span.total_seconds()))
    if seconds < 60:
        return translate("Time", "{seconds} s").format(seconds=seconds)
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return translate("Time", "{minutes} min").format(minutes=minutes)
    if not minutes:
        return translate("Time", "{hours} h").format(hours=hours)
    return translate("Time", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)


def _pill(call: Call) -> tuple[str, Presence]:
    match call.own_state:
        case CallState.RINGING:
            is_outgoing = call.is_outgoing
            words = translate("Card", "Calling") if is_outgoing else translate("Card", "Incoming call")
            return words, Presence.RINGING
        case CallState.ACTIVE:
            return translate("Card", "On call"), Presence.ON_CALL
    if call.is_outgoing and call.outcome is not Outcome.ANSWERED:
        return translate("Card", "No answer"), Presence.OFFLINE
    return _over(call.outcome), Presence.OFFLINE


def _over(outcome: Outcome | None) -> str:
    match outcome:
        case Outcome.ANSWERED:
            return translate("Card", "Call ended")
        case Outcome.DECLINED:
            return translate("Card", "Declined")
        case Outcome.ANSWERED_ELSEWHERE:
            return translate("Card", "Answered elsewhere")
        case Outcome.MISSED:
            return translate("Card", "Missed call")
    return translate("Card", "Stopped ringing")


def _about(call: Call, directory: Directory) -> str:
    if call.is_outgoing:
        return ""
    if call.outcome is Outcome.ANSWERED_ELSEWHERE:
        return _by(call.answered_by, directory)
    if call.outcome is Outcome.MISSED and call.went_to_machine:
        return translate("Card", "went to voicemail")
    if call.was_passed_on and call.own_state is not CallState.ENDED:
        return _passed_on(call.passed_by, directory)
    if call.dialled is None:
        return translate("Card", "to you")
    return translate("Card", "to {dialled}", "a queue or a number").format(dialled=_dialled(call, directory))


def _by(extension: str | None, directory: Directory) -> str:
    if not extension:
        return translate("Card", "by a colleague")
    return translate("Card", "by {colleague}").format(colleague=directory.person(extension))


def _passed_on(extension: str | None, directory: Directory) -> str:
    if not extension:
        return translate("Card", "passed on to you")
    return translate("Card", "passed on by {colleague}").format(colleague=directory.person(extension))


def _dialled(call: Call, directory: Directory) -> str:
    """What the caller dialled: the name of a queue, or a number."""
    assert call.dialled is not None
    told = [leg.name.value for leg in call.own_legs if leg.name and leg.number and leg.number.value == call.dialled]
    return next(iter(told), None) or directory.name(call.dialled) or directory.number(call.dialled)


def _lines(call: Call, caller: Caller, context: Context) -> tuple[str, str]:
    """The two lines below the title. They stay empty, and keep their room, until it is known what belongs there."""
    is_first = context.is_complete and context.last_call is None and bool(caller.number)
    inside = translate("Card", "Internal call") if call.direction is Direction.INTERNAL else ""
    first = translate("Card", "First call from this number") if is_first else ""
    where = caller.place or line_words(context.known.line)
    told = [part for part in (inside, company(caller, context.known), where, first) if part]
    if caller.name and caller.number:
        return caller.number, " · ".join(told[:2])
    return (told[0] if told else ""), " · ".join(told[1:])


def _clock(call: Call, now: datetime) -> tuple[datetime | None, str]:
    match call.own_state:
        case CallState.ACTIVE:
            return call.answered or call.started, ""
        case CallState.RINGING:
            return _rang_at(call), ""
    if call.outcome is Outcome.ANSWERED and call.answered:
        return None, timer((call.ended or now) - call.answered)
    return None, clock_words(call.started.astimezone(now.tzinfo))


def _rang_at(call: Call) -> datetime:
    """When it began to ring here: the caller may have waited in a queue for long before that."""
    live = [leg.rang_at for leg in call.own_legs if leg.standing.is_live and leg.rang_at]
    return call.started if call.is_outgoing or not live else min(live)


def _facts(context: Context, directory: Directory, now: datetime) -> tuple[Fact, ...]:
    facts = []
    if context.last_call:
        facts.append(Fact(translate("Card", "Last call"), last_call_words(context.last_call, directory, now)))
    if context.last_note:
        facts.append(Fact(translate("Card", "Note"), " ".join(context.last_note.split())))
    return (*facts, *known_facts(context.known, has_note=bool(context.last_note)))


def _ending(call: Call, directory: Directory) -> str:
    if call.is_outgoing:
        is_answered = call.outcome is Outcome.ANSWERED
        return translate("Card", "you called") if is_answered else translate("Card", "you called, no answer")
    match call.outcome:
        case Outcome.ANSWERED:
            return translate("Card", "with you")
        case Outcome.ANSWERED_ELSEWHERE:
            return _with(call.answered_by, directory)
        case Outcome.DECLINED:
            return translate("Card", "declined")
    return translate("Card", "missed")


def _with(extension: str | None, directory: Directory) -> str:
    if not extension:
        return translate("Card", "with a colleague")
    return translate("Card", "with {colleague}").format(colleague=directory.person(extension))


def _actions(call: Call, caller: Caller) -> tuple[CardAction, ...]:
    if call.is_ringing_agent:
        return CardAction.ANSWER, CardAction.DECLINE
    if call.own_state is not CallState.ENDED:
        return (CardAction.HANG_UP,) if call.is_outgoing or call.own_state is CallState.ACTIVE else ()
    return (CardAction.CALL_BACK,) if caller.number else ()


def _was_talk(call: Call) -> bool:
    if call.own_state is CallState.ACTIVE:
        return True
    return call.own_state is CallState.ENDED and call.outcome is Outcome.ANSWERED
