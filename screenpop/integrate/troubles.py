"""What a bad answer of the phone system means, or none at all."""

import ssl
from datetime import timedelta
from typing import Final

import httpx

from screenpop.language import translate

from .errand import errand_of
from .errors import (
    Forbidden,
    IntegrateError,
    NotFound,
    RateLimited,
    Refused,
    ServerTrouble,
    SignInNeeded,
    Unreachable,
    Untrusted,
)
from .limits import pause_of
from .sentences import asked
from .wire import is_web_page, read_message, read_retry_after

LONGEST_REST: Final = timedelta(minutes=1)
"""Who is down cannot know when it will be up again: a longer Retry-After is cut to this."""


def no_answer(host: str, error: httpx.TransportError) -> IntegrateError:
    """Why there was none."""
    if isinstance(error, httpx.TimeoutException):
        return Unreachable(host, translate("PhoneSystem", "it did not answer in time"))
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Untrusted(
                host,
                translate(
                    "PhoneSystem",
                    "its certificate: {verify_message}",
                ).format(verify_message=cause.verify_message),
            )
        cause = cause.__cause__ or cause.__context__
    return Unreachable(host, str(error) or type(error).__name__)


def pause_after(answer: httpx.Response) -> timedelta:
    """How long the phone system wants to be left alone after a 429."""
    wait = read_retry_after(answer.headers.get("Retry-After"))
    return wait if wait is not None else pause_of(read_message(answer.content))


def raise_for(answer: httpx.Response, what: str, *, scope: str | None) -> None:
    """Raise what the answer means, unless it is a good one. `what` was asked by a sign-in with that scope."""
    status, message = answer.status_code, read_message(answer.content)
    if is_web_page(answer.headers) and status != httpx.codes.TOO_MANY_REQUESTS:
        raise ServerTrouble(
            what,
            translate("PhoneSystem", "status {status}, with a web page instead of an answer").format(status=status),
        )
    if answer.is_success:
        return
    match status:
        case httpx.codes.UNAUTHORIZED:
            raise SignInNeeded(
                translate(
                    "PhoneSystem",
                    'The phone system does not accept the sign-in ("{message}"), not even a new one. No calls '
                    "can be shown until it does. Sign in again, or ask your administrator.",
                ).format(message=message or status)
            )
        case httpx.codes.FORBIDDEN:
            raise Forbidden(f"{asked(what)} ({answer.request.method} {errand_of(answer.request).template})", scope)
        case httpx.codes.NOT_FOUND:
            raise NotFound(what)
        case httpx.codes.TOO_MANY_REQUESTS:
            raise RateLimited(what, pause_after(answer))
    if answer.is_client_error:
        raise Refused(what, status, message)
    raise server_trouble(what, answer)


def server_trouble(what: str, answer: httpx.Response) -> ServerTrouble:
    """The phone system has a fault of its own, as its answer's status says."""
    message = read_message(answer.content)
    why = f"status {answer.status_code}{f', {message}' if message else ''}"
    wait = read_retry_after(answer.headers.get("Retry-After"))
    return ServerTrouble(what, why, None if wait is None else min(wait, LONGEST_REST))
