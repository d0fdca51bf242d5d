"""`screenpop calls`: the call history, newest first; works without a running program."""

import argparse
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from screenpop.cli.main import DONE, CommandFailed
from screenpop.cli.printing import local, say, who
from screenpop.profile.paths import Profile

_SPANS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_ARROWS = {"inbound": "from", "outbound": "to", "internal": "with"}


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("calls", help="the call history, newest first")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--limit", type=_count, default=50, metavar="N", help="at most N calls (50)")
    parser.add_argument("--query", metavar="TEXT", help="calls whose name, number or note has this")
    parser.add_argument("--since", type=_moment, metavar="WHEN", help="2026-11-23, 09:30, today, yesterday, 2h, 3d")
    parser.add_argument("--watch", action="store_true", help="print each call that changes; needs the running program")
    return parser


def run(options: argparse.Namespace) -> int:
    """Print the calls."""
    profile = Profile.find(options.profile)
    if options.watch:
        from screenpop.cli.running import results

        for call in results(profile, "calls", watch=True):
            say(json.dumps(call, ensure_ascii=False) if options.json else _line(call))
        return DONE
    calls = _from_history(profile, options)
    if options.json:
        say(json.dumps(calls, ensure_ascii=False, indent=2))
    else:
        _print(calls)
    return DONE


def _from_history(profile: Profile, options: argparse.Namespace) -> list[dict[str, Any]]:
    from screenpop.history.calls import CallHistory
    from screenpop.history.present import call_json
    from screenpop.history.store import Store, StoreError

    if not profile.history.exists():
        return []
    try:
        store = Store.open_readonly(profile.history)
        try:
            found = CallHistory(store).recent(limit=options.limit, query=options.query, since=options.since)
            return [call_json(call) for call in found]
        finally:
            store.close()
    except StoreError as error:
        raise CommandFailed(str(error)) from error


def _print(calls: Iterable[dict[str, Any]]) -> None:
    lines = [_line(call) for call in calls]
    for line in lines or ["No calls."]:
        say(line)


def _line(call: dict[str, Any]) -> str:
    started = local(call["started"])
    outcome = (call["outcome"] or call["state"]).replace("_", " ")
    return f"{started:%Y-%m-%d %H:%M}  {_ARROWS[call['direction']]:4} {who(call):40.60}  {outcome}{_duration(call)}"


def _duration(call: dict[str, Any]) -> str:
    answered, ended = local(call["answered"]), local(call["ended"])
    if not answered or not ended:
        return ""
    minutes, seconds = divmod(max(int((ended - answered).total_seconds()), 0), 60)
    return f", {minutes}:{seconds:02}"


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of calls; give 1 or more")
    return int(text)


def _moment(text: str) -> datetime:
    now = datetime.now().astimezone()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if text in ("today", "yesterday"):
        return midnight - timedelta(days=text == "yesterday")
    if span := re.fullmatch(r"(\d{1,6})([mhdw])", text):
        return now - timedelta(**{_SPANS[span[2]]: int(span[1])})
    if clock := re.fullmatch(r"(\d{1,2}):(\d{2})", text):
        return midnight.replace(hour=int(clock[1]) % 24, minute=int(clock[2]) % 60)
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no time; give a date (2026-11-23), a time (09:30), today, yesterday, or a span (2h, 3d)"
        ) from error
