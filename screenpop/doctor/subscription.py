"""Whether exactly one subscription of this desktop is in force, and whether it has proved itself.

The phone system cannot list subscriptions. What there may be besides the one in use is in the program's own notes:
wishes without an answer, and former subscriptions that are still to be deleted.
"""

from datetime import datetime
from typing import Final

from screenpop.doctor.facts import Answer, ApiFacts, Outcome, ProgramFacts, Question
from screenpop.doctor.finding import Finding, failure, ok, warning
from screenpop.doctor.moment import moment
from screenpop.integrate.holdings import Holdings
from screenpop.integrate.lifecycle import State

_IN_FORCE: Final = frozenset({State.LIVE, State.RENEWING})
_UNDER_WAY: Final = frozenset({State.CREATING, State.PREPARING})
_WORDS: Final = {
    State.SIGNED_OUT: "nobody is signed in",
    State.NO_WAY_IN: "there is no way in for them",
    State.DEGRADED: "the subscription is in trouble",
    State.EXPIRED: "the subscription ran out",
}
_TODO: Final = {
    State.SIGNED_OUT: "See sign_in. If that is well by now, quit ScreenPop and start it again.",
    State.NO_WAY_IN: "See way_in.",
}
_DELETED: Final = "Quit ScreenPop and start it again: it subscribes anew. Then see who deletes subscriptions."


def of_program(program: ProgramFacts, api: ApiFacts, notes: Holdings) -> Finding:
    """The finding while the program runs."""
    state = program.subscription
    if state in _UNDER_WAY:
        what = "The subscription is being made."
        return warning("subscription", what, program.detail or "", "Look again in a minute.")
    if state not in _IN_FORCE:
        todo = _TODO.get(state, "See way_in, hook and api; ScreenPop goes on trying by itself.")
        what = f"No calls are delivered: {_WORDS[state]}."
        return failure("subscription", what, program.detail or "", todo)
    if _is_gone(api.answer_to(Question.SUBSCRIPTION)):
        return failure(
            "subscription",
            "The phone system does not know the subscription any more: somebody else deleted it.",
            "Calls do not come in, until it is renewed at half of its life.",
            _DELETED,
        )
    until = f" until {moment(program.expires)}" if program.expires else ""
    proof = "and messages have come by it" if notes.held and notes.held.proven else "and no message has come by it yet"
    if not notes.is_tidy:
        return warning("subscription", f"The subscription is in force{until}, {proof}.", _besides(notes))
    return ok("subscription", f"The subscription is in force{until}, {proof}. It is the only one of this desktop.")


def of_notes(notes: Holdings, api: ApiFacts, *, keeps_events: bool, now: datetime) -> Finding:
    """The finding while the program does not run. `keeps_events`: the subscription is meant to outlive it."""
    held = notes.held if notes.held and notes.held.expires > now else None
    left = notes.without_lapsed(now)
    if held is not None and _is_gone(api.answer_to(Question.SUBSCRIPTION)):
        return warning(
            "subscription",
            "The phone system does not know the subscription any more that the program noted down.",
            "Calls that come now are not kept for this desktop. The next start subscribes anew.",
        )
    if held is not None and keeps_events:
        return ok("subscription", f"The subscription is kept while the program is away, until {moment(held.expires)}.")
    if held is not None or not left.is_tidy or left.asked is not None:
        return warning(
            "subscription",
            "An earlier run, which was not ended as usual, left a subscription.",
            "It delivers to nobody, until it runs out or the program starts again and takes it up.",
            "Start ScreenPop.",
        )
    return ok("subscription", "There is none, as it should be while the program does not run.")


def _is_gone(answer: Answer | None) -> bool:
    return answer is not None and answer.outcome in (Outcome.NOT_FOUND, Outcome.FORBIDDEN)


def _besides(notes: Holdings) -> str:
    count = len(notes.former) + len(notes.unanswered)
    return (
        f"Besides it there {'is one that is' if count == 1 else f'are {count} that are'} to be deleted, which goes on "
        "delivering until then. ScreenPop tries that again by itself."
    )
