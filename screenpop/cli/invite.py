"""`screenpop invite`: an administrator makes one; who opens it sees what it changes before anything is changed."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screenpop.cli.main import DONE, CommandFailed
from screenpop.cli.printing import plain, say
from screenpop.profile.paths import Profile

if TYPE_CHECKING:
    from screenpop.invites.invite import Invite
    from screenpop.profile.settings import SettingsFile

_SAID = ("api_url", "client_id", "redirect_port", "grant", "way", "relay", "feed")
_YES = ("y", "yes")


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("invite", help="make or open an administrator's invite")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    make = actions.add_parser("make", help="write an invite; what is not given is taken from the settings")
    make.add_argument("file", metavar="FILE", nargs="?", type=Path, help="the file to write; without it, a link")
    make.add_argument("--api-url", metavar="URL", help="the phone system's API")
    make.add_argument("--client-id", metavar="ID", help="the application that is registered there")
    make.add_argument("--redirect-port", type=int, metavar="N", help="the port that is registered there")
    make.add_argument("--grant", metavar="WAY", help="how to sign in: authorization_code, client_credentials, password")
    make.add_argument("--way", metavar="WAY", help="how calls come in, such as relay")
    make.add_argument("--relay", metavar="URL", help="the office's relay")
    make.add_argument("--feed", metavar="URL", help="the office's presence feed")
    opened = actions.add_parser("open", help="take an invite over, after showing what it changes")
    opened.add_argument("invite", metavar="FILE|LINK")
    opened.add_argument("--yes", action="store_true", help="do not ask (for scripts)")
    return parser


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    from screenpop.profile.settings import SettingsError, SettingsFile

    profile = Profile.find(options.profile)
    try:
        settings = SettingsFile(profile.config)
        if options.action == "make":
            _write(_made(options, settings), options.file)
        else:
            _take_over(_read(options.invite), settings, agreed=options.yes)
    except (SettingsError, OSError) as error:
        raise CommandFailed(str(error)) from error
    return DONE


def _made(options: argparse.Namespace, settings: "SettingsFile") -> "Invite":
    from screenpop.invites.invite import InviteError
    from screenpop.invites.make import invite_of

    try:
        return invite_of(settings, {name: getattr(options, name) for name in _SAID})
    except InviteError as error:
        raise CommandFailed(f"such an invite would be refused: {error.why}") from error


def _write(invite: "Invite", file: Path | None) -> None:
    from screenpop.invites.invite import SUFFIX

    if file is None:
        say(invite.to_link())
        return
    path = file if file.suffix == SUFFIX else file.with_name(file.name + SUFFIX)
    path.write_bytes(invite.to_file())
    say(f"Written to {path}. Who opens it with `screenpop invite open {path.name}` only has to sign in.")


def _read(source: str) -> "Invite":
    from screenpop.invites.invite import LARGEST, SCHEME, InviteError, read_file, read_link

    try:
        if source.casefold().startswith(f"{SCHEME}:"):
            return read_link(source)
        path = Path(source)
        if path.exists() and not path.is_file():
            raise CommandFailed(f"{source} is no file")
        with path.open("rb") as file:
            return read_file(file.read(LARGEST + 1))
    except InviteError as error:
        raise CommandFailed(str(error)) from error


def _take_over(invite: "Invite", settings: "SettingsFile", *, agreed: bool) -> None:
    from screenpop.invites import take_over

    found = take_over.changes(invite, settings)
    if not found:
        say("Everything is set as this invite says.")
        return
    say("This invite changes these settings:")
    for change in found:
        say(f"  {change.key}: {plain(change.before) or 'not set'} → {plain(change.after)}")
    for warning in take_over.warnings(invite, settings):
        say(f"{warning} Agree only if your administrator told you so.")
    if not agreed and not _agrees():
        raise CommandFailed("nothing was changed")
    take_over.take_over(invite, settings)
    say("Done. Start ScreenPop (again, if it runs), then choose Sign in in its menu or run `screenpop sign-in`.")


def _agrees() -> bool:
    if not sys.stdin.isatty():
        raise CommandFailed("nothing was changed: give --yes where nobody can be asked")
    return input("Take them over? [y/N] ").strip().casefold() in _YES
