"""Another client that was written for Integrate works against the simulator."""

import asyncio

import pytest

from screenpop.simulator.office import Office
from tests.simulator.conftest import quick_office
from tests.simulator.vendor_client import VendorClient, VendorError
from tests.waiting import until


@pytest.fixture
def client(simulator):
    return VendorClient(simulator.system.address, "demo", "demo")


async def test_a_day_with_it(client, endpoint, desk):
    await asyncio.to_thread(client.sign_in)
    made = await asyncio.to_thread(client.subscribe, endpoint.address, users=["126", "127"])
    assert made["events"] == [{"type": "calls", "user": "126"}, {"type": "calls", "user": "127"}]
    await endpoint.heard(2, "notices")
    assert len(await asyncio.to_thread(client.users)) == 8

    call = await desk.ring(kind="group", to=["126", "127"])
    await endpoint.heard(2)
    (row,) = await asyncio.to_thread(client.active_calls, "126")
    assert row["from"]["call_id"] == call
    assert await asyncio.to_thread(client.answer, row["to"]["call_id"], "126m@example.com") is None
    await endpoint.heard(4)
    assert endpoint.states("126")[-1] == ("active", "active")
    assert await asyncio.to_thread(client.hang_up, call) is None
    await endpoint.heard(5)

    placed = await asyncio.to_thread(client.place_call, "+16132379329", "126@example.com")
    await until(lambda: [one for one in endpoint.calls if one["to"]["id"] == "+16132379329" and one["time_answer"]])
    await asyncio.to_thread(client.hang_up, placed["id"])

    records = await asyncio.to_thread(lambda: list(client.cdrs("2020-01-01T00:00:00")))
    assert [one["call_type"] for one in records] == ["Outgoing", "Incoming"]

    assert await asyncio.to_thread(client.subscription, made["id"]) == made
    assert await asyncio.to_thread(client.unsubscribe, made["id"]) is None
    with pytest.raises(VendorError) as error:
        await asyncio.to_thread(client.subscription, made["id"])
    assert error.value.status == 404


async def test_renewal_keeps_the_id(client, endpoint):
    await asyncio.to_thread(client.sign_in, "126", "demo")
    first = await asyncio.to_thread(client.subscribe, endpoint.address, users=["126"])
    again = await asyncio.to_thread(client.subscribe, endpoint.address, users=["126"], expires_in=604800)
    assert again["id"] == first["id"]
    assert again["expires"] > first["expires"]


async def test_its_errors_are_in_the_apis_words(start, endpoint):
    simulator = await start(Office())
    simulator.system.clock.steady = lambda: 0.0
    client = VendorClient(simulator.system.address, "demo", "wrong")
    with pytest.raises(VendorError, match="401: Invalid Vendor"):
        await asyncio.to_thread(client.sign_in)
    client = VendorClient(simulator.system.address, "demo", "demo")
    with pytest.raises(VendorError, match="401: "):
        await asyncio.to_thread(client.users)
    await asyncio.to_thread(client.sign_in, "126", "demo")
    with pytest.raises(VendorError, match="403: Access Forbidden"):
        await asyncio.to_thread(client.subscribe, endpoint.address)
    with pytest.raises(VendorError, match="429: 1 per 1 second"):
        await asyncio.to_thread(client.subscribe, endpoint.address)


async def test_pages_of_an_older_version(start):
    simulator = await start(quick_office())
    for _ in range(25):
        simulator.hang_up(simulator.ring())
    client = VendorClient(simulator.system.address, "demo", "demo")
    await asyncio.to_thread(client.sign_in)
    records = await asyncio.to_thread(lambda: list(client.cdrs("2020-01-01", page_size=10)))
    assert len({one["from"]["call_id"] for one in records}) == len(records) == 25
