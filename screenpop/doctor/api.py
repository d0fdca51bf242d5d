"""Whether the API's server answers, and what time it says it is. That takes no sign-in."""

import email.utils
from datetime import UTC, timedelta
from typing import Final

import httpx

from screenpop import __version__
from screenpop.doctor.finding import Finding, failure, ok
from screenpop.doctor.in_time import in_time
from screenpop.doctor.network_trouble import cannot_connect
from screenpop.doctor.place import Place
from screenpop.integrate.clock import utc_now

_PATIENCE: Final = 10.0
"""Seconds to connect, to send, and to be answered."""
_NO_ADDRESS: Final = failure(
    "api",
    "account.api_url is no address of a phone system.",
    "Nobody can sign in.",
    "Set it with `screenpop config set account.api_url https://…`.",
)
_HALF_A_SECOND: Final = timedelta(seconds=0.5)


async def check(place: Place | None) -> tuple[Finding, timedelta | None]:
    """The finding, and how far this computer's clock is ahead of the server's (None: it does not say).

    What is asked for is the API's own address: that has no rate limit.
    """
    if place is None:
        return _NO_ADDRESS, None
    try:
        answer = await in_time(lambda: _get(place.url), 3 * _PATIENCE)
    except httpx.InvalidURL:
        return _NO_ADDRESS, None
    except (httpx.HTTPError, OSError) as error:
        return cannot_connect("api", str(place), error, place.proxy), None
    return _judge(place, answer), None if answer.is_server_error else _skew(answer)


def _judge(place: Place, answer: httpx.Response) -> Finding:
    through = f" through the proxy {place.proxy}" if place.proxy else ""
    if answer.status_code == httpx.codes.PROXY_AUTHENTICATION_REQUIRED:
        return failure(
            "api",
            f"The proxy {place.proxy} wants a name and a password.",
            "The phone system cannot be reached.",
            "Put them into the variable HTTPS_PROXY: https://NAME:PASSWORD@HOST:PORT.",
        )
    if answer.is_server_error:
        return failure(
            "api",
            f"{place} answers with status {answer.status_code}{through}.",
            "The phone system has a fault of its own, or what stands before it does. Calls may come in all the same; "
            "nothing can be asked of it.",
            "Try again in a while. If it lasts, tell the phone system's administrator.",
        )
    return ok("api", f"{place} answers{through}.")


def _get(url: str) -> httpx.Response:
    headers = {"User-Agent": f"ScreenPop/{__version__}", "Accept": "application/json"}
    return httpx.get(url, headers=headers, timeout=_PATIENCE)


def _skew(answer: httpx.Response) -> timedelta | None:
    """How far we are ahead of the server, which cuts its time to the second: it is half a second late on average."""
    try:
        told = email.utils.parsedate_to_datetime(answer.headers.get("Date", ""))
    except ValueError:
        return None
    return utc_now() - told.astimezone(UTC) - _HALF_A_SECOND
