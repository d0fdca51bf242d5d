"""What a check found."""

import enum
from dataclasses import dataclass, replace

from screenpop.profile.log import redact


class State(enum.StrEnum):
    """How it is with what was checked. WARNING: calls come in all the same, or nobody can say whether they do."""

    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found by the check of that name: a sentence. `meaning` says what follows from it for people, `todo` what
    they can do; both are "" where there is nothing to say.
    """

    check: str
    state: State
    what: str
    meaning: str = ""
    todo: str = ""

    def redacted(self) -> "Finding":
        """The same without anything secret: it is shown, and sent to whoever helps."""
        return replace(self, what=redact(self.what), meaning=redact(self.meaning), todo=redact(self.todo))


def ok(check: str, what: str, meaning: str = "", todo: str = "") -> Finding:
    """All is well."""
    return Finding(check, State.OK, what, meaning, todo)


def warning(check: str, what: str, meaning: str = "", todo: str = "") -> Finding:
    """Something that people should know about."""
    return Finding(check, State.WARNING, what, meaning, todo)


def failure(check: str, what: str, meaning: str = "", todo: str = "") -> Finding:
    """Something that keeps calls from being shown."""
    return Finding(check, State.FAILURE, what, meaning, todo)


def not_checked(check: str, why: str) -> Finding:
    """Another check found what keeps this one from being done; `why` is half a sentence."""
    return warning(check, f"Not checked, since {why}.")
