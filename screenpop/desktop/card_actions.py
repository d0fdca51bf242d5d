"""What a card can set off, and the words on its buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from .content import CardAction


@dataclass(frozen=True, slots=True)
class CardActions:
    """What the cards do to the world. The text of an error that an awaited one raises is a sentence for people.

    `save_note` gets the call's id and the whole note, again and again while it is typed.
    """

    answer: Callable[[str], Awaitable[None]]
    decline: Callable[[str], Awaitable[None]]
    hang_up: Callable[[str], Awaitable[None]]
    call_back: Callable[[str], Awaitable[None]]
    save_note: Callable[[str, str], None]
    show_window: Callable[[], None] = lambda: None

    def start(self, action: CardAction, call_id: str) -> Awaitable[None]:
        """Begin `action`; it is done when the result has been awaited."""
        doing = {
            CardAction.ANSWER: self.answer,
            CardAction.DECLINE: self.decline,
            CardAction.HANG_UP: self.hang_up,
            CardAction.CALL_BACK: self.call_back,
        }
        return doing[action](call_id)


class ButtonWords(NamedTuple):
    """A button's words, at rest and at work, its icon and its kind; `done` is said when nothing else will show it."""

    rest: str
    busy: str
    icon: str
    kind: str
    done: str = "The phone system took the command, but the call has not changed yet."


BUTTONS: Final = {
    CardAction.ANSWER: ButtonWords("Answer", "Answering…", "handset", "primary"),
    CardAction.DECLINE: ButtonWords("Decline", "Declining…", "hang-up", "end"),
    CardAction.HANG_UP: ButtonWords("Hang up", "Hanging up…", "hang-up", "end"),
    CardAction.CALL_BACK: ButtonWords(
        "Call back", "Calling…", "handset", "plain", "Your phone rings first. Pick it up to be connected."
    ),
}
