"""Turns numbers and extensions into the sides of a call."""

from .calls import Caller, Leg, new_id
from .office import Office


class Directory:
    """Knows who is behind a number."""

    def __init__(self, office: Office) -> None:
        """Look things up in `office`."""
        self._office = office

    def caller(self, number: str | None, name: str | None, *, shown: str | None = None, call_id: str = "") -> Caller:
        """The originating side. `shown` is another number to show; a user's own name is used if none is given."""
        call_id = call_id or new_id()
        user = self._office.find_user(number) if number else None
        if user is None:
            return Caller(call_id, number or None, name)
        return Caller(call_id, shown or user.user, name or user.name, user.user, self._office.domain)

    def leg(self, address: str, *, from_outside: bool) -> Leg:
        """A leg to an extension, a device or a number. Callers from outside have dialled the direct number."""
        user = self._office.find_user(address)
        if user is None:
            return Leg(address.removeprefix("sip:"))
        number = user.number if from_outside and user.number else user.user
        return Leg(number, user.user, self._office.domain)

    def own_device(self, user: str, dialled: str) -> Leg:
        """The leg of a click to dial that rings first."""
        return Leg(user, user, self._office.domain, dialled=dialled)

    def queue_leg(self, queue: str) -> Leg:
        """The machine with which a caller waits; it does not answer as a person would (assumed)."""
        return Leg(queue, queue, self._office.domain, is_human=False, is_queue=True)

    def voicemail_leg(self, user: str) -> Leg:
        """The voicemail box: a machine that carries the user's extension."""
        return Leg(user, user, self._office.domain, is_human=False)
