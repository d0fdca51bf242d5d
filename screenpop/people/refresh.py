"""Brings the index up to date with the sources. All of it blocks: it is called in a thread."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from .contact import Contact
from .index_writing import Follow, IndexWriter, Read
from .settings import SourceSettings
from .sources.base import Source, SourceError
from .sources.make import ASKED, make

log = logging.getLogger(__name__)

IMPORTED: Final = "import"
"""The kind of what somebody imported once: it stays until they drop it."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of one source: `read` is None if nothing changed, or if there was `trouble`, told in a sentence."""

    name: str
    read: Read | None = None
    trouble: str | None = None


def refresh(writer: IndexWriter, source: Source, follow: Follow | None = None) -> Refreshed:
    """Copy the source if it changed since. One that cannot be read changes nothing. Raises Cancelled."""
    if source.kind in ASKED:
        return Refreshed(source.name)
    try:
        version = source.version()
        if version and version == writer.version(source.name):
            return Refreshed(source.name)
        read = writer.replace(source.name, source.kind, source.contacts(), version=version, follow=follow)
    except (SourceError, OSError) as error:
        log.warning("The contacts of %s could not be read: %s", source.name, error)
        writer.failed(source.name, source.kind, str(error))
        return Refreshed(source.name, trouble=str(error))
    return Refreshed(source.name, read)


def refresh_all(
    writer: IndexWriter, sources: Sequence[Source], held: Sequence[tuple[str, str]], follow: Follow | None = None
) -> list[Refreshed]:
    """Copy all `sources`, in their order, and drop those of `held` (name, kind) that the settings do not name now.

    Raises Cancelled.
    """
    names = [source.name for source in sources]
    for name, kind in held:
        if name not in names and kind != IMPORTED:
            writer.drop(name)
    done = [refresh(writer, source, follow) for source in sources]
    writer.arrange([*names, *(name for name, kind in held if kind == IMPORTED)])
    return done


def look_up(writer: IndexWriter, source: Source, number: str) -> Sequence[Contact]:
    """Ask a source about one number, and keep what it says. Raises SourceError."""
    try:
        found = source.look_up(number)
    except SourceError as error:
        writer.failed(source.name, source.kind, str(error))
        raise
    writer.keep(source.name, source.kind, number, found)
    return found


def sources_of(
    settings: Sequence[SourceSettings], secret: Callable[[str], str | None], colleagues: Source | None
) -> list[Source]:
    """The sources of the settings, and the colleagues behind them. A name that comes twice is told apart."""
    made: list[Source] = []
    for number, one in enumerate(settings, start=1):
        source = make(one, secret)
        if any(other.name == source.name for other in made):
            raise SourceError(f"Two sources are called {source.name!r}: give number {number} a name of its own.")
        made.append(source)
    return made if colleagues is None else [*made, colleagues]
