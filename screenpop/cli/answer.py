"""`screenpop answer [CALL]`: pick up the ringing call."""

import argparse
from typing import Any

from screenpop.cli.acting import add_call_parser, do


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser = add_call_parser(commands, "answer", "pick up the ringing call")
    parser.add_argument("--device", metavar="DEVICE", help="on this one of your devices: its name, or its address")
    return parser


def run(options: argparse.Namespace) -> int:
    """Have it done."""
    return do(options, "answer", "Answered.", call=options.call, device=options.device)
