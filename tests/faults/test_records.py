"""Call records, read after gaps and posted when calls are over: they fill in and complete, whatever else is missing."""

from datetime import timedelta

import pytest

from screenpop.simulator.office import Office
from screenpop.simulator.variants import Variants
from tests.faults.office_day import AGENT, DAVID, MARIE, Day
from tests.faults.patient_time import pass_time, patiently, until

CALLS = 330
"""Four pages."""
MANY_CALLS = 1650
"""Seventeen pages, where a minute allows fifteen."""


def office(**variants):
    return Office(variants=Variants(**variants))


def kinds(day):
    (subscription,) = day.system.subscriptions.live()
    return subscription.wish.events


async def answered(day):
    call_id = day.phones.ring(DAVID)
    day.phones.answer(call_id, AGENT)
    await pass_time(seconds=30)
    day.phones.hang_up(call_id)
    day.expected[call_id] = "answered"
    return call_id


@pytest.mark.parametrize("paging", ["object", "headers", "list"])
@patiently
async def test_many_calls_in_a_gap_are_read_in_pages(paging, tmp_path):
    async with Day(tmp_path, office=office(paging=paging)) as day:
        await day.desk.start_live()
        await day.desk.quit()
        for _ in range(CALLS):
            call_id = day.phones.ring(MARIE)
            day.phones.hang_up(call_id)
            day.expected[call_id] = "missed"
            await pass_time(seconds=20)
        await day.desk.start()
        await until(lambda: day.desk.outcomes() == day.expected, within=60)
        assert len(day.asked("GET", "cdrs")) == 1 + (1 if paging == "list" else 4)
        assert day.desk.popped == []
        await day.is_well_again()


@patiently
async def test_a_gap_of_three_weeks_takes_more_pages_than_a_minute_allows(tmp_path):
    """Calls come in meanwhile, and the limit is kept."""
    async with Day(tmp_path, office=office()) as day:
        await day.desk.start_live()
        await day.desk.quit()
        for _ in range(MANY_CALLS):
            call_id = day.phones.ring(MARIE)
            day.phones.hang_up(call_id)
            day.expected[call_id] = "missed"
            day.sleep(minutes=20)
        await day.desk.start_live()
        await day.take_a_call()
        await pass_time(seconds=90)
        assert day.desk.outcomes() == day.expected
        assert len(day.asked("GET", "cdrs")) == 1 + 17
        await day.is_well_again()


@patiently
async def test_the_gap_outlives_a_crash_before_it_is_filled(tmp_path):
    """What was delivered after the gap does not hide it from the next start."""
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        await day.take_a_call()
        await day.desk.quit()
        await day.miss_a_call()
        day.fault(path="cdrs", status=500, times=0)
        day.fault(path="calls/users", status=500, times=0)
        await pass_time(minutes=30)
        await day.desk.start_live()
        await day.take_a_call()
        await day.desk.quit()
        day.mend()
        await day.desk.start()
        await day.is_well_again()


@patiently
async def test_posted_records_tell_of_calls_whose_messages_were_lost(tmp_path):
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        assert kinds(day) == ("calls", "cdrs", "recordings")
        day.fault(deliveries="drop", of="calls", times=0)
        call_id = await answered(day)
        await until(lambda: day.desk.outcomes() == day.expected, within=5)
        kept = day.desk.kept(call_id)
        assert abs(kept.ended - kept.answered - timedelta(seconds=30)) < timedelta(seconds=2)
        day.mend()
        await day.is_well_again()


@patiently
async def test_posted_records_put_right_when_a_call_ended(tmp_path):
    """The message of its end comes late; the record says when that was."""
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        call_id = day.phones.ring(DAVID)
        day.phones.answer(call_id, AGENT)
        await until(lambda: day.desk.presence == "on_call")
        day.fault(deliveries="delay", of="calls", delay=300.0)
        day.phones.hang_up(call_id)
        day.expected[call_id] = "answered"
        await until(lambda: day.desk.presence == "available", within=5)
        await pass_time(minutes=6)
        kept = day.desk.kept(call_id)
        assert kept.ended - kept.answered < timedelta(seconds=5)
        await day.is_well_again()


@patiently
async def test_an_account_that_may_not_subscribe_to_records_goes_without(tmp_path):
    """And nothing hangs on them: the records that are read complete the history."""
    async with Day(tmp_path, office=office(record_events=False), time_scale=36.0) as day:
        await day.desk.start_live()
        assert kinds(day) == ("calls",)
        assert day.desk.sees == ""
        asked = len(day.asked("POST", "subscriptions"))
        assert asked == 3
        day.fault(deliveries="drop", of="calls", times=0)
        await answered(day)
        day.mend()
        await until(lambda: day.desk.outcomes() == day.expected, within=61 * 60)
        await day.is_well_again()


@patiently
async def test_what_the_account_may_not_subscribe_to_is_remembered_until_the_renewal(tmp_path):
    async with Day(tmp_path, office=office(record_events=False), time_scale=36.0) as day:
        await day.desk.start_live()
        await day.desk.quit()
        asked = len(day.asked("POST", "subscriptions"))
        await day.desk.start_live()
        assert len(day.asked("POST", "subscriptions")) == asked + 1
        day.system.variants.record_events = True
        await pass_time(minutes=25)
        await day.is_well_again()
        assert kinds(day) == ("calls", "cdrs", "recordings")
