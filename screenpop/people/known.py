"""What contacts and number tell of a caller."""

from dataclasses import dataclass
from typing import Final

from .contact import Contact


@dataclass(frozen=True, slots=True)
class Known:
    """`contact` is the best match, `others` the rest; `line` is the kind of the number's line ("mobile").

    `calls_this_month` counts the calls with them before this one.
    """

    contact: Contact | None = None
    others: tuple[Contact, ...] = ()
    is_vip: bool = False
    calls_this_month: int = 0
    line: str | None = None


NOBODY: Final = Known()
