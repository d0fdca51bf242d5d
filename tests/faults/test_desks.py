"""Two computers with the same extension, each with a subscription of its own."""

from tests.faults.office_day import Day
from tests.faults.patient_time import pass_time, patiently, until


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
