"""Call detail records and recordings: what is left of a call that has ended."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from .calls import Call, Leg

MOST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a record."""

    call_id: str
    number: str | None
    user: str | None = None
    domain: str | None = None
    name: str | None = None
    is_human: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the caller, and the leg that counts. `serial` grows from record to record."""

    serial: int
    caller: Side
    target: Side
    started: datetime
    answered: datetime | None
    ended: datetime
    by_user: str | None = None

    @property
    def duration(self) -> int:
        """Seconds of talk, 0 for an unanswered call."""
        return int((self.ended - self.answered).total_seconds()) if self.answered else 0

    @property
    def call_type(self) -> str:
        """Incoming, Outgoing or On Net (API description 1.9)."""
        if self.caller.user is None:
            return "Incoming"
        return "Outgoing" if self.target.user is None else "On Net"

    def involves(self, user: str) -> bool:
        """Whether it is about a call of `user`."""
        return user in (self.caller.user, self.target.user)


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording of an answered call; `address` is where it can be fetched."""

    call_id: str
    sides: tuple[str, str]
    users: tuple[str | None, str | None]
    duration: int
    address: str

    @property
    def fields(self) -> dict[str, object]:
        """The answer of the recordings call."""
        return {"duration": self.duration, "url": self.address, "status": "Available"}


class Records:
    """The records and recordings of the last calls, and how many messages lie in each voicemail box."""

    def __init__(self) -> None:
        """None."""
        self._records: deque[Record] = deque(maxlen=MOST)
        self._recordings: deque[Recording] = deque(maxlen=MOST)
        self._voicemails: dict[str, int] = {}
        self._last = 0

    def write(self, call: Call) -> tuple[Record, ...]:
        """Write down a call that has ended, one record for each leg that counts."""
        assert call.ended is not None
        written = tuple(self._record(call, leg, call.ended) for leg in _legs_that_count(call))
        self._records.extend(written)
        for leg in call.legs:
            if leg.user and leg.answered and not leg.is_human:
                self._voicemails[leg.user] = self._voicemails.get(leg.user, 0) + 1
        return written

    def newest_first(self) -> Iterator[Record]:
        """Every record."""
        return reversed(self._records)

    def record_audio(self, record: Record, base: str) -> Recording | None:
        """Keep the recording of an answered call between people; `base` is the API's address."""
        if record.answered is None or not record.target.is_human:
            return None
        sides = (record.caller.call_id, record.target.call_id)
        users = (record.caller.user, record.target.user)
        address = f"{base}/recordings/{record.caller.call_id}/recording/"
        recording = Recording(record.caller.call_id, sides, users, record.duration, address)
        self._recordings.append(recording)
        return recording

    def recording(self, call_id: str) -> Recording | None:
        """The recording of the call with a side of that id."""
        return next((one for one in self._recordings if call_id in one.sides), None)

    def new_voicemails(self, user: str) -> int:
        """How many messages `user` has not heard."""
        return self._voicemails.get(user, 0)

    def _record(self, call: Call, leg: Leg, ended: datetime) -> Record:
        self._last += 1
        caller = call.caller
        return Record(
            serial=self._last,
            caller=Side(caller.call_id, caller.number, caller.user, caller.domain, caller.name),
            target=Side(leg.call_id, leg.number, leg.user, leg.domain, is_human=leg.is_human),
            started=call.started,
            answered=leg.answered,
            ended=ended,
            by_user=call.by_user,
        )


def _legs_that_count(call: Call) -> list[Leg]:
    """Who answered: a person, else the voicemail box; else everybody who was rung, once; else the queue.

    Records count from the agent who answered and not from the queue (the vendor's descriptions); the rest is assumed.
    """
    far = [leg for leg in call.legs if leg.dialled is None] or call.legs
    people = [leg for leg in far if leg.is_human]
    answered = [leg for leg in people if leg.answered] or [leg for leg in far if leg.answered]
    return answered or list({leg.number: leg for leg in people}.values()) or far[-1:]
