import json
from datetime import UTC, datetime, timedelta

import pytest

from screenpop.simulator.spelling import cdr_time
from tests.simulator.conftest import quick_office
from tests.simulator.desk import Desk, Endpoint
from tests.waiting import until

LONG_AGO = {"start_date": "2020-01-01"}


async def talk(desk, *, answered=True, **call):
    call_id = await desk.ring(**call)
    if answered:
        await desk.control(f"calls/{call_id}/answer", {})
    await desk.control(f"calls/{call_id}/hangup")
    return call_id


async def records(desk, whose="users/", **query):
    answer = await desk.http.get(f"cdrs/{whose}", params={**LONG_AGO, **query})
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


async def test_a_record_of_an_answered_call(desk):
    call = await talk(desk, name="David Ward")
    (record,) = await records(desk, "users/126/")
    assert record["call_type"] == "Incoming"
    assert record["from"]["call_id"] == call
    assert (record["from"]["e164"], record["from"]["name"], record["from"]["user"]) == (
        "+16133246100",
        "David Ward",
        None,
    )
    assert (record["to"]["user"], record["to"]["username"]) == ("126", "126@example.com")
    assert record["to"]["uri"] == "sip:126@example.com"
    for name in ("start_time", "answer_time", "end_time"):
        assert datetime.fromisoformat(record[name]).tzinfo is not None
    assert "by" not in record


async def test_whose_records_they_are(desk):
    group = await desk.ring(kind="group", to=["126", "127"])
    await desk.control(f"calls/{group}/answer", {"user": "127"})
    await desk.control(f"calls/{group}/hangup")
    outgoing = await talk(desk, kind="outgoing", **{"from": "126"}, to="+15145550177")
    internal = await talk(desk, kind="internal", **{"from": "127"}, to="126")
    assert [one["from"]["call_id"] for one in await records(desk, "users/current/")] == [internal, outgoing]
    assert [one["from"]["call_id"] for one in await records(desk, "users/127/")] == [internal, group]
    assert [one["call_type"] for one in await records(desk)] == ["On Net", "Outgoing", "Incoming"]
    assert len(await records(desk, user=["131", "127"])) == 2
    assert (await desk.http.get("cdrs/users/999/", params=LONG_AGO)).status_code == 404
    await desk.sign_in("126")
    assert (await desk.http.get("cdrs/users/", params=LONG_AGO)).status_code == 403
    assert (await desk.http.get("cdrs/users/127/", params=LONG_AGO)).status_code == 403
    assert len(await records(desk, "users/126/")) == 2


async def test_a_missed_group_call_is_everybodys_and_a_queue_call_the_agents(desk):
    await talk(desk, answered=False, kind="group", to=["126", "127"])
    assert {(one["to"]["user"], one["answer_time"]) for one in await records(desk)} == {("126", None), ("127", None)}
    await talk(desk, kind="queue", to="131")
    assert (await records(desk))[0]["to"]["user"] == "131"


async def test_a_transfer_names_who_passed_the_caller_on(desk):
    call = await desk.ring(to="127")
    await desk.control(f"calls/{call}/answer", {"user": "127"})
    new = (await desk.control(f"calls/{call}/transfer", {"user": "126"}))["id"]
    await desk.control(f"calls/{new}/answer", {"user": "126"})
    await desk.control(f"calls/{new}/hangup")
    record = (await records(desk))[0]
    assert record["by"]["user"] == "127"
    assert record["by"]["username"] == "127@example.com"


async def test_a_click_to_dial_is_one_outgoing_call(desk, simulator):
    simulator.system.timings.far_side_after = 0.1
    call = (await desk.http.post("calls/", json={"to": "+15145550177", "auto_answer": True})).json()["id"]

    async def is_up():
        (one,) = (await desk.office.get("calls")).json()
        return one["legs"][-1]["to"]["state"] == "active"

    await until(is_up)
    await desk.control(f"calls/{call}/hangup")
    (record,) = await records(desk, "users/126/")
    assert (record["call_type"], record["to"]["e164"]) == ("Outgoing", "+15145550177")


async def test_filters(desk):
    await talk(desk, **{"from": "+15145550177"})
    await talk(desk, kind="outgoing", to="+16132379329")
    assert len(await records(desk, type="incoming")) == 1
    assert len(await records(desk, type="on net")) == 0
    assert len(await records(desk, phone_number="+16132379329")) == 1
    assert len(await records(desk, min_duration=0, max_duration=60)) == 2
    assert len(await records(desk, min_duration=60)) == 0
    assert await records(desk, start_date=(datetime.now(UTC) + timedelta(hours=1)).isoformat()) == []
    assert await records(desk, end_date="2021-05-01T03:00:49") == []
    hour_ago = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    assert len(await records(desk, start_date=hour_ago, end_date=datetime.now(UTC).isoformat())) == 2
    plus_as_space = (await desk.http.get(f"cdrs/users/?start_date={hour_ago}")).json()
    assert len(plus_as_space["result"]) == 2


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"start_date": "yesterday"}, 422),
        ({**LONG_AGO, "page_size": "0"}, 422),
        ({**LONG_AGO, "page_size": "101"}, 422),
        ({**LONG_AGO, "cursor": "made up"}, 422),
        ({**LONG_AGO, "cursor": "zz#before=="}, 422),
    ],
)
async def test_what_cannot_be_asked(desk, query, status):
    assert (await desk.http.get("cdrs/users/", params=query)).status_code == status


async def test_an_older_version_has_larger_pages(desk):
    old = {"Accept": "application/vnd.integrate.v1.7.0+json"}
    query = {**LONG_AGO, "page_size": "1000"}
    assert (await desk.http.get("cdrs/users/", params=query, headers=old)).status_code == 200


async def pages(desk, form):
    """All call ids, page by page, in one of the forms."""
    found, query = [], {**LONG_AGO, "page_size": "2"}
    while True:
        answer = await desk.http.get("cdrs/users/current/", params=query)
        told = answer.json()
        if form == "object":
            rows, more, cursor = told["result"], told["more"], told.get("cursor")
        else:
            rows, more, cursor = told, answer.headers["more"] == "True", answer.headers["cursor"]
        found.append([row["from"]["call_id"] for row in rows])
        if not more:
            return found
        query["cursor"] = cursor


@pytest.mark.parametrize("form", ["object", "headers"])
async def test_pages(start, form):
    simulator = await start(quick_office(paging=form))
    async with Desk(simulator.system.address) as desk:
        await desk.sign_in()
        calls = [await talk(desk) for _ in range(5)]
        newest_first = calls[::-1]
        assert await pages(desk, form) == [newest_first[:2], newest_first[2:4], newest_first[4:]]


async def test_a_plain_list_is_whole(start):
    simulator = await start(quick_office(paging="list", record_number="value", record_times="naive"))
    async with Desk(simulator.system.address) as desk:
        await desk.sign_in()
        for _ in range(3):
            await talk(desk)
        rows = (await desk.http.get("cdrs/users/", params={**LONG_AGO, "page_size": "2"})).json()
    assert len(rows) == 3
    assert rows[0]["from"]["value"] == "+16133246100"
    assert datetime.fromisoformat(rows[0]["start_time"]).tzinfo is None


async def test_records_are_posted_after_a_call_with_dates_that_are_not_json(desk, endpoint):
    answer = await desk.http.post("subscriptions/", json={"post_uri": endpoint.address, "cdrs": True, "user": "126"})
    assert answer.json()["events"] == [{"type": "cdrs", "user": "126"}]
    await endpoint.heard(2, "notices")
    call = await talk(desk, name='Ann "start_time": "x"')
    body = (await until(lambda: endpoint.bodies[2:])).pop().decode()
    with pytest.raises(json.JSONDecodeError):
        json.loads(body)
    assert call in body
    assert '"start_time": ' in body
    assert f"{datetime.now(UTC):%b %Y}" in body
    assert '\\"start_time\\": \\"x\\"' in body


async def test_posted_records_in_json(start):
    simulator = await start(quick_office(cdr_dates="quoted", notices="json"))
    async with Desk(simulator.system.address) as desk, Endpoint() as endpoint:
        await desk.sign_in()
        await desk.subscribe(endpoint.address, calls=False, cdrs=True)
        await talk(desk, kind="internal", **{"from": "127"}, to="126")
        (record,) = (await until(lambda: len(endpoint.messages) > 2 and endpoint.messages[2]))["cdrs"]
    assert list(record) == ["to", "from", "answer_time", "start_time", "end_time", "duration"]
    assert record["from"] == {**record["from"], "user": "127", "id": None, "name": "Anna Ruiz", "domain": "example.com"}
    assert record["start_time"].endswith(" +0000")


async def test_recordings_are_posted_and_can_be_fetched(desk, endpoint):
    await desk.subscribe(endpoint.address, calls=False, recordings=True)
    assert (await desk.http.get("recordings/call_ids/unknown/")).status_code == 404
    call = await talk(desk)
    posted = (await until(lambda: endpoint.messages[2:]))[0]["recordings"]
    assert posted["call_id"] == call
    read = (await desk.http.get(f"recordings/call_ids/{call}/")).json()
    assert list(read) == ["duration", "url", "status"]
    audio = await desk.http.get(read["url"])
    assert audio.headers["content-type"] == "audio/wav"
    assert audio.content.startswith(b"RIFF")
    await desk.sign_in("127")
    assert (await desk.http.get(f"recordings/call_ids/{call}/")).status_code == 404


def test_the_posted_spelling_is_that_of_the_page():
    assert cdr_time(datetime(2017, 3, 3, 18, 47, 50, tzinfo=UTC)) == "Fri, 03 Mar 2017 18:47:50 +0000"
    assert cdr_time(None) is None
