"""`screenpop hangup [CALL]`: end the call that you are on."""

import argparse
from typing import Any

from screenpop.cli.acting import add_call_parser, do


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    return add_call_parser(commands, "hangup", "end the call that you are on")


def run(options: argparse.Namespace) -> int:
    """Have it done."""
    return do(options, "hangup", "Hung up.", call=options.call)
