"""The other party of a call, as people read it."""

from dataclasses import dataclass
from functools import lru_cache

from screenpop.language import translate

from .numbers import read


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is at the other end. Everything here is text: never markup, never a format string.

    `number` is as people read it ("" if withheld), `e164` None for what is no phone number; `name` is "" where none
    is known; `place` is where the number belongs, None as long as nobody looked.
    """

    number: str
    e164: str | None
    name: str
    place: str | None = None

    @property
    def title(self) -> str:
        """What to call them: the name, else the number."""
        return self.name or self.number or translate("Calls", "Withheld number")

    @property
    def initials(self) -> str:
        """The first letters of the first and the last word of the name, "" where there are none."""
        letters = [letter for word in self.name.split() if (letter := _first_letter(word))]
        return "".join(letters[:1] + letters[1:][-1:])

    @property
    def seed(self) -> str:
        """What the colour of their avatar is taken from: the same for each call of theirs."""
        return self.e164 or self.number or self.name


@lru_cache(maxsize=512)
def identify(number: str | None, name: str | None, country: str) -> Caller:
    """Who `number` is, read as somebody in `country` ("CA") would; `name` is what the phone system said."""
    told = (number or "").strip()
    known = read(told, country)
    return Caller(known.shown, known.e164, _real_name(name, known.e164 or told))


def _real_name(name: str | None, number: str) -> str:
    """The name; "" where the phone system only repeats the number in its place."""
    told = " ".join((name or "").split())
    looks_like_number = bool(told) and all(char.isdigit() or char in "+()-./ " for char in told)
    digits = _digits(told)
    return "" if looks_like_number and digits and _digits(number).endswith(digits) else told


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _first_letter(word: str) -> str:
    """The first letter (or figure) of a word in upper case, one character even where that makes two ("ß")."""
    return next((char for char in word if char.isalnum()), "").upper()[:1]
