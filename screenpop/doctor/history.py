"""What the history file tells of itself and of the messages in it. It is read while the program may write to it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from screenpop.doctor.facts import ProgramFacts
from screenpop.doctor.finding import Finding, failure, ok
from screenpop.doctor.size import size
from screenpop.history.journal import Journal, Unreadable
from screenpop.history.store import Store, StoreError


@dataclass(frozen=True, slots=True)
class Past:
    """What the journal holds. `trouble` says why it cannot be read, None if it can."""

    last_received: datetime | None = None
    unreadable: Unreadable | None = None
    trouble: str | None = None


def read(path: Path) -> Past:
    """Read it; a history that is not there yet is empty. Blocks."""
    if not path.exists():
        return Past()
    try:
        store = Store.open_readonly(path)
        try:
            journal = Journal(store)
            return Past(journal.last_received(), journal.all_unreadable())
        finally:
            store.close()
    except StoreError as error:
        return Past(trouble=str(error))


def check(past: Past, path: Path, program: ProgramFacts | None) -> Finding:
    """The finding."""
    if past.trouble is not None:
        return failure("history", f"The history {path} cannot be read.", past.trouble)
    if program is not None and program.disk_trouble:
        return failure("history", "The program could not write its last message down.", program.disk_trouble)
    if not path.exists():
        return ok("history", f"The history will be {path}; there is none yet.")
    return ok("history", f"The history {path} can be read ({size(_bytes_of(path))}).")


def _bytes_of(path: Path) -> int:
    """The size of the database, with the files that SQLite keeps beside it."""
    return sum(each.stat().st_size for each in path.parent.glob(f"{path.name}*"))
