"""`screenpop actions`: the rules of what calls set off. All but `test` works without a running program."""

import argparse
import getpass
import json
import secrets as random_secrets
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from screenpop.cli.main import DONE, FAILED, CommandFailed
from screenpop.cli.printing import plain, say
from screenpop.profile.paths import Profile

if TYPE_CHECKING:
    from screenpop.actions.rules import Rule
    from screenpop.calls.call import Call


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "actions", help="what calls set off: pages, programs, webhooks"
    )
    what = parser.add_subparsers(dest="what", metavar="list|preview|test|presets|secret", required=True)
    listing = what.add_parser("list", help="the rules, what is wrong with any, and what became of each last")
    preview = what.add_parser("preview", help="what each rule would do for the last call")
    test = what.add_parser("test", help="have the running program do it for the last call")
    presets = what.add_parser("presets", help="the pages of common CRMs")
    secret = what.add_parser("secret", help="set the secret that signs webhooks, in the keyring; read from the input")
    test.add_argument("rule", metavar="RULE", help="the rule's name")
    preview.add_argument("rule", metavar="RULE", nargs="?", help="one rule's name")
    for one in (test, preview):
        one.add_argument("--call", metavar="CALL", help="the call's id; else the last one")
    for one in (listing, preview, presets):
        one.add_argument("--json", action="store_true", help="print JSON")
    secret.add_argument("--new", action="store_true", help="make one and print it once")
    return parser


def run(options: argparse.Namespace) -> int:
    """Do the one that was asked for."""
    doing = {"list": _list, "preview": _preview, "test": _test, "presets": _presets, "secret": _secret}
    return doing[options.what](options, Profile.find(options.profile))


def _list(options: argparse.Namespace, profile: Profile) -> int:
    rules, troubles = _rules(profile)
    results, waiting = _kept(profile)
    told: list[dict[str, Any]] = [
        {
            "name": rule.name,
            "on": sorted(rule.events),
            "does": rule.action.kind,
            "last": results[rule.key][1] if rule.key in results else None,
            "at": results[rule.key][0].isoformat(timespec="seconds") if rule.key in results else None,
        }
        for rule in rules
    ]
    if options.json:
        say(json.dumps({"rules": told, "troubles": troubles, "waiting": waiting}, ensure_ascii=False, indent=2))
        return FAILED if troubles else DONE
    for line in told:
        last = f": {plain(line['last'])}" if line["last"] else ""
        say(f"{plain(line['name'])}  on {', '.join(line['on'])}  {line['does']}{last}")
    if not told:
        say("No rules.")
    if waiting:
        say(f"{len(waiting)} webhooks wait to be sent.")
    for trouble in troubles:
        print(f"screenpop: {plain(trouble)}", file=sys.stderr)
    return FAILED if troubles else DONE


def _preview(options: argparse.Namespace, profile: Profile) -> int:
    from screenpop.actions.fields import fields_of
    from screenpop.integrate.settings import AccountSettings
    from screenpop.profile.settings import SettingsFile

    rules, _troubles = _rules(profile)
    call = _call(profile, options.call)
    country = SettingsFile(profile.config).read("account", AccountSettings).country
    told = {}
    for rule in _named(rules, options.rule):
        event = min(rule.events, default="button")
        told[rule.name] = rule.action.preview(fields_of(call, country, event=event, contact={}, names={}))
    if options.json:
        say(json.dumps(told, ensure_ascii=False, indent=2))
        return DONE
    for name, preview in told.items():
        say(f"{plain(name)}: {plain(preview)}")
    return DONE


def _test(options: argparse.Namespace, profile: Profile) -> int:
    from screenpop.cli.running import results

    call = options.call or _call(profile, None).id
    for result in results(profile, "action", watch=False, rule=options.rule, call=call):
        say(plain(result["result"]))
    return DONE


def _presets(options: argparse.Namespace, _profile: Profile) -> int:
    from screenpop.actions.presets import PRESETS

    if options.json:
        say(json.dumps([{"name": one.name, "open": one.pattern, "account": one.account} for one in PRESETS], indent=2))
        return DONE
    for one in PRESETS:
        say(f"{one.name}: {one.pattern}")
        say(f"    ACCOUNT is {one.account}.")
    return DONE


def _secret(options: argparse.Namespace, profile: Profile) -> int:
    from screenpop.call_actions import SECRET
    from screenpop.profile.secrets import Secrets, SecretsError

    secret = random_secrets.token_urlsafe(32) if options.new else _typed()
    if len(secret) < 16:
        raise CommandFailed("a secret has 16 characters or more: --new makes a good one.")
    try:
        Secrets(profile).set(SECRET, secret)
    except SecretsError as error:
        raise CommandFailed(str(error)) from error
    say(secret if options.new else "It is in the keyring.")
    return DONE


def _typed() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Secret for webhooks: ").strip()
    return sys.stdin.readline().strip()


def _rules(profile: Profile) -> "tuple[list[Rule], list[str]]":
    from screenpop.actions.settings import ActionSettings, read_rules
    from screenpop.profile.settings import SettingsError, SettingsFile

    try:
        return read_rules(SettingsFile(profile.config).read("actions", ActionSettings).rule)
    except SettingsError as error:
        raise CommandFailed(str(error)) from error


def _named(rules: "Sequence[Rule]", name: str | None) -> "list[Rule]":
    found = [rule for rule in rules if name is None or rule.name == name]
    if not found:
        raise CommandFailed(f"There is no rule {name!r}." if name else "There are no rules.")
    return found


def _kept(profile: Profile) -> tuple[dict[str, tuple[Any, str]], list[dict[str, Any]]]:
    from screenpop.actions.errors import ActionFailed
    from screenpop.actions.kept import Kept

    if not profile.actions.exists():
        return {}, []
    kept = Kept(profile.actions)
    try:
        posts = kept.waiting()
        return kept.results(), [{"url": post.url, "tries": post.tries, "trouble": post.trouble} for post in posts]
    except ActionFailed as error:
        raise CommandFailed(str(error)) from error
    finally:
        kept.close()


def _call(profile: Profile, call_id: str | None) -> "Call":
    """The call of that id, else the last one."""
    from screenpop.history.calls import CallHistory
    from screenpop.history.store import Store, StoreError

    found = None
    try:
        if profile.history.exists():
            store = Store.open_readonly(profile.history)
            try:
                history = CallHistory(store)
                found = history.get(call_id) if call_id else next(iter(history.recent(limit=1)), None)
            finally:
                store.close()
    except StoreError as error:
        raise CommandFailed(str(error)) from error
    if found is None:
        raise CommandFailed(f"There is no call {call_id}." if call_id else "There was no call yet.")
    return found
