"""`screenpop dial NUMBER`: ring the own phone, then the number."""

import argparse
from typing import Any

from screenpop.cli.acting import add_json, do
from screenpop.cli.printing import plain


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("dial", help="ring your phone, then the number")
    parser.add_argument("number", metavar="NUMBER", help="as people write it, or an extension")
    add_json(parser)
    return parser


def run(options: argparse.Namespace) -> int:
    """Have it dialled."""
    return do(options, "dial", f"Calling {plain(options.number)}: pick up your phone.", number=options.number)
