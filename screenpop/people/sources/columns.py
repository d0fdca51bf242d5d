"""Which column of a CSV file is what: guessed from its heading, and corrected by whoever knows better.

The headings are those of Google Contacts (both of its formats), Outlook, and what people write themselves, in English
and French.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from .base import SourceError

ROLES: Final = ("name", "first", "middle", "last", "company", "number", "note", "groups", "title", "email", "url", "id")
"""What a column can be. Any other is kept under its own heading."""

_HEADINGS: Final = {
    "name": r"(full|display|contact|customer)? ?name|nom complet|client|customer|contact",
    "first": r"first ?name|given name|pr[ée]nom",
    "middle": r"middle ?name|additional name",
    "last": r"last ?name|family name|surname|nom|nom de famille",
    "company": r"company( name)?|organi[sz]ation( 1 - | )?(name)?|business name|soci[ée]t[ée]|entreprise|compagnie",
    "note": r"notes?|comments?|remarques?",
    "groups": r"group membership|labels?|categor(y|ies)|groups?|tags?|cat[ée]gories?",
    "title": r"(job )?title|organization( 1 -)? title|position|fonction",
    "email": r"e-?mail( address)?|e-?mail 1 - value|courriel",
    "url": r"web ?page|web ?site( 1 - value)?|url|link|site web",
    "id": r"(customer |contact |account )?id",
}
_PHONE: Final = r"((tele)?phone|mobile|cell|tel|t[ée]l[ée]phone|cellulaire|number|num[ée]ro)"
_NUMBER: Final = re.compile(rf"phone \d+ - value|(.* )?{_PHONE}( (number|\d+))?")
_NO_NUMBER: Final = re.compile(r".*(fax|type|label|account|order|street|house|customer n).*")
_LABEL: Final = re.compile(r"phone (\d+) - (type|label)")


class Columns:
    """The columns of one file, by their role: each has its place in a row."""

    def __init__(self, headings: Sequence[str], mapping: Mapping[str, str | Sequence[str]]) -> None:
        """Guess, then have `mapping` (role to heading, or headings) overrule. Raises SourceError."""
        self.headings = tuple(" ".join(heading.split()) for heading in headings)
        self.places = _guessed(self.headings)
        self.labels = _labels(self.headings)
        for role, named in mapping.items():
            self.places[_known(role)] = [self._place(one) for one in ([named] if isinstance(named, str) else named)]
        taken = {place for places in self.places.values() for place in places} | set(self.labels.values())
        self.rest = {place: _field_name(heading) for place, heading in enumerate(self.headings) if place not in taken}

    def check(self) -> None:
        """Raises SourceError if there is nothing to call or find anybody by."""
        has_name = any(self.places.get(role) for role in ("name", "first", "last", "company"))
        if not has_name or not self.places.get("number"):
            what = "numbers" if has_name else "names"
            raise SourceError(
                f"No column was recognised as {what}. There are: {', '.join(filter(None, self.headings))}. "
                f"Say which it is, for example: --map {'number' if has_name else 'name'}={self.headings[0]!r}."
            )

    def told(self) -> dict[str, list[str]]:
        """Role to headings, as people check it."""
        return {role: [self.headings[place] for place in places] for role, places in self.places.items() if places}

    def _place(self, heading: str) -> int:
        wanted = " ".join(heading.casefold().split())
        for place, known in enumerate(self.headings):
            if known.casefold() == wanted:
                return place
        raise SourceError(f"There is no column {heading!r}. There are: {', '.join(filter(None, self.headings))}.")


def _guessed(headings: Sequence[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, heading in enumerate(headings):
        plain = heading.casefold()
        role = next((role for role, pattern in _HEADINGS.items() if re.fullmatch(pattern, plain)), None)
        if role is None and _NUMBER.fullmatch(plain) and not _NO_NUMBER.fullmatch(plain):
            role = "number"
        if role is not None and (role == "number" or role not in places):
            places.setdefault(role, []).append(place)
    return places


def _labels(headings: Sequence[str]) -> dict[int, int]:
    """The columns that only label the number beside them, by the place of that number."""
    found = {}
    for place, heading in enumerate(headings):
        label = _LABEL.fullmatch(heading.casefold())
        values = [at for at, other in enumerate(headings) if label and other.casefold() == f"phone {label[1]} - value"]
        if values:
            found[values[0]] = place
    return found


def _known(role: str) -> str:
    if role not in ROLES:
        raise SourceError(f"There is no {role!r} to map a column to. There are: {', '.join(ROLES)}.")
    return role


def _field_name(heading: str) -> str:
    return "_".join(re.findall(r"\w+", heading.casefold()))[:40]
