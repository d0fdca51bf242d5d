"""What contacts and number add to a card."""

from collections.abc import Iterator

from screenpop.language import translate
from screenpop.people.caller import Caller
from screenpop.people.known import Known

from .content_fact import Fact


def company(caller: Caller, known: Known) -> str:
    """The company, where it is not all that the caller is called."""
    contact = known.contact
    return contact.company if contact is not None and contact.company != caller.name else ""


def line_words(line: str | None) -> str:
    """What the kind of a number's line adds, where the number belongs nowhere."""
    words = {
        "toll-free": translate("Card", "Toll-free number"),
        "mobile": translate("Card", "Mobile number"),
        "premium rate": translate("Card", "Premium-rate number"),
        "voip": translate("Card", "Internet number"),
    }
    return words.get(line or "", "")


def known_facts(known: Known, *, has_note: bool) -> Iterator[Fact]:
    """The contact's own note, unless the agent's is shown, and how often they called."""
    if known.contact is not None and known.contact.note and not has_note:
        yield Fact(translate("Card", "Note"), known.contact.note)
    if known.calls_this_month > 1:
        yield Fact(translate("Card", "This month"), translate("Card", "%n calls", None, known.calls_this_month))


def match_words(known: Known) -> tuple[str, ...]:
    """The other contacts with this number: "David Ward, Northern Freight"."""
    return tuple(", ".join(dict.fromkeys(filter(None, (one.title, one.company)))) for one in known.others)
