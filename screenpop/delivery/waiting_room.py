"""Who has begun to send a request and is not done, by address: slow senders may not keep others out."""

from typing import Final, Protocol

MOST_OF_AN_ADDRESS: Final = 64
MOST_IN_ALL: Final = 128


class Sender(Protocol):
    """Somebody who sends."""

    def cut_off(self) -> None:
        """End the connection at once."""


class WaitingRoom:
    """Whoever comes gets in. Where that makes too many, whoever has been sending longest is cut off: of the same
    address where that address has too many, else of the address that has most.

    The phone system's request is in here for a moment, and those of slow senders for as long as they are let. So it
    is never the phone system that goes, even if it shares its address with them, as all who use a tunnel do.
    """

    def __init__(self, *, of_an_address: int = MOST_OF_AN_ADDRESS, in_all: int = MOST_IN_ALL) -> None:
        """An empty room."""
        self._of_an_address = of_an_address
        self._in_all = in_all
        self._senders: dict[str, dict[Sender, None]] = {}

    def __len__(self) -> int:
        """How many are in here."""
        return sum(len(group) for group in self._senders.values())

    def enter(self, address: str, sender: Sender) -> None:
        """Somebody begins to send; somebody else may have to go."""
        group = self._senders.setdefault(address, {})
        group[sender] = None
        if len(group) > self._of_an_address:
            self._cut_off_oldest(address)
        elif len(self) > self._in_all:
            self._cut_off_oldest(max(self._senders, key=lambda each: len(self._senders[each])))

    def leave(self, address: str, sender: Sender) -> None:
        """Somebody is done, or gone; more than once does no harm."""
        group = self._senders.get(address, {})
        group.pop(sender, None)
        if not group:
            self._senders.pop(address, None)

    def _cut_off_oldest(self, address: str) -> None:
        oldest = next(iter(self._senders[address]))
        self.leave(address, oldest)
        oldest.cut_off()
