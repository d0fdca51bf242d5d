"""The pages of the main window, each with what it needs of the workplace. The order is that of the navigation."""

import asyncio
from datetime import datetime
from functools import partial

from screenpop.calls.presence import Presence
from screenpop.card_doings import open_record
from screenpop.colleagues import Source
from screenpop.core import Core
from screenpop.desktop.board_model import BoardView, Colleague
from screenpop.desktop.call_panel import CallsActions
from screenpop.desktop.history_reader import HistoryReader
from screenpop.desktop.main_board import BoardActions, BoardPage
from screenpop.desktop.main_calls import CallsPage
from screenpop.desktop.main_contacts import ContactsPage
from screenpop.desktop.main_page import Page
from screenpop.feed.board import Person
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
    """What the feed, else the agent's own calls, tell of the others; the board says why somebody is unknown."""
    own = core.account.identity.user if core.account.identity else None
    board = core.colleagues.board()
    names = {**{user: core.names.known.get(user, "") for user in board.people}, **core.names.users}
    unknown = Person(Presence.UNKNOWN)
    people = tuple(
        Colleague(user, person.name or name, person.presence, person.since, person.other, number=user)
        for user, name in names.items()
        if user != own
        for person in [board.people.get(user, unknown)]
    )
    if board.source is Source.FEED:
        return BoardView(people, board.detail or "", None if board.detail is None else board.since)
    trouble = translate(
        "Board", "ScreenPop is told of your own calls alone, and of colleagues as far as they are in them."
    )
    return BoardView(people, trouble if people else "", None)


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
