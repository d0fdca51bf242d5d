"""`screenpop presence`: how the agent and the colleagues can be reached."""

import argparse
import json
from typing import Any

from screenpop.cli.main import DONE
from screenpop.cli.printing import local, say
from screenpop.cli.running import results
from screenpop.profile.paths import Profile


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("presence", help="who can be reached")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--watch", action="store_true", help="print again at each change")
    return parser


def run(options: argparse.Namespace) -> int:
    """Print it, once or at each change."""
    for presence in results(Profile.find(options.profile), "presence", watch=options.watch):
        if options.json:
            say(json.dumps(presence, ensure_ascii=False, indent=None if options.watch else 2))
        else:
            _print(presence)
    return DONE


def _print(presence: dict[str, Any]) -> None:
    since = local(presence["since"])
    say(f"You: {_words(presence['self'])}{f' since {since:%H:%M}' if since else ''}")
    for user, state in presence["colleagues"].items():
        say(f"{user}: {_words(state)}")


def _words(state: str) -> str:
    return state.replace("_", " ")
