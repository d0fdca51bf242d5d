"""What a page of the main window is: an entry of its navigation, and the widget that is made at the first visit."""

from typing import Protocol

from PySide6.QtWidgets import QWidget

from .card_style import Look


class Page(Protocol):
    """One page. `key` names it for good (it is remembered), `icon` is a name that `icons` knows."""

    @property
    def key(self) -> str:
        """A short name that no other page has."""

    @property
    def title(self) -> str:
        """What the navigation calls it, in the language of now."""

    @property
    def icon(self) -> str:
        """The icon beside the title."""

    def make(self) -> QWidget:
        """The page itself. Called once, at the first visit; a `PageBody` hears more than that it is seen."""


class PageBody(QWidget):
    """A page that follows what goes on. All of its methods may be left as they are.

    `outlives` says that it stays when the program begins anew within itself: it keeps nothing of the workplace.
    """

    outlives = False

    def refresh(self) -> None:
        """Something may have changed. Called while the page is seen, and each time that it comes into sight."""

    def dress(self, look: Look) -> None:
        """Take on the colours and the text size of now; the window's style sheet has them already."""

    def start_search(self) -> None:
        """The user wants to search: the keyboard belongs into the search field, where there is one."""

    def take_focus(self) -> None:
        """The user came here by keyboard or click: the keyboard belongs to what they most likely want first."""
        self.setFocus()

    def leave(self) -> None:
        """The page goes out of sight: another one comes, or the window is hidden."""

    async def end(self) -> None:
        """The window is about to be closed for good."""
