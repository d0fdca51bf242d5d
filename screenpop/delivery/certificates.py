"""Whom this computer trusts when it speaks TLS, and how to tell that trust was the trouble."""

import ssl

import httpx


def authorities() -> ssl.SSLContext:
    """The authorities that come with httpx or that the environment names, and those of the system besides.

    May block for a moment, while certificates are read.
    """
    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context


def is_about_certificates(error: BaseException | None) -> bool:
    """Whether a connection failed because the other side's certificate is not one that this computer trusts."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
