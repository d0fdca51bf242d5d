"""Which way in to use: each that is set up is tested, and the best that works is named, with the reason."""

import asyncio
import contextlib
import enum
import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from screenpop.delivery.base import Delivered, DeliveryError, HealthState, WayIn
from screenpop.delivery.choose import Read, make, phone_system
from screenpop.delivery.relay_secret import SecretStore
from screenpop.delivery.settings import DeliverySettings, LanSettings, RelaySettings, SshSettings, UrlSettings
from screenpop.integrate.memory import Memory
from screenpop.language import translate
from screenpop.profile.secrets import SecretsError

PATIENCE: Final = 45.0
"""Seconds for the test of one way: to connect, and to send a message through it."""

_OWN_RECORDS: Final = ("delivery", "public_address")
"""What a way that is only tried must have of its own: the one in use listens there."""


class Distance(enum.Enum):
    """Where the phone system is: on this computer, in this network, or elsewhere as far as is known."""

    HERE = enum.auto()
    NEARBY = enum.auto()
    FAR = enum.auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of the test of one way: `took` is the round trip, None if it does not work; `words` say why or why not.

    A way that works may still not be fit: the phone system cannot reach it.
    """

    kind: str
    took: timedelta | None
    is_fit: bool
    words: str

    @property
    def works(self) -> bool:
        """Whether it can be recommended."""
        return self.took is not None and self.is_fit


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The best way, None if none works; why, as a few sentences for people; and what came of each test."""

    best: str | None
    why: str
    verdicts: tuple[Verdict, ...]


_ORDER: Final[Mapping[Distance, Sequence[str]]] = {
    Distance.HERE: ("loopback", "relay", "lan", "url", "ssh", "ngrok"),
    Distance.NEARBY: ("relay", "lan", "url", "ssh", "ngrok"),
    Distance.FAR: ("relay", "url", "ssh", "ngrok"),
}
"""The ways that are fit, the best first."""

_KINDS: Final = ("relay", "lan", "loopback", "url", "ssh", "ngrok")


async def recommend(read: Read, state: Memory, secrets: SecretStore, in_use: WayIn | None = None) -> Recommendation:
    """Test the ways that are set up, and name the best. `in_use` is the way that the program has started, if any.

    Nothing of the profile is changed, and no call is taken by a way that is only tried.
    """
    distance = await distance_of(phone_system(read))
    kinds = await asyncio.to_thread(set_up, read, secrets, distance, in_use)
    verdicts = await asyncio.gather(*(_verdict(kind, read, state, secrets, distance, in_use) for kind in kinds))
    chosen = in_use.kind if in_use is not None else read("delivery", DeliverySettings).kind
    return conclude(verdicts, distance, chosen)


async def distance_of(host: str) -> Distance:
    """Where the phone system is, by its API's host."""
    from screenpop.delivery.interfaces import resolved

    found = await resolved(host) if host else None
    if found is None:
        return Distance.FAR
    address = ipaddress.ip_address(found)
    if address.is_loopback:
        return Distance.HERE
    return Distance.FAR if address.is_global else Distance.NEARBY


def set_up(read: Read, secrets: SecretStore, distance: Distance, in_use: WayIn | None) -> list[str]:
    """The ways for which the settings have what they need, and the one in use. May block, as keyrings do."""
    found = {in_use.kind} if in_use is not None else set()
    if read("delivery.relay", RelaySettings).url:
        found.add("relay")
    if read("delivery.ssh", SshSettings).host:
        found.add("ssh")
    if read("delivery.url", UrlSettings).public_url:
        found.add("url")
    if read("delivery.lan", LanSettings).address or distance is Distance.NEARBY:
        found.add("lan")
    if distance is Distance.HERE:
        found.add("loopback")
    with contextlib.suppress(SecretsError):
        if secrets.get("ngrok_token"):
            found.add("ngrok")
    return [kind for kind in _KINDS if kind in found]


def conclude(verdicts: Sequence[Verdict], distance: Distance, chosen: str | None) -> Recommendation:
    """The best of the ways that were tested, and why. `chosen` is the way in use, or the one of the settings."""
    by_kind = {verdict.kind: verdict for verdict in verdicts}
    ranked = [by_kind[kind] for kind in _ORDER[distance] if kind in by_kind]
    best = next((verdict for verdict in ranked if verdict.works), None)
    if best is None:
        return Recommendation(None, _why_none(verdicts), tuple(verdicts))
    sentences = [
        translate(
            "Delivery",
            "{kind}: a test message came back in {milliseconds}, and {words}.",
        ).format(kind=best.kind, milliseconds=_milliseconds(best), words=best.words)
    ]
    sentences += [
        translate(
            "Delivery",
            "{kind} would be better, but does not work: {words}",
        ).format(kind=verdict.kind, words=verdict.words)
        for verdict in ranked[: ranked.index(best)]
    ]
    if best.kind != chosen:
        sentences.append(
            translate("Delivery", "Use it with `screenpop config set delivery.kind {kind}`.").format(kind=best.kind)
        )
    return Recommendation(best.kind, " ".join(sentences), tuple(verdicts))


def _good(kind: str) -> str:
    """What speaks for a way, half a sentence."""
    match kind:
        case "relay":
            return translate("Delivery", "events wait there while this computer is away")
        case "lan":
            return translate("Delivery", "the phone system is in this network, so nothing stands in between")
        case "loopback":
            return translate("Delivery", "the phone system is on this computer")
        case "url":
            return translate("Delivery", "your own tunnel or proxy leads here")
        case "ssh":
            return translate("Delivery", "your own server leads here")
    return translate("Delivery", "it is good for a trial, within the limits of your account there")


def _unfit(kind: str) -> str:
    if kind == "lan":
        return translate("Delivery", "It works in this network, and the phone system is outside of it.")
    return translate("Delivery", "It works on this computer alone, and the phone system is elsewhere.")


def _why_none(verdicts: Sequence[Verdict]) -> str:
    if not verdicts:
        return translate(
            "Delivery",
            "No way in is set up. Ask your administrator for the address of the office's relay, and set it "
            "with `screenpop config set delivery.relay.url https://…`.",
        )
    return " ".join(
        [
            translate("Delivery", "No way in works."),
            *(
                translate("Delivery", "{kind}: {words}").format(kind=verdict.kind, words=verdict.words)
                for verdict in verdicts
            ),
        ]
    )


def _milliseconds(verdict: Verdict) -> str:
    assert verdict.took is not None
    return f"{verdict.took / timedelta(milliseconds=1):.0f} ms"


async def _verdict(
    kind: str, read: Read, state: Memory, secrets: SecretStore, distance: Distance, in_use: WayIn | None
) -> Verdict:
    is_fit = kind in _ORDER[distance]
    try:
        async with asyncio.timeout(PATIENCE):
            if in_use is not None and in_use.kind == kind:
                took = await in_use.probe()
            else:
                took = await _tried(kind, read, state, secrets)
    except DeliveryError as trouble:
        return Verdict(kind, None, is_fit, str(trouble))
    except TimeoutError:
        return Verdict(kind, None, is_fit, translate("Delivery", "It did not come up in time."))
    return Verdict(kind, took, is_fit, _good(kind) if is_fit else _unfit(kind))


async def _tried(kind: str, read: Read, state: Memory, secrets: SecretStore) -> timedelta:
    """The round trip through a way that is started for that alone. Raises DeliveryError."""
    if kind == "url" and not read("delivery.url", UrlSettings).port:
        raise DeliveryError(
            translate(
                "Delivery",
                "It can be tested beside another way only if the port is fixed to which your tunnel passes on: "
                "set it with `screenpop config set delivery.url.port …`.",
            )
        )
    way = make(kind, read, TrialMemory(state), TrialSecrets(secrets))
    came_up = asyncio.Event()

    def changed() -> None:
        if way.health.state is not HealthState.STARTING:
            came_up.set()

    try:
        await way.start(_pass_over, changed)
        await came_up.wait()
        return await way.probe()
    finally:
        await way.stop()


async def _pass_over(_delivered: Delivered) -> bool:
    """Nobody subscribed to a way that is only tried. What a relay keeps is still there for whoever reads it later."""
    return True


class TrialMemory:
    """The records of a profile, for a way that is only tried: what it writes is forgotten."""

    def __init__(self, state: Memory) -> None:
        """`state` is only read."""
        self._state = state
        self._written: dict[str, dict[str, object]] = {}

    def load(self, name: str) -> dict[str, object]:
        """What was written here, or what the profile has; nothing of where the way in use listens."""
        if name in self._written:
            return dict(self._written[name])
        return {} if name in _OWN_RECORDS else self._state.load(name)

    def save(self, name: str, value: Mapping[str, object]) -> None:
        """Remember it until the end of the trial."""
        self._written[name] = dict(value)


class TrialSecrets:
    """The secrets of a profile, for a way that is only tried: one that is made for it is forgotten."""

    def __init__(self, secrets: SecretStore) -> None:
        """`secrets` are only read."""
        self._secrets = secrets
        self._made: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """The secret that was made here, or the profile's. Raises SecretsError."""
        return self._made.get(name) or self._secrets.get(name)

    def set(self, name: str, value: str) -> None:
        """Remember it until the end of the trial."""
        self._made[name] = value
