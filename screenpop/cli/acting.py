"""What the commands that act on calls share: an optional call, the request, and one line that says what was done."""

import argparse
import json
from typing import Any

from screenpop.cli.main import DONE
from screenpop.cli.printing import say
from screenpop.cli.running import results
from screenpop.profile.paths import Profile


def add_call_parser(commands: Any, name: str, what: str) -> argparse.ArgumentParser:
    """Describe a command on a call."""
    parser: argparse.ArgumentParser = commands.add_parser(name, help=what)
    parser.add_argument("call", metavar="CALL", nargs="?", help="its id, or how that begins; else the one that fits")
    add_json(parser)
    return parser


def add_json(parser: argparse.ArgumentParser) -> None:
    """The option that every command has."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def do(options: argparse.Namespace, command: str, done: str, **more: Any) -> int:
    """Have the running program do it, and say so in `done`."""
    for result in results(Profile.find(options.profile), command, watch=False, **more):
        say(json.dumps(result, ensure_ascii=False) if options.json else done)
    return DONE
