"""A source from its settings."""

from collections.abc import Callable
from pathlib import Path

from screenpop.people.settings import SourceKind, SourceSettings

from .base import Source, SourceError

ASKED = frozenset({SourceKind.COMMAND, SourceKind.HTTP})
"""The kinds that are asked call by call."""


def make(settings: SourceSettings, secret: Callable[[str], str | None]) -> Source:
    """The source, without its being read. `secret` gives what the keyring has under a name. Raises SourceError.

    The keyring may ask the person to unlock it: call this in a thread.
    """
    kind, name = settings.kind, settings.title
    match kind:
        case SourceKind.CSV | SourceKind.VCARD:
            return of_file(Path(settings.path).expanduser(), kind, name, dict(settings.mapping))
        case SourceKind.CARDDAV:
            from .carddav import CardDav

            return CardDav(name, settings.url, settings.user, secret(settings.secret) or "")
        case SourceKind.COMMAND:
            from .asked import CommandSource

            return CommandSource(name, settings.command, settings.seconds)
        case SourceKind.HTTP:
            from .asked import HttpSource

            return HttpSource(name, settings.url, settings.seconds, settings.user, secret(settings.secret) or "")
        case SourceKind.COLLEAGUES:
            raise SourceError("Colleagues are a source by themselves: see contacts.colleagues in the settings.")


def of_file(path: Path, kind: SourceKind | None, name: str, mapping: dict[str, str | tuple[str, ...]]) -> Source:
    """A file, or a folder of cards; without a `kind`, by its ending."""
    is_cards = path.is_dir() or path.suffix.casefold() in (".vcf", ".vcard")
    if kind is SourceKind.VCARD or (kind is None and is_cards):
        from .vcard import VCardFiles

        return VCardFiles(name, path)
    from .csv_file import CsvFile

    return CsvFile(name, path, mapping)
