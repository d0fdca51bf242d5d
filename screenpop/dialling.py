"""Calls that do not come from a card: by name or number, from a link, the clipboard or a selected text."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import phonenumbers
from PySide6.QtGui import QClipboard, QGuiApplication

from screenpop.card_doings import found_contacts
from screenpop.core import Core
from screenpop.desktop.card_style import Look
from screenpop.history.store import StoreError
from screenpop.language import translate
from screenpop.people.caller import identify
from screenpop.platform.link import LinkError, number_in, number_of
from screenpop.profile.control import Request, RequestRefused

if TYPE_CHECKING:  # loaded when somebody calls from here
    from screenpop.desktop.dial_window import DialWindow, Suggestion

_RECENT = 30

Found = Callable[[str], Iterable[tuple[str, str]]]
"""Names and numbers of those in whose name, or number, the letters are."""


class Dialling:
    """The window to call somebody, made when it is first needed. `contacts` adds those of the address book."""

    def __init__(self, core: Core, look: Callable[[], Look], report: Callable[[str], None]) -> None:
        """`report` tells the agent what went wrong where no window is open."""
        self._core, self._look, self._report = core, look, report
        self.contacts: Found = lambda letters: found_contacts(core, letters)
        self.window: DialWindow | None = None
        core.commands.hear("link", self._asked_to_open)
        core.commands.hear("dial_text", self._asked_for_text)

    def ask(self, number: str = "", reason: str = "") -> None:
        """Bring the window up; nothing is called before the agent presses its button."""
        from screenpop.desktop.dial_window import DialWindow

        if self.window is None:
            self.window = DialWindow(self._look(), self._core.calls.dial, self.suggest, self.is_emergency)
        self.window.ask(number, reason)

    def open_link(self, link: str) -> None:
        """Ask whether to call whom a link names. Raises LinkError."""
        identity = self._core.account.identity
        number = number_of(link, identity.domain if identity else None)
        self.ask(number, translate("Dial", "A link asks to call this number. Do you want to?"))

    async def begin_with(self, link: str) -> None:
        """Open the link for which the program was started."""
        try:
            self.open_link(link)
        except LinkError as error:
            self._report(str(error))

    def ask_for_clipboard(self, *, selected: bool = False) -> None:
        """Ask whether to call the number that was copied or, on X11, is selected in any window."""
        mode = QClipboard.Mode.Selection if selected else QClipboard.Mode.Clipboard
        try:
            number = number_in(QGuiApplication.clipboard().text(mode))
        except LinkError:
            self.ask("", translate("Dial", "There is no number in what you copied or selected."))
        else:
            self.ask(number, translate("Dial", "Do you want to call the number that you copied or selected?"))

    def suggest(self, letters: str) -> "Sequence[Suggestion]":
        """Colleagues, queues, callers of late and contacts that may be meant, each number once."""
        from screenpop.desktop.dial_window import Suggestion

        country = self._core.account_settings.country
        wanted = letters.casefold().split()
        found: dict[str, Suggestion] = {}
        for name, number in (*_by_extension(self._core.names.known), *self._callers(), *self.contacts(letters)):
            shown = identify(number, None, country).number
            text = f"{name} {number} {shown}".casefold()
            if all(word in text for word in wanted):
                found.setdefault(number, Suggestion(name, shown))
        return tuple(found.values())

    def is_emergency(self, number: str) -> bool:
        """Whether dialling this may call for help, also behind the digit that gets an outside line."""
        digits = "".join(char for char in number if char.isdigit())
        country = self._core.account_settings.country
        told = {digits, digits[1:] if digits[:1] in ("0", "9") else digits}
        return any(text and phonenumbers.connects_to_emergency_number(text, country) for text in told)

    async def close(self) -> None:
        """Take the window away."""
        if self.window is not None:
            await self.window.end()
            self.window = None

    def _callers(self) -> list[tuple[str, str]]:
        try:
            calls = self._core.history.recent(limit=_RECENT)
        except StoreError:
            return []
        return [(call.name or "", call.number) for call in calls if call.number]

    def _asked_for_text(self, request: Request) -> dict[str, Any]:
        self.ask_for_clipboard(selected=bool(request.get("selected")))
        return {}

    def _asked_to_open(self, request: Request) -> dict[str, Any]:
        try:
            self.open_link(str(request.get("link", "")))
        except LinkError as error:
            raise RequestRefused(str(error)) from error
        return {}


def _by_extension(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(name, extension) for extension, name in names.items()]
