"""Whether the secrets that these settings need can be had: from the system's keyring or from the environment."""

import os
from collections.abc import Sequence

from screenpop.doctor.facts import ProgramFacts
from screenpop.doctor.finding import Finding, failure, ok, warning
from screenpop.doctor.secret_store import ReadSecrets
from screenpop.profile.secrets import variable


def check(
    secrets: ReadSecrets, needed: Sequence[str], made_when_needed: Sequence[str], program: ProgramFacts | None
) -> Finding:
    """The finding, once `secrets` has been read. The running program may have secrets that only it was given."""
    given = program.environment if program else ()
    lacking = [name for name in needed if not secrets.has(name) and name not in given]
    unkept = [name for name in made_when_needed if not secrets.has(name) and name not in given]
    if secrets.why_not is not None:
        return _unusable(secrets.why_not, lacking, unkept, needed)
    if lacking:
        return failure(
            "keyring",
            f"{_words(lacking)} {'is' if len(lacking) == 1 else 'are'} not there.",
            "Nobody can sign in without, or calls cannot come in.",
            " and ".join(f"Run `screenpop config secret {name}`, or set {variable(name)}." for name in lacking),
        )
    return ok("keyring", _source(needed, given, can_keep=bool(made_when_needed)))


def _unusable(why: str, lacking: Sequence[str], unkept: Sequence[str], needed: Sequence[str]) -> Finding:
    """The keyring cannot be used: how bad that is depends on what the environment gives."""
    what = f"This computer's keyring cannot be used ({why})."
    if "relay_secret" in unkept or lacking:
        names = [*lacking, *(name for name in unkept if name == "relay_secret")]
        return failure(
            "keyring",
            what,
            f"{_words(names)} cannot be read, and secrets are never kept in a file.",
            f"Set up or unlock the keyring, or set {' and '.join(variable(name) for name in names)} where ScreenPop is "
            "started.",
        )
    if unkept:
        return warning(
            "keyring",
            what,
            "A sign-in through the browser lasts until ScreenPop ends, since secrets are never kept in a file.",
            "Set up or unlock the keyring, then sign in again.",
        )
    return ok("keyring", _from_environment(needed) if needed else "No keyring can be used, and none is needed.")


def _source(needed: Sequence[str], given: Sequence[str], *, can_keep: bool) -> str:
    from_environment = [name for name in needed if os.environ.get(variable(name)) or name in given]
    if needed and len(from_environment) == len(needed) and not can_keep:
        return _from_environment(needed)
    return f"The keyring can be used{f', and has {_words(needed).lower()}' if needed else ''}."


def _from_environment(names: Sequence[str]) -> str:
    return f"{_words(names)} {'comes' if len(names) == 1 else 'come'} from the environment."


def _words(names: Sequence[str]) -> str:
    """ "The client secret and the relay secret"."""
    words = " and ".join(f"the {name.replace('_', ' ')}" for name in names)
    return words[:1].upper() + words[1:]
