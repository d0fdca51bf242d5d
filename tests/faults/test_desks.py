"""Two computers with the same extension, and two programs with the same profile."""

import asyncio
import sys

from tests.end_to_end.office import environment
from tests.faults.lives import Lives
from tests.faults.office_day import DAVID, Day
from tests.faults.patient_time import pass_time, patiently, until
from tests.waiting import until as until_real


@patiently
async def test_two_computers_with_the_same_extension(tmp_path):
    async with Day(tmp_path, time_scale=36.0) as day:
        other = day.desk_named("other")
        await day.desk.start_live()
        await other.start_live()
        assert sorted(day.subscriptions()) == sorted([day.desk.subscription_id, other.subscription_id])
        call_id = await day.take_a_call()
        await until(lambda: other.outcomes() == day.expected, within=5)
        assert other.popped == [call_id]

        await pass_time(hours=1)
        assert sorted(day.subscriptions()) == sorted([day.desk.subscription_id, other.subscription_id])
        await other.quit()
        await day.is_well_again()

        await other.start_live()
        await until(lambda: other.outcomes() == day.expected, within=30)
        await day.desk.quit()
        assert day.subscriptions() == [other.subscription_id]
        await other.quit()
        assert day.subscriptions() == []


async def test_two_instances_with_the_same_profile(tmp_path):
    """The second start has the first one show its window, and ends; the first goes on as if nothing had happened."""
    async with Lives(tmp_path / "profile") as lives:
        await lives.start()
        subscription = await until_real(lives.live, seconds=60)
        second = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "screenpop", "--profile", str(lives.folder)), env=environment()
        )
        assert await second.wait() == 0
        assert (lives.folder / "shown").exists()
        assert lives.process.returncode is None
        call_id = lives.phones.ring(DAVID)
        lives.phones.hang_up(call_id)
        await until_real(lambda: lives.history() == {call_id: "missed"})
        assert lives.subscriptions() == [subscription]
        assert await lives.live() == subscription
