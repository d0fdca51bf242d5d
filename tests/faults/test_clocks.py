"""Clocks that are wrong, that jump, and that go on while the computer sleeps."""

from datetime import timedelta

import pytest

from tests.faults.office_day import AGENT, DAVID, Day
from tests.faults.patient_time import pass_time, patiently, until

SCALE = 36.0
DAY = timedelta(days=1)


@pytest.mark.parametrize("error", [-DAY, DAY], ids=["a day behind", "a day ahead"])
@pytest.mark.parametrize("whose", ["server", "computer"])
@patiently
async def test_a_clock_that_is_one_day_off(whose, error, tmp_path):
    async with Day(tmp_path, time_scale=SCALE) as day:
        day.put_clock(whose, error)
        await day.desk.start()
        await day.is_well_again()
        await day.miss_a_call()
        await pass_time(hours=2)
        assert day.desk.sees == ""
        await day.is_well_again()
        assert 4 <= len(day.asked("POST", "subscriptions")) <= 9, "renewed at half its life, and not again and again"
        await day.desk.quit()
        await day.miss_a_call()
        await day.desk.start()
        await day.is_well_again()


@pytest.mark.parametrize("jump", [-DAY, timedelta(hours=-1), timedelta(hours=1), DAY], ids=str)
@patiently
async def test_the_local_clock_jumps(jump, tmp_path):
    """During a call, with one whose end is lost, and while do not disturb runs."""
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        call_id = day.phones.ring(DAVID)
        await until(lambda: day.desk.presence == "ringing")
        day.phones.answer(call_id, AGENT)
        await until(lambda: day.desk.presence == "on_call")
        day.put_clock("computer", jump)
        await pass_time(minutes=1)
        assert day.desk.sees == ""
        assert day.desk.presence == "on_call"
        day.phones.hang_up(call_id)
        day.expected[call_id] = "answered"
        await until(lambda: day.desk.presence == "available", within=5)
        ringing = await day.let_it_ring()
        day.fault(deliveries="drop", times=0)
        await day.give_up(ringing)
        await until(lambda: day.desk.presence == "available", within=120)
        day.mend()
        await day.is_well_again()


@patiently
async def test_the_local_clock_jumps_over_a_renewal(tmp_path):
    async with Day(tmp_path, time_scale=SCALE) as day:
        await day.desk.start_live()
        day.put_clock("computer", DAY)
        await pass_time(minutes=10)
        day.put_clock("computer", -DAY)
        await pass_time(minutes=50)
        assert len(day.asked("POST", "subscriptions")) in (3, 4)
        await day.is_well_again()


@pytest.mark.parametrize("hours", [1, 13, 30, 24 * 8], ids="{} hours".format)
@patiently
async def test_sleep(hours, tmp_path):
    """Short, over the renewal, over the expiry, and over a week; calls go on without us."""
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        talking = day.phones.ring(DAVID)
        day.phones.answer(talking, AGENT)
        await until(lambda: day.desk.presence == "on_call")
        day.fault(deliveries="drop", times=0)
        day.phones.hang_up(talking)
        day.expected[talking] = "answered"
        day.sleep(hours=hours - 1)
        missed = day.phones.ring()
        day.sleep(hours=1)
        day.phones.hang_up(missed)
        day.expected[missed] = "missed"
        day.mend()
        await day.is_well_again()
        assert missed not in day.desk.popped


@patiently
async def test_a_call_that_rings_when_the_computer_wakes(tmp_path):
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        day.fault(deliveries="drop", times=0)
        day.sleep(hours=2)
        ringing = day.phones.ring(DAVID)
        await until(lambda: day.desk.popped == [ringing], within=10)
        day.mend()
        day.phones.hang_up(ringing)
        day.expected[ringing] = "missed"
        await day.is_well_again()
