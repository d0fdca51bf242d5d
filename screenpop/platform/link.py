"""Links that mean a call: what number they name. What else stands in one is left out, and nothing is called by it.

Sources: RFC 3966 (tel), RFC 3261, section 19.1 (sip and sips); callto is documented nowhere and read like tel.
"""

import re
from typing import Final
from urllib.parse import unquote

CALL_SCHEMES: Final = ("tel", "callto", "sip", "sips")

_LONGEST: Final = 500
_LONGEST_NUMBER: Final = 40
_SEPARATORS: Final = re.compile(r"[\s().\-/\u2010-\u2015\u00a0\u202a-\u202e\u200e\u200f\u2066-\u2069]+")
_NUMBER: Final = re.compile(r"\+?[0-9*#]+")
_LONG_ENOUGH: Final = 7
"""Digits; what is shorter is an extension, and means somebody else in another house."""


class LinkError(ValueError):
    """The link names nobody who can be called; the text says why."""


def number_of(link: str, domain: str | None = None) -> str:
    """The number that a link means. An extension in a sip link counts only for the agent's own `domain`."""
    scheme, colon, rest = link.strip().partition(":")
    if not colon or scheme.lower() not in CALL_SCHEMES or len(link) > _LONGEST:
        raise LinkError("This is no link to call somebody.")
    target = unquote(rest.removeprefix("//").partition("?")[0])
    if scheme.lower() in ("sip", "sips") and "@" in target:
        return _of_address(target, domain)
    return _of_tel(target)


def number_in(text: str) -> str:
    """The number in a text that somebody selected or copied. Raises LinkError."""
    told = text.strip()[:_LONGEST]
    if told.partition(":")[0].lower() in CALL_SCHEMES:
        return number_of(told)
    found = re.search(r"[+(]?[0-9*#][0-9*#\s().\-/\u2010-\u2015\u00a0]*", told)
    if found is None:
        raise LinkError("There is no number in what is selected.")
    return _plain(found[0])


def _of_tel(target: str) -> str:
    number, *parameters = target.split(";")
    context = next((part.partition("=")[2] for part in parameters if part.lower().startswith("phone-context=+")), "")
    return _plain(number if number.strip().startswith("+") else context + number)


def _of_address(target: str, domain: str | None) -> str:
    user, _, host = target.rpartition("@")
    number = _plain(user.partition(";")[0].partition(":")[0])
    is_own = domain is not None and host.partition(";")[0].partition(":")[0].casefold() == domain.casefold()
    if len(number.lstrip("+")) < _LONG_ENOUGH and not is_own:
        raise LinkError(f"Extension {number} belongs to another phone system.")
    return number


def _plain(number: str) -> str:
    plain = _SEPARATORS.sub("", number)
    if len(plain) > _LONGEST_NUMBER or not _NUMBER.fullmatch(plain) or not any(char.isdigit() for char in plain):
        raise LinkError("There is no number in this link.")
    return plain
