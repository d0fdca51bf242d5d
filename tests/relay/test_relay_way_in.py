"""The way in through a real relay: what comes, in which order, and what survives."""

import asyncio
import re
import secrets
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from screenpop.delivery.base import DeliveryError, HealthState
from screenpop.delivery.relay_position import KEPT_FOR
from screenpop.delivery.relay_secret import Channel
from screenpop.status_lines import delivery_line
from tests.relay.desk import Desk
from tests.relay.private_relay import client, until

SECRET = "relay_secret"


@pytest.fixture
async def desk(address, tmp_path):
    desk = Desk(address, tmp_path / "state")
    yield desk
    await desk.way.stop()


@pytest.fixture
async def post():
    async with client() as http:

        async def post(address: str, body: bytes) -> int:
            try:
                return (await http.post(address, content=body)).status_code
            except httpx.TransportError:
                return 0

        yield post


async def test_a_post_to_the_address_is_taken(desk, post):
    await desk.start()
    await desk.is_up()
    before = datetime.now(UTC)
    assert await post(await desk.address(), b"\xff\r\n{}") == 204
    await desk.has(b"\xff\r\n{}")
    assert abs(desk.taken[0].arrived - before) < timedelta(seconds=2)
    assert re.fullmatch(r"relay [\w-]{8} \d+:\d+", desk.taken[0].delivery_id)


async def test_the_round_trip_is_measured_and_told(desk):
    await desk.start()
    await desk.is_up()
    line = delivery_line(desk.way.kind, desk.way.health)
    assert re.fullmatch(r"Relay connected · \d+ ms", line.text)
    assert timedelta(0) < await desk.way.probe() < timedelta(seconds=10)
    assert desk.told[0] == (HealthState.STARTING, "Connecting to the relay.")
    assert desk.told[1] == (HealthState.UP, None)


async def test_test_messages_go_no_further(desk, post):
    await desk.start()
    await desk.is_up()
    await desk.way.probe()
    address = await desk.address()
    async with client() as http:
        await http.post(address, content=b"x", headers={"Content-Type": "application/vnd.screenpop.test"})
    await post(address, b"1")
    await desk.has(b"1")


async def test_a_second_run_goes_on_where_the_first_ended(desk, post):
    await desk.start()
    address = await desk.address()
    await post(address, b"1")
    await desk.has(b"1")
    await desk.way.stop()
    await post(address, b"2")
    await desk.start()
    await desk.has(b"1", b"2")
    assert await desk.address() == address
    assert desk.doubled() == 0
    assert desk.missed == []


async def test_a_position_that_was_lost_doubles_under_the_same_delivery_ids(desk, post):
    await desk.start()
    await post(await desk.address(), b"1")
    await desk.has(b"1")
    await desk.way.stop()
    desk.memory.save("relay", {})
    await desk.start()
    await until(lambda: len(desk.taken) == 2)
    assert desk.doubled() == 1


async def test_messages_keep_their_order_and_each_comes_once(desk, post):
    await desk.start()
    address = await desk.address()
    expected = [b"%d" % number for number in range(60)]
    for body in expected:
        assert await post(address, body) == 204
    await desk.has(*expected)
    assert desk.doubled() == 0


async def test_what_the_disk_refuses_is_fetched_again(desk, post):
    desk.disk_works = False
    await desk.start()
    address = await desk.address()
    await post(address, b"1")
    await post(address, b"2")
    assert "could not be written to disk" in await desk.is_down()
    desk.disk_works = True
    desk.way.wake()
    await desk.has(b"1", b"2")


async def test_what_cannot_be_taken_in_does_not_hold_up_the_rest(desk, post, caplog):
    async def take(delivered):
        if delivered.body == b"poison":
            raise ZeroDivisionError
        desk.taken.append(delivered)
        return True

    desk.take = take
    await desk.start()
    await post(await desk.address(), b"poison")
    await post(await desk.address(), b"1")
    await desk.has(b"1")
    assert "cannot be taken in" in caplog.text


@pytest.mark.parametrize("end", ["stop", "kill"])
async def test_a_relay_that_goes_and_comes_back(relay, desk, post, end):
    await desk.start()
    await desk.is_up()
    address = await desk.address()
    await post(address, b"1")
    await desk.has(b"1")
    await asyncio.to_thread(getattr(relay.nginx, end))
    assert "cannot be reached" in (await desk.is_down()) or "closed the connection" in desk.way.health.detail
    assert await post(address, b"refused") == 0
    await asyncio.to_thread(relay.start)
    desk.way.wake()
    await desk.is_up()
    await post(address, b"2")
    await desk.has(b"1", b"2")
    assert len(desk.missed) == 1, "what was refused meanwhile must be read from the phone system"


async def test_a_relay_that_cannot_store_is_told_and_noticed_when_it_can_again(relay, desk, post):
    await desk.start()
    await desk.is_up()
    await asyncio.to_thread(relay.redis.stop)
    desk.way.wake()
    assert "cannot keep messages" in await desk.is_down()
    await asyncio.to_thread(relay.start)
    desk.way.wake()
    await desk.is_up()
    await post(await desk.address(), b"1")
    await desk.has(b"1")
    assert len(desk.missed) == 1


async def test_a_relay_that_is_away_at_the_start(relay, desk, post):
    await asyncio.to_thread(relay.nginx.stop)
    await desk.start()
    assert await desk.address(), "calls can be subscribed to before the relay is back"
    assert "cannot be reached" in await desk.is_down()
    await asyncio.to_thread(relay.start)
    desk.way.wake()
    await desk.is_up()
    assert desk.missed == []


async def test_it_connects_again_by_itself(relay, desk):
    await desk.start()
    await desk.is_up()
    await asyncio.to_thread(relay.nginx.kill)
    await desk.is_down()
    await asyncio.to_thread(relay.start)
    await desk.is_up()


async def test_after_a_long_absence_the_rest_is_to_be_read_from_the_phone_system(desk):
    await desk.start()
    await desk.is_up()
    left = desk.wall()
    await desk.way.stop()
    desk.ahead += (KEPT_FOR + timedelta(minutes=1)).total_seconds()
    await desk.start()
    await desk.is_up()
    assert len(desk.missed) == 1
    assert abs(desk.missed[0] - left) < timedelta(seconds=30)


@pytest.mark.parametrize("ahead", [-7200.0, 7200.0])
async def test_the_arrival_is_told_by_this_computers_clock(desk, post, ahead):
    desk.ahead = ahead
    await desk.start()
    await post(await desk.address(), b"1")
    await desk.has(b"1")
    assert abs(desk.taken[0].arrived - desk.wall()) < timedelta(seconds=10)


async def test_a_clock_that_is_put_right_while_the_stream_is_open(desk, post):
    desk.ahead = -7200.0
    await desk.start()
    await desk.is_up()
    desk.ahead = 0.0
    await post(await desk.address(), b"1")
    await desk.has(b"1")
    assert abs(desk.taken[0].arrived - desk.wall()) < timedelta(seconds=10)


async def test_the_secret_is_made_once_and_kept(desk):
    await desk.start()
    secret = desk.keyring.kept[SECRET]
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", secret)
    assert (await desk.address()).endswith(f"/hook/{Channel(secret).hook_id}")
    assert secret not in repr(Channel(secret))
    await desk.way.stop()
    await desk.start()
    assert desk.keyring.kept[SECRET] == secret


async def test_a_stolen_secret_is_replaced_and_reads_nothing_more(desk, post):
    await desk.start()
    await desk.is_up()
    stolen, old_address = desk.keyring.kept[SECRET], await desk.address()
    await desk.way.renew_secret()
    assert desk.keyring.kept[SECRET] != stolen
    address = await desk.address()
    assert address != old_address
    assert len(desk.missed) == 1, "what goes to the old address is not read any more"
    await desk.is_up()
    await post(old_address, b"for the thief")
    await post(address, b"1")
    await desk.has(b"1")


async def test_followers_of_the_address_hear_of_the_new_one(desk):
    await desk.start()
    addresses = desk.way.addresses()
    first = await anext(addresses)
    await desk.way.renew_secret()
    second = await anext(addresses)
    await desk.way.stop()
    assert None not in (first, second)
    assert first != second
    assert await anext(addresses) is None


@pytest.mark.parametrize("secret", ["short", "x" * 44, "é" * 43])
async def test_a_secret_that_no_relay_takes_is_told(desk, secret):
    desk.keyring.kept[SECRET] = secret
    with pytest.raises(DeliveryError, match="43 characters"):
        await desk.start()
    assert desk.way.health.state is HealthState.DOWN


async def test_without_a_relay_in_the_settings(tmp_path):
    desk = Desk("", tmp_path)
    with pytest.raises(DeliveryError, match=r"delivery\.relay\.url"):
        await desk.start()


async def test_what_is_no_relay_is_told(relay, tmp_path):
    desk = Desk(relay.inner_address, tmp_path)
    await desk.start()
    assert "is not a ScreenPop relay (status 404)" in await desk.is_down()
    with pytest.raises(DeliveryError, match="not a ScreenPop relay"):
        await desk.way.probe()
    await desk.way.stop()


async def test_nobody_else_can_read_with_a_guess(address, tmp_path, desk, post):
    await desk.start()
    await post(await desk.address(), b"1")
    other = Desk(address, tmp_path / "other")
    other.keyring.kept[SECRET] = secrets.token_urlsafe(32)
    await other.start()
    await other.is_up()
    assert other.taken == []
    await other.way.stop()
