"""`screenpop answer [CALL]`: pick up the ringing call."""

import argparse
from typing import Any

from screenpop.cli.acting import add_call_parser, do


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    return add_call_parser(commands, "answer", "pick up the ringing call")


def run(options: argparse.Namespace) -> int:
    """Have it done."""
    return do(options, "answer", "Answered.", call=options.call)
