from datetime import UTC, datetime, timedelta

import pytest

from tests.simulator.conftest import quick_office
from tests.simulator.desk import Desk, Endpoint
from tests.waiting import until


async def create(desk, post_uri="http://127.0.0.1:9/hook", **wish):
    return await desk.http.post("subscriptions/", json={"post_uri": post_uri, "calls": True, **wish})


async def test_a_subscription_is_created_and_heard_of_later(desk, endpoint):
    answer = await create(desk, endpoint.address, user="126", expires_in=86400)
    assert answer.status_code == 202
    made = answer.json()
    assert made["id"].isdecimal()
    assert int(made["id"]) > 2**31
    assert made["post_uri"] == endpoint.address
    assert made["events"] == [{"type": "calls", "user": "126"}]
    await endpoint.heard(2, "notices")
    assert endpoint.bodies == [
        b"{'msg': 'Preparing subscription for: calls', 'state': 'preparing'}",
        b"{'msg': 'You have been subscribed to your requested subscriptions.', 'state': 'ready'}",
    ]


async def test_notices_can_be_json(start, endpoint):
    simulator = await start(quick_office(notices="json"))
    async with Desk(simulator.system.address) as desk:
        await desk.sign_in()
        await create(desk, endpoint.address)
        await endpoint.heard(2, "notices")
    assert endpoint.bodies[0] == b'{"msg": "Preparing subscription for: calls", "state": "preparing"}'


@pytest.mark.parametrize("how", ["json", "data", "params"])
async def test_the_same_request_again_renews_however_it_is_spelled(desk, endpoint, how):
    first = (await create(desk, endpoint.address, expires_in=600)).json()
    wish = {"post_uri": endpoint.address, "calls": "True", "expires_in": "1200"}
    again = (await desk.http.post("subscriptions/", **{how: wish})).json()
    assert again["id"] == first["id"]
    assert datetime.fromisoformat(again["expires"]) > datetime.fromisoformat(first["expires"])
    assert len((await desk.office.get("subscriptions")).json()) == 1


async def test_another_request_makes_another_subscription(desk):
    made = {(await create(desk)).json()["id"]}
    made.add((await create(desk, user="126")).json()["id"])
    made.add((await create(desk, cdrs=True)).json()["id"])
    made.add((await create(desk, "http://127.0.0.1:9/other")).json()["id"])
    await desk.sign_in("150")
    made.add((await create(desk)).json()["id"])
    assert len(made) == 5


async def test_json_under_the_content_type_that_curl_sends_is_read(desk):
    body = '{"post_uri":"http://127.0.0.1:9/hook","calls":true,"expires_in":"604800"}'
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await desk.http.post("subscriptions/", content=body, headers=kind)
    assert answer.status_code == 202


async def test_users_can_be_a_list_a_repeated_field_or_a_star(desk):
    users = [{"type": "calls", "user": "126"}, {"type": "calls", "user": "127"}]
    assert (await create(desk, user=["127", "126"])).json()["events"] == users
    query = {"post_uri": "http://127.0.0.1:9/hook", "calls": "true", "user": ["126", "127"]}
    assert (await desk.http.post("subscriptions/", params=query)).json()["events"] == users
    everybody = [{"type": "calls", "user": "*"}]
    assert (await create(desk, user="*")).json()["events"] == everybody
    assert (await create(desk)).json()["events"] == everybody


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"expires_in": 604801}, 422),
        ({"expires_in": 0}, 422),
        ({"expires_in": "soon"}, 422),
        ({"post_uri": "example.com/hook"}, 422),
        ({"post_uri": "ftp://example.com/hook"}, 422),
        ({"post_uri": "http://[/"}, 422),
        ({"post_uri": ""}, 400),
        ({"calls": False}, 422),
        ({"calls": "maybe"}, 422),
        ({"user": "999"}, 422),
    ],
)
async def test_what_cannot_be_is_refused(desk, wish, status):
    answer = await create(desk, **wish)
    assert answer.status_code == status
    assert answer.json()["status"] == status


@pytest.mark.parametrize("body", [b'{"post_uri": ', b"[1]", b"[" * 100_000, b"\xff\xfe"])
async def test_a_body_that_cannot_be_read_is_a_bad_request(desk, body):
    assert (await desk.http.post("subscriptions/", content=body)).status_code == 400


async def test_without_a_wish_it_lasts_two_hours(start):
    simulator = await start(time_scale=1.0)
    async with Desk(simulator.system.address) as desk:
        await desk.sign_in()
        expires = datetime.fromisoformat((await create(desk)).json()["expires"]).replace(tzinfo=UTC)
    assert timedelta(minutes=119) < expires - datetime.now(UTC) <= timedelta(hours=2)


@pytest.mark.parametrize("slash", ["/", ""])
async def test_it_can_be_read_and_deleted_with_and_without_the_last_slash(desk, slash):
    made = (await create(desk)).json()
    path = f"subscriptions/{made['id']}{slash}"
    read = await desk.http.get(path)
    assert read.status_code == 200
    assert read.json() == made
    deleted = await desk.http.delete(path)
    assert deleted.status_code == 204
    assert deleted.content == b""
    assert deleted.headers["content-type"] == "application/json"
    assert (await desk.http.get(path)).status_code == 404
    assert (await desk.http.delete(path)).status_code == 404


async def test_nobody_can_read_or_delete_what_somebody_else_created(desk):
    made = (await create(desk)).json()
    await desk.sign_in("150")
    assert (await desk.http.get(f"subscriptions/{made['id']}/")).status_code == 403
    assert (await desk.http.delete(f"subscriptions/{made['id']}/")).status_code == 403
    assert len((await desk.office.get("subscriptions")).json()) == 1


async def test_a_small_scope_reaches_as_far_as_its_own_extension(desk):
    await desk.sign_in("126")
    refused = await create(desk)
    assert refused.status_code == 403
    assert refused.json()["message"] == "Access Forbidden, you do not have the correct permissions."
    assert (await create(desk, user=["126", "127"])).status_code == 403
    assert (await create(desk, user="126")).status_code == 202


async def test_it_ends_when_its_time_is_over(desk, endpoint):
    made = await desk.subscribe(endpoint.address, expires_in=3600)
    await desk.control("clock", {"offset": 3599 / 20 - 5})
    assert (await desk.http.get(f"subscriptions/{made['id']}/")).status_code == 200
    await desk.control("clock", {"offset": 3600 / 20})
    await desk.sign_in()
    assert (await desk.http.get(f"subscriptions/{made['id']}/")).status_code == 404
    assert (await desk.office.get("subscriptions")).json() == []
    again = (await create(desk, endpoint.address, expires_in=3600)).json()
    assert again["id"] != made["id"]


async def test_somebody_else_can_end_it(desk, endpoint):
    made = await desk.subscribe(endpoint.address)
    await desk.control(f"subscriptions/{made['id']}")
    assert (await desk.http.get(f"subscriptions/{made['id']}/")).status_code == 404
    assert (await desk.office.delete(f"subscriptions/{made['id']}")).status_code == 404


async def test_only_the_subscribed_users_legs_are_delivered(desk, endpoint):
    await desk.subscribe(endpoint.address, user="126")
    async with Endpoint() as everybody:
        await desk.subscribe(everybody.address)
        call = await desk.ring(kind="group", to=["126", "127"])
        await desk.control(f"calls/{call}/answer", {"user": "127"})
        await desk.control(f"calls/{call}/hangup")
        await everybody.heard(5)
        assert {one["to"]["user"] for one in everybody.calls} == {"126", "127"}
        outgoing = await desk.ring(kind="outgoing", **{"from": "126"}, to="+16132379329")
        await everybody.heard(6)
    await endpoint.heard(3)
    assert {one["to"]["user"] for one in endpoint.calls if one["from"]["call_id"] == call} == {"126"}
    assert {one["to"]["user"] for one in endpoint.calls if one["from"]["call_id"] == outgoing} == {None}


async def test_nothing_is_delivered_before_it_is_ready(desk, endpoint, simulator):
    simulator.system.timings.ready_after = 10.0
    await create(desk, endpoint.address)
    early = await desk.ring()
    await endpoint.heard(2, "notices")
    late = await desk.ring()
    (call,) = await endpoint.heard(1)
    assert call["from"]["call_id"] == late != early


async def test_renewal_tells_nothing_unless_it_is_to(desk, endpoint):
    await desk.subscribe(endpoint.address)
    await create(desk, endpoint.address)
    await desk.control("variants", {"notices_on_renewal": True})
    await create(desk, endpoint.address)
    await endpoint.heard(4, "notices")
    assert endpoint.notices == ["preparing", "ready"] * 2


async def test_the_other_spellings_of_an_answer(start):
    office = quick_office(events="object", subscription_id="number", created_status=200)
    simulator = await start(office)
    async with Desk(simulator.system.address) as desk:
        await desk.sign_in()
        answer = await create(desk)
    assert answer.status_code == 200
    assert isinstance(answer.json()["id"], int)
    assert answer.json()["events"] == {"type": "calls"}


async def test_a_subscription_without_an_endpoint_that_listens_harms_nobody(desk):
    await create(desk)

    async def tried():
        deliveries = (await desk.office.get("deliveries")).json()
        return [one["result"] for one in deliveries] == ["ConnectError", "ConnectError"]

    await until(tried)
