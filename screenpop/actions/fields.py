"""The named fields that templates can use, and their values for one call.

Names and numbers come from whoever calls: here they lose what no text of one line may hold (control characters, and
those that turn the direction of writing), and each place of a template escapes them in its own way.
"""

import difflib
import unicodedata
from collections.abc import Mapping
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberFormat

from screenpop.calls.call import Call
from screenpop.people.caller import identify
from screenpop.people.numbers import parse

Fields = Mapping[str, str]
"""Values by the names of their fields. A field that is not there is empty."""

CONTACT: Final = "contact."
"""What the names of the caller's own fields, as their contact has them, begin with."""

MEANINGS: Final[dict[str, str]] = {
    "number": "the caller's number, as people read it",
    "number.e164": "+16133246100; empty for what is no phone number",
    "number.national": "(613) 324-6100",
    "number.international": "+1 613-324-6100",
    "number.digits": "16133246100, or an extension",
    "name": "the caller's name",
    "company": "the caller's company, from the contacts",
    "did": "the number that the caller dialled",
    "queue": "the queue that the call came through",
    "call.id": "the call's id",
    "call.thread": "the id of the first of the calls that transfers link",
    "call.started": "when the caller began (2026-03-02T14:05:00+00:00)",
    "direction": "inbound, outbound or internal",
    "outcome": "answered, answered_elsewhere, missed or declined; empty while that is open",
    "event": "ringing, answered, ended, missed, button or hotkey",
    "user": "your extension",
    "domain": "your domain",
}
"""Every field but those of contacts, and what it holds."""

_DIRECTION_MARKS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LONGEST: Final = 500


def fields_of(call: Call, country: str, *, event: str, contact: Fields, names: Mapping[str, str]) -> dict[str, str]:
    """What the fields hold for `call`. `contact` is what the contacts know, by their own names; `names` are those of
    extensions and queues.
    """
    caller = identify(call.number, call.name, country)
    values = {
        **_number_fields(call.number or "", caller.number, country),
        "name": caller.name or contact.get("name", ""),
        "company": contact.get("company", ""),
        "did": _did(call, country),
        "queue": queue_of(call, country, names),
        "call.id": call.id,
        "call.thread": call.thread or call.id,
        "call.started": call.started.isoformat(timespec="seconds"),
        "direction": call.direction.value,
        "outcome": call.outcome.value if call.outcome else "",
        "event": event,
        "user": call.agent.user if call.agent else "",
        "domain": (call.agent.domain if call.agent else None) or "",
    }
    values |= {f"{CONTACT}{key}": value for key, value in contact.items()}
    return {key: clean(value) for key, value in values.items()}


def queue_of(call: Call, country: str, names: Mapping[str, str]) -> str:
    """The name of the queue through which the call came, its extension where it has none, "" for none."""
    dialled = call.dialled
    if dialled is None or parse(dialled, country) is not None:
        return ""
    told = (leg.name.value for leg in call.own_legs if leg.name and leg.number and leg.number.value == dialled)
    return names.get(dialled) or next(told, None) or dialled


def clean(value: str) -> str:
    """One line of text, without what would move, end or turn it."""
    kept = (char for char in value[:_LONGEST] if char not in _DIRECTION_MARKS)
    return "".join(char for char in kept if unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp"))


def is_known(name: str) -> bool:
    """Whether there is a field of that name. What a contact has is not known beforehand."""
    return name in MEANINGS or (name.startswith(CONTACT) and len(name) > len(CONTACT))


def suggestion(name: str) -> str:
    """What may have been meant by a name that no field has."""
    near = difflib.get_close_matches(name, MEANINGS, n=3, cutoff=0.4)
    there_are = ", ".join(f"{{{known}}}" for known in (near or MEANINGS))
    return f"Did you mean {there_are}?" if near else f"There are {there_are} and {{contact.…}}."


def _number_fields(told: str, readable: str, country: str) -> dict[str, str]:
    parsed = parse(told.strip(), country)
    if parsed is None:
        digits = "".join(char for char in told if char.isascii() and char.isdigit())
        plain = dict.fromkeys(("number", "number.national", "number.international"), readable)
        return {**plain, "number.e164": "", "number.digits": digits}
    e164 = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    return {
        "number": readable,
        "number.e164": e164,
        "number.national": phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL),
        "number.international": phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL),
        "number.digits": e164.lstrip("+"),
    }


def _did(call: Call, country: str) -> str:
    if call.dialled is None:
        return ""
    parsed = parse(call.dialled, country)
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164) if parsed else ""
