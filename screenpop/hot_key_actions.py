"""What the hot keys do. They are off until the settings say otherwise; then each works whichever window is in use."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from screenpop.call_control import CallControlError
from screenpop.calls.call import Call, CallState
from screenpop.core import Core
from screenpop.desktop.card_frame import on_x11
from screenpop.desktop.pending import PendingActions
from screenpop.desktop.settings import UiSettings
from screenpop.desktop.stack import CardStack
from screenpop.dialling import Dialling
from screenpop.language import translate

if TYPE_CHECKING:  # loaded when hot keys are turned on
    from screenpop.platform.hot_keys import HotKeys

log = logging.getLogger(__name__)


class HotKeyActions:
    """The hot keys of one workplace. `report` tells the agent what could not be done."""

    def __init__(self, core: Core, stack: CardStack, dialling: Dialling, report: Callable[[str], None]) -> None:
        """No key is taken before `use`."""
        self._core, self._stack, self._dialling, self._report = core, stack, dialling, report
        self._pending = PendingActions(report)
        self._keys: HotKeys | None = None
        self._used: dict[str, str] = {}

    def use(self, settings: UiSettings) -> None:
        """Take the keys that the settings name, or let go of all. Needs a running loop."""
        from screenpop.platform.combination import read_combination

        wanted = settings.hot_keys() if settings.hotkeys else {}
        if wanted == self._used:
            return
        self._used = wanted
        if self._keys is None:
            from screenpop.platform.hot_keys import HotKeys

            self._keys = HotKeys(self.press, on_x11=on_x11())
        for trouble in self._keys.use({name: (text, read_combination(text)) for name, text in wanted.items()}):
            log.warning("%s", trouble)
            self._report(trouble)

    def press(self, name: str) -> None:
        """Do what the key of that name is for."""
        match name:
            case "card":
                self._stack.take_keyboard()
            case "selected":
                self._dialling.ask_for_clipboard(selected=QGuiApplication.clipboard().supportsSelection())
            case _:
                doing = {
                    "answer": self._answer,
                    "end": self._end,
                    "record": self._open_record,
                    "rules": self._follow_rules,
                }
                self._pending.start(doing[name](), f"hot key {name}")

    async def close(self) -> None:
        """Let go of all keys, and end what is under way."""
        if self._keys is not None:
            self._keys.close()
        await self._pending.close()

    async def _answer(self) -> None:
        ringing = self._newest(lambda call: call.is_ringing_agent)
        if ringing is None:
            raise CallControlError(translate("HotKeys", "No call is ringing."))
        await self._core.calls.answer(ringing.id)

    async def _end(self) -> None:
        """A call that rings is declined, also beside one on which the agent talks; else that one ends."""
        ringing, talking = self._newest(lambda call: call.is_ringing_agent), self._newest(_is_on)
        if ringing is not None:
            await self._core.calls.decline(ringing.id)
        elif talking is not None:
            await self._core.calls.hang_up(talking.id)
        else:
            raise CallControlError(translate("HotKeys", "There is no call to decline or to hang up."))

    async def _open_record(self) -> None:
        await self._core.actions.open_record(self._in_sight())

    async def _follow_rules(self) -> None:
        await self._core.actions.press("hotkey", self._in_sight())

    def _newest(self, fits: Callable[[Call], bool]) -> Call | None:
        fitting = filter(fits, self._core.intake.ledger.under_way())
        return max(fitting, key=lambda call: call.started, default=None)

    def _in_sight(self) -> Call:
        """The call of the newest card, else the newest that is under way."""
        shown = next((self._core.intake.find(call_id) for call_id, _state in self._stack.cards()), None)
        call = shown or self._newest(lambda call: call.involves_agent)
        if call is None:
            raise CallControlError(translate("HotKeys", "No card shows, and no call is under way."))
        return call


def _is_on(call: Call) -> bool:
    """Whether the agent is on the call, or is placing it."""
    return call.own_state is CallState.ACTIVE or (call.is_outgoing and call.own_state is not CallState.ENDED)
