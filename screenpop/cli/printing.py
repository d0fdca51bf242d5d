"""Text for terminals: nothing that a caller called themselves can move the cursor or break a line."""

import sys
import unicodedata
from datetime import datetime
from typing import Any


def plain(text: str) -> str:
    """`text` without control and formatting characters."""
    return "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))


def say(text: str = "") -> None:
    """Print one line, even where the terminal cannot write every letter."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def local(moment: str | None) -> datetime | None:
    """A time of the JSON interface in local time."""
    return datetime.fromisoformat(moment).astimezone() if moment else None


def who(call: dict[str, Any]) -> str:
    """Name and number of the other party, as far as they are known."""
    name, number = plain(call["name"] or ""), plain(call["number"] or "")
    if name and number:
        return f"{name} ({number})"
    return name or number or "withheld"
