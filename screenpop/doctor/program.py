"""Whether the program runs with this profile, and what it says of itself."""

import asyncio
from typing import Final

import msgspec

from screenpop import __version__
from screenpop.doctor.facts import Facts, ProgramFacts, from_json
from screenpop.doctor.finding import Finding, failure, ok, warning
from screenpop.profile.control import NotRunning, RequestRefused, ask
from screenpop.profile.paths import Profile

_PATIENCE: Final = 60.0
"""Seconds in which the running program must have looked at everything."""


class Silent(Exception):
    """The program runs and does not tell; the text says why."""


async def ask_program(profile: Profile) -> Facts | None:
    """What the running program tells; None where none runs. Raises Silent."""
    try:
        told = await asyncio.to_thread(ask, profile.socket, {"command": "doctor"}, patience=_PATIENCE)
        return from_json(told)
    except NotRunning:
        return None
    except RequestRefused as error:
        raise Silent(str(error)) from error
    except msgspec.ValidationError as error:
        raise Silent(f"ScreenPop is of another version than this command ({error}).") from error


def check(program: ProgramFacts | None, silence: Silent | None) -> Finding:
    """The finding."""
    if silence is not None:
        return failure(
            "program",
            "ScreenPop runs, and does not say how it is.",
            str(silence),
            "Quit it and start it again. If it does not quit, end its process.",
        )
    if program is None:
        return warning(
            "program",
            "ScreenPop is not running with this profile.",
            "No calls are shown. What follows was tried out without it.",
            "Start it with `screenpop`.",
        )
    what = f"ScreenPop {program.version} is running (process {program.pid})."
    if program.version != __version__:
        return warning(
            "program", what, f"This command is of version {__version__}.", "Quit ScreenPop and start it again."
        )
    if program.reason:
        return warning("program", what, f"Its menu says: {program.reason}", "See what follows.")
    return ok("program", what)
