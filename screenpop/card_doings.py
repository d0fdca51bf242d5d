"""What the cards' buttons do, and what actions reach on the screen of this program."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtGui import QGuiApplication

from screenpop.actions.errors import ActionFailed
from screenpop.calls.call import Call
from screenpop.core import Core
from screenpop.desktop.card_actions import CardActions
from screenpop.language import translate
from screenpop.people.index_file import IndexTrouble

log = logging.getLogger(__name__)

_OFFERED: Final = 12


def card_actions(
    core: Core,
    save_note: Callable[[str, str], None],
    show_window: Callable[[], None],
    choose_match: Callable[[str, int], None],
) -> CardActions:
    """What the cards can set off in `core`."""
    return CardActions(
        answer=core.calls.answer,
        decline=core.calls.decline,
        hang_up=core.calls.hang_up,
        call_back=core.calls.call_back,
        save_note=save_note,
        show_window=show_window,
        open_record=partial(open_record, core),
        choose_match=choose_match,
    )


async def open_record(core: Core, call_id: str) -> None:
    """Open the record of a call's other party. Raises ActionFailed."""
    call = core.intake.find(call_id)
    if call is None:
        raise ActionFailed(translate("Actions", "This call is not known any more."))
    await core.actions.open_record(call)


def act_on_screen(core: Core, report: Callable[[str], None]) -> None:
    """Let the actions of `core` ask the contacts, copy to the clipboard, and tell the agent what they could not do."""
    core.actions.report = report
    core.actions.contact = lambda call: contact_fields(core, call)
    core.actions.copy = lambda text: QGuiApplication.clipboard().setText(text)


def contact_fields(core: Core, call: Call) -> dict[str, str]:
    """What the contacts know of the caller, by the names that templates use; nothing of a stranger. For a thread."""
    if not call.number:
        return {}
    try:
        found = next(iter(core.contacts.open().of(call.number)), None)
    except IndexTrouble as error:
        log.warning("What the contacts know of a caller cannot be told: %s", error)
        return {}
    if found is None:
        return {}
    own = {"id": found.uid, "name": found.title, "company": found.company, "note": found.note, "source": found.source}
    return {**dict(found.fields), **own}


def found_contacts(core: Core, letters: str) -> list[tuple[str, str]]:
    """The names and numbers of the contacts that may be meant by some letters."""
    try:
        found = core.contacts.open().search(letters, limit=_OFFERED)
    except IndexTrouble as error:
        log.warning("The contacts cannot be searched: %s", error)
        return []
    return [(contact.title, phone.text) for contact in found for phone in contact.phones]
