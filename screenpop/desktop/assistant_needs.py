"""What the assistant of the first start needs of the program, and what it is told of it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preview:
    """What an invite would change: a line each, and what a person must know before they agree."""

    changes: Sequence[str]
    warnings: Sequence[str]
    take_over: Callable[[], None]
    """Take it over. Raises ValueError with a sentence where that cannot be done."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand. `has_account`: it is known where and as what to sign in. `agent` is who is signed in, "" if
    nobody is; `waits_for_browser` while the sign-in's page is open; `trouble` what keeps calls from coming in.
    """

    has_account: bool = False
    by_person: bool = True
    agent: str = ""
    waits_for_browser: bool = False
    sign_in: str = ""
    way: str = ""
    is_live: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of the test of one way in."""

    kind: str
    works: bool
    words: str


@dataclass(frozen=True, slots=True)
class Advice:
    """The best way in, None if none works; why, and what came of each test."""

    best: str | None
    why: str
    tried: Sequence[Tried]


@dataclass(frozen=True, slots=True)
class AssistantNeeds:
    """What it does to the world. The text of an error is a sentence for people.

    `read_invite` takes a link or the path of a file, and raises ValueError. `ring` has a test call come in and says
    what kept its card away, "" if nothing did.
    """

    read_invite: Callable[[str], Preview]
    standing: Callable[[], Standing]
    sign_in: Callable[[], None]
    cancel_sign_in: Callable[[], None]
    advise: Callable[[], Awaitable[Advice]]
    use_way: Callable[[str], None]
    ring: Callable[[], Awaitable[str]]
    show_settings: Callable[[], None]
    keep_step: Callable[[str], None]
