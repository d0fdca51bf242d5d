"""The subscription's answers and notices come in every order and spelling, or do not come."""

import pytest

from screenpop.integrate.subscription_status import deaf
from screenpop.simulator.office import Office
from screenpop.simulator.variants import Variants
from tests.faults.office_day import Day
from tests.faults.patient_time import pass_time, patiently, until

SPELLINGS = {
    "id as text": Variants(subscription_id="text"),
    "id as number": Variants(subscription_id="number"),
    "events as list": Variants(events="list"),
    "events as object": Variants(events="object"),
    "created with 200": Variants(created_status=200),
    "notices in JSON": Variants(notices="json"),
    "notices on renewal": Variants(notices_on_renewal=True),
    "bare calls": Variants(calls="bare"),
    "extensions as numbers": Variants(user="number"),
    "names only when answered": Variants(caller_name="when_answered"),
    "active calls wrapped": Variants(active_calls="wrapped"),
    "a lone active call": Variants(active_calls="alone"),
    "pages with headers": Variants(paging="headers"),
    "one list of records": Variants(paging="list"),
    "naive times of records": Variants(record_times="naive"),
    "numbers as id": Variants(record_number="id"),
    "numbers as value": Variants(record_number="value"),
    "quoted dates": Variants(cdr_dates="quoted"),
    "refresh tokens that rotate": Variants(rotate_refresh_tokens=True),
    "Retry-After with 429": Variants(retry_after=True),
}


@pytest.mark.parametrize("variants", SPELLINGS.values(), ids=SPELLINGS)
@patiently
async def test_every_spelling(variants, tmp_path):
    """A start, calls, a gap, a call that goes on meanwhile, a renewal, a quit and another start."""
    async with Day(tmp_path, office=Office(variants=variants), time_scale=72.0) as day:
        await day.desk.start_live()
        first = day.desk.subscription_id
        await day.take_a_call()
        ringing = await day.let_it_ring()
        day.fault(deliveries="drop", times=0)
        missed = await day.miss_a_call()
        day.sleep(minutes=3)
        day.mend()
        await until(lambda: day.desk.kept(missed) and day.desk.kept(missed).number == "+14185550117", within=30)
        await day.give_up(ringing)
        await pass_time(minutes=12)
        await day.is_well_again()
        assert day.desk.subscription_id == first, "renewed, not made anew"
        await day.desk.quit()
        assert day.subscriptions() == []
        await day.miss_a_call()
        await day.desk.start()
        await day.is_well_again()


@patiently
async def test_ready_never_comes(tmp_path):
    async with Day(tmp_path) as day:
        day.fault(deliveries="drop", of="notices", times=0)
        await day.desk.start()
        await until(lambda: day.desk.sees == deaf(), within=40)
        await pass_time(hours=1)
        assert day.desk.sees == deaf()
        assert len(day.subscriptions()) <= 1
        day.mend()
        await day.is_well_again()


@patiently
async def test_ready_never_comes_but_a_call_does(tmp_path):
    async with Day(tmp_path) as day:
        day.fault(deliveries="drop", of="notices", times=0)
        await day.desk.start()
        await until(lambda: day.desk.sees == deaf(), within=40)
        await day.take_a_call()
        await day.is_well_again(within=1)


@patiently
async def test_ready_comes_before_the_reply_to_the_create(tmp_path):
    async with Day(tmp_path) as day:
        day.fault(method="POST", path="subscriptions", delay=5.0, after=True)
        await day.desk.start()
        await until(lambda: [one["kind"] for one in day.system.deliveries.log] == ["notices"] * 2)
        assert day.desk.state == "creating"
        await day.is_well_again(within=10)
        assert len(day.asked("POST", "subscriptions")) == 1


@pytest.mark.parametrize("fault", [{"reset": True}, {"body": "truncated"}, {"delay": 60.0, "after": True}], ids=str)
@patiently
async def test_the_reply_to_the_create_is_lost(fault, tmp_path):
    """It is asked for again word for word, which yields the same subscription."""
    async with Day(tmp_path) as day:
        day.fault(method="POST", path="subscriptions", times=3, **fault)
        await day.desk.start()
        await until(day.subscriptions)
        (made,) = day.subscriptions()
        await day.is_well_again()
        assert day.desk.subscription_id == made


@patiently
async def test_what_cannot_be_deleted_at_the_quit_is_taken_up_at_the_next_start(tmp_path):
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        await day.line.cut()
        await day.desk.quit()
        assert len(day.subscriptions()) == 1
        await day.line.mend()
        await day.desk.start()
        await day.is_well_again()
