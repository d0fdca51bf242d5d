"""Tells what happens at the desk, as a person would: one line an event, taken from what the program itself knows."""

from collections.abc import Callable, Sequence
from datetime import datetime

from screenpop.calls.call import Call, CallState, Outcome
from screenpop.calls.ledger import Change
from screenpop.people.caller import identify
from screenpop.people.directory import Directory


class Narrator:
    """Turns changes of calls into lines for `say`, and counts what the summary needs."""

    def __init__(
        self, say: Callable[[str], None], directory: Directory, country: str, wall: Callable[[], datetime]
    ) -> None:
        """`country` is where numbers are read, `wall` the clock that the lines begin with."""
        self._say = say
        self._directory = directory
        self._country = country
        self._wall = wall
        self.calls: dict[str, Call] = {}

    def tell(self, text: str) -> None:
        """One line, with the time before it."""
        self._say(f"{self._wall().astimezone():%H:%M:%S}  {text}")

    def hear(self, changes: Sequence[Change]) -> None:
        """What changed, in words; what nobody would tell is left out."""
        for change in changes:
            self.calls[change.call.id] = change.call
            text = self._words(change)
            if text:
                self.tell(text)

    def outcomes(self, outcome: Outcome) -> int:
        """How many of the calls turned out so."""
        return sum(call.outcome is outcome for call in self.calls.values() if call.involves_agent)

    def _words(self, change: Change) -> str | None:
        call, before = change.call, change.before
        who = self._who(call)
        if change.pop:
            return f"{who} is calling{self._towards(call)}."
        if not call.involves_agent:
            return None
        if _is_talk(call) and not (before and _is_talk(before)):
            return f"You are talking to {who}."
        if call.outcome is not (before.outcome if before else None) or _has_ended(call, before):
            return self._ending(call, who) if call.own_state is CallState.ENDED else None
        return None

    def _ending(self, call: Call, who: str) -> str | None:
        match call.outcome:
            case Outcome.ANSWERED:
                return f"The call with {who} is over."
            case Outcome.DECLINED:
                return f"You declined the call from {who}."
            case Outcome.ANSWERED_ELSEWHERE:
                by = self._directory.person(call.answered_by) if call.answered_by else "A colleague"
                return f"{by} answered {who}."
            case Outcome.MISSED if call.is_outgoing:
                return f"{who} did not pick up."
            case Outcome.MISSED:
                return f"You missed a call from {who}{' (voicemail)' if call.went_to_machine else ''}."
        return None

    def _towards(self, call: Call) -> str:
        if call.was_passed_on:
            by = f"by {self._directory.person(call.passed_by)}" if call.passed_by else "to you"
            return f", passed on {by}"
        dialled = call.dialled or ""
        name = self._directory.person(dialled)
        return f" {name}" if name != dialled else ""

    def _who(self, call: Call) -> str:
        caller = identify(call.number, call.name, self._country)
        named = bool(caller.name and caller.number)
        return f"{caller.name}, {caller.number}" if named else caller.title


def _is_talk(call: Call) -> bool:
    """Whether the agent talks to the other party; an outgoing call is none before that has picked up."""
    return call.own_state is CallState.ACTIVE and call.outcome is Outcome.ANSWERED


def _has_ended(call: Call, before: Call | None) -> bool:
    return call.own_state is CallState.ENDED and (before is None or before.own_state is not CallState.ENDED)
