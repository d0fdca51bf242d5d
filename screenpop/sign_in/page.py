"""The page that the browser shows when a sign-in is over: beautiful, and without anything from elsewhere."""

import html
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from string import Template
from typing import Final

from screenpop import resources

HEADERS: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""The address of the page holds a code: nobody else is to learn it."""


class Mood(StrEnum):
    """How it went."""

    DONE = "done"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True)
class Page:
    """What is told. Texts may come from outside: they are shown as they are."""

    mood: Mood
    heading: str
    text: str
    note: str = ""

    def render(self) -> bytes:
        """The page as HTML."""
        return (
            _template()
            .substitute(
                mood=self.mood,
                heading=html.escape(self.heading),
                text=html.escape(self.text),
                note=f'<p class="note">{html.escape(self.note)}</p>' if self.note else "",
                picture=_picture(self.mood),
                mark=resources.read_text("icons/app.svg"),
            )
            .encode()
        )


STALE: Final = Page(
    Mood.TROUBLE,
    "This page is out of date",
    "It belongs to a sign-in that is over. If you are signing in at this moment, go on in the page that ScreenPop "
    "opened last. Otherwise choose Sign in in ScreenPop's menu.",
)


@lru_cache(maxsize=1)
def _template() -> Template:
    return Template(resources.read_text("pages/sign-in.html"))


def _picture(mood: Mood) -> str:
    name = "check" if mood is Mood.DONE else "triangle-alert"
    return resources.read_text(f"icons/lucide/{name}.svg")
