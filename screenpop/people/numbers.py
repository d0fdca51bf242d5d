"""Numbers, by the rules that `phonenumbers` keeps: what kind each is, how people read it, and which are the same.

A phone number is kept as E.164 and shown in national form at home (the account's country, and all that share its
calling code and so its way of dialling), in international form abroad. What is no phone number (an extension, a star
code, a short code, a sip address, something malformed) stays the text that it came as.

To tell whether two numbers are the same, more is taken for a phone number than is shown as one: whatever has a
possible length, however it is written, since numbering plans grow faster than programs are updated.
"""

import enum
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberFormat, PhoneNumberType, ValidationResult

_WITHHELD: Final = frozenset({"", "anonymous", "sip:anonymous@anonymous.invalid"})
"""What stands in place of a number that the caller withheld (RFC 3323, 3325)."""

_SHORTEST_PHONE: Final = 7
"""Digits; where a country's own numbers may be shorter, an office's extensions must not be taken for them."""

_LONGEST_EXTENSION: Final = 6
_LONGEST_TEXT: Final = 200
"""Characters of a number that are looked at; the longest phone number with everything around it has fewer."""


class Kind(enum.StrEnum):
    """What a number is. Other: malformed, or of a kind that is not known."""

    PHONE = "phone"
    EXTENSION = "extension"
    STAR_CODE = "star code"
    SHORT_CODE = "short code"
    SIP = "sip"
    WITHHELD = "withheld"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as people read it (`shown`, "" if withheld); `e164` is None for what is no phone number."""

    shown: str
    kind: Kind
    e164: str | None = None


@lru_cache(maxsize=1024)
def read(told: str, country: str) -> Number:
    """`told`, read as somebody in `country` ("CA") would."""
    text = told.strip()
    if text.casefold() in _WITHHELD:
        return Number("", Kind.WITHHELD)
    parsed = parse(text, country)
    if parsed is None:
        return Number(text, _kind_of_text(text, country))
    return Number(_readable(parsed, country), Kind.PHONE, phonenumbers.format_number(parsed, PhoneNumberFormat.E164))


def parse(number: str, country: str) -> phonenumbers.PhoneNumber | None:
    """`number` if it is a phone number in use, written as in `country` or with its country code; else None."""
    if not all(char.isascii() and (char.isdigit() or char in "+()-./ ") for char in number):
        return None
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return None
    return parsed if phonenumbers.is_valid_number(parsed) else None


def key(number: str, country: str) -> str:
    """What a number is filed under: the same for all spellings of one number, "" for a withheld one.

    E.164 for a phone number, `1~2346100` for one that was written without its area code, else the plain text.
    """
    return _reading(number, country)[0]


@lru_cache(maxsize=1024)
def keys(number: str, country: str) -> tuple[str, ...]:
    """Where to look a number up, the surest first: what it is filed under, then without its area code.

    Which parts of a number may be left out, and where, is what the rules of its country say.
    """
    own, parsed, _ = _reading(number, country)
    if not own:
        return ()
    if parsed is None or "~" in own:
        return (own,)
    national = phonenumbers.national_significant_number(parsed)
    return own, *(f"{parsed.country_code}~{national[-length:]}" for length in _local_lengths(parsed.country_code or 0))


def same_number(first: str, second: str, country: str) -> bool:
    """Whether the two are one number, read as in `country`; extensions behind a number count where both have one."""
    one, _, one_extension = _reading(first, country)
    other, _, other_extension = _reading(second, country)
    if one_extension and other_extension and one_extension != other_extension:
        return False
    return bool(one and other) and (one in keys(second, country) or other in keys(first, country))


def line_type(number: str, country: str) -> str | None:
    """ "mobile", "toll-free" and the like; None where the number does not tell. From the library's own data."""
    parsed = parse(number, country)
    return _LINES.get(phonenumbers.number_type(parsed)) if parsed is not None else None


def is_emergency(number: str, country: str) -> bool:
    """Whether dialling this calls for help, in `country`."""
    return phonenumbers.is_emergency_number("".join(char for char in number if char.isdigit()), country)


_LINES: Final = {
    PhoneNumberType.FIXED_LINE: "landline",
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.TOLL_FREE: "toll-free",
    PhoneNumberType.PREMIUM_RATE: "premium rate",
    PhoneNumberType.SHARED_COST: "shared cost",
    PhoneNumberType.VOIP: "voip",
    PhoneNumberType.PERSONAL_NUMBER: "personal",
    PhoneNumberType.PAGER: "pager",
    PhoneNumberType.UAN: "company",
    PhoneNumberType.VOICEMAIL: "voicemail",
}


@lru_cache(maxsize=1024)
def _reading(number: str, country: str) -> tuple[str, phonenumbers.PhoneNumber | None, str]:
    """What it is filed under, the phone number that it is taken for, and the extension behind that."""
    text = number.strip()[:_LONGEST_TEXT]
    if text.casefold() in _WITHHELD:
        return "", None, ""
    parsed = _taken_for_phone(text, country)
    if parsed is None:
        return _plain(text), None, ""
    extension = parsed.extension or ""
    if phonenumbers.is_possible_number_with_reason(parsed) == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return f"{parsed.country_code}~{phonenumbers.national_significant_number(parsed)}", parsed, extension
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164), parsed, extension


def _taken_for_phone(text: str, country: str) -> phonenumbers.PhoneNumber | None:
    if "@" in text or text.startswith(("*", "#")):
        return None
    try:
        parsed = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    is_long = len(phonenumbers.national_significant_number(parsed)) >= _SHORTEST_PHONE
    return parsed if is_long and phonenumbers.is_possible_number(parsed) else None


@lru_cache(maxsize=64)
def _local_lengths(calling_code: int) -> tuple[int, ...]:
    region = phonenumbers.region_code_for_country_code(calling_code)
    metadata = PhoneMetadata.metadata_for_region(region)
    lengths = metadata.general_desc.possible_length_local_only if metadata and metadata.general_desc else ()
    return tuple(length for length in lengths if length >= _SHORTEST_PHONE)


def _plain(text: str) -> str:
    """An address or a code without what may be written or left out."""
    bare = "".join(text.casefold().split())
    if "@" in bare:
        bare = bare.removeprefix("sips:").removeprefix("sip:").partition(";")[0].partition("?")[0]
    return bare


def _kind_of_text(text: str, country: str) -> Kind:
    if "@" in text or text.casefold().startswith(("sip:", "sips:")):
        return Kind.SIP
    if text.startswith(("*", "#")):
        return Kind.STAR_CODE
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST_EXTENSION:
        return Kind.SHORT_CODE if _is_short_code(text, country) else Kind.EXTENSION
    return Kind.OTHER


def _is_short_code(text: str, country: str) -> bool:
    try:
        return phonenumbers.is_valid_short_number_for_region(phonenumbers.parse(text, country), country)
    except phonenumbers.NumberParseException:
        return phonenumbers.is_emergency_number(text, country)


def _readable(number: phonenumbers.PhoneNumber, country: str) -> str:
    at_home = number.country_code == phonenumbers.country_code_for_region(country)
    form = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, form)
