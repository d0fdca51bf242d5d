"""The simulated phone system: everything that the API and the control API work on, wired together."""

import copy
from collections import deque
from dataclasses import dataclass
from datetime import datetime

from .calls import Call
from .chores import Chores
from .clock import Clock
from .deliveries import Deliveries
from .faults import Faults
from .limits import RateLimiter
from .office import Office
from .publisher import Publisher
from .queues import QueueBoard
from .records import Records
from .subscriptions import Subscriptions
from .switch import Outlets, Switch
from .tokens import Tokens

_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Logged:
    """One request to the API. `status` is None where the connection was reset."""

    method: str
    path: str
    query: str
    status: int | None
    at: datetime


class PhoneSystem:
    """One office's phone system. `address` is the API's, known once the server listens."""

    def __init__(self, office: Office, clock: Clock) -> None:
        """An office in which nothing has happened yet. It must be made on the loop that it is to run on."""
        self.office = office
        self.clock = clock
        self.address = ""
        self.variants = copy.copy(office.variants)
        self.timings = copy.copy(office.timings)
        self.chores = Chores()
        self.faults = Faults()
        self.tokens = Tokens(clock, self.variants, self.timings)
        self.limits = RateLimiter(clock, self.variants)
        self.subscriptions = Subscriptions(clock)
        self.records = Records()
        self.queues = QueueBoard(office)
        self.deliveries = Deliveries(self.chores, clock, self.faults)
        self.publisher = Publisher(
            self.subscriptions,
            self.deliveries,
            self.records,
            clock=clock,
            chores=self.chores,
            variants=self.variants,
            timings=self.timings,
        )
        outlets = Outlets(self.publisher.tell_call, self._over)
        self.switch = Switch(office, self.timings, clock, self.chores, outlets)
        self.requests: deque[Logged] = deque(maxlen=_REMEMBERED)

    async def close(self) -> None:
        """End all that goes on by itself."""
        await self.chores.cancel()
        await self.deliveries.close()

    def _over(self, call: Call) -> None:
        self.publisher.tell_end(self.records.write(call), self.address)
