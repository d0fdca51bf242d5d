"""All checks, in the order in which one thing hangs on the other."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Final

from screenpop.doctor import (
    api,
    clock,
    disk,
    display,
    dns,
    fonts,
    history,
    last_event,
    log_file,
    messages,
    program,
    reach,
    settings_file,
    tray,
)
from screenpop.doctor.facts import Facts, ProgramFacts
from screenpop.doctor.finding import Finding, not_checked
from screenpop.doctor.place import Place
from screenpop.doctor.seen import look
from screenpop.doctor.settings_file import Kinds
from screenpop.profile.paths import Profile
from screenpop.profile.settings import SettingsError, SettingsFile

log = logging.getLogger(__name__)

_NO_SETTINGS: Final = "the settings make no sense"


CHECKS: Final = (
    *("program", "settings", "display", "tray", "fonts", "disk", "history", "log", "dns", "api", "clock", "keyring"),
    *("sign_in", "scope", "way_in", "ways", "hook", "subscription", "last_event", "messages"),
)
"""The names of the checks, in the order in which they are told."""


async def examine(profile: Profile, kinds: Kinds) -> list[Finding]:
    """Do all checks. `kinds` are the sections of the settings file with the dataclasses that own them.

    Nothing secret is in what is found.
    """
    return [finding async for finding in findings(profile, kinds)]


async def findings(profile: Profile, kinds: Kinds) -> AsyncGenerator[Finding, None]:
    """The same, each finding as soon as it is there; what takes long is done in threads."""
    told = await _ask_program(profile)
    running = told.facts.program if told.facts else None
    settings = await asyncio.to_thread(_settings, profile)
    setup = _setup(settings, told.facts)
    yield program.check(running, told.silence).redacted()
    yield settings_file.check(settings, kinds, running).redacted()
    work = [
        asyncio.create_task(_desktop(running), name="check desktop"),
        asyncio.create_task(asyncio.to_thread(_files, profile, running), name="check files"),
        asyncio.create_task(_network(setup), name="check network"),
        asyncio.create_task(_calls(profile, settings, setup, told), name="check calls"),
    ]
    try:
        for part in work:
            for finding in await part:
                yield finding.redacted()
    finally:
        for part in work:
            part.cancel()
        await asyncio.gather(*work, return_exceptions=True)
    past = await asyncio.to_thread(history.read, profile.history)
    yield last_event.check(past, running).redacted()
    yield messages.check(past, profile.history, profile.log).redacted()


def _files(profile: Profile, running: ProgramFacts | None) -> list[Finding]:
    past = history.read(profile.history)
    return [
        disk.check(profile.folder),
        history.check(past, profile.history, running),
        log_file.check(profile.log),
    ]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the running program told: nothing where none runs; `silence` where one does and does not tell."""

    facts: Facts | None = None
    silence: program.Silent | None = None


async def _ask_program(profile: Profile) -> _Told:
    try:
        return _Told(await program.ask_program(profile))
    except program.Silent as silence:
        return _Told(silence=silence)


def _settings(profile: Profile) -> SettingsFile | SettingsError:
    try:
        return SettingsFile(profile.config)
    except SettingsError as error:
        return error


def _setup(settings: SettingsFile | SettingsError, facts: Facts | None) -> reach.Setup | None:
    """With what the program runs or, by the settings, would; None if those make no sense."""
    if facts is not None and facts.program is not None:
        return reach.Setup(facts.program.account, facts.way.kind, facts.program.whole_domain)
    try:
        return None if isinstance(settings, SettingsError) else reach.Setup.of(settings)
    except SettingsError:
        return None


async def _desktop(running: ProgramFacts | None) -> list[Finding]:
    seen = await look()
    return [display.check(seen, running), tray.check(seen, running), fonts.check(seen)]


async def _network(setup: reach.Setup | None) -> list[Finding]:
    if setup is None:
        return [not_checked(check, _NO_SETTINGS) for check in ("dns", "api", "clock")]
    place = Place.of(setup.account.api_url)
    name, (server, skew) = await asyncio.gather(dns.check(place), api.check(place))
    return [name, server, clock.check(skew)]


async def _calls(
    profile: Profile, settings: SettingsFile | SettingsError, setup: reach.Setup | None, told: _Told
) -> list[Finding]:
    """Whether calls can reach this computer."""
    if told.silence is not None:
        return reach.unchecked("the running program does not tell")
    if setup is not None and told.facts is not None:
        return await reach.told(profile, setup, told.facts)
    try:
        if setup is not None and isinstance(settings, SettingsFile):
            return await reach.tried(profile, setup, settings)
    except SettingsError as error:
        log.info("%s", error)
    return reach.unchecked(_NO_SETTINGS)
