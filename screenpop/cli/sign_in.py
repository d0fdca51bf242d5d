"""`screenpop sign-in`: sign in through the browser; the running program does it and keeps the sign-in."""

import argparse
import json
from typing import Any

from screenpop.cli.main import DONE, CommandFailed
from screenpop.cli.printing import plain, say
from screenpop.cli.running import results
from screenpop.profile.paths import Profile

_WAITING, _SIGNED_IN = "waiting", "signed_in"


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("sign-in", help="sign in through your browser")
    parser.add_argument("--json", action="store_true", help="print JSON, a line at each change")
    return parser


def run(options: argparse.Namespace) -> int:
    """Have the browser opened, and wait for what comes of it."""
    profile = Profile.find(options.profile)
    for begun in results(profile, "sign_in", watch=False):
        if begun["state"] == _WAITING and not options.json:
            say("Your browser opens the phone system's page: sign in there, within two minutes.")
            say(f"If it does not open, open this address in a browser of this computer: {begun['address']}")
    for status in results(profile, "sign_in_status", watch=True):
        if options.json:
            say(json.dumps(status, ensure_ascii=False))
        if status["state"] != _WAITING:
            return _told(status, as_json=options.json)
    raise CommandFailed("ScreenPop ended before anybody had signed in.")


def _told(status: dict[str, Any], *, as_json: bool) -> int:
    if status["state"] != _SIGNED_IN:
        raise CommandFailed(plain(status["detail"]))
    if not as_json:
        say(f"Signed in. {plain(status['detail'] or '')}".rstrip())
    return DONE
