"""The phone system doubts who the desk is, or what it may do, or does not know what it made."""

import pytest

from tests.faults.office_day import Day
from tests.faults.patient_time import pass_time, patiently, until

SCALE = 36.0
"""A subscription for a day lives for forty minutes, and an access token for a hundred seconds."""
REFUSED = "The phone system does not accept the sign-in"


@pytest.mark.parametrize("path", ["users", "subscriptions", "calls"])
@patiently
async def test_401_once(path, tmp_path):
    async with Day(tmp_path) as day:
        day.fault(path=path, status=401)
        await day.desk.start()
        await day.is_well_again()
        assert day.system.faults.pending() == ()
        assert len(day.asked("POST", "oauth")) == 2


@patiently
async def test_401_for_good_when_the_desk_starts(tmp_path):
    async with Day(tmp_path) as day:
        day.fault(status=401, times=0)
        await day.desk.start()
        await pass_time(hours=1)
        assert REFUSED in day.desk.sees
        assert len(day.system.requests) == 1, "a person is asked, not the phone system again and again"
        await day.miss_a_call()
        day.mend()
        await pass_time(minutes=5)
        assert REFUSED in day.desk.sees
        day.desk.core.account.sign_in_again()
        await day.is_well_again()


@pytest.mark.parametrize("path", ["", "subscriptions"], ids=["sign-in and all", "the new token too"])
@patiently
async def test_401_for_good_when_the_subscription_is_renewed(path, tmp_path):
    async with Day(tmp_path, time_scale=SCALE) as day:
        await day.desk.start_live()
        await day.take_a_call()
        day.system.tokens.revoke(renewals=True)
        day.fault(path=path, status=401, times=0)
        await until(lambda: day.desk.state == "signed_out", within=30 * 60)
        assert REFUSED in day.desk.sees
        await pass_time(minutes=1)
        asked = len(day.system.requests)
        await pass_time(minutes=30)
        assert len(day.system.requests) == asked
        await day.miss_a_call()
        day.mend()
        day.desk.core.account.sign_in_again()
        await day.is_well_again()


@patiently
async def test_somebody_deleted_the_subscription(tmp_path):
    async with Day(tmp_path, time_scale=SCALE) as day:
        await day.desk.start_live()
        before = day.desk.subscription_id
        day.system.subscriptions.delete(before)
        await day.miss_a_call()
        assert day.desk.sees == "", "nobody could know"
        await until(lambda: day.subscriptions() not in ([], [before]), within=25 * 60)
        await day.is_well_again()
        assert day.desk.subscription_id != before


@patiently
async def test_404_on_renewal(tmp_path):
    async with Day(tmp_path, time_scale=SCALE) as day:
        await day.desk.start_live()
        day.system.subscriptions.delete(day.desk.subscription_id)
        day.fault(method="POST", path="subscriptions", status=404)
        await pass_time(minutes=25)
        await day.is_well_again()
        assert any("does not know what this is about: subscribe to calls" in told for told in day.desk.seen)


@patiently
async def test_the_subscription_of_an_earlier_run_is_gone_at_the_start(tmp_path):
    async with Day(tmp_path) as day:
        await day.desk.start_live()
        before = day.desk.subscription_id
        day.fault(method="DELETE", path="subscriptions", status=503)
        await day.desk.quit()
        assert day.subscriptions() == [before], "it could not be deleted"
        day.system.subscriptions.delete(before)
        await day.miss_a_call()
        await day.desk.start()
        await day.is_well_again()


@pytest.mark.parametrize("path", ["calls/users", "cdrs"])
@patiently
async def test_a_scope_that_is_too_small_for_what_fills_gaps(path, tmp_path):
    """Without it the program goes on; the permission is found out when it is given."""
    async with Day(tmp_path) as day:
        day.fault(path=path, status=403, times=0)
        await day.desk.start_live()
        await day.miss_a_call()
        await day.is_well_again()
        await pass_time(hours=3)
        assert len(day.asked("GET", path)) <= 4
        day.fault(deliveries="drop", times=2)
        await day.miss_a_call()
        day.mend()
        await pass_time(hours=2)
        await day.is_well_again()


REFUSED_READS = {
    "users": "list the users",
    "call_queues": "list the call queues",
    "calls/users": "list the calls under way",
    "cdrs": "read the call records",
}


@pytest.mark.parametrize("path", REFUSED_READS)
@patiently
async def test_what_the_scope_does_not_allow_is_said_once(path, tmp_path, caplog):
    """The call and the scope are named, the feature is off, and nothing else is broken."""
    async with Day(tmp_path) as day:
        if path == "users":
            day.fault(path="users/current", delay=0.001, times=0)
        day.fault(path=path, status=403, times=0)
        await day.desk.start_live()
        await day.take_a_call()
        await pass_time(minutes=30)
        told = [one for one in caplog.messages if "The phone system refused this" in one]
        assert len(told) == 1, told
        assert f"refused this: {REFUSED_READS[path]} (GET {path}/" in told[0]
        assert "The sign-in's scope is Office Manager" in told[0]
        assert day.desk.sees == "", "calls come in all the same"
        day.mend()
        await day.is_well_again()
