"""`screenpop`: finds the command, runs it, and turns what went wrong into one line and an exit code.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not running. The commands' modules, and what they need, are loaded
only when they are asked for: without a command the tray application starts, and that must be quick.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Final

from screenpop import __version__

DONE, FAILED, WRONG_USAGE, NOT_RUNNING = range(4)

_COMMANDS: Final = (
    *("status", "calls", "presence"),
    *("answer", "decline", "hangup", "dial", "dnd", "open-link"),
    *("contacts", "privacy"),
    *("actions", "sign-in", "invite", "config", "doctor", "feed", "relay", "demo", "simulator"),
)


Command = Callable[[argparse.Namespace], int]


class CommandFailed(Exception):
    """The command could not be done; the text is the one line that says why."""

    def __init__(self, why: str, code: int = FAILED) -> None:
        """`code` is the exit code."""
        super().__init__(why)
        self.code = code


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line `arguments` (those of the process by default); the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except CommandFailed as error:
        print(f"screenpop: {error}", file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _run(words: list[str]) -> int:
    options, more = _application_parser().parse_known_args(words)
    if not more:
        from screenpop.cli import application

        return application.run(options)
    options = _parser().parse_args(words)
    command: Command = _module(options.command).run
    return command(options)


def _module(command: str) -> ModuleType:
    return importlib.import_module(f"screenpop.cli.{command.replace('-', '_')}")


def _application_parser() -> argparse.ArgumentParser:
    """What the tray application takes: it must not wait for the commands' modules."""
    parser = argparse.ArgumentParser(add_help=False)
    _add_common(parser, default=None)
    return parser


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="screenpop",
        description="Shows who is calling before the second ring. Without a command: the tray application.",
    )
    _add_common(parser, default=None)
    parser.add_argument("--version", action="version", version=f"screenpop {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", required=True)
    for name in _COMMANDS:
        described = _module(name).add_parser(commands)
        _add_common(described, default=argparse.SUPPRESS)
    return parser


def _add_common(parser: argparse.ArgumentParser, *, default: str | None) -> None:
    """Options that may stand before or after the command's name."""
    parser.add_argument(
        "--profile",
        metavar="DIR",
        default=default,
        help="keep settings, history and log in this folder (or SCREENPOP_PROFILE)",
    )
    parser.add_argument(
        "--verbose",
        action="store_true",
        default=False if default is None else default,
        help="write more into the log",
    )
