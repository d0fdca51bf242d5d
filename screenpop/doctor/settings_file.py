"""Whether the settings file can be read, and whether everything in it is known and makes sense."""

import difflib
from collections.abc import Mapping
from dataclasses import fields
from typing import Final

from screenpop.doctor.facts import ProgramFacts
from screenpop.doctor.finding import Finding, failure, ok, warning
from screenpop.integrate.settings import AccountSettings
from screenpop.profile.secrets import NAMES, variable
from screenpop.profile.settings import SettingsError, SettingsFile

Kinds = Mapping[str, type]
"""Each section's name, and the dataclass of the room that owns it."""

_NO_START: Final = "ScreenPop cannot start with it."


def check(settings: SettingsFile | SettingsError, kinds: Kinds, program: ProgramFacts | None) -> Finding:
    """The finding. What a setting says is not shown: somebody may have put a secret there."""
    if isinstance(settings, SettingsError):
        return failure("settings", str(settings), _NO_START)
    wrong = _wrong(settings, kinds)
    if wrong:
        return failure("settings", " ".join(wrong), _NO_START, "Correct it there, or with `screenpop config set`.")
    unknown = settings.unknown(kinds)
    if secrets := [key for key in unknown if key.rpartition(".")[2] in NAMES]:
        return _holds_secrets(settings, secrets)
    if unknown:
        return warning(
            "settings",
            f"{settings.path} has settings that are not known here: {', '.join(unknown)}.",
            "They have no effect.",
            " ".join(filter(None, (_meant(key, kinds) for key in unknown))),
        )
    if program is not None and settings.read("account", AccountSettings) != program.account:
        return warning(
            "settings",
            f"{settings.path} was changed after ScreenPop started.",
            "The program goes on with the former settings; the rest of this report is about those.",
            "Quit ScreenPop and start it again.",
        )
    return ok("settings", f"{settings.path} {'is sound' if settings.path.exists() else 'is not there: defaults hold'}.")


def _wrong(settings: SettingsFile, kinds: Kinds) -> list[str]:
    """What is wrong with each section that makes no sense."""
    wrong = []
    for section, kind in kinds.items():
        try:
            settings.read(section, kind)
        except SettingsError as error:
            wrong.append(str(error))
    return wrong


def _holds_secrets(settings: SettingsFile, keys: list[str]) -> Finding:
    names = [key.rpartition(".")[2] for key in keys]
    return warning(
        "settings",
        f"{settings.path} holds what looks like a secret: {', '.join(keys)}.",
        "It is not read from there, and whoever gets the file has it.",
        "Take it out. "
        + " ".join(f"Run `screenpop config secret {name}`, or set {variable(name)}." for name in dict.fromkeys(names)),
    )


def _meant(key: str, kinds: Kinds) -> str:
    """What may have been meant by a key, a question; "" where nothing comes near."""
    known = [*kinds, *(f"{section}.{field.name}" for section, kind in kinds.items() for field in fields(kind))]
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.7)
    return f"Did you mean {near[0]} where it says {key}?" if near else ""
