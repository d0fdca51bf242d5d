"""The relay's own language: the stream of a channel, the posts to its hook, and what can go wrong with either.

Source: packaging/relay, whose envelope is `{"v": 1, "t": milliseconds, "type": …, "body_b64": …}`.
"""

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import httpx
import msgspec
from httpx_sse import EventSource, ServerSentEvent, SSEError, aconnect_sse

from screenpop import __version__
from screenpop.delivery.certificates import authorities, is_about_certificates
from screenpop.delivery.relay_secret import Channel
from screenpop.integrate.clock import steady
from screenpop.language import translate

SILENCE: Final = 50.0
"""Seconds without a byte after which a stream is dead. The relay pings every 20."""

_CONNECT: Final = 10.0


def _goes_on() -> str:
    return translate("Delivery", "Calls wait there for up to an hour; the program goes on trying by itself.")


_HALF_A_SECOND: Final = timedelta(seconds=0.5)

log = logging.getLogger(__name__)


class RelayTrouble(Exception):
    """The relay does not do what it should; the text is for people."""


class RelayAway(RelayTrouble):
    """The relay does not answer at all, or not any more."""


@dataclass(frozen=True, slots=True)
class RelayMessage:
    """A message out of the stream. `arrived` is when the relay received it, by this computer's clock."""

    event_id: str
    body: bytes
    content_type: str
    arrived: datetime


class RelayClock:
    """The relay's clock, by which it says when messages arrived; ours may be wrong, and may be put right meanwhile."""

    def __init__(self, date: str | None, *, otherwise: datetime) -> None:
        """`date` is the Date that the relay just sent, which has no fractions of a second."""
        try:
            self._told = parsedate_to_datetime(date or "").astimezone(UTC) + _HALF_A_SECOND
        except ValueError:
            self._told = otherwise
        self._at = steady()

    def age(self, moment: datetime) -> timedelta:
        """How long ago it was `moment` by that clock; zero if it is yet to come."""
        return max(self._told + timedelta(seconds=steady() - self._at) - moment, timedelta(0))


class _Envelope(msgspec.Struct):
    t: int
    body_b64: bytes
    type: str = ""


_decoder: Final = msgspec.json.Decoder(_Envelope)


class RelayConnection:
    """Speaks to the relay at `url` for one channel. Close it with `aclose`."""

    def __init__(
        self,
        url: str,
        channel: Channel,
        *,
        wall: Callable[[], datetime],
        silence: float = SILENCE,
        setting: str = "delivery.relay.url",
    ) -> None:
        """Nothing is sent yet. May block for a moment, while certificates are read. `silence` is in seconds.

        `setting` is where people find the address.
        """
        self.channel = channel
        self._setting = setting
        self.post_uri = f"{url}/hook/{channel.hook_id}"
        self._url = url
        self._wall = wall
        self._host = httpx.URL(url).host
        self._http = httpx.AsyncClient(
            verify=authorities(),
            timeout=httpx.Timeout(_CONNECT, read=silence),
            headers={"User-Agent": f"ScreenPop/{__version__}"},
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    @asynccontextmanager
    async def open(self, last_event_id: str | None) -> AsyncIterator[AsyncIterator[RelayMessage]]:
        """The messages after `last_event_id` (None: all that still wait), without end. Raises RelayTrouble."""
        headers = {"Authorization": f"Bearer {self.channel.secret}"}
        if last_event_id is not None:
            headers["Last-Event-ID"] = last_event_id
        async with AsyncExitStack() as opened:
            try:
                source = await opened.enter_async_context(
                    aconnect_sse(self._http, "GET", f"{self._url}/events", headers=headers)
                )
            except httpx.HTTPError as error:
                raise self._unreachable(error) from error
            self._check(source.response)
            yield await opened.enter_async_context(aclosing(self._messages(source)))

    async def post(self, body: bytes, content_type: str) -> None:
        """Post to the own hook, as the phone system does, on a connection of its own. Raises RelayTrouble."""
        headers = {"Content-Type": content_type, "Connection": "close"}
        try:
            answer = await self._http.post(self.post_uri, content=body, headers=headers, timeout=_CONNECT)
        except httpx.HTTPError as error:
            raise self._unreachable(error) from error
        self._check(answer)

    async def send(self, address: str, body: bytes, content_type: str) -> None:
        """Post to another address of the relay, showing the channel's secret there. Raises RelayTrouble."""
        headers = {"Content-Type": content_type, "Authorization": f"Bearer {self.channel.secret}"}
        try:
            answer = await self._http.post(address, content=body, headers=headers, timeout=_CONNECT)
        except httpx.HTTPError as error:
            raise self._unreachable(error) from error
        self._check(answer)

    async def _messages(self, source: EventSource) -> AsyncGenerator[RelayMessage, None]:
        clock = RelayClock(source.response.headers.get("Date"), otherwise=self._wall())
        try:
            async for event in source.aiter_sse():
                message = self._read(event, clock)
                if message is not None:
                    yield message
        except httpx.ReadTimeout as error:
            raise RelayAway(
                translate(
                    "Delivery",
                    "The relay at {host} has fallen silent. {goes_on}",
                ).format(host=self._host, goes_on=_goes_on())
            ) from error
        except httpx.HTTPError as error:
            raise self._unreachable(error) from error
        except SSEError as error:
            raise self._not_a_relay(str(error)) from error
        raise RelayAway(
            translate(
                "Delivery",
                "The relay at {host} has closed the connection; it may be restarting. {goes_on}",
            ).format(host=self._host, goes_on=_goes_on())
        )

    def _read(self, event: ServerSentEvent, clock: RelayClock) -> RelayMessage | None:
        """The message of an event; None for pings and farewells, which have no data, and for what no relay sends."""
        if not event.data:
            return None
        try:
            envelope = _decoder.decode(event.data)
            arrived = self._wall() - clock.age(datetime.fromtimestamp(envelope.t / 1000, UTC))
        except (msgspec.MsgspecError, ValueError, OverflowError) as error:
            log.warning("An event of the relay cannot be read and is passed over: %s", error)
            return None
        return RelayMessage(event.id, envelope.body_b64, envelope.type, arrived)

    def _check(self, response: httpx.Response) -> None:
        if response.status_code in (200, 204):
            return
        if response.status_code == 429:
            raise RelayTrouble(
                translate(
                    "Delivery",
                    "The relay at {host} allows no more of this just now: too many connections or messages of "
                    "this desktop. Another program may use the same secret. The program goes on trying by itself.",
                ).format(host=self._host)
            )
        if response.status_code >= 500:
            raise RelayTrouble(
                translate(
                    "Delivery",
                    "The relay at {host} cannot keep messages just now (status {status_code}). Calls may not "
                    "reach this computer. Tell the relay's administrator if it lasts.",
                ).format(host=self._host, status_code=response.status_code)
            )
        raise self._not_a_relay(translate("Delivery", "status {status_code}").format(status_code=response.status_code))

    def _unreachable(self, error: httpx.HTTPError) -> RelayAway:
        if is_about_certificates(error):
            return RelayAway(
                translate(
                    "Delivery",
                    "The certificate of the relay at {host} is not one that this computer trusts ({error}). If "
                    "your office has an authority of its own, install its certificate, or name it in "
                    "SSL_CERT_FILE.",
                ).format(host=self._host, error=error)
            )
        why = str(error) or type(error).__name__
        return RelayAway(
            translate(
                "Delivery",
                "The relay at {host} cannot be reached ({why}). {goes_on}",
            ).format(host=self._host, why=why, goes_on=_goes_on())
        )

    def _not_a_relay(self, why: str) -> RelayTrouble:
        return RelayTrouble(
            translate(
                "Delivery",
                "What answers at {host} is not a ScreenPop relay ({why}). Check {setting}; a network "
                "that wants a sign-in of its own answers like this, too.",
            ).format(host=self._host, why=why, setting=self._setting)
        )
