"""`screenpop config`: where the settings are, what they say, and how to change one."""

import argparse
import getpass
import sys
from typing import TYPE_CHECKING, Any

from screenpop.cli.main import DONE, CommandFailed
from screenpop.profile.paths import Profile

if TYPE_CHECKING:
    from screenpop.profile.settings import SettingsFile


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("config", help="show or change settings")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    actions.add_parser("path", help="where the settings file is")
    actions.add_parser("show", help="every setting with the value that holds")
    change = actions.add_parser("set", help="change one setting")
    change.add_argument("key", metavar="KEY", help="such as cards.corner")
    change.add_argument("value", metavar="VALUE")
    secret = actions.add_parser("secret", help="keep a secret in the keyring; it is asked for, or read from a pipe")
    secret.add_argument("name", metavar="NAME", help="client_secret, password, or contacts_NAME")
    return parser


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    profile = Profile.find(options.profile)
    if options.action == "path":
        print(profile.config)
    elif options.action == "secret":
        _keep_secret(profile, options.name)
    else:
        _settings(profile, options)
    return DONE


def _settings(profile: Profile, options: argparse.Namespace) -> None:
    from screenpop.profile.secrets import NAMES, variable
    from screenpop.profile.settings import SettingsError, SettingsFile
    from screenpop.sections import SECTIONS

    try:
        settings = SettingsFile(profile.config)
        if options.action == "show":
            _show(settings, SECTIONS)
            return
        secret = options.key.rpartition(".")[2]
        if secret in NAMES:
            raise CommandFailed(
                f"secrets are not kept in the settings: use `screenpop config secret {secret}` "
                f"or the environment variable {variable(secret)}"
            )
        settings.set(SECTIONS, options.key, options.value)
    except (SettingsError, OSError) as error:
        raise CommandFailed(str(error)) from error


def _show(settings: "SettingsFile", sections: dict[str, type]) -> None:
    import tomlkit

    for section, values in settings.show(sections).items():
        print(f"[{section}]")
        for key, value in values.items():
            print(f"{key} = {tomlkit.item(value).as_string()}")
        print()


def _keep_secret(profile: Profile, name: str) -> None:
    from screenpop.profile.secrets import Secrets, SecretsError

    value = getpass.getpass(f"{name}: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if not value:
        raise CommandFailed(f"no {name} was given")
    try:
        Secrets(profile).set(name, value)
    except SecretsError as error:
        raise CommandFailed(str(error)) from error
