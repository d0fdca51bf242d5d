"""A week of one desk, with all of the program that needs no screen: each day something else goes wrong, calls come
all the while, and each evening the computer is put to sleep, with one call missed in the night.
"""

import contextlib
import socket

from tests.core.desk import write_profile
from tests.faults.office_day import DAVID, Day
from tests.faults.patient_time import pass_time, patiently, until
from tests.week.watched import watch

WITHIN = 90.0
"""Seconds that a change of address may take."""


async def the_api_fails(day):
    """For two hours, and the subscription is renewed in the midst of them or not at all."""
    day.fault(status=503, times=0)
    await pass_time(hours=1)
    await day.take_a_call()
    await pass_time(hours=1)
    day.mend()


async def the_network_is_lost(day):
    await day.line.cut()
    day.sleep(hours=13)
    await day.miss_a_call()
    await pass_time(minutes=30)
    await day.line.mend()


async def the_subscription_is_deleted(day):
    """By somebody else, just before the program is started again."""
    await day.line.cut()
    await day.desk.quit()
    await day.line.mend()
    for one in day.subscriptions():
        day.system.subscriptions.delete(one)
    await day.miss_a_call()
    await day.desk.start()


async def the_address_changes(day):
    """While the program could not delete the old one's subscription."""
    await day.line.cut()
    await day.desk.quit()
    await day.line.mend()
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    api_url = day.desk.core.account_settings.api_url
    write_profile(day.folder / "desk", api_url, f"[delivery.loopback]\nport = {port}\n")
    await day.desk.start()


async def a_token_is_refused(day):
    day.system.tokens.revoke(renewals=True)
    day.fault(status=401)
    await pass_time(hours=1)
    day.mend()


async def messages_are_lost(day):
    day.fault(deliveries="drop", of="calls", times=0)
    await day.miss_a_call()
    await pass_time(minutes=40)
    day.mend()


async def the_clock_is_set(day):
    day.put_clock("computer", -day.system.clock.lasting(3600 * 25))
    await pass_time(minutes=20)


WEEK = (
    the_api_fails,
    the_network_is_lost,
    the_subscription_is_deleted,
    the_address_changes,
    a_token_is_refused,
    messages_are_lost,
    the_clock_is_set,
)


@patiently
async def test_a_week_at_the_office(tmp_path):
    async with Day(tmp_path) as day:
        seen = watch(day)
        await day.desk.start_live()
        for misfortune in WEEK:
            await day.take_a_call()
            await misfortune(day)
            await day.is_well_again(within=WITHIN)
            await a_night(day)
        assert day.clocks.steady() > 7 * 24 * 3600
        assert 0.0 < sum(to - at for at, to in seen.doubled()) < WITHIN, "the new address comes first"
        await day.desk.quit()
        assert day.subscriptions() == []


async def a_night(day):
    """Nobody is there, and the computer sleeps until the next morning at nine."""
    call_id = day.phones.ring(DAVID)
    await until(lambda: call_id in day.desk.popped, within=5)
    day.phones.hang_up(call_id)
    day.expected[call_id] = "missed"
    since_nine = (day.clocks.steady() - 1000.0) % (24 * 3600)
    day.sleep(seconds=24 * 3600 - since_nine)
    await day.is_well_again(within=WITHIN)
