"""One person (or office, or shop) whom somebody may call for, as plain values."""

import enum
from dataclasses import dataclass

from screenpop.integrate.fields import LONGEST_NAME, LONGEST_TEXT, text

_LONGEST_NOTE = 2000


class Mark(enum.StrEnum):
    """What the agent wants of a contact's calls: to see at once that they matter, or to see no card at all."""

    VIP = "vip"
    NO_POP = "no pop"


@dataclass(frozen=True, slots=True)
class Phone:
    """One number of a contact as its source wrote it, with its label there ("work", "" where it has none)."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact. Every text is plain text on one line, whatever it looks like; `name` is "" where there is none.

    `uid` tells the contacts of one source apart; `fields` are what else is known ("email", "title", "url" …), and
    `source` is the name of where it came from.
    """

    uid: str
    name: str
    company: str = ""
    phones: tuple[Phone, ...] = ()
    note: str = ""
    marks: frozenset[Mark] = frozenset()
    fields: tuple[tuple[str, str], ...] = ()
    source: str = ""

    @property
    def title(self) -> str:
        """What to call them: the name, else the company."""
        return self.name or self.company

    def field(self, name: str) -> str:
        """What is known under `name`, "" if nothing is."""
        return next((value for key, value in self.fields if key == name), "")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A part of a source that could not be read: where (such as a line of the file, from 1), and why."""

    where: int
    why: str


def one_line(value: str, longest: int = LONGEST_TEXT) -> str:
    """`value` on one line, without what could disguise it, and no longer than that."""
    return (text(" ".join(value.split())) or "")[:longest].rstrip()


def a_name(value: str) -> str:
    """The name of a person or a company."""
    return one_line(value, LONGEST_NAME)


def a_note(value: str) -> str:
    """A longer text, on one line."""
    parts = (text(part) for part in value[:_LONGEST_NOTE].split())
    return " ".join(part for part in parts if part)


_MARK_WORDS = {
    "vip": Mark.VIP,
    "no pop": Mark.NO_POP,
    "do not pop": Mark.NO_POP,
    "no-pop": Mark.NO_POP,
    "nopop": Mark.NO_POP,
}


def marks_of(words: list[str]) -> frozenset[Mark]:
    """The marks among a contact's groups, labels or categories, such as "VIP" and "Do not pop"."""
    plain = (" ".join(word.replace("*", " ").casefold().split()) for word in words)
    return frozenset(_MARK_WORDS[word] for word in plain if word in _MARK_WORDS)
