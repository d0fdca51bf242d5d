"""The parameters of a request, wherever they stand: in the query, in a form, or in a JSON body.

The page sends JSON, under the form's Content-Type that curl puts there by itself; the official client sends a query
string, and beside it a JSON Content-Type with an empty body. So the body tells what it is, and the query comes too.
"""

import json
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl

from .answers import bad_request, bad_value

_YES, _NO = frozenset({"true", "1", "yes", "on"}), frozenset({"false", "0", "no", "off", ""})


class Parameters:
    """Names with one value or several, all as text."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        """Keep the pairs in their order."""
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """Every value of `name`."""
        return tuple(self._values.get(name, ()))

    def text(self, name: str, default: str = "") -> str:
        """The first value of `name`."""
        return self._values.get(name, [default])[0]

    def needed(self, name: str) -> str:
        """The value of `name`; without one the request is bad."""
        if value := self.text(name):
            return value
        raise bad_request(f"{name} is required.")

    def flag(self, name: str) -> bool:
        """Whether `name` is said to be true; `True` and `true` are."""
        value = self.text(name).lower()
        if value not in _YES | _NO:
            raise bad_value(f"{name} must be true or false.")
        return value in _YES

    def whole(self, name: str, default: int, *, least: int, most: int) -> int:
        """The whole number `name` within its bounds."""
        value = self.text(name)
        if not value:
            return default
        if not value.isascii() or not value.isdecimal() or len(value) > 18 or not least <= int(value) <= most:
            raise bad_value(f"{name} must be a whole number from {least} to {most}.")
        return int(value)


def read_parameters(query: str, body: bytes) -> Parameters:
    """The parameters of query and body together."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return Parameters([*pairs, *_in_body(body)])


def _in_body(body: bytes) -> Iterator[tuple[str, str]]:
    try:
        text = body.decode().strip()
    except UnicodeDecodeError as error:
        raise bad_request("The body is not UTF-8.") from error
    if not text.startswith(("{", "[")):
        yield from parse_qsl(text, keep_blank_values=True)
        return
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise bad_request("The body is not JSON.") from error
    if not isinstance(values, dict):
        raise bad_request("The body must be a JSON object.")
    for name, value in values.items():
        for one in value if isinstance(value, list) else [value]:
            if one is not None:
                yield name, one if isinstance(one, str) else json.dumps(one)
