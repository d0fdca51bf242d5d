"""The address of a web page with fields in its path, its query or its fragment, and nowhere else.

Scheme, host and port are written out, so whatever a caller is called, the page is one of that host. A value is
percent-encoded down to the last sign (RFC 3986), so it can begin no other part of the address; and since browsers
take "." and ".." for steps up the path however they are encoded (WHATWG URL, "double-dot path segment"), a segment
never becomes one by what a field holds.
"""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from .errors import TemplateError
from .fields import Fields
from .templates import Field, Literal, Part, Template

_BEGINNING: Final = re.compile(r"(https?)://([^/?#]*)", re.IGNORECASE)
_NAME: Final = re.compile(r"[a-z0-9]([a-z0-9_.-]*[a-z0-9])?\.?", re.IGNORECASE)
_HARMFUL: Final = re.compile(r"[\x00-\x20\x7f-\xa0\\\"<>^`|]")
_HALF_ESCAPE: Final = re.compile(r"%(?![0-9a-f]{2})", re.IGNORECASE)
_DOTS: Final = frozenset({".", ".."})


@dataclass(frozen=True, slots=True)
class UrlTemplate:
    """An address with fields. `beginning` is its scheme and host, as written."""

    source: str
    beginning: str
    segments: tuple[tuple[Part, ...], ...]
    rest: tuple[Part, ...]

    @staticmethod
    def parse(source: str) -> "UrlTemplate":
        """Read it. Raises TemplateError, with the position of the mistake."""
        template = Template.parse(source)
        beginning = _beginning(source, template)
        _refuse_harmful(template)
        pieces = list(_after(template, len(beginning)))
        path = next((index for index, part in enumerate(pieces) if _ends_path(part)), len(pieces))
        segments = tuple(_segments(pieces[:path]))
        for segment in segments:
            _refuse_dots(segment)
        return UrlTemplate(source, beginning, segments, tuple(pieces[path:]))

    def render(self, fields: Fields) -> str:
        """The address for one call."""
        path = "/".join(_segment(segment, fields) for segment in self.segments)
        return self.beginning + path + "".join(_text(part, fields) for part in self.rest)


def percent(value: str) -> str:
    """`value` as it may stand anywhere after the host of an address, and means nothing but itself."""
    return quote(value, safe="", errors="replace")


def _beginning(source: str, template: Template) -> str:
    found = _BEGINNING.match(source)
    if found is None:
        raise TemplateError("An address begins with https:// and the name of its host")
    for field in template.fields:
        if field.position < found.end():
            raise TemplateError(
                f"The host is written out: {{{field.name}}} may stand only in what follows it", field.position
            )
    host_at = found.start(2)
    if "@" in found[2]:
        raise TemplateError("Leave user name and password out of the address", host_at)
    if _HARMFUL.search(found[2]) or not _is_host(found[0]):
        raise TemplateError(f"{found[2]!r} is no host: write it as in https://crm.example.com/", host_at)
    return found[0]


def _is_host(beginning: str) -> bool:
    try:
        parts = urlsplit(beginning)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if ":" in host:
        return _is_address(host)
    return bool(_NAME.fullmatch(host)) and port != 0


def _is_address(host: str) -> bool:
    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return False
    return True


def _refuse_harmful(template: Template) -> None:
    for part in template.parts:
        if isinstance(part, Literal) and (found := _HARMFUL.search(part.text)):
            raise TemplateError(
                f"An address cannot hold {found[0]!r}. Write %{ord(found[0]):02X} for it", part.position + found.start()
            )
        if isinstance(part, Literal) and (found := _HALF_ESCAPE.search(part.text)):
            raise TemplateError(
                "Two hexadecimal digits follow a %. Write %25 for the sign", part.position + found.start()
            )


def _after(template: Template, end: int) -> Iterator[Part]:
    """What follows the host, split such that "?" and "#" begin parts of their own."""
    for part in template.parts:
        if isinstance(part, Field):
            yield part
        elif part.position + len(part.text) > end:
            text = part.text[max(0, end - part.position) :]
            before, found, after = _split(text)
            if before:
                yield Literal(before, part.position)
            if found:
                yield Literal(after, part.position)


def _split(text: str) -> tuple[str, bool, str]:
    at = min((index for sign in "?#" if (index := text.find(sign)) >= 0), default=-1)
    return (text, False, "") if at < 0 else (text[:at], True, text[at:])


def _ends_path(part: Part) -> bool:
    return isinstance(part, Literal) and part.text[:1] in ("?", "#")


def _segments(pieces: list[Part]) -> Iterator[tuple[Part, ...]]:
    segment: list[Part] = []
    for part in pieces:
        if isinstance(part, Field):
            segment.append(part)
            continue
        first, *more = part.text.split("/")
        segment.append(Literal(first, part.position))
        for text in more:
            yield tuple(segment)
            segment = [Literal(text, part.position)]
    yield tuple(segment)


def _refuse_dots(segment: tuple[Part, ...]) -> None:
    field = next((part for part in segment if isinstance(part, Field)), None)
    literal = "".join(part.text for part in segment if isinstance(part, Literal))
    if field is not None and literal and not _plain_dots(literal).strip("."):
        raise TemplateError(f"A dot alone beside {{{field.name}}} could lead up the path: leave it out", field.position)


def _segment(segment: tuple[Part, ...], fields: Fields) -> str:
    text = "".join(_text(part, fields) for part in segment)
    has_field = any(isinstance(part, Field) for part in segment)
    return "" if has_field and _plain_dots(text) in _DOTS else text


def _text(part: Part, fields: Fields) -> str:
    return part.text if isinstance(part, Literal) else percent(fields.get(part.name, ""))


def _plain_dots(text: str) -> str:
    return re.sub("%2e", ".", text, flags=re.IGNORECASE)
