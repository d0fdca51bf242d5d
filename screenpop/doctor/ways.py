"""Which of the ways in that are set up is the best that works, and why."""

import asyncio
from typing import Final

import msgspec

from screenpop.delivery.recommend import Recommendation, recommend
from screenpop.doctor.finding import Finding, failure, not_checked, ok, warning
from screenpop.doctor.read_state import ReadState
from screenpop.doctor.secret_store import ReadSecrets
from screenpop.profile.control import NotRunning, RequestRefused, ask
from screenpop.profile.paths import Profile
from screenpop.profile.settings import SettingsFile

_PATIENCE: Final = 60.0
"""Seconds in which the running program must have tested all ways."""


async def told(profile: Profile) -> Recommendation | None:
    """What the running program finds: it has the way in use. None if it does not tell."""
    try:
        answer = await asyncio.to_thread(ask, profile.socket, {"command": "ways"}, patience=_PATIENCE)
        return msgspec.convert(answer, Recommendation)
    except (NotRunning, RequestRefused, msgspec.ValidationError):
        return None


async def tried(settings: SettingsFile, state: ReadState, secrets: ReadSecrets) -> Recommendation:
    """What comes of trying them where no program runs; nothing of the profile is changed. Raises SettingsError."""
    return await recommend(settings.read, state, secrets)


def check(found: Recommendation | None, chosen: str) -> Finding:
    """The finding. `chosen` is the way in use or, where no program runs, that of the settings."""
    if found is None:
        return not_checked("ways", "the running program does not tell")
    if found.best is None:
        return failure("ways", "No way in that is set up works.", found.why)
    if found.best != chosen:
        return warning("ways", f"The best way in is {found.best}, and {chosen} is chosen.", found.why)
    return ok("ways", f"The best way in is the one that is chosen: {chosen}.", found.why)
