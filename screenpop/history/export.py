"""The history as a CSV file for a spreadsheet, such that no caller's name is ever taken for a formula."""

import csv
from datetime import tzinfo
from pathlib import Path
from typing import Final

from screenpop.history.listing import CallList, Listed, Sought
from screenpop.history.store import Store
from screenpop.language import translate

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What a spreadsheet takes the beginning of a formula, or of a command, for (OWASP, CSV injection)."""


def export_csv(store: Store, sought: Sought, path: Path, zone: tzinfo | None) -> int:
    """Write what is sought to a file, newest first, times in `zone`; how many calls. Raises StoreError or OSError.

    UTF-8 with a byte order mark, which spreadsheets want.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_heading())
        rows = 0
        for listed in CallList(store).all(sought):
            writer.writerow([harmless(cell) for cell in _row(listed, zone)])
            rows += 1
    return rows


def harmless(cell: str) -> str:
    """The text such that a spreadsheet shows it and calculates nothing: an apostrophe before what would begin one."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _heading() -> list[str]:
    return [
        translate("Export", "Date"),
        translate("Export", "Time"),
        translate("Export", "Direction"),
        translate("Export", "Outcome"),
        translate("Export", "Name"),
        translate("Export", "Number"),
        translate("Export", "Seconds"),
        translate("Export", "Answered by"),
        translate("Export", "Note"),
    ]


def _row(listed: Listed, zone: tzinfo | None) -> list[str]:
    call = listed.call
    began = call.started.astimezone(zone)
    talked = str(round((call.ended - call.answered).total_seconds())) if call.ended and call.answered else ""
    return [
        f"{began:%Y-%m-%d}",
        f"{began:%H:%M:%S}",
        call.direction,
        call.outcome or "",
        call.name or "",
        call.number or "",
        talked,
        call.answered_by or "",
        listed.note,
    ]
