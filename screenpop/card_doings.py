"""What the cards' buttons do, and what actions reach on the screen of this program."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication

from screenpop.actions.errors import ActionFailed
from screenpop.core import Core
from screenpop.desktop.card_actions import CardActions
from screenpop.language import translate


def card_actions(core: Core, save_note: Callable[[str, str], None], show_window: Callable[[], None]) -> CardActions:
    """What the cards can set off in `core`."""
    return CardActions(
        answer=core.calls.answer,
        decline=core.calls.decline,
        hang_up=core.calls.hang_up,
        call_back=core.calls.call_back,
        save_note=save_note,
        show_window=show_window,
        open_record=partial(open_record, core),
    )


async def open_record(core: Core, call_id: str) -> None:
    """Open the record of a call's other party. Raises ActionFailed."""
    call = core.intake.find(call_id)
    if call is None:
        raise ActionFailed(translate("Actions", "This call is not known any more."))
    await core.actions.open_record(call)


def act_on_screen(core: Core, report: Callable[[str], None]) -> None:
    """Let the actions of `core` copy to the clipboard, and tell the agent what they could not do."""
    core.actions.report = report
    core.actions.copy = lambda text: QGuiApplication.clipboard().setText(text)
