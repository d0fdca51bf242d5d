"""What can be found of a call, and how: the words that are indexed, and what a query means.

Every word of the query must be there, at the beginning of a word; digits are found anywhere in the caller's number.
"""

import re
from collections.abc import Iterator
from typing import Final

from screenpop.calls.call import Call

_COMPARED_DIGITS: Final = 10
"""Two numbers are the same caller's if they end alike; the rest is how the country was written."""

_INDEXED: Final = "position IN (SELECT rowid FROM search WHERE search MATCH ?)"
_IN_NUMBER: Final = "instr(caller_digits, ?) > 0"

Condition = tuple[str, list[str]]
"""A condition of SQL on the table `calls`, and its values."""


def words_of(call: Call) -> str:
    """What a call can be found by, besides the agent's note."""
    return " ".join(text for text in (call.name, call.number, call.dialled, call.answered_by) if text)


def compared_digits(number: str | None) -> str:
    """The part of a number by which callers are told apart; "" where it says nothing, as for a withheld one."""
    return _digits(number or "")[-_COMPARED_DIGITS:]


def conditions(query: str) -> Iterator[Condition]:
    """What must hold of each call that the query means: none for an empty query."""
    words = re.findall(r"\w+", query)
    if query.strip() and not words:
        yield "0", []
    elif _is_number(query):
        number = _digits(query)
        beginnings = " ".join(_beginning(word) for word in words)
        yield f"({_IN_NUMBER} OR {_INDEXED})", [compared_digits(number), f"{_beginning(number)} OR ({beginnings})"]
    else:
        for word in words:
            if _is_number(word):
                yield f"({_IN_NUMBER} OR {_INDEXED})", [word, _beginning(word)]
            else:
                yield _INDEXED, [_beginning(word)]


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[\d\s()+./-]*\d[\d\s()+./-]*", text, re.ASCII) is not None


def _beginning(word: str) -> str:
    """The index's own language for a word that begins so."""
    return f'"{word}"*'


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isascii() and char.isdigit())
