"""The way in on the screen: its windows are loaded when the first of them is needed."""

from typing import TYPE_CHECKING

from screenpop.way_choice import WayChoice, in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from screenpop.delivery.ssh_known_hosts import HostKey
    from screenpop.desktop.card_style import Look
    from screenpop.desktop.way_dialogs import WayDialogs


class WayWindows:
    """Connects what a person can choose with the windows in which they do."""

    def __init__(self, choice: WayChoice, look: "Callable[[], Look]") -> None:
        """From now on the keys of new SSH servers are asked for here."""
        self._choice, self._look = choice, look
        self._dialogs: WayDialogs | None = None
        choice.confirm_with(self._confirm)

    def test(self) -> None:
        """Test the ways in and show what comes of it."""
        self._shown().test()

    def renew(self) -> None:
        """Ask whether the relay's secret is to be replaced, and replace it."""
        self._shown().renew()

    async def close(self) -> None:
        """Take everything away."""
        if self._dialogs is not None:
            await self._dialogs.close()

    def _shown(self) -> "WayDialogs":
        if self._dialogs is None:
            from screenpop.desktop.way_dialogs import WayDialogs

            self._dialogs = WayDialogs(test=self._tested, renew=self._choice.renew, look=self._look)
        return self._dialogs

    async def _tested(self) -> str:
        return in_words(await self._choice.test())

    async def _confirm(self, key: "HostKey") -> bool:
        return await self._shown().confirm_host(key.host, key.fingerprint)
