"""`screenpop dnd on|off|30m`: do not disturb. Cards stay away; the phone still rings and history still fills."""

import argparse
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from screenpop.cli.acting import add_json, do

_SPANS = {"m": "minutes", "h": "hours"}


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("dnd", help="do not disturb: keep cards away")
    parser.add_argument("wish", metavar="on|off|30m", type=_wish, help="on, off, or for how long (30m, 2h)")
    add_json(parser)
    return parser


def run(options: argparse.Namespace) -> int:
    """Turn it on or off."""
    until = datetime.now(UTC) + options.wish if isinstance(options.wish, timedelta) else None
    if options.wish is False:
        return do(options, "dnd", "Do not disturb is off.", on=False)
    told = f" until {until.astimezone():%H:%M}" if until else ""
    return do(options, "dnd", f"Do not disturb is on{told}.", on=True, until=until.isoformat() if until else None)


def _wish(text: str) -> bool | timedelta:
    """On, off, or for how long."""
    if text in ("on", "off"):
        return text == "on"
    span = re.fullmatch(r"([1-9]\d{0,3})([mh])", text)
    if span is None:
        raise argparse.ArgumentTypeError(f"{text!r} is neither on nor off nor a time such as 30m or 2h")
    return timedelta(**{_SPANS[span[2]]: int(span[1])})
