"""The round trip of a way in that ends at a listener of our own: a test message is posted to the public address, as the
phone system would, and awaited at the listener.
"""

import asyncio
import enum
import ssl
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

import httpx

from screenpop import __version__
from screenpop.delivery.base import DeliveryError
from screenpop.delivery.certificates import authorities, is_about_certificates
from screenpop.delivery.probes import Arrival, Probe, Probes
from screenpop.language import translate

PATIENCE: Final = 10.0
"""Seconds for each step of a test: to connect, to send, to be answered."""

_TAKEN: Final = 204
_TYPE: Final = "application/json"


class Silence(enum.StrEnum):
    """What it is like when nothing answers."""

    REFUSED = "refused"
    CONNECTED = "connected"
    AWAY = "away"


class NotReached(DeliveryError):
    """Nothing answers at the address, seen from this computer.

    REFUSED: the computer there says that nobody listens, and will say so to others. CONNECTED: somebody listens, and
    says nothing. AWAY: it cannot be reached from here, which says little of others.
    """

    def __init__(self, text: str, silence: Silence) -> None:
        """`text` is for people."""
        super().__init__(text)
        self.silence = silence


class Astray(DeliveryError):
    """Something answers at the address, and the message does not arrive here as it must."""


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """A test message that was answered by ourselves, `took` after it was posted, and how it arrived."""

    took: timedelta
    arrival: Arrival


async def round_trip(address: str, probes: Probes, *, direct: bool = False) -> RoundTrip:
    """Post a test message to `address`; `direct` leaves the system's proxy aside. Raises NotReached or Astray."""
    secure = await asyncio.to_thread(authorities) if address.startswith("https:") else None
    with probes.expected() as probe:
        async with _client(secure, direct=direct) as http:
            loop = asyncio.get_running_loop()
            began = loop.time()
            answer = await _posted(http, address, probe)
            took = timedelta(seconds=loop.time() - began)
        if answer.status_code == _TAKEN and probe.arrival.done():
            return RoundTrip(took, probe.arrival.result())
        raise Astray(_what_went_wrong(address, answer, probe))


def _client(secure: ssl.SSLContext | None, *, direct: bool) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        verify=secure if secure is not None else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        trust_env=not direct,
        timeout=PATIENCE,
        headers={"User-Agent": f"ScreenPop/{__version__}", "Content-Type": _TYPE, "Connection": "close"},
    )


async def _posted(http: httpx.AsyncClient, address: str, probe: Probe) -> httpx.Response:
    place = place_of(address)
    try:
        return await http.post(address, content=probe.body)
    except httpx.HTTPError as error:
        why = str(error) or type(error).__name__
        if probe.arrival.done():
            raise Astray(
                translate(
                    "Delivery",
                    "A test message to {place} arrived here, but its answer did not come back ({why}). The phone "
                    "system would take it for lost. See what stands in between: a proxy, a tunnel, a firewall.",
                ).format(place=place, why=why)
            ) from error
        if is_about_certificates(error):
            raise Astray(
                translate(
                    "Delivery",
                    "The certificate of {place} is not one that this computer trusts ({why}), and the phone "
                    "system hardly will either. Renew it, or have the whole chain sent.",
                ).format(place=place, why=why)
            ) from error
        raise NotReached(
            translate(
                "Delivery",
                "{place} cannot be reached from this computer ({why}).",
            ).format(place=place, why=why),
            _silence(error),
        ) from error


def _silence(error: httpx.HTTPError) -> Silence:
    if isinstance(error, httpx.ConnectError):
        return Silence.REFUSED if _is_refused(error) else Silence.AWAY
    return Silence.AWAY if isinstance(error, httpx.ConnectTimeout) else Silence.CONNECTED


def _is_refused(error: BaseException | None) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(_is_refused(each) for each in error.exceptions)
    while error is not None and not isinstance(error, ConnectionRefusedError):
        error = error.__cause__ or error.__context__
    return error is not None


def _what_went_wrong(address: str, answer: httpx.Response, probe: Probe) -> str:
    place, status = place_of(address), answer.status_code
    if probe.arrival.done():
        arrival = probe.arrival.result()
        seen = f"{arrival.method} {arrival.path.replace(_token(address), '…')}"
        return translate(
            "Delivery",
            "A test message to {place} arrived here as {seen} and was answered with status {status}. What "
            "stands in between must pass on POST /hook/… with nothing added, and the answer 204 as it is.",
        ).format(place=place, seen=seen, status=status)
    if answer.next_request is not None:
        return translate(
            "Delivery",
            "{place} sends test messages on to {other_place} (status {status}), and the phone system may not "
            "follow. Give that address as the public one.",
        ).format(place=place, other_place=place_of(str(answer.next_request.url)), status=status)
    if status in (502, 503, 504):
        return translate(
            "Delivery",
            "A proxy or tunnel answers at {place}, but it does not reach this program (status {status}). It "
            "may not be running at this end, or pass on to another port.",
        ).format(place=place, status=status)
    return translate(
        "Delivery",
        "What answers at {place} is not this program (status {status}): test messages do not arrive here.",
    ).format(place=place, status=status)


def place_of(address: str) -> str:
    """Where an address leads, without the path, which is secret."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _token(address: str) -> str:
    return address.rpartition("/")[2]
