"""What can go wrong with actions. Every text is a sentence or two for people."""


class TemplateError(ValueError):
    """A template cannot be used; `position` is the character (from 0) at which the trouble begins."""

    def __init__(self, why: str, position: int = 0) -> None:
        """`why` says what is wrong and what to do."""
        super().__init__(f"{why} (at character {position + 1})")
        self.why = why
        self.position = position


class RuleError(ValueError):
    """A rule of the settings cannot be used; the text names the key and says what to do."""


class ActionFailed(Exception):
    """An action could not be done; the text says why, and what to do."""
