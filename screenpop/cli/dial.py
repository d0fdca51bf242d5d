"""`screenpop dial NUMBER`: ring the own phone, then the number. A key of the desktop can be set to `--selection`."""

import argparse
from typing import Any

from screenpop.cli.acting import add_json, do
from screenpop.cli.printing import plain


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("dial", help="ring your phone, then the number")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("number", metavar="NUMBER", nargs="?", help="as people write it, or an extension")
    what.add_argument("--clipboard", action="store_true", help="ask whether to call the number that was copied")
    what.add_argument("--selection", action="store_true", help="the number that is selected in any window (X11)")
    add_json(parser)
    return parser


def run(options: argparse.Namespace) -> int:
    """Have it dialled; what was copied or selected only after a person's word."""
    if options.number is None:
        return do(options, "dial_text", "ScreenPop asks whether to call it.", selected=options.selection)
    return do(options, "dial", f"Calling {plain(options.number)}: pick up your phone.", number=options.number)
