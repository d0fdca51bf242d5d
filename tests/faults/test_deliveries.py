"""Deliveries are lost, doubled, shuffled and late: what the agent has in the end is right all the same."""

import pytest

from tests.faults.office_day import AGENT, DAVID, MARIE, Day
from tests.faults.patient_time import pass_time, patiently, until


async def a_call(day, wish=DAVID):
    """A call that is answered, told in three messages: ringing, active, ended."""
    call_id = day.phones.ring(wish)
    await pass_time(seconds=4)
    day.phones.answer(call_id, AGENT)
    await pass_time(seconds=30)
    day.phones.hang_up(call_id)
    day.expected[call_id] = "answered"
    return call_id


@pytest.mark.parametrize("lost", ["ringing", "active", "ended", "ringing active", "active ended", "all"])
@patiently
async def test_lost(lost, tmp_path):
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        act = day.losing(lost.split())
        call_id = await act("ringing", lambda: day.phones.ring(DAVID))
        await pass_time(seconds=4)
        await act("active", lambda: day.phones.answer(call_id, AGENT))
        await pass_time(seconds=30)
        await act("ended", lambda: day.phones.hang_up(call_id))
        day.expected[call_id] = "answered"
        await until(lambda: day.desk.presence == "available", within=15 * 60)
        await until(lambda: day.desk.outcomes() == day.expected, within=75 * 60)
        await day.is_well_again()


@patiently
async def test_a_ringing_card_whose_end_was_lost_goes_within_two_minutes(tmp_path):
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        ringing = await day.let_it_ring()
        day.fault(deliveries="drop", times=0)
        await day.give_up(ringing)
        await pass_time(seconds=80)
        assert day.desk.presence == "ringing"
        await until(lambda: day.desk.presence == "available", within=40)
        day.mend()
        await day.is_well_again()


@patiently
async def test_an_active_call_whose_end_was_lost_goes_within_eleven_minutes(tmp_path):
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        call_id = day.phones.ring(DAVID)
        day.phones.answer(call_id, AGENT)
        await until(lambda: day.desk.presence == "on_call")
        day.fault(deliveries="drop", times=0)
        day.phones.hang_up(call_id)
        day.expected[call_id] = "answered"
        await pass_time(minutes=9, seconds=45)
        assert day.desk.presence == "on_call"
        await until(lambda: day.desk.presence == "available", within=60)
        day.mend()
        await day.is_well_again()


@patiently
async def test_a_long_call_is_asked_about_and_goes_on(tmp_path):
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        call_id = day.phones.ring(DAVID)
        day.phones.answer(call_id, AGENT)
        await pass_time(minutes=45)
        assert day.desk.presence == "on_call"
        asked = len(day.asked("GET", "calls/users/126/active"))
        assert asked in (5, 6, 7), "once at the start, then every ten minutes and at the review"
        day.phones.hang_up(call_id)
        day.expected[call_id] = "answered"
        await day.is_well_again()


@patiently
async def test_doubled(tmp_path):
    async with Day(tmp_path) as day:
        day.fault(deliveries="double", times=0)
        await day.desk.start_live()
        for wish in (DAVID, MARIE):
            call_id = await a_call(day, wish)
            await until(lambda: day.desk.presence == "available")
            assert day.desk.popped.count(call_id) == 1
        assert day.desk.core.intake.received.duplicates == 6
        await day.is_well_again()


@patiently
async def test_shuffled(tmp_path):
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        for _ in range(5):
            day.fault(deliveries="shuffle", of="calls", times=3, delay=120.0)
            call_id = await a_call(day)
            await until(lambda call_id=call_id: day.desk.kept(call_id), within=5)
            await until(lambda call_id=call_id: day.desk.kept(call_id).ended, within=5)
        assert day.desk.presence == "available"
        await day.is_well_again()


@patiently
async def test_ten_minutes_late(tmp_path):
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        day.fault(deliveries="delay", of="calls", delay=600.0, times=3)
        call_id = await a_call(day)
        await pass_time(minutes=15)
        assert day.desk.kept(call_id).ended
        assert day.desk.presence == "available"
        await day.is_well_again()


@patiently
async def test_late_for_a_call_that_a_gap_has_told_already(tmp_path):
    """It changes nothing, and no card shows."""
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        day.fault(deliveries="delay", of="calls", delay=600.0, times=2)
        call_id = await day.miss_a_call()
        day.sleep(seconds=30)
        await until(lambda: day.desk.outcomes() == day.expected, within=30)
        await pass_time(minutes=15)
        assert call_id not in day.desk.popped
        await day.is_well_again()


@patiently
async def test_nothing_arrives_for_an_hour(tmp_path):
    """And nobody can know it: the hourly look into the records tells."""
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        day.fault(deliveries="drop", times=0)
        for _ in range(3):
            await a_call(day)
            await pass_time(minutes=15)
        day.mend()
        await until(lambda: day.desk.outcomes() == day.expected, within=61 * 60)
        await day.is_well_again()
