"""`screenpop status`: what is going on in the running program."""

import argparse
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from screenpop.cli.main import DONE
from screenpop.cli.printing import local, plain, say, who
from screenpop.cli.running import results
from screenpop.profile.paths import Profile


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("status", help="what is going on")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--watch", action="store_true", help="print again at each change")
    return parser


def run(options: argparse.Namespace) -> int:
    """Print the state, once or at each change."""
    profile = Profile.find(options.profile)
    for status in results(profile, "status", watch=options.watch):
        if options.json:
            say(json.dumps(status, ensure_ascii=False, indent=None if options.watch else 2))
        else:
            (presence,) = results(profile, "presence", watch=False)
            for line in _lines(status, presence["board"]):
                say(line)
            if options.watch:
                say()
    return DONE


def _lines(status: dict[str, Any], board: dict[str, Any]) -> Iterator[str]:
    account, delivery, subscription = status["account"], status["delivery"], status["subscription"]
    presence, received = status["presence"], status["received"]
    yield f"ScreenPop {status['version']} (process {status['pid']})"
    yield f"Account       {_account(account)}"
    yield f"Way in        {delivery['kind']}, {delivery['state']}{_shortened(delivery['post_uri'])}{_detail(delivery)}"
    yield f"Subscription  {subscription['state']}{_until(subscription['expires'])}{_detail(subscription)}"
    yield f"Presence      {presence['self'].replace('_', ' ')}{_since(presence['since'])}"
    for user, state in presence["colleagues"].items():
        yield f"              {user}: {state.replace('_', ' ')}"
    if board["source"] == "feed":
        yield f"Feed          {board['state']}{_since(board['since'])}{_detail(board)}"
    for call in status["calls"]:
        yield f"Call          {call['state']}: {who(call)}"
    yield f"Received      {received['posts']} messages, {received['duplicates']} of them twice or late" + (
        f", {received['rejected']} unreadable" if received["rejected"] else ""
    )


def _account(account: dict[str, Any]) -> str:
    if not account["user"]:
        return "not signed in"
    name = plain(account["name"] or "")
    where = f"{account['user']}@{account['domain']}" if account["domain"] else account["user"]
    return f"{name} ({where})" if name else where


def _shortened(post_uri: str | None) -> str:
    if not post_uri:
        return ""
    parts = urlsplit(post_uri)
    return f", {parts.scheme}://{parts.netloc}/…"


def _detail(part: dict[str, Any]) -> str:
    return f": {plain(part['detail'])}" if part["detail"] else ""


def _until(expires: str | None) -> str:
    moment = local(expires)
    return f" until {moment:%a %d %b %H:%M}" if moment else ""


def _since(since: str | None) -> str:
    moment = local(since)
    return f" since {moment:%H:%M}" if moment else ""
