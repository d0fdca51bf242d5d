"""Reads what is nearly JSON: Python's spelling, unquoted dates, broken texts.

The Subscriptions page prints notices with Python's quotes and call records with unquoted RFC 2822 dates. Beyond JSON
this takes both kinds of quotes (with Python's `u` before them), None, True and False, NaN (as None), unquoted dates (as
texts), control characters and lone surrogates in texts, and several objects one after the other. Nothing is ever
evaluated: one token follows the other, each is looked at once, and nesting is bounded.
"""

import math
import re
from typing import Final

from .errors import MessageError

DEEPEST: Final = 32
"""How deeply objects and lists may lie in each other; the phone system's go four deep."""

_LONGEST_NUMBER: Final = 40
_END: Final = "the end of the text"

_TOKEN: Final = re.compile(
    r"""
    (?: (?P<mark> [{}\[\],:] )
      | [uUbB]? (?: "(?P<double> [^"\\]*+ (?: \\. [^"\\]*+ )*+ )" | '(?P<single> [^'\\]*+ (?: \\. [^'\\]*+ )*+ )' )
      | (?P<date> (?: [A-Za-z]{3},[ ] )? [0-9]{1,2}[ ][A-Za-z]{3}[ ][0-9]{4}[ ][0-9]{2}:[0-9]{2}(?: :[0-9]{2} )?
                  (?: [ ](?: [+-][0-9]{4} | [A-Z]{1,5} ) )?
                | [0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?: \.[0-9]{1,9} )?
                  (?: Z | [+-][0-9]{2}:?[0-9]{2} )? )
      | (?P<number> -?[0-9]++ (?: \.[0-9]++ )? (?: [eE][+-]?[0-9]++ )? )
      | (?P<word> [A-Za-z]++ )
      | (?P<end> \Z )
    )
    [ \t\r\n]*+
    """,
    re.VERBOSE | re.DOTALL,
)
_WORDS: Final = {
    "null": None,
    "None": None,
    "NaN": None,
    "nan": None,
    "true": True,
    "True": True,
    "false": False,
    "False": False,
}
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_ESCAPED: Final = {
    **{char: char for char in "\"'\\/"},
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "0": "\0",
    "\n": "",
}
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_UNREADABLE: Final = "\N{REPLACEMENT CHARACTER}"


def parse(text: str) -> list[object]:
    """The values in `text`: one, or several objects and lists. Raises MessageError, with line and column."""
    reader = _Reader(text)
    values: list[object] = []
    while reader.kind != "end":
        if values and not reader.is_at_container:
            raise reader.unexpected("the end of the message")
        values.append(reader.value(DEEPEST))
    return values


class _Reader:
    """Goes through a text token by token. `kind` and `token` are of the one that comes next."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begin = 0
        self._end = len(text) - len(text.lstrip(" \t\r\n"))
        self.kind = self.token = ""
        self._advance()

    @property
    def is_at_container(self) -> bool:
        """Whether an object or a list comes next."""
        return self.kind == "mark" and self.token in "{["

    def value(self, depth: int) -> object:
        """The value that comes next; `depth` is how many objects and lists may lie in each other there."""
        if self.is_at_container:
            if depth == 0:
                raise self._error(f"it is nested more than {DEEPEST} deep")
            return self._object(depth) if self.token == "{" else self._list(depth)
        kind, token = self.kind, self.token
        match kind:
            case "double" | "single":
                scalar: object = _unescape(token)
            case "date":
                scalar = token
            case "number":
                scalar = self._number()
            case "word" if token in _WORDS:
                scalar = _WORDS[token]
            case _:
                raise self.unexpected("a value")
        self._advance()
        return scalar

    def unexpected(self, expected: str) -> MessageError:
        """Something else than `expected` comes next."""
        if self.kind == "end":
            found = _END
        elif self.kind in {"mark", "word"}:
            found = ascii(self.token[:20])
        else:
            found = f"a {'text' if self.kind in {'double', 'single'} else self.kind}"
        return self._error(f"expected {expected}, found {found}")

    def _object(self, depth: int) -> dict[str, object]:
        fields: dict[str, object] = {}
        self._advance()
        while not self._took("}"):
            if fields:
                self._take(",", "a comma or the end of the object")
            if self.kind not in {"double", "single"}:
                raise self.unexpected("the name of a field in quotes")
            name = _unescape(self.token)
            self._advance()
            self._take(":", "a colon after the name of a field")
            fields[name] = self.value(depth - 1)
        return fields

    def _list(self, depth: int) -> list[object]:
        items: list[object] = []
        self._advance()
        while not self._took("]"):
            if items:
                self._take(",", "a comma or the end of the list")
            items.append(self.value(depth - 1))
        return items

    def _number(self) -> int | float:
        if len(self.token) > _LONGEST_NUMBER:
            raise self._error(f"a number of {len(self.token)} characters is too long")
        try:
            return int(self.token)
        except ValueError:
            number = float(self.token)
        if not math.isfinite(number):
            raise self._error(f"the number {self.token} is too large")
        return number

    def _took(self, mark: str) -> bool:
        if self.kind != "mark" or self.token != mark:
            return False
        self._advance()
        return True

    def _take(self, mark: str, name: str) -> None:
        if not self._took(mark):
            raise self.unexpected(name)

    def _advance(self) -> None:
        self._begin = self._end
        found = _TOKEN.match(self._text, self._begin)
        if found is None or found.lastgroup is None:
            char = self._text[self._begin]
            why = "the text that begins here has no end" if char in "\"'" else f"{char!a} belongs nowhere here"
            raise self._error(why)
        self.kind = found.lastgroup
        self.token = found[self.kind]
        self._end = found.end()

    def _error(self, why: str) -> MessageError:
        at = self._begin
        line, column = self._text.count("\n", 0, at) + 1, at - self._text.rfind("\n", 0, at)
        return MessageError(f"line {line}, column {column}", why)


def _unescape(token: str) -> str:
    if "\\" not in token:
        return token
    text = _ESCAPE.sub(_unescaped, token)
    if _SURROGATE.search(text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _unescaped(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code is None:
        return _ESCAPED.get(escape[4], escape[0])
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else _UNREADABLE
