"""What a card can set off, and the words on its buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NamedTuple

from screenpop.language import translate

from .content import CardAction


async def _no_record(_call_id: str) -> None:
    """There is none: no card shows the button."""


@dataclass(frozen=True, slots=True)
class CardActions:
    """What the cards do to the world. The text of an error that an awaited one raises is a sentence for people.

    `save_note` gets the call's id and the whole note, again and again while it is typed; `choose_match` gets the call's
    id and which of the other contacts with this number it really is.
    """

    answer: Callable[[str], Awaitable[None]]
    decline: Callable[[str], Awaitable[None]]
    hang_up: Callable[[str], Awaitable[None]]
    call_back: Callable[[str], Awaitable[None]]
    save_note: Callable[[str, str], None]
    show_window: Callable[[], None] = lambda: None
    open_record: Callable[[str], Awaitable[None]] = _no_record
    choose_match: Callable[[str, int], None] = lambda _call_id, _place: None

    def start(self, action: CardAction, call_id: str) -> Awaitable[None]:
        """Begin `action`; it is done when the result has been awaited."""
        doing = {
            CardAction.ANSWER: self.answer,
            CardAction.DECLINE: self.decline,
            CardAction.HANG_UP: self.hang_up,
            CardAction.CALL_BACK: self.call_back,
            CardAction.OPEN_RECORD: self.open_record,
        }
        return doing[action](call_id)


class ButtonWords(NamedTuple):
    """A button's words, at rest and at work, its icon and its kind; `done` is said when nothing else will show it."""

    rest: str
    busy: str
    icon: str
    kind: str
    done: str


def button_words(action: CardAction) -> ButtonWords:
    """What the button of `action` says and shows."""
    taken = translate("Card", "The phone system took the command, but the call has not changed yet.")
    match action:
        case CardAction.ANSWER:
            words = translate("Card", "Answer"), translate("Card", "Answering…")
            return ButtonWords(*words, "handset", "primary", taken)
        case CardAction.DECLINE:
            words = translate("Card", "Decline"), translate("Card", "Declining…")
            return ButtonWords(*words, "hang-up", "end", taken)
        case CardAction.HANG_UP:
            words = translate("Card", "Hang up"), translate("Card", "Hanging up…")
            return ButtonWords(*words, "hang-up", "end", taken)
        case CardAction.CALL_BACK:
            words = translate("Card", "Call back"), translate("Card", "Calling…")
            rings = translate("Card", "Your phone rings first. Pick it up to be connected.")
            return ButtonWords(*words, "handset", "plain", rings)
        case CardAction.OPEN_RECORD:
            words = translate("Card", "Open record"), translate("Card", "Opening…")
            return ButtonWords(*words, "external-link", "plain", "")
