"""`screenpop decline [CALL]`: refuse the ringing call."""

import argparse
from typing import Any

from screenpop.cli.acting import add_call_parser, do


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    return add_call_parser(commands, "decline", "refuse the ringing call")


def run(options: argparse.Namespace) -> int:
    """Have it done."""
    return do(options, "decline", "Declined.", call=options.call)
