"""A tunnel of ngrok's, made by ngrok's own agent SDK, and its errors in words.

The SDK connects again by itself when its connection breaks, and keeps the address. It runs in threads of its own.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from screenpop import __version__
from screenpop.delivery.base import DeliveryError
from screenpop.language import translate
from screenpop.profile.secrets import variable

TOKEN: Final = "ngrok_token"
"""What the token is called where the profile keeps its secrets."""

_PATIENCE: Final = 30.0
_FAREWELL: Final = 5.0


def _goes_on() -> str:
    return translate("Delivery", "The program goes on trying by itself.")


_DASHBOARD: Final = "dashboard.ngrok.com"

_REFUSED_TOKENS: Final = ("ERR_NGROK_105", "ERR_NGROK_106", "ERR_NGROK_107", "ERR_NGROK_109", "ERR_NGROK_4018")
_CLOSED_ACCOUNTS: Final = ("ERR_NGROK_102", "ERR_NGROK_103")
_LIMITS: Final = ("ERR_NGROK_108", "ERR_NGROK_324", "ERR_NGROK_348", "ERR_NGROK_352")
_DOMAINS: Final = ("ERR_NGROK_319", "ERR_NGROK_320", "ERR_NGROK_334", "ERR_NGROK_7117", "ERR_NGROK_7118")
"""Codes of ngrok's own list of errors (ngrok.com/docs/errors)."""


class NgrokTrouble(DeliveryError):
    """ngrok gives no tunnel. `lasts` says that it hardly goes away until a person does something."""

    def __init__(self, text: str, *, lasts: bool = False) -> None:
        """`text` is for people."""
        super().__init__(text)
        self.lasts = lasts


class NgrokTunnel:
    """A tunnel that is up."""

    def __init__(self, session: Any, listener: Any) -> None:
        """As `opened` makes it."""
        self._session = session
        self._listener = listener

    @property
    def url(self) -> str:
        """Its public address."""
        return str(self._listener.url())

    async def close(self) -> None:
        """End it.

        The SDK (1.4) lets go of the tunnel and does not connect again, but keeps the connection that it has until that
        breaks or the program ends.
        """
        for end in (self._listener.close, self._session.close):
            await _within(_FAREWELL, end)


def new_builder() -> Any:
    """The SDK's session builder. May block for a moment, while the SDK is loaded. Raises NgrokTrouble without it."""
    try:
        import ngrok
    except ImportError as error:
        raise NgrokTrouble(
            translate(
                "Delivery",
                "The package ngrok is not installed. Install it with `pip install 'screenpop[ngrok]'`, or choose "
                "another way in. ({error})",
            ).format(error=error),
            lasts=True,
        ) from error
    return ngrok.SessionBuilder()


async def opened(builder: Any, token: str, domain: str, local_port: int, lost: Callable[[str], None]) -> NgrokTunnel:
    """A tunnel to `local_port` of this computer, at `domain` or where ngrok puts it. Raises NgrokTrouble.

    `lost` is called on the loop, with the reason, when the connection breaks; the SDK makes a new one by itself.
    """
    loop = asyncio.get_running_loop()

    def disconnected(_address: str, why: str) -> None:
        loop.call_soon_threadsafe(lost, why)

    session = None
    try:
        async with asyncio.timeout(_PATIENCE):
            builder = builder.authtoken(token).client_info("ScreenPop", __version__).handle_disconnection(disconnected)
            session = await builder.connect()
            endpoint = session.http_endpoint()
            endpoint = endpoint.domain(domain) if domain else endpoint
            return NgrokTunnel(session, await endpoint.listen_and_forward(f"http://127.0.0.1:{local_port}"))
    except BaseException as error:
        if session is not None:
            await _within(_FAREWELL, session.close)
        if isinstance(error, (ValueError, TimeoutError)):
            raise _told(error, token) from error
        raise


async def _within(seconds: float, end: Callable[[], Any]) -> None:
    try:
        async with asyncio.timeout(seconds):
            await end()
    except (ValueError, TimeoutError):
        return


def _told(error: Exception, token: str) -> NgrokTrouble:
    """The SDK raises ValueError(what it was doing, ngrok's message, and ngrok's code if there is one)."""
    words = [str(each) for each in error.args]
    code = next((word for word in words if word.startswith("ERR_NGROK_")), "")
    if code in _REFUSED_TOKENS:
        return NgrokTrouble(
            translate(
                "Delivery",
                "ngrok does not accept the token ({code}). Copy it anew from {dashboard}, with `screenpop config "
                "secret {token}` or into {variable}.",
            ).format(code=code, dashboard=_DASHBOARD, token=TOKEN, variable=variable(TOKEN)),
            lasts=True,
        )
    if code in _CLOSED_ACCOUNTS:
        return NgrokTrouble(
            translate(
                "Delivery",
                "ngrok has closed this account ({code}). See {dashboard}.",
            ).format(code=code, dashboard=_DASHBOARD),
            lasts=True,
        )
    if code in _LIMITS:
        return NgrokTrouble(
            translate(
                "Delivery",
                "Your ngrok account allows no more tunnels or agents at the same time ({code}). End another one "
                "(they are listed at {dashboard}), or choose another way in.",
            ).format(code=code, dashboard=_DASHBOARD),
            lasts=True,
        )
    if code in _DOMAINS:
        return NgrokTrouble(
            translate(
                "Delivery",
                "ngrok does not give your account the domain of delivery.ngrok.domain ({code}): it must be "
                "reserved at {dashboard} for the account of this token, and not be in use elsewhere.",
            ).format(code=code, dashboard=_DASHBOARD),
            lasts=True,
        )
    if code:
        message = words[1].replace(token, "…").splitlines()[0]
        return NgrokTrouble(
            translate(
                "Delivery",
                "ngrok gives no tunnel: {message} ({code}; see ngrok.com/docs/errors).",
            ).format(message=message, code=code),
            lasts=True,
        )
    why = words[-1] if words else translate("Delivery", "no answer")
    return NgrokTrouble(
        translate("Delivery", "ngrok cannot be reached ({why}). {goes_on}").format(why=why, goes_on=_goes_on())
    )
