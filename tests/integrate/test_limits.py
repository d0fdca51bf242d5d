"""No sequence of requests runs into the published limits, however the phone system counts, and all get their turn."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screenpop.integrate.errors import RateLimited
from screenpop.integrate.limits import LIMITS, MARGIN, PATIENCE, RateLimits, pause_of
from screenpop.integrate.memory import Forgetful
from tests.integrate.desk import at_once
from tests.integrate.phone_system import MORNING
from tests.integrate.virtual_time import now, run, until

ACTIVE = ("GET", "calls/active/")
SUBSCRIBE = ("POST", "subscriptions/")
UNKNOWN = ("GET", "weather/")
FIXED_WINDOWS = [number / 8 for number in range(8)]
"""Where the phone system's windows may begin, as a share of their length."""


class Life(Forgetful):
    """What one run of the program sees of the disk."""

    def __init__(self, disk):
        self.disk = disk
        self.is_over = False

    def load(self, name):
        return self.disk.load(name)

    def save(self, name, value):
        if not self.is_over:
            self.disk.save(name, value)


class Office:
    """A program with its limits, and the phone system's count of what arrived when."""

    def __init__(self, disk=None, clock_error=0.0):
        self.arrived = {}
        self.disk = disk or Forgetful()
        self.clock_error = clock_error
        self.start()

    def start(self):
        """Start the program (again): only the disk remembers."""
        self.life = Life(self.disk)
        self.limits = RateLimits(
            self.life,
            wall=lambda: MORNING + timedelta(seconds=now() + self.clock_error),
            monotonic=lambda: 77.0 + now(),
            elsewhere=at_once,
        )

    async def request(self, method, template, *, out=0.05, back=0.05, interactive=False):
        """One request that takes so many seconds there and back. Once sent it arrives, whatever becomes of us."""
        arrivals = self.arrived.setdefault((method, template), [])
        with await self.limits.acquire(method, template, interactive=interactive):
            asyncio.get_running_loop().call_later(out, lambda: arrivals.append(now()))
            await asyncio.sleep(out + back)

    async def kill(self, request):
        self.life.is_over = True
        request.cancel()
        await asyncio.wait([request])

    def assert_within_limits(self):
        for key, arrivals in self.arrived.items():
            limit = LIMITS.get(key, LIMITS[SUBSCRIBE])
            for window, most in ((1.0, limit.per_second), (60.0, limit.per_minute)):
                assert_sliding(arrivals, window, most)
                assert_fixed(arrivals, window, most)


def assert_sliding(arrivals, window, most):
    for arrived in arrivals:
        assert sum(arrived - window < other <= arrived for other in arrivals) <= most


def assert_fixed(arrivals, window, most):
    for offset in FIXED_WINDOWS:
        counts = {}
        for arrived in arrivals:
            number = (arrived + offset * window) // window
            counts[number] = counts.get(number, 0) + 1
        assert all(count <= most for count in counts.values())


REQUESTS = st.lists(
    st.tuples(
        st.sampled_from([ACTIVE, SUBSCRIBE, UNKNOWN]),
        st.sampled_from([0.0, 0.01, 0.3, 0.99, 5.0, 58.5]),
        st.sampled_from([0.0, 0.05, 0.9, 9.0]),
        st.sampled_from([0.0, 0.4]),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=60)
@given(REQUESTS, st.sets(st.integers(0, 24)))
def test_no_sequence_provokes_a_429(requests, restarts):
    async def play():
        office = Office()
        async with asyncio.TaskGroup() as tasks:
            for number, (key, gap, out, back) in enumerate(requests):
                if number in restarts:
                    await until(
                        lambda: all(task.done() for task in asyncio.all_tasks() - {asyncio.current_task()}),
                        within=10**4,
                    )
                    office.start()
                tasks.create_task(office.request(*key, out=out, back=back))
                await asyncio.sleep(gap)
        office.assert_within_limits()
        assert sum(map(len, office.arrived.values())) == len(requests)

    run(play)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.floats(0.0, 3.0), st.sampled_from([0.0, 0.1, 0.9])), min_size=1, max_size=12))
def test_no_sequence_of_kills_provokes_a_429(lives):
    async def play():
        office = Office()
        for killed_after, out in lives:
            request = asyncio.create_task(office.request(*SUBSCRIBE, out=out, back=0.3))
            await asyncio.sleep(killed_after)
            await office.kill(request)
            office.start()
        await asyncio.sleep(1)
        office.assert_within_limits()

    run(play)


def test_the_most_that_is_allowed_is_possible():
    async def play():
        office = Office()
        began = now()
        await asyncio.gather(*(office.request(*SUBSCRIBE, out=0, back=0) for _ in range(5)))
        assert now() - began == pytest.approx(4 * (1 + MARGIN))
        await office.request(*SUBSCRIBE)
        assert 60 < now() - began < 61

    run(play)


def test_calls_have_limits_of_their_own():
    async def play():
        office = Office()
        began = now()
        await asyncio.gather(
            office.request(*SUBSCRIBE), office.request(*ACTIVE), office.request("GET", "subscriptions/{id}/")
        )
        assert now() - began < 0.2

    run(play)


def test_what_a_person_waits_for_goes_first():
    async def play():
        office, order = Office(), []

        async def one(name, interactive):
            await office.request(*ACTIVE, interactive=interactive)
            order.append(name)

        async with asyncio.TaskGroup() as tasks:
            for name in ("first", "second", "third"):
                tasks.create_task(one(name, interactive=False))
            await asyncio.sleep(0.01)
            tasks.create_task(one("answer", interactive=True))
            await asyncio.sleep(0.01)
            tasks.create_task(one("hang up", interactive=True))
        assert order == ["first", "answer", "hang up", "second", "third"]

    run(play)


def test_a_person_is_not_kept_waiting():
    async def play():
        office = Office()
        for _ in range(15):
            await office.request("PUT", "calls/{call_id}/answer/")
        began = now()
        with pytest.raises(RateLimited) as caught:
            await office.request("PUT", "calls/{call_id}/answer/", interactive=True)
        assert now() == began
        assert timedelta(seconds=PATIENCE) < caught.value.retry_after < timedelta(minutes=1)
        assert "Try again in" in str(caught.value)
        await office.request("PUT", "calls/{call_id}/answer/")

    run(play)


def test_who_gives_up_holds_nobody_up():
    async def play():
        office = Office()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(office.request(*ACTIVE, out=30))
            await asyncio.sleep(0.01)
            waiting = [tasks.create_task(office.request(*ACTIVE)) for _ in range(3)]
            await asyncio.sleep(0.01)
            waiting[0].cancel()
        assert [task.cancelled() for task in waiting] == [True, False, False]
        assert len(office.arrived[ACTIVE]) == 3

    run(play)


@pytest.mark.parametrize(
    ("message", "seconds"),
    [
        ("1 per 1 second", 1),
        ("5 per 1 minute", 60),
        ("15 per minute", 60),
        ("100 per 1 hour", 3600),
        ("3 per 2 minutes", 120),
        ("Slow down", 60),
        ("", 60),
        ("1 per " + "9" * 190 + " hours", 3600),
    ],
)
def test_the_phone_systems_word_for_a_pause(message, seconds):
    assert pause_of(message) == timedelta(seconds=seconds)


@pytest.mark.parametrize("restarted", [False, True])
def test_after_a_429_nobody_goes_before_the_pause_is_over(restarted):
    async def play():
        office = Office()
        await office.request(*SUBSCRIBE)
        began = now()
        assert await office.limits.pushed_back(*SUBSCRIBE, "5 per 1 minute") == timedelta(minutes=1)
        if restarted:
            office.start()
        await office.request(*ACTIVE)
        assert now() - began < 1
        await office.request(*SUBSCRIBE)
        assert 60 <= now() - began < 61

    run(play)


def test_the_header_goes_before_the_word():
    async def play():
        office = Office()
        await office.limits.pushed_back(*SUBSCRIBE, "5 per 1 minute", timedelta(seconds=3))
        began = now()
        await office.request(*SUBSCRIBE)
        assert 3 <= now() - began < 4

    run(play)


@pytest.mark.parametrize("jump", [-400 * 86400.0, -30.0, 30.0])
def test_a_clock_that_jumps_locks_nobody_out(jump):
    async def play():
        office = Office()
        for _ in range(5):
            await office.request(*SUBSCRIBE)
        await office.limits.pushed_back(*ACTIVE, "1 per 1 second")
        office.clock_error += jump
        office.start()
        began = now()
        await asyncio.gather(office.request(*SUBSCRIBE), office.request(*ACTIVE))
        assert now() - began < 65

    run(play)


@pytest.mark.parametrize("jump", [-86400.0, 0.0, 86400.0])
def test_a_clock_that_jumps_between_two_runs_forgets_nothing(jump):
    async def play():
        office = Office()
        for _ in range(5):
            await office.request(*SUBSCRIBE)
        ended = now()
        office.clock_error += jump
        office.start()
        await office.request(*SUBSCRIBE)
        assert 55 <= now() - ended < 65

    run(play)


@pytest.mark.parametrize(
    "record",
    [
        {"POST subscriptions/": "broken"},
        {"POST subscriptions/": {"ages": [None], "running": "x"}},
        {"POST subscriptions/": {"running": 3, "closed_for": 2.0, "steady": 1e300}},
        {"nonsense": {"ages": []}},
    ],
)
def test_a_broken_record_does_no_harm(record):
    async def play():
        disk = Forgetful()
        disk.save("limits", record)
        office = Office(disk)
        began = now()
        await office.request(*SUBSCRIBE)
        assert now() - began < 65

    run(play)


def test_a_turn_is_over_once():
    async def play():
        office = Office()
        turn = await office.limits.acquire(*ACTIVE)
        turn.over()
        turn.over()
        began = now()
        await office.request(*ACTIVE)
        assert 1 < now() - began < 1.5

    run(play)


def test_who_gives_up_while_it_is_written_down_gives_the_turn_back():
    async def play():
        written = asyncio.Event()

        async def slowly(work):
            await written.wait()
            work()

        limits = RateLimits(wall=lambda: MORNING, monotonic=now, elsewhere=slowly)
        asking = asyncio.create_task(limits.acquire(*ACTIVE))
        await asyncio.sleep(1)
        asking.cancel()
        await asyncio.wait([asking])
        written.set()
        async with asyncio.timeout(5):
            (await limits.acquire(*ACTIVE)).over()

    run(play)


def test_idle_limits_do_nothing():
    async def play():
        office = Office()
        await office.request(*ACTIVE)
        return len(asyncio.all_tasks())

    assert run(play) == 1
