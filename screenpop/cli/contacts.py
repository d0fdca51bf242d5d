"""`screenpop contacts`: import, look at, look up, refresh and export them; works without a running program."""

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screenpop.cli.main import DONE, FAILED, CommandFailed
from screenpop.cli.printing import plain, say
from screenpop.profile.paths import Profile

if TYPE_CHECKING:
    from screenpop.contact_keeper import ContactKeeper
    from screenpop.people.contact import Contact, Unreadable
    from screenpop.people.sources.base import Source

_TOLD_ROWS = 20
"""Rows that could not be read and are told one by one; --json tells all."""


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("contacts", help="who is calling: import, list, lookup …")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    bring = actions.add_parser("import", help="copy the contacts of a CSV or vCard file; again replaces them")
    bring.add_argument("file", metavar="FILE", type=Path)
    bring.add_argument("--map", action="append", default=[], metavar="ROLE=COLUMN", help="such as number=Telefon,Mobil")
    bring.add_argument("--name", metavar="NAME", help="what the source is called; else as the file")
    listing = actions.add_parser("list", help="contacts that have every word of a query, and how the sources stand")
    listing.add_argument("query", metavar="TEXT", nargs="?", default="")
    listing.add_argument("--limit", type=int, default=50, metavar="N", help="at most N (50)")
    lookup = actions.add_parser("lookup", help="whose number that is, the best first")
    lookup.add_argument("number", metavar="NUMBER")
    mark = actions.add_parser("mark", help="mark a number; without a mark, take the marks off")
    mark.add_argument("number", metavar="NUMBER")
    mark.add_argument("--vip", action="store_true", help="the card says that it is a VIP")
    mark.add_argument("--no-pop", action="store_true", help="no card, history only")
    drop = actions.add_parser("drop", help="let an imported source go, with its contacts")
    drop.add_argument("name", metavar="SOURCE")
    refresh = actions.add_parser("refresh", help="look into the sources of the settings now")
    export = actions.add_parser("export", help="write all contacts as CSV")
    export.add_argument("file", metavar="FILE", nargs="?", type=Path, help="without it, to the terminal")
    for action in (bring, listing, lookup, refresh):
        action.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    from screenpop.people.index_file import IndexTrouble
    from screenpop.people.sources.base import SourceError

    profile = Profile.find(options.profile).create()
    act = {
        "import": _import,
        "list": _list,
        "lookup": _lookup,
        "mark": _mark,
        "drop": _drop,
        "refresh": _refresh,
        "export": _export,
    }
    try:
        with keeper_of(profile) as keeper:
            code = act[options.action](keeper, options)
    except (IndexTrouble, SourceError, OSError) as error:
        raise CommandFailed(str(error)) from error
    if options.action in ("import", "mark", "drop", "refresh"):
        _tell_the_program(profile)
    return code


@contextlib.contextmanager
def keeper_of(profile: Profile) -> "Iterator[ContactKeeper]":
    """The contacts of a profile, opened, without the running program."""
    from screenpop.contact_keeper import ContactKeeper
    from screenpop.integrate.settings import AccountSettings
    from screenpop.names import Names
    from screenpop.profile.settings import SettingsError, SettingsFile
    from screenpop.profile.state import StateFolder

    try:
        country = SettingsFile(profile.config).read("account", AccountSettings).country
    except SettingsError as error:
        raise CommandFailed(str(error)) from error
    names = Names(StateFolder(profile.state))
    keeper = ContactKeeper(profile, country, lambda: names.known)
    keeper.open()
    try:
        yield keeper
    finally:
        keeper.close()


def _import(keeper: "ContactKeeper", options: argparse.Namespace) -> int:
    from screenpop.people.index_writing import Follow, IndexWriter
    from screenpop.people.refresh import IMPORTED
    from screenpop.people.sources.make import of_file

    source = of_file(options.file, None, options.name or options.file.name, _mapping(options.map))
    unread: list[Unreadable] = []
    mapping = _told_mapping(source, quiet=options.json)
    follow = Follow(progress=_progress, unreadable=unread.append)
    read = IndexWriter(keeper.open()).replace(source.name, IMPORTED, source.contacts(), follow=follow)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    if options.json:
        rows = [{"line": row.where, "why": row.why} for row in unread]
        result = {"source": source.name, "mapping": mapping, "contacts": read.contacts, "unreadable": rows}
        say(json.dumps(result, ensure_ascii=False, indent=2))
        return DONE
    for row in unread[:_TOLD_ROWS]:
        say(f"Line {row.where} was left out: {plain(row.why)}.")
    if len(unread) > _TOLD_ROWS:
        say(f"… and {len(unread) - _TOLD_ROWS} more lines (--json names them all).")
    say(f"{read.contacts} contacts from {plain(source.name)}.")
    return DONE


def _mapping(told: list[str]) -> dict[str, str | tuple[str, ...]]:
    mapping: dict[str, str | tuple[str, ...]] = {}
    for one in told:
        role, found, columns = one.partition("=")
        if not found or not columns:
            raise CommandFailed(f"--map {one!r} is no ROLE=COLUMN, such as number=Telefon,Mobil", 2)
        mapping[role.strip()] = tuple(column.strip() for column in columns.split(","))
    return mapping


def _told_mapping(source: "Source", *, quiet: bool) -> dict[str, list[str]]:
    """Which columns are taken for what: whoever sees a wrong one corrects it with --map."""
    from screenpop.people.sources.csv_file import CsvFile

    if not isinstance(source, CsvFile):
        return {}
    told = source.columns().told()
    if not quiet:
        for role, headings in told.items():
            say(f"{role:8} {plain(', '.join(headings))}")
    return told


def _progress(contacts: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{contacts} contacts", end="", file=sys.stderr, flush=True)


def _list(keeper: "ContactKeeper", options: argparse.Namespace) -> int:
    contacts = keeper.open()
    found, sources = contacts.search(options.query, options.limit), contacts.sources()
    if options.json:
        told = [
            {"name": one.name, "kind": one.kind, "contacts": one.contacts, "unreadable": one.unreadable}
            | {"read": one.read.isoformat() if one.read else None, "trouble": one.trouble}
            for one in sources
        ]
        everything = {"contacts": [_json(contact) for contact in found], "sources": told}
        say(json.dumps(everything, ensure_ascii=False, indent=2))
        return DONE
    for contact in found:
        say(_line(contact))
    for one in sources:
        say(
            f"{plain(one.name)} ({one.kind}): {one.contacts} contacts{f'. {plain(one.trouble)}' if one.trouble else ''}"
        )
    return DONE


def _lookup(keeper: "ContactKeeper", options: argparse.Namespace) -> int:
    found = keeper.open().of(options.number)
    if options.json:
        say(json.dumps([_json(contact) for contact in found], ensure_ascii=False, indent=2))
    for contact in () if options.json else found:
        say(_line(contact))
    if not found and not options.json:
        say("Nobody has this number.")
    return DONE


def _mark(keeper: "ContactKeeper", options: argparse.Namespace) -> int:
    from screenpop.people.contact import Mark

    keeper.mark(options.number, [mark for mark in Mark if getattr(options, mark.name.lower())])
    return DONE


def _drop(keeper: "ContactKeeper", options: argparse.Namespace) -> int:
    from screenpop.people.index_writing import IndexWriter

    if options.name not in [source.name for source in keeper.open().sources()]:
        raise CommandFailed(f"there is no source called {options.name!r}; `screenpop contacts list` names them")
    IndexWriter(keeper.open()).drop(options.name)
    return DONE


def _refresh(keeper: "ContactKeeper", options: argparse.Namespace) -> int:
    done = keeper.refresh()
    if options.json:
        rows = [
            {"source": one.name, "contacts": one.read.contacts if one.read else None, "trouble": one.trouble}
            for one in done
        ]
        say(json.dumps(rows, ensure_ascii=False, indent=2))
    for one in () if options.json else done:
        say(f"{plain(one.name)}: {one.trouble or (f'{one.read.contacts} contacts' if one.read else 'nothing new')}")
    return FAILED if any(one.trouble for one in done) else DONE


def _export(keeper: "ContactKeeper", options: argparse.Namespace) -> int:
    from screenpop.people.csv_export import write
    from screenpop.profile.private import opener

    if options.file is None:
        write(sys.stdout, keeper.open().all)
        return DONE
    with open(options.file, "w", encoding="utf-8", newline="", opener=opener) as file:
        written = write(file, keeper.open().all)
    say(f"{written} contacts are in {options.file}.")
    return DONE


def _json(contact: "Contact") -> dict[str, Any]:
    return {
        "name": contact.name,
        "company": contact.company,
        "numbers": [{"number": phone.text, "label": phone.label} for phone in contact.phones],
        "note": contact.note,
        "marks": sorted(contact.marks),
        "fields": dict(contact.fields),
        "source": contact.source,
    }


def _line(contact: "Contact") -> str:
    parts = [contact.name, contact.company, ", ".join(phone.text for phone in contact.phones), contact.source]
    return "  ".join(plain(part) for part in parts if part)


def _tell_the_program(profile: Profile) -> None:
    """A running program takes notice at once; it would at the next call anyway."""
    from screenpop.profile.control import NotRunning, RequestRefused, ask

    with contextlib.suppress(NotRunning, RequestRefused):
        ask(profile.socket, {"command": "contacts_changed"})
