"""What can go wrong with the phone system's API, in words for people.

The text of each error says what happened, what it means, and what to do next; it can be shown as it is.
"""

from datetime import timedelta

from screenpop.language import translate

from .sentences import asked


class IntegrateError(Exception):
    """Anything that kept the phone system from doing what it was asked.

    `retry_after` is how long the phone system wants not to be asked again, where it said so.
    """

    retry_after: timedelta | None = None


class Unreachable(IntegrateError):
    """No answer at all: no network, no such host, no connection, or silence."""

    def __init__(self, host: str, why: str) -> None:
        """`why` is the technical reason."""
        super().__init__(
            translate(
                "PhoneSystem",
                "The phone system at {host} cannot be reached ({why}). Nothing was changed on this computer. "
                "Check the network; the program goes on trying by itself.",
            ).format(host=host, why=why)
        )


class Untrusted(IntegrateError):
    """Whoever answers has no certificate that proves that it is the phone system."""

    def __init__(self, host: str, why: str) -> None:
        """`why` is the technical reason."""
        super().__init__(
            translate(
                "PhoneSystem",
                "Whoever answers at {host} does not prove to be the phone system ({why}), so nothing was sent "
                "there. Check this computer's date, and the address of the phone system in the settings; a "
                "network that looks into connections needs its own certificate installed here. The program goes "
                "on trying by itself.",
            ).format(host=host, why=why),
        )


class SignInNeeded(IntegrateError):
    """The phone system does not accept the sign-in: a person has to see to it."""

    def __init__(self, text: str, *, word: str = "") -> None:
        """`word` is the phone system's own, where it said why."""
        super().__init__(text)
        self.word = word


class Forbidden(IntegrateError):
    """The sign-in is good, but its scope does not allow this call."""

    def __init__(self, call: str, scope: str | None) -> None:
        """`call` says what was refused, `scope` what the token may do (None: the phone system did not say)."""
        super().__init__(
            translate(
                "PhoneSystem",
                "The phone system refused this: {call}. The sign-in's scope is {scope}, which is too small for "
                "it. Ask the phone system's administrator for the permission, or sign in as somebody who has it.",
            ).format(call=asked(call), scope=scope or translate("PhoneSystem", "not known"))
        )
        self.call = call
        self.scope = scope


class NotFound(IntegrateError):
    """The phone system does not know (any more) what it was asked about."""

    def __init__(self, call: str) -> None:
        """`call` says what was asked."""
        super().__init__(
            translate(
                "PhoneSystem",
                "The phone system does not know what this is about: {call}. It may be over already. Look again, "
                "and try once more if it is still there.",
            ).format(call=asked(call))
        )


class Refused(IntegrateError):
    """The phone system understood the request and does not want it (400, 422 and their like)."""

    def __init__(self, call: str, status: int, message: str) -> None:
        """`message` is the phone system's own word."""
        super().__init__(
            translate(
                "PhoneSystem",
                'The phone system did not accept this: {call}. It says "{message}". The settings or the API '
                "version may not fit this phone system: run the doctor, or ask your administrator.",
            ).format(call=asked(call), message=message or status)
        )
        self.status = status


class RateLimited(IntegrateError):
    """Too many requests in a short time."""

    retry_after: timedelta

    def __init__(self, call: str, retry_after: timedelta) -> None:
        """`call` says what was asked."""
        seconds = max(1, round(retry_after.total_seconds()))
        super().__init__(
            translate(
                "PhoneSystem",
                "The phone system allows no more requests just now: {call}. It was not done. Try again in "
                "{seconds} seconds.",
            ).format(call=asked(call), seconds=seconds)
        )
        self.retry_after = retry_after


class ServerTrouble(IntegrateError):
    """The phone system has a fault of its own, or something else answered in its place."""

    def __init__(self, call: str, why: str, retry_after: timedelta | None = None) -> None:
        """`why` is the technical reason."""
        super().__init__(
            translate(
                "PhoneSystem",
                "The phone system could not do this: {call} ({why}). The fault is on its side, or in between (a "
                "network that wants a sign-in of its own answers like this). Try again in a while.",
            ).format(call=asked(call), why=why)
        )
        self.retry_after = retry_after


class MessageError(IntegrateError):
    """A message, or an answer, cannot be read. `where` is a line and column, or the path of a field."""

    def __init__(self, where: str, why: str) -> None:
        """`why` is the technical reason; neither holds more of the message than a word."""
        super().__init__(f"At {where}: {why}.")
        self.where = where
        self.why = why
