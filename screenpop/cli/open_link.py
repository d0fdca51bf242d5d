"""`screenpop open-link LINK`: what the system runs for links that mean a call, and for invites (links and files).

Nothing is called, and nothing of an invite is taken over, before a person has agreed.
"""

import argparse
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from screenpop.cli import application
from screenpop.cli.main import DONE, CommandFailed
from screenpop.cli.printing import say
from screenpop.profile.control import NotRunning, RequestRefused, ask
from screenpop.profile.paths import Profile


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "open-link", help="call whom a tel:, callto: or sip: link names, or open an invite"
    )
    parser.add_argument("link", metavar="LINK", nargs="?")
    parser.add_argument(
        "--take", action="store_true", help="make ScreenPop the program that opens such links and invites"
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Hand the link to the running program, or start it."""
    if options.take:
        return _take()
    if options.link is None:
        raise CommandFailed("give a link, such as tel:+16135550100")
    invite = invite_in(options.link)
    request = {"command": "link", "link": options.link} if invite is None else {"command": "invite", "source": invite}
    try:
        ask(Profile.find(options.profile).socket, request)
    except NotRunning:
        return (
            application.run(options, link=options.link) if invite is None else application.run(options, invite=invite)
        )
    except RequestRefused as error:
        raise CommandFailed(str(error)) from error
    return DONE


def invite_in(link: str) -> str | None:
    """The invite that is meant: its link, or the whole path of its file; None for any other link."""
    from screenpop.platform.links import INVITE_SCHEME, INVITE_SUFFIX

    if link.casefold().startswith(f"{INVITE_SCHEME}:"):
        return link
    address = urlsplit(link)
    path = url2pathname(address.path) if address.scheme.casefold() == "file" else link
    return str(Path(path).absolute()) if path.casefold().endswith(INVITE_SUFFIX) else None


def _take() -> int:
    from screenpop.platform.links import Links, LinksError

    try:
        Links((sys.executable, "-m", "screenpop", "open-link")).take()
    except LinksError as error:
        raise CommandFailed(str(error)) from error
    say("ScreenPop opens tel:, callto: and sip: links and invites from now on.")
    return DONE
