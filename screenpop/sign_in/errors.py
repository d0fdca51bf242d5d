"""Why a sign-in through the browser came to nothing, in words for people."""

from enum import StrEnum


class Failure(StrEnum):
    """What kept a person from signing in."""

    NOT_SET_UP = "not_set_up"
    PORT_TAKEN = "port_taken"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    SERVER_ERROR = "server_error"
    CODE_NOT_TAKEN = "code_not_taken"
    NOT_LASTING = "not_lasting"
    CANCELLED = "cancelled"


class SignInFailed(Exception):
    """Nobody was signed in. The text says why and what to do, and can be shown as it is."""

    def __init__(self, failure: Failure, text: str) -> None:
        """`failure` is the kind, for whoever must tell one from another."""
        super().__init__(text)
        self.failure = failure
