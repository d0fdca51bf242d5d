"""The disk takes nothing more, for a while."""

import resource

import pytest

from tests.faults.lives import Lives
from tests.faults.office_day import DAVID, Day
from tests.faults.patient_time import pass_time, patiently, until
from tests.waiting import until as until_real

FULL = "Make room on the disk"


async def fill(store):
    """SQLite meets its limit, as it meets the end of the disk, at the next page that it needs."""
    pages = store.read("PRAGMA page_count")[0][0]
    await until(store.submit(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()).done)


async def make_room(store):
    await until(store.submit(lambda connection: connection.execute("PRAGMA max_page_count = 1000000").fetchone()).done)


@pytest.mark.parametrize("minutes", [1, 60], ids="{} minutes".format)
@patiently
async def test_the_disk_is_full_while_calls_come(minutes, tmp_path):
    """The phone system hears of it, cards show all the same, and the history is whole when there is room again."""
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        await day.take_a_call()
        await fill(day.desk.core.store)
        calls = [await day.miss_a_call() for _ in range(30)]
        assert day.desk.popped[1:] == calls
        await until(lambda: FULL in (day.desk.core.intake.disk_trouble or ""), within=5)
        assert 503 in [one["result"] for one in day.system.deliveries.log]
        assert day.desk.outcomes() != day.expected
        await pass_time(minutes=minutes)
        await make_room(day.desk.core.store)
        await day.miss_a_call()
        await until(lambda: day.desk.core.intake.disk_trouble is None, within=5)
        await day.is_well_again()


async def test_the_system_refuses_every_write(tmp_path):
    """Not one byte more, in history, state and log alike, while two calls come."""
    async with Lives(tmp_path / "profile") as lives:
        await lives.start()
        subscription = await until_real(lives.live, seconds=60)
        _, most = resource.prlimit(lives.process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        expected = {}
        for _ in range(2):
            call_id = lives.phones.ring(DAVID)
            await until_real(lambda call_id=call_id: shown(lives, call_id))
            lives.phones.hang_up(call_id)
            expected[call_id] = "missed"
        await until_real(lambda: [one["result"] for one in lives.phones.system.deliveries.log].count(503) == 4)
        assert lives.history() == {}
        resource.prlimit(lives.process.pid, resource.RLIMIT_FSIZE, (most, most))
        call_id = lives.phones.ring(DAVID)
        lives.phones.hang_up(call_id)
        expected[call_id] = "missed"
        await until_real(lambda: lives.history() == expected)
        assert lives.subscriptions() == [subscription]


async def shown(lives, call_id):
    status = await lives.status()
    return call_id in [call["id"] for call in status["calls"]]
