from tests.simulator.desk import Endpoint
from tests.waiting import until


async def test_a_call_is_told_in_order_even_to_a_slow_endpoint(desk, endpoint):
    await desk.subscribe(endpoint.address)
    endpoint.delay = 0.05
    calls = [await desk.ring() for _ in range(3)]
    for call in calls:
        await desk.control(f"calls/{call}/answer")
        await desk.control(f"calls/{call}/hangup")
    await endpoint.heard(9)
    for call in calls:
        states = [one["to"]["state"] for one in endpoint.calls if one["from"]["call_id"] == call]
        assert states == ["ringing", "active", "ended"]


async def test_one_slow_endpoint_does_not_hold_up_another(desk, endpoint):
    async with Endpoint() as slow:
        await desk.subscribe(slow.address)
        await desk.subscribe(endpoint.address)
        await until(lambda: slow.answers == 2)
        slow.delay = 60
        call = await desk.ring()
        await desk.control(f"calls/{call}/hangup")
        await endpoint.heard(2)
        assert len(slow.calls) == 1


async def test_each_message_is_posted_once_whatever_the_endpoint_answers(desk, endpoint):
    await desk.subscribe(endpoint.address)
    await desk.subscribe("http://127.0.0.1:9/nobody")
    await desk.subscribe(endpoint.address.replace("/hook", "/other hook"))
    call = await desk.ring()
    await desk.control(f"calls/{call}/hangup")
    await endpoint.heard(4)
    results = [one["result"] for one in (await desk.office.get("deliveries")).json() if one["kind"] == "calls"]
    assert sorted(map(str, results)) == ["204", "204", "204", "204", "ConnectError", "ConnectError"]


async def test_a_flood_comes_back_when_all_is_delivered(desk, endpoint):
    await desk.subscribe(endpoint.address, user="126")
    told = await desk.control("flood", {"calls": 150, "per_second": 2000})
    assert told["calls"] == 150
    assert len(endpoint.calls) == 300
    assert len({one["from"]["call_id"] for one in endpoint.calls}) == 150
    assert (await desk.office.get("calls")).json() == []


async def test_posts_are_json_by_their_header(desk):
    heads = []

    class Listening(Endpoint):
        async def _serve(self, reader, writer):
            heads.append(await reader.readuntil(b"\r\n\r\n"))
            writer.close()

    async with Listening() as endpoint:
        await desk.subscribe(endpoint.address)
        await until(lambda: heads)
    assert b"POST /hook HTTP/1.1" in heads[0]
    assert b"content-type: application/json" in heads[0].lower()
