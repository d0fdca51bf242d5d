"""`screenpop demo`: a working day in about a minute, against a simulated office: no account, no network."""

import argparse
from pathlib import Path
from typing import Any

from screenpop.cli.main import DONE, FAILED, CommandFailed
from screenpop.cli.printing import plain, say
from screenpop.profile.settings import SettingsError


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("demo", help="show everything, with a simulated office")
    parser.add_argument("--seconds", type=_seconds, default=60.0, metavar="N", help="tell the story in that time (60)")
    parser.add_argument("--shots", type=Path, metavar="DIR", help="save a picture of each window in each state there")
    parser.add_argument("--headless", action="store_true", help="show nothing; implied where there is no display")
    return parser


def run(options: argparse.Namespace) -> int:
    """Show the demo."""
    from screenpop.demo import run as demo

    wish = demo.DemoOptions(
        seconds=options.seconds,
        shots=options.shots,
        headless=options.headless,
        profile=Path(options.profile) if options.profile else None,
        verbose=options.verbose,
    )
    try:
        return DONE if demo.run(wish, lambda line: say(plain(line))) else FAILED
    except (demo.NotForTheDemo, SettingsError) as error:
        raise CommandFailed(str(error)) from error
    except OSError as error:
        raise CommandFailed(f"the demo cannot be shown: {error}") from error


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= 3600:
        raise argparse.ArgumentTypeError(f"{text!r} is no length for a story; give 1 to 3600 seconds")
    return seconds
