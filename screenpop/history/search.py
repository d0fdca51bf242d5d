"""What can be found of a call, and how: the words that are indexed, and what a query means.

Every word of the query must be there. One of three characters or more is found anywhere, also within a word: the index
holds all groups of three characters. A shorter one is found at the beginning of a word: two line ends stand before each
word, so that its first one and first two letters are in groups of their own. Accents and case make no difference, nor
does how a number is written.
"""

import re
import string
import unicodedata
from dataclasses import dataclass
from typing import Final

from screenpop.calls.call import Call

_COMPARED_DIGITS: Final = 10
"""Two numbers are the same caller's if they end alike; the rest is how the country was written."""

_GROUP: Final = 3
"""Characters of the groups that the index holds."""

_BARE: Final = string.punctuation + "«»“”‘’„‚‹›…–—"

_LONG_NUMBER: Final = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """What the index is asked, in its own language. Of what it finds, each of `checks` must hold: of its alternatives
    one, all of whose texts are among the words.
    """

    match: str
    checks: tuple[tuple[tuple[str, ...], ...], ...] = ()


def words_of(call: Call, note: str = "") -> str:
    """What a call can be found by: its words, each after two line ends."""
    told = (call.name, *_number_forms(call.number), *_number_forms(call.dialled), call.answered_by, note)
    words = dict.fromkeys(word for text in told if text for word in map(_bare, folded(text).split()) if word)
    return "".join(f"\n\n{word}" for word in words)


def folded(text: str) -> str:
    """`text` as it is compared: without case and accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def compared_digits(number: str | None) -> str:
    """The part of a number by which callers are told apart; "" where it says nothing, as for a withheld one."""
    return _digits(number or "")[-_COMPARED_DIGITS:]


def asked_by(query: str) -> Asked | None:
    """What a query that is not empty asks for; None if no call can have it."""
    told = " ".join(folded(query).split())
    words = [word for word in (_bare(word).rstrip(_BARE) for word in told.split()) if word]
    if not words:
        return None
    parts = [_part(word) for word in words]
    match = " AND ".join(part.match for part in parts)
    if len(words) > 1 and _is_number(told):
        whole = _number(_digits(told))
        return Asked(f"{whole.match} OR ({match})", (((_digits(told),), tuple(words)),))
    return Asked(match, tuple(check for part in parts for check in part.checks))


def _part(word: str) -> Asked:
    """One word of the query; a number is found by its digits, or just as it was typed, as in a note."""
    if not _is_number(word):
        return Asked(_phrase_of(word))
    digits = _digits(word)
    number = _number(digits)
    if digits == word:
        return number
    return Asked(f"({number.match} OR {_phrase_of(word)})", (((digits,), (word,)),) if number.checks else ())


def _number(digits: str) -> Asked:
    """Many thousand numbers begin alike: the index is asked for the end of a long one, and the rest is compared."""
    if len(digits) < _LONG_NUMBER:
        return Asked(_phrase_of(digits))
    area = 4 if digits.startswith("1") and len(digits) > _LONG_NUMBER else 3
    return Asked(_phrase_of(digits[area:]), (((digits,),),))


def _phrase_of(word: str) -> str:
    """The characters of a word in a row; those of a short one at the beginning of a word."""
    before = "\n" * max(_GROUP - len(word), 0)
    return '"' + before + word.replace('"', '""') + '"'


def _number_forms(number: str | None) -> tuple[str, ...]:
    """A number's digits in a row, and those that are typed at home; what is no phone number as it came, too."""
    if not number:
        return ()
    digits = _digits(number)
    return (digits, digits[-_COMPARED_DIGITS:], "" if _is_number(number) else number)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\d\s()+./-]*\d[\d\s()+./-]*", text, re.ASCII) is not None


def _bare(word: str) -> str:
    """A word without the punctuation before it."""
    return word.lstrip(_BARE)


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isascii() and char.isdigit())
