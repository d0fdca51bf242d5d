"""Where the log is: the file that whoever helps will ask for."""

import os
from pathlib import Path

from screenpop.doctor.finding import Finding, ok, warning
from screenpop.doctor.size import size


def check(log: Path) -> Finding:
    """The finding."""
    if not log.exists():
        return ok("log", f"The log will be {log}; nothing has been written to it yet.")
    if not os.access(log, os.W_OK):
        return warning(
            "log",
            f"The log {log} cannot be written to.",
            "What goes wrong leaves no trace.",
            "See to it that the file belongs to you.",
        )
    return ok("log", f"The log is {log} ({size(log.stat().st_size)}). Nothing secret is in it; it tells who called.")
