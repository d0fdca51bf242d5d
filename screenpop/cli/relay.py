"""`screenpop relay renew`: replace this desktop's secret at the relay, should somebody else have it."""

import argparse
from typing import Any

from screenpop.cli.acting import add_json, do


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("relay", help="replace this desktop's secret at the relay")
    parser.add_argument("act", choices=["renew"], help="make a new secret, and with it a new address")
    add_json(parser)
    return parser


def run(options: argparse.Namespace) -> int:
    """Have the running program do it."""
    return do(options, "renew_relay", "The secret is replaced, and the subscription moves to the new address.")
