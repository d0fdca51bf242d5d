"""Draws the subscription's state diagram in docs/subscription.md anew, from the table that it shows."""

import re
from pathlib import Path

from screenpop.integrate.lifecycle import mermaid

DOCUMENT = Path(__file__).parent.parent / "docs" / "subscription.md"


def drawn(document: str) -> str:
    """The document with the diagram as the table is now."""
    return re.sub(r"(?s)(?<=```mermaid\n).*?(?=```)", lambda _: mermaid(), document)


def main() -> None:
    """Write it."""
    DOCUMENT.write_text(drawn(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"The diagram in {DOCUMENT} is that of the table.")


if __name__ == "__main__":
    main()
