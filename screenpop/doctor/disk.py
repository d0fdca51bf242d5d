"""Whether the profile's folder can be written to, and how much room there is."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

from screenpop.doctor.finding import Finding, failure, ok, warning
from screenpop.doctor.size import size

LITTLE: Final = 200_000_000
NOTHING: Final = 10_000_000
"""Bytes of free room: below the first people are told, below the second nothing can be relied on."""

_MEANING: Final = "Calls are shown, and neither they nor what the program must remember is written down."


def check(folder: Path) -> Finding:
    """The finding. Writes a small file and takes it away again."""
    try:
        place = next(each for each in (folder, *folder.parents) if each.exists())
        _write(place)
        free = shutil.disk_usage(place).free
    except OSError as error:
        return failure(
            "disk",
            f"{folder} cannot be written to ({error.strerror or error}).",
            _MEANING,
            "See to it that the folder belongs to you and that there is room on its disk, or name another folder with "
            "--profile.",
        )
    if free < NOTHING:
        return failure("disk", f"There is no room in {folder} ({size(free)} free).", _MEANING, "Make room on the disk.")
    if free < LITTLE:
        return warning(
            "disk",
            f"There is little room in {folder} ({size(free)} free).",
            "When it is used up, calls are shown and not written down.",
            "Make room on the disk.",
        )
    return ok("disk", f"{folder} can be written to, and {size(free)} are free.")


def _write(place: Path) -> None:
    descriptor, name = tempfile.mkstemp(prefix=".doctor-", dir=place)
    try:
        os.write(descriptor, b"Can this be written?\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
        os.unlink(name)
