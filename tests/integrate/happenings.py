"""What can happen to a desk and its phone system, from the one fault to the next."""

from dataclasses import dataclass
from datetime import timedelta

from screenpop.integrate.memory import Forgetful
from tests.integrate.desk import Desk
from tests.integrate.phone_system import Fault, PhoneSystem
from tests.integrate.troubles import TROUBLES
from tests.integrate.virtual_time import now, pass_time

LYING = {"401 once", "404", "403", "422"}
"""For a person to see to, or a phone system that says it knows nothing of what it holds."""


@dataclass(frozen=True)
class Trouble:
    name: str
    method: str
    seconds: int

    async def happen(self, day):
        day.phone.faults = [
            Fault(self.method, TROUBLES[self.name], times=10**9, until=now() + self.seconds),
        ]
        await pass_time(seconds=self.seconds)


@dataclass(frozen=True)
class Doubt:
    """A token is refused, once: the next one is good."""

    method: str

    async def happen(self, day):
        day.phone.faults = [Fault(self.method, TROUBLES["401 once"])]
        await pass_time(seconds=3)


@dataclass(frozen=True)
class Move:
    address: str | None

    async def happen(self, day):
        day.desk.move(self.address)


@dataclass(frozen=True)
class Sleep:
    hours: int

    async def happen(self, day):
        day.desk.sleep(self.hours)


@dataclass(frozen=True)
class Kill:
    dies_in: int

    async def happen(self, day):
        day.desk.dies_at = day.desk.steps + self.dies_in
        await pass_time(seconds=20)
        await day.start_again()


@dataclass(frozen=True)
class Quit:
    delete: bool

    async def happen(self, day):
        await day.desk.quit(delete=self.delete)
        await day.start_again()


@dataclass(frozen=True)
class Deafness:
    seconds: int

    async def happen(self, day):
        """Nothing arrives for a while, though the phone system is well."""
        hooks, day.phone.hooks = day.phone.hooks, {}
        await pass_time(seconds=self.seconds)
        day.phone.hooks = hooks | day.phone.hooks


@dataclass(frozen=True)
class Deletion:
    async def happen(self, day):
        """Somebody else deletes it, and the desk finds that out at its next start."""
        day.phone.subscriptions.clear()
        await day.start_again()


class Day:
    def __init__(self, knows_by_user, *, phone=None):
        self.phone = phone or PhoneSystem(knows_by_user=knows_by_user)
        self.disk = Forgetful()
        self.desk = Desk(self.phone, self.disk).start()

    async def start_again(self):
        await self.desk.kill()
        self.desk = Desk(self.phone, self.disk).start()


@dataclass(frozen=True)
class Refusal:
    """The phone system takes no sign-in for a while; then a person signs in again."""

    seconds: int

    async def happen(self, day):
        day.phone.rejects_tokens = True
        await pass_time(seconds=self.seconds)
        day.phone.rejects_tokens = False
        day.desk.keeper.signed_in()


@dataclass(frozen=True)
class ClockJump:
    hours: int

    async def happen(self, day):
        day.desk.clock_error += timedelta(hours=self.hours)
