"""The pages of the main window, each with what it needs of the workplace. The order is that of the navigation."""

import asyncio
from datetime import datetime
from functools import partial

from screenpop.calls.presence import Presence, colleagues
from screenpop.card_doings import open_record
from screenpop.core import Core
from screenpop.desktop.board_model import BoardView, Colleague
from screenpop.desktop.call_panel import CallsActions
from screenpop.desktop.history_reader import HistoryReader
from screenpop.desktop.main_board import BoardActions, BoardPage
from screenpop.desktop.main_calls import CallsPage
from screenpop.desktop.main_contacts import ContactsPage
from screenpop.desktop.main_page import Page
from screenpop.language import translate
from screenpop.workplace import Workplace


def window_pages(workplace: Workplace, of_set_up: tuple[Page, ...]) -> tuple[Page, ...]:
    """All that there are; those of the set-up, which outlive a workplace, come last."""
    core = workplace.core
    return (
        BoardPage(lambda: _board(core), BoardActions(core.calls.dial), workplace.clock),
        CallsPage(
            lambda: HistoryReader(core.store.path),
            lambda listed: workplace.line(listed.call),
            _calls_actions(workplace),
            lambda: core.store.commits,
            workplace.clock,
        ),
        ContactsPage(),
        *of_set_up,
    )


def _board(core: Core) -> BoardView:
    """What the agent's own calls tell of the others; whom no call tells about is unknown, and the board says why."""
    own = core.account.identity.user if core.account.identity else None
    busy = colleagues(core.intake.ledger.under_way(), besides=own)
    names = {**{user: core.names.known.get(user, "") for user in busy}, **core.names.users}
    people = [
        Colleague(user, name, busy.get(user, Presence.UNKNOWN), number=user)
        for user, name in names.items()
        if user != own
    ]
    trouble = translate(
        "Board", "ScreenPop is told of your own calls alone, and of colleagues as far as they are in them."
    )
    return BoardView(tuple(people), trouble if people else "", None)


def _calls_actions(workplace: Workplace) -> CallsActions:
    core, history = workplace.core, workplace.core.history

    async def delete(call_id: str) -> None:
        await asyncio.wrap_future(history.delete(call_id))

    async def delete_older(moment: datetime) -> None:
        await asyncio.wrap_future(history.delete_older(moment))

    return CallsActions(
        call_back=workplace.calls.call_back,
        save_note=workplace.keep_note,
        delete=delete,
        delete_older=delete_older,
        looked_at=workplace.looked_at,
        open_record=partial(open_record, core),
        has_record=core.actions.has_record,
    )
