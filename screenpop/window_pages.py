"""The pages of the main window, each with what it needs of the workplace. The order is that of the navigation."""

import asyncio
import logging
from collections.abc import Sequence
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
from screenpop.desktop.main_contacts import ContactsPage, ContactsQueries
from screenpop.desktop.main_page import Page
from screenpop.feed.board import Person
from screenpop.language import translate
from screenpop.people.contact import Contact
from screenpop.people.index_file import IndexTrouble
from screenpop.workplace import Workplace

log = logging.getLogger(__name__)

_CONTACTS = 100
"""Contacts that are shown at once: whoever looks for one among more, searches."""


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
        ContactsPage(ContactsQueries(partial(_contacts, core), partial(_contacts_version, core), core.calls.dial)),
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
    if board.source is Source.FEED or core.account.wants_all:
        return BoardView(people, board.detail or "", None if board.detail is None else board.since)
    trouble = translate(
        "Board", "ScreenPop is told of your own calls alone, and of colleagues as far as they are in them."
    )
    return BoardView(people, trouble if people else "", board.since)


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


def _contacts(core: Core, text: str) -> Sequence[Contact]:
    """Those that are found; none while the contacts are not open, or cannot be read."""
    contacts = core.contacts.contacts
    try:
        return contacts.search(text, _CONTACTS) if contacts is not None else ()
    except IndexTrouble as error:
        log.warning("The contacts cannot be searched: %s", error)
        return ()


def _contacts_version(core: Core) -> int | None:
    contacts = core.contacts.contacts
    try:
        return contacts.version() if contacts is not None else None
    except IndexTrouble as error:
        log.warning("The contacts cannot be read: %s", error)
        return None
