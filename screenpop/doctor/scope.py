"""What the sign-in's scope does not allow, said once: those features are off, and nothing is broken."""

from typing import Final

from screenpop.doctor.facts import ApiFacts, Outcome, Question
from screenpop.doctor.finding import Finding, not_checked, ok, warning

_WITHOUT: Final = {
    Question.USERS: "Colleagues are shown by their extensions, since their names may not be read.",
    Question.QUEUES: "Call queues are shown by their extensions, since their names may not be read.",
    Question.OWN_CALLS: "After a gap (a sleep, no network) the calls under way are not read back.",
    Question.OWN_RECORDS: "Calls that came while ScreenPop was away are not filled in from the call records.",
    Question.SUBSCRIPTION: "The subscription may not be read, so each start makes a new one.",
}
_WITHOUT_COLLEAGUES: Final = (
    "It covers the own extension alone: colleagues' calls may not be read, nor (most likely) subscribed to. To see "
    "colleagues' presence, the office needs the presence feed."
)


def check(api: ApiFacts, *, whole_domain: bool = False) -> Finding:
    """The finding. `whole_domain`: the settings want everybody's calls."""
    if not api.has_token:
        return not_checked("scope", "nobody is signed in")
    scope = f"The scope is {api.scope}" if api.scope else "The phone system does not tell the scope"
    refused = {answer.question for answer in api.answers if answer.outcome is Outcome.FORBIDDEN}
    unclear = [a for a in api.answers if a.outcome not in (Outcome.DONE, Outcome.FORBIDDEN, Outcome.NOT_FOUND)]
    missing = " ".join(words for question, words in _WITHOUT.items() if question in refused)
    which = ", ".join(question for question in _WITHOUT if question in refused)
    others = _WITHOUT_COLLEAGUES if Question.ALL_CALLS in refused else ""
    if others and whole_domain and not missing:
        return warning(
            "scope",
            f"{scope}, which does not allow to hear of the whole domain's calls.",
            others,
            "Ask the phone system's administrator for the permission or for a presence feed, or turn "
            "presence.whole_domain off.",
        )
    if missing:
        return warning(
            "scope",
            f"{scope}, which does not allow to read: {which}.",
            f"{missing} {others}".strip(),
            "Ask the phone system's administrator for the permission if you need it.",
        )
    if unclear:
        which = " and ".join(answer.question for answer in unclear)
        return warning("scope", f"{scope}. What came of asking for {which} tells nothing.", unclear[0].text)
    return ok("scope", f"{scope}, which allows all that an agent needs.", others)
