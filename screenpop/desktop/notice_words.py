"""What a notification of the system says of a call: the same as the card, in the words that find room there."""

from screenpop.calls.call import CallState, Outcome
from screenpop.language import translate
from screenpop.platform.notifications import Notice

from .card_actions import button_words
from .content import CardContent
from .view import sentence_case


def notice_of(content: CardContent) -> Notice:
    """The notification in the place of a card with `content`."""
    title = translate("Notice", "{state}: {caller}", "Incoming call: David Ward")
    facts = translate("Notice", "{what}: {text}", "Last call: Yesterday 14:10, 3 min, with you")
    return Notice(
        title=title.format(state=content.pill, caller=content.title),
        lines=(
            *(sentence_case(line) for line in (content.line, content.detail, content.about) if line),
            *(facts.format(what=fact.label, text=fact.text) for fact in content.facts),
        ),
        actions=tuple((action.name, button_words(action).rest) for action in content.actions),
        category=_category(content),
        is_news=content.state is CallState.RINGING or content.outcome in (Outcome.MISSED, Outcome.ANSWERED_ELSEWHERE),
    )


def _category(content: CardContent) -> str:
    if content.state is CallState.RINGING:
        return "call.incoming"
    return "call.unanswered" if content.outcome is Outcome.MISSED else "call"
