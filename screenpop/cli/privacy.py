"""`screenpop privacy`: forget a caller, and export all that is held; works without a running program."""

import argparse
import json
from pathlib import Path
from typing import Any

from screenpop.cli.main import DONE, WRONG_USAGE, CommandFailed
from screenpop.cli.printing import say
from screenpop.profile.paths import Profile

_PATIENCE = 120.0
"""Seconds in which the running program must have forgotten a caller: a long history is searched."""


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("privacy", help="forget a caller, export all that is held")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    forget = actions.add_parser("forget", help="delete a caller's calls, notes and messages, and what was chosen")
    forget.add_argument("number", metavar="NUMBER")
    export = actions.add_parser("export", help="write all that is held into a zip archive")
    export.add_argument("file", metavar="FILE", type=Path)
    for action in (forget, export):
        action.add_argument("--json", action="store_true", help="print JSON")
    return parser


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    from screenpop.actions.errors import ActionFailed
    from screenpop.history.store import StoreError
    from screenpop.people.index_file import IndexTrouble

    profile = Profile.find(options.profile).create()
    try:
        done = _forget(profile, options) if options.action == "forget" else _export(profile, options)
    except (StoreError, IndexTrouble, ActionFailed, OSError) as error:
        raise CommandFailed(str(error)) from error
    if options.json:
        say(json.dumps(done, indent=2))
        return DONE
    amounts = ", ".join(f"{amount} {what}" for what, amount in done.items())
    say(
        f"Forgotten: {amounts}." if options.action == "forget" else f"{options.file} holds {amounts}, settings and log."
    )
    return DONE


def _forget(profile: Profile, options: argparse.Namespace) -> dict[str, int]:
    from screenpop.profile.control import NotRunning, RequestRefused, ask

    if not any(char.isalnum() for char in options.number):
        raise CommandFailed(f"{options.number!r} is no number", WRONG_USAGE)
    try:
        done: dict[str, int] = ask(profile.socket, {"command": "forget", "number": options.number}, patience=_PATIENCE)
    except NotRunning:
        return _forget_here(profile, options.number)
    except RequestRefused as error:
        raise CommandFailed(str(error)) from error
    return done


def _forget_here(profile: Profile, number: str) -> dict[str, int]:
    from screenpop.cli.contacts import keeper_of
    from screenpop.history.store import Store
    from screenpop.privacy import forget_caller, told

    with keeper_of(profile) as keeper:
        store = Store(profile.history)
        try:
            return told(*forget_caller(store, keeper, number, keeper.country, profile.actions))
        finally:
            store.close()


def _export(profile: Profile, options: argparse.Namespace) -> dict[str, int]:
    from screenpop.cli.contacts import keeper_of
    from screenpop.privacy import export_all

    with keeper_of(profile) as keeper:
        return export_all(profile, options.file, keeper)
