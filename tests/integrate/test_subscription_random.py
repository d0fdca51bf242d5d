"""Days on which everything happens at once, and after which all is well again."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from screenpop.integrate.memory import Forgetful
from tests.integrate.desk import AWAY, HOME, Desk
from tests.integrate.phone_system import Fault, PhoneSystem
from tests.integrate.troubles import TROUBLES
from tests.integrate.virtual_time import now, pass_time, run, until

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
    def __init__(self, knows_by_user):
        self.phone = PhoneSystem(knows_by_user=knows_by_user)
        self.disk = Forgetful()
        self.desk = Desk(self.phone, self.disk).start()

    async def start_again(self):
        await self.desk.kill()
        self.desk = Desk(self.phone, self.disk).start()


HAPPENINGS = st.one_of(
    st.builds(
        Trouble,
        st.sampled_from(sorted(TROUBLES.keys() - LYING)),
        st.sampled_from(["*", "POST", "GET", "DELETE"]),
        st.sampled_from([3, 40, 1000]),
    ),
    st.builds(Move, st.sampled_from([HOME, AWAY, None])),
    st.builds(Sleep, st.sampled_from([1, 13, 30])),
    st.builds(Kill, st.integers(1, 12)),
    st.builds(Quit, st.booleans()),
    st.builds(Deafness, st.sampled_from([5, 300])),
    st.builds(Deletion),
)


async def play(happenings, knows_by_user):
    day = Day(knows_by_user)
    for happening, pause in happenings:
        await happening.happen(day)
        await pass_time(seconds=pause)
        assert len(day.phone.live) <= 3, "one for each address that may be in use, and a reply that was lost"
    day.phone.faults = []
    if not day.desk.addresses:
        day.desk.move(HOME)
    await until(lambda: day.desk.is_live, within=90)
    await until(lambda: [each.id for each in day.phone.live] == [day.desk.keeper.status.id], within=90)
    assert day.phone.pushed_back == []
    await day.desk.kill()


@settings(max_examples=100)
@given(st.lists(st.tuples(HAPPENINGS, st.sampled_from([0, 1, 10, 4000])), max_size=8), st.booleans())
def test_all_is_well_in_the_end(happenings, knows_by_user):
    run(play, happenings, knows_by_user)
