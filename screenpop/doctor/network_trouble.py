"""Why a connection could not be made, in words: the libraries' own are for those who write them."""

import socket
import ssl
from collections.abc import Iterator
from typing import Final

import httpx

from screenpop.doctor.finding import Finding, failure
from screenpop.doctor.place import CHECK_PROXY

_EXPIRED: Final = 10
_NOT_YET_VALID: Final = 9
_OTHER_HOST: Final = 62
_UNKNOWN_AUTHORITY: Final = frozenset({18, 19, 20, 21})
"""What OpenSSL says of a certificate (X509_V_ERR_… of its x509_vfy.h)."""

_MEANING: Final = "The phone system cannot be reached: nobody can sign in, and no subscription is renewed."
_INSPECTED: Final = (
    "If your office looks into encrypted connections, ask its administrator for the certificate of its authority, and "
    "name that file in the variable SSL_CERT_FILE. Otherwise use another network, and enter no password in this one."
)


def cannot_connect(check: str, place: str, error: BaseException, proxy: str | None) -> Finding:
    """The finding for a connection to `place` that failed; `proxy` is the one that it went through."""
    for cause in _causes(error):
        words = _words(place, cause, proxy)
        if words is not None:
            what, todo = words
            return failure(check, what, _MEANING, todo)
    through = f" through the proxy {proxy}" if proxy else ""
    return failure(
        check, f"{place} cannot be reached{through} ({_text(error)}).", _MEANING, "Check this computer's network."
    )


def _words(place: str, cause: BaseException, proxy: str | None) -> tuple[str, str] | None:
    """What happened and what to do, None where another error of the chain says more."""
    match cause:
        case ssl.SSLCertVerificationError():
            why, todo = _distrust(cause)
            return f"The certificate of {place} {why}, so nothing is sent there: somebody may stand in between.", todo
        case ssl.SSLError():
            return (
                f"{place} does not speak TLS as it should ({cause.reason or _text(cause)}).",
                "Check account.api_url: its host, its port, and whether it begins with https://.",
            )
        case httpx.ProxyError():
            return (
                f"The proxy {proxy or 'of this system'} does not pass on to {place} ({_text(cause)}).",
                CHECK_PROXY,
            )
        case socket.gaierror():
            return f"{place} cannot be reached: a name on the way there is not known.", "See dns."
        case ConnectionRefusedError() if proxy:
            return (
                f"Nobody listens at the proxy {proxy}: it refuses the connection.",
                CHECK_PROXY,
            )
        case ConnectionRefusedError():
            return (
                f"Nobody listens at {place}: it refuses the connection.",
                "Check account.api_url. If it is right, the phone system is down: try again later.",
            )
        case httpx.TimeoutException() | TimeoutError():
            return (
                f"{place} does not answer in time{f' through the proxy {proxy}' if proxy else ''}.",
                "Ask your network's administrator whether a firewall swallows what is sent there. If not, the phone "
                "system is down: try again later.",
            )
    return None


def _distrust(error: ssl.SSLCertVerificationError) -> tuple[str, str]:
    """Why a certificate is not believed, and what to do."""
    match error.verify_code:
        case code if code == _EXPIRED:
            return "has expired", "If this computer's clock is right, tell the phone system's administrator."
        case code if code == _NOT_YET_VALID:
            return "is not valid yet", "Most likely this computer's clock is wrong: set it."
        case code if code == _OTHER_HOST:
            return "belongs to another host", f"Check account.api_url. {_INSPECTED}"
        case code if code in _UNKNOWN_AUTHORITY:
            return "comes from an authority that this computer does not know", _INSPECTED
        case _:
            return f"is not to be believed ({error.verify_message})", _INSPECTED


def _text(error: BaseException) -> str:
    return str(error) or type(error).__name__


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The errors from the innermost, which says most, to the outermost."""
    chain: list[BaseException] = []
    while error is not None:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return reversed(chain)
