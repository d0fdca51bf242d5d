"""What the API answers, good or bad, before it becomes HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer: `body` becomes JSON, bytes stay as they are (of `media_type`), None is an empty body."""

    body: object = None
    status: int = 200
    media_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """A bad answer, in the words of the API: `{"status": 403, "message": "…"}`."""

    def __init__(self, status: int, message: str, *, error: str = "", headers: Mapping[str, str] | None = None) -> None:
        """`error` is the code of RFC 6749, in answers to a sign-in."""
        super().__init__(message)
        self.status = status
        self.message = message
        self.error = error
        self.headers = dict(headers or {})

    @property
    def body(self) -> dict[str, object]:
        """What becomes JSON. A 429 has the message alone (API description 1.9)."""
        if self.status == 429:
            return {"message": self.message}
        error = {"error": self.error} if self.error else {}
        return {"status": self.status, "message": self.message, **error}


def bad_request(message: str) -> Refusal:
    """400: something needed is missing, or the body cannot be read."""
    return Refusal(400, message)


def unauthorized(message: str = "Access token is missing or has expired.") -> Refusal:
    """401."""
    return Refusal(401, message, headers={"WWW-Authenticate": "Bearer"})


def forbidden() -> Refusal:
    """403, in the words of the API description 1.9."""
    return Refusal(403, "Access Forbidden, you do not have the correct permissions.")


def not_found() -> Refusal:
    """404, in the words of the API description 1.9."""
    return Refusal(404, "Resource does not exist.")


def bad_value(message: str) -> Refusal:
    """422: a value that the API does not take."""
    return Refusal(422, message)
