"""What people are asked and told about the way in: small windows, none of which keeps the program waiting."""

import asyncio
from collections.abc import Awaitable, Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from screenpop.language import translate

from .card_style import Look
from .main_style import main_style
from .pending import PendingActions

_Button = QMessageBox.StandardButton


class WayDialogs:
    """Shows them. `test` gives what to tell of the ways in, `renew` replaces the relay's secret.

    What these two raise is told. Who just presses Return or Escape has answered no.
    """

    def __init__(
        self,
        *,
        test: Callable[[], Awaitable[str]],
        renew: Callable[[], Awaitable[None]],
        look: Callable[[], Look] = Look,
    ) -> None:
        """Nothing is shown yet. `look` gives the colours and the text size of now."""
        self._test = test
        self._renew = renew
        self._look = look
        self._pending = PendingActions(self._tell)
        self._told: QMessageBox | None = None

    def test(self) -> None:
        """Test the ways in and show what comes of it."""
        self._tell(translate("Ways", "Sending a test message through each way in. This takes a minute at the most."))
        self._pending.start(self._tested(), "test of the ways in")

    def renew(self) -> None:
        """Ask whether the relay's secret is to be replaced, and replace it."""
        self._pending.start(self._renewed(), "new relay address")

    async def confirm_host(self, host: str, fingerprint: str) -> bool:
        """Whether a person says that the SSH server `host` has the key of this fingerprint.

        The question comes unasked, so it takes no keyboard focus.
        """
        text = translate(
            "Ways",
            "The SSH server {host} is new here. Its key has the fingerprint\n\n{fingerprint}\n\nCompare it with what "
            "the server's administrator says. Whoever has another key could listen to your calls. Is it the right one?",
        )
        box = self._box(QMessageBox.Icon.Question, text.format(host=host, fingerprint=fingerprint))
        box.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        return await _is_agreed(box, translate("Ways", "Trust this server"))

    async def close(self) -> None:
        """Take everything away."""
        await self._pending.close()
        if self._told is not None:
            self._told.close()
            self._told = None

    async def _tested(self) -> None:
        self._tell(await self._test())

    async def _renewed(self) -> None:
        text = translate(
            "Ways",
            "Replace the secret of this desktop at the relay? Do so if somebody else may have it: they read nothing "
            "more then. Your subscription moves to a new address, and calls go on coming in.",
        )
        if await _is_agreed(self._box(QMessageBox.Icon.Question, text), translate("Ways", "New address")):
            await self._renew()
            self._tell(translate("Ways", "The secret is replaced, and your subscription moves to the new address."))

    def _tell(self, text: str) -> None:
        """In the one window that there is for it; somebody who has closed it wants to know the result all the same."""
        if self._told is None:
            self._told = self._box(QMessageBox.Icon.Information, text)
        self._told.setText(text)
        self._told.show()

    def _box(self, icon: QMessageBox.Icon, text: str) -> QMessageBox:
        box = QMessageBox(icon, "ScreenPop", text)
        box.setObjectName("mainWindow")
        box.setStyleSheet(main_style(self._look()))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box.setModal(False)
        return box


async def _is_agreed(box: QMessageBox, yes: str) -> bool:
    """Show the question until it is answered; who is cancelled while asking takes it away."""
    answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(_Button.Cancel))

    def finished(_result: int) -> None:
        if not answer.done():
            answer.set_result(box.clickedButton() is agree)

    box.finished.connect(finished)
    box.show()
    try:
        return await answer
    finally:
        box.close()
        box.deleteLater()
