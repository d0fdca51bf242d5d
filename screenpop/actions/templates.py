"""Texts with named fields in braces: "Call from {name}". Two braces stand for one that is meant as such.

A template is read when it is written, so that mistakes are told then and not when somebody calls. What a field holds
is put in as it is escaped for its place: nothing in it is ever read as a part of the template.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .errors import TemplateError
from .fields import Fields, is_known, suggestion


@dataclass(frozen=True, slots=True)
class Literal:
    """Text that stands in the template itself."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Field:
    """The place of a field."""

    name: str
    position: int


Part = Literal | Field


@dataclass(frozen=True, slots=True)
class Template:
    """A text with fields, read and found good."""

    source: str
    parts: tuple[Part, ...]

    @staticmethod
    def parse(source: str) -> "Template":
        """Read it. Raises TemplateError, with the position of the mistake."""
        return Template(source, tuple(_parts(source)))

    @property
    def fields(self) -> tuple[Field, ...]:
        """Where fields stand, in their order."""
        return tuple(part for part in self.parts if isinstance(part, Field))

    def render(self, fields: Fields, escape: Callable[[str], str]) -> str:
        """The text for one call, each value as `escape` makes it fit its place."""
        return "".join(
            part.text if isinstance(part, Literal) else escape(fields.get(part.name, "")) for part in self.parts
        )


_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def _parts(source: str) -> Iterator[Part]:
    at = 0
    for found in _PIECE.finditer(source):
        if found.start() > at:
            yield Literal(source[at : found.start()], at)
        at = found.end()
        if found[0] in ("{{", "}}"):
            yield Literal(found[0][0], found.start())
        elif found[1] is None:
            raise TemplateError(f'A "{found[0]}" has no partner. Write "{found[0] * 2}" for the sign', found.start())
        else:
            yield Field(_known(found[1], found.start()), found.start())
    if at < len(source):
        yield Literal(source[at:], at)


def _known(name: str, position: int) -> str:
    if not is_known(name):
        raise TemplateError(f"There is no field {{{name}}}. {suggestion(name)}", position)
    return name
