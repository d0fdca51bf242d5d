"""What can be found out while the program does not run: the doctor signs in and opens the way in by itself.

The program's records stay as they are. A message of the phone system that comes meanwhile is not taken, as it would
not be without the doctor.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Final

from screenpop.delivery.base import Delivered, DeliveryError, HealthState, WayIn
from screenpop.delivery.choose import way_in
from screenpop.doctor.facts import Answer, ApiFacts, Facts, Outcome, Question, WayFacts
from screenpop.doctor.questions import ask
from screenpop.doctor.read_state import ReadState
from screenpop.doctor.round_trip import way_facts
from screenpop.doctor.secret_store import ReadSecrets
from screenpop.integrate.auth import auth_for
from screenpop.integrate.client import Client
from screenpop.integrate.clock import utc_now
from screenpop.integrate.errors import SignInNeeded
from screenpop.integrate.holdings import Holdings
from screenpop.integrate.limits import RateLimits
from screenpop.integrate.settings import AccountSettings
from screenpop.profile.paths import Profile
from screenpop.profile.secrets import SecretsError
from screenpop.profile.settings import SettingsFile
from screenpop.profile.state import StateFolder
from screenpop.sign_in.kept import KeptSignIn

_PATIENCE: Final = 20.0
"""Seconds for a way in to open, or to say that it cannot."""


async def facts_alone(profile: Profile, settings: SettingsFile, secrets: ReadSecrets, notes: Holdings) -> Facts:
    """All that can be found out. Raises SettingsError."""
    account = settings.read("account", AccountSettings)
    way = way_in(settings.read, ReadState(profile.state), secrets)
    api, of_way = await asyncio.gather(_ask(profile, account, secrets, notes), _try(way))
    return Facts(api, of_way)


async def _ask(profile: Profile, account: AccountSettings, secrets: ReadSecrets, notes: Holdings) -> ApiFacts:
    """Ask the phone system. Two things are kept for the next start: the limits that this used up, and a person's
    sign-in if it was renewed, since the former one is void then.
    """
    memory = StateFolder(profile.state)
    kept = KeptSignIn(account, secrets, memory)
    try:
        auth = auth_for(account, kept.secret, renewed=kept.renewed)
    except (SignInNeeded, SecretsError) as error:
        return ApiFacts((Answer(Question.WHO, Outcome.SIGN_IN, str(error)),))
    client = Client(account, auth=auth, limits=RateLimits(memory))
    try:
        api = await ask(client, account.user or None, notes.held.id if notes.held else None)
    finally:
        await client.aclose()
    return replace(api, sign_in_ends=kept.reminder(utc_now()))


async def _try(way: WayIn) -> WayFacts:
    """Open the way in, send a test message, and close it again."""
    settled = asyncio.Event()

    def changed() -> None:
        if way.health.state is not HealthState.STARTING:
            settled.set()

    async def take(_delivered: Delivered) -> bool:
        return way.keeps_events  # what is not read yet stays there: the position is not written down

    try:
        await way.start(take, changed)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await settled.wait()
        return await way_facts(way, await _address(way))
    except DeliveryError as error:
        return WayFacts(way.kind, HealthState.DOWN, str(error), way.keeps_events)
    finally:
        await way.stop()


async def _address(way: WayIn) -> str | None:
    addresses = way.addresses()
    try:
        return await anext(addresses)
    finally:
        if isinstance(addresses, AsyncGenerator):
            await addresses.aclose()
