"""Whether calls can reach this computer: secrets, sign-in, way in and subscription, with the running program's word on
them or, where none runs, by trying it out.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from screenpop.calls.presence import PresenceSettings
from screenpop.delivery.recommend import Recommendation
from screenpop.delivery.settings import DeliverySettings
from screenpop.doctor import hook, keyring, scope, sign_in, subscription, way_in, ways
from screenpop.doctor.alone import facts_alone
from screenpop.doctor.facts import Facts
from screenpop.doctor.finding import Finding, not_checked
from screenpop.doctor.read_state import ReadState
from screenpop.doctor.secret_store import ReadSecrets, made_when_needed, needed
from screenpop.feed.settings import FeedSettings
from screenpop.integrate.clock import utc_now
from screenpop.integrate.holdings import Holdings, holdings_from
from screenpop.integrate.settings import AccountSettings
from screenpop.profile.instance import SingleInstance
from screenpop.profile.paths import Profile
from screenpop.profile.settings import SettingsFile

CHECKS = ("keyring", "sign_in", "scope", "way_in", "ways", "hook", "subscription")


@dataclass(frozen=True, slots=True)
class Setup:
    """With what the program runs, or would: the account, the kind of its way in, and whether it is to hear of all."""

    account: AccountSettings
    way: str
    whole_domain: bool

    @classmethod
    def of(cls, settings: SettingsFile) -> "Setup":
        """As the settings have it. Raises SettingsError."""
        account, way = settings.read("account", AccountSettings), settings.read("delivery", DeliverySettings).kind
        whole_domain = settings.read("presence", PresenceSettings).whole_domain
        return cls(account, way, whole_domain and not settings.read("feed", FeedSettings).url)


async def told(profile: Profile, setup: Setup, facts: Facts) -> list[Finding]:
    """What follows from what the running program tells."""
    secrets, found = await asyncio.gather(_secrets(profile, setup), ways.told(profile))
    return _judge(secrets, setup, facts, _notes(profile), found)


async def tried(profile: Profile, setup: Setup, settings: SettingsFile) -> list[Finding]:
    """What comes of trying it out. The program cannot start meanwhile: it would find its port taken.

    Raises SettingsError.
    """
    secrets = await _secrets(profile, setup)
    notes = _notes(profile)
    instance = SingleInstance(profile.lock)
    if profile.folder.exists() and not _is_ours(instance):
        return unchecked("ScreenPop is just starting, or ending")
    try:
        facts = await facts_alone(profile, settings, secrets, notes)
        found = await ways.tried(settings, ReadState(profile.state), secrets)
    finally:
        instance.release()
    return _judge(secrets, setup, facts, notes, found)


def _is_ours(instance: SingleInstance) -> bool:
    """Whether no program runs. Where the lock cannot be made none can start either: `disk` says why."""
    try:
        return instance.acquire()
    except OSError:
        return True


def unchecked(why: str) -> list[Finding]:
    """None of it could be checked; `why` is half a sentence."""
    return [not_checked(check, why) for check in CHECKS]


async def _secrets(profile: Profile, setup: Setup) -> ReadSecrets:
    secrets = ReadSecrets(profile, {*_needed(setup), *_made(setup), "client_secret"})
    await secrets.read()
    return secrets


def _needed(setup: Setup) -> Sequence[str]:
    return needed(setup.account, setup.way)


def _made(setup: Setup) -> Sequence[str]:
    return made_when_needed(setup.account, setup.way)


def _notes(profile: Profile) -> Holdings:
    """What the program noted down of its subscriptions."""
    return holdings_from(ReadState(profile.state).load("subscription"))


def _judge(
    secrets: ReadSecrets, setup: Setup, facts: Facts, notes: Holdings, found: Recommendation | None
) -> list[Finding]:
    return [
        keyring.check(secrets, _needed(setup), _made(setup), facts.program),
        sign_in.check(facts.api, setup.account),
        scope.check(facts.api, whole_domain=setup.whole_domain),
        way_in.check(facts.way),
        ways.check(found, setup.way),
        hook.check(facts.way),
        subscription.of_program(facts.program, facts.api, notes)
        if facts.program
        else subscription.of_notes(notes, facts.api, keeps_events=facts.way.keeps_events, now=utc_now()),
    ]
