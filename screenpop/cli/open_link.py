"""`screenpop open-link LINK`: what the system runs for tel:, callto: and sip: links. Nothing is called unasked."""

import argparse
import sys
from typing import Any

from screenpop.cli import application
from screenpop.cli.main import DONE, CommandFailed
from screenpop.cli.printing import say
from screenpop.profile.control import NotRunning, RequestRefused, ask
from screenpop.profile.paths import Profile


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "open-link", help="call whom a tel:, callto: or sip: link names"
    )
    parser.add_argument("link", metavar="LINK", nargs="?")
    parser.add_argument("--take", action="store_true", help="make ScreenPop the program that opens such links")
    return parser


def run(options: argparse.Namespace) -> int:
    """Hand the link to the running program, or start it."""
    if options.take:
        return _take()
    if options.link is None:
        raise CommandFailed("give a link, such as tel:+16135550100")
    try:
        ask(Profile.find(options.profile).socket, {"command": "link", "link": options.link})
    except NotRunning:
        return application.run(options, link=options.link)
    except RequestRefused as error:
        raise CommandFailed(str(error)) from error
    return DONE


def _take() -> int:
    from screenpop.platform.links import Links, LinksError

    try:
        Links((sys.executable, "-m", "screenpop", "open-link")).take()
    except LinksError as error:
        raise CommandFailed(str(error)) from error
    say("ScreenPop opens tel:, callto: and sip: links from now on.")
    return DONE
