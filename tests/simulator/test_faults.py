import asyncio
import json
import time

import httpx
import pytest

from screenpop.simulator.faults import Fault
from screenpop.simulator.files import FileError, read_fault_file
from tests.simulator.desk import Desk
from tests.waiting import until


async def statuses(desk, *paths):
    return [(await desk.http.get(path)).status_code for path in paths]


async def test_a_status_so_many_times_at_one_path(desk):
    await desk.control("faults", {"path": "users", "status": 503, "times": 2})
    assert await statuses(desk, "presence/", "users/", "users/126/", "users/") == [200, 503, 503, 200]
    await desk.control("faults", {"path": "/api/users/", "status": 503})
    assert await statuses(desk, "calls/users/126/active/", "users/126/", "users/126/") == [200, 503, 200]
    assert (await desk.office.get("faults")).json() == []


async def test_a_fault_for_ever_and_its_end(desk):
    await desk.control("faults", {"status": 500, "times": 0, "message": "An error occurred."})
    assert await statuses(desk, "users/", "presence/", "nothing/") == [500, 500, 500]
    assert (await desk.http.get("users/")).json() == {"status": 500, "message": "An error occurred."}
    assert (await desk.office.delete("faults")).status_code == 200
    assert await statuses(desk, "users/") == [200]


async def test_a_fault_of_one_method_with_headers(desk):
    limited = {"method": "post", "path": "calls", "status": 429, "message": "5 per 1 minute"}
    await desk.control("faults", {**limited, "headers": {"Retry-After": "7"}})
    assert await statuses(desk, "calls/active/") == [200]
    answer = await desk.http.post("calls/", json={"to": "127"})
    assert (answer.status_code, answer.json()) == (429, {"message": "5 per 1 minute"})
    assert answer.headers["retry-after"] == "7"
    assert (await desk.office.get("calls")).json() == []


async def test_html_comes_where_json_was_expected(desk):
    await desk.control("faults", [{"body": "html"}, {"body": "html", "status": 502}])
    first, second = await desk.http.get("users/"), await desk.http.get("users/")
    assert (first.status_code, second.status_code) == (200, 502)
    assert first.headers["content-type"].startswith("text/html")
    assert first.text.startswith("<!doctype html>")


async def test_a_truncated_body(desk):
    await desk.control("faults", {"path": "users", "body": "truncated"})
    answer = await desk.http.get("users/")
    assert answer.status_code == 200
    assert answer.text.startswith("[{")
    with pytest.raises(json.JSONDecodeError):
        answer.json()


@pytest.mark.parametrize("fault", [{"reset": True}, {"status": 500, "after": True}])
async def test_an_answer_can_be_lost_after_the_request_was_heard(desk, fault):
    await desk.control("faults", {"path": "subscriptions", **fault})
    wish = {"post_uri": "http://127.0.0.1:9/hook", "calls": True}
    if "reset" in fault:
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            await desk.http.post("subscriptions/", json=wish)
        assert (await desk.office.get("requests")).json()[-1]["status"] is None
    else:
        assert (await desk.http.post("subscriptions/", json=wish)).status_code == 500
    (kept,) = (await desk.office.get("subscriptions")).json()
    again = await desk.http.post("subscriptions/", json=wish)
    assert again.json()["id"] == kept["id"]


async def test_a_status_without_after_means_that_nothing_was_heard(desk):
    await desk.control("faults", {"path": "subscriptions", "status": 503})
    await desk.http.post("subscriptions/", json={"post_uri": "http://127.0.0.1:9/hook", "calls": True})
    assert (await desk.office.get("subscriptions")).json() == []


async def test_a_delay(desk):
    await desk.control("faults", {"path": "users", "delay": 0.2})
    begun = time.monotonic()
    slow = asyncio.create_task(desk.http.get("users/"))
    assert (await desk.http.get("presence/")).status_code == 200
    assert (await slow).status_code == 200
    assert time.monotonic() - begun >= 0.2


async def test_an_answer_that_is_late_after_the_work_is_done(desk):
    await desk.control("faults", {"method": "POST", "path": "subscriptions", "delay": 0.2, "after": True})
    wish = {"post_uri": "http://127.0.0.1:9/hook", "calls": True}
    slow = asyncio.create_task(desk.http.post("subscriptions/", json=wish))

    async def made():
        return (await desk.office.get("subscriptions")).json()

    (subscription,) = await until(made)
    assert not slow.done()
    assert str((await slow).json()["id"]) == subscription["id"]


async def ended_calls(desk, count):
    """Calls that ring and end, two deliveries each, in this order; their ids."""
    calls = []
    for _ in range(count):
        calls.append(await desk.ring())
        await desk.control(f"calls/{calls[-1]}/hangup")
    return calls


async def test_dropped_deliveries(desk, endpoint):
    await desk.subscribe(endpoint.address)
    await desk.control("faults", {"deliveries": "drop", "times": 3})
    calls = await ended_calls(desk, 3)
    await endpoint.heard(3)
    assert sorted(endpoint.states()) == [("ended", "ended"), ("ended", "ended"), ("progressing", "ringing")]
    assert calls[0] not in {one["from"]["call_id"] for one in endpoint.calls}
    results = [one["result"] for one in (await desk.office.get("deliveries")).json() if one["kind"] == "calls"]
    assert results.count("dropped") == 3


async def test_dropped_notices_and_no_calls(desk, endpoint):
    await desk.control("faults", {"deliveries": "drop", "of": "notices", "times": 2})
    await desk.subscribe(endpoint.address)
    await desk.ring()
    await endpoint.heard(1)
    assert endpoint.notices == []


async def test_doubled_deliveries(desk, endpoint):
    await desk.subscribe(endpoint.address)
    await desk.control("faults", {"deliveries": "double", "times": 2})
    await ended_calls(desk, 1)
    await endpoint.heard(4)
    assert endpoint.states() == [("progressing", "ringing")] * 2 + [("ended", "ended")] * 2


async def test_delayed_deliveries_are_overtaken(desk, endpoint):
    await desk.subscribe(endpoint.address)
    await desk.control("faults", {"deliveries": "delay", "delay": 0.6})
    await ended_calls(desk, 1)
    await endpoint.heard(2)
    assert endpoint.states() == [("ended", "ended"), ("progressing", "ringing")]


async def test_shuffled_deliveries(desk, endpoint):
    await desk.subscribe(endpoint.address)
    await desk.control("faults", {"deliveries": "shuffle", "times": 2, "delay": 60})
    await ended_calls(desk, 1)
    await endpoint.heard(2)
    assert endpoint.states() == [("ended", "ended"), ("progressing", "ringing")]


async def test_held_deliveries_go_out_in_time_or_when_the_faults_are_cleared(desk, endpoint):
    await desk.subscribe(endpoint.address)
    await desk.control("faults", {"deliveries": "shuffle", "times": 9, "delay": 0.1})
    await desk.ring()
    await endpoint.heard(1)
    await desk.office.delete("faults")
    await desk.control("faults", {"deliveries": "shuffle", "times": 9, "delay": 60})
    await desk.ring()
    await desk.office.delete("faults")
    await endpoint.heard(2)


@pytest.mark.parametrize(
    "wrong",
    [{}, {"path": "users"}, {"status": "bad"}, {"status": 99}, {"deliveries": "lose"}, {"times": 2}, {"staus": 503}],
)
async def test_a_fault_without_an_effect_is_refused(desk, wrong):
    answer = await desk.office.post("faults", json=wrong)
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert (await desk.office.get("faults")).json() == []


async def test_faults_from_the_start_and_from_files(start, tmp_path):
    file = tmp_path / "faults.toml"
    file.write_text('[[faults]]\npath = "users"\nstatus = 503\n')
    simulator = await start(faults=[*read_fault_file(file), Fault(path="presence", status=500)])
    async with Desk(simulator.system.address) as desk:
        await desk.sign_in()
        assert await statuses(desk, "users/", "presence/", "users/") == [503, 500, 200]
    file = tmp_path / "faults.json"
    file.write_text('[{"status": 503}, {"delay": 1}]')
    assert len(read_fault_file(file)) == 2
    file.write_text('[{"status": 503}, {"delay": -1}]')
    with pytest.raises(FileError, match="0 or more"):
        read_fault_file(file)


async def test_a_client_that_goes_away_during_a_delay_harms_nobody(desk):
    await desk.control("faults", {"path": "users", "delay": 0.1})
    with pytest.raises(httpx.ReadTimeout):
        await desk.http.get("users/", timeout=httpx.Timeout(5, read=0.01))

    async def logged():
        return [one for one in (await desk.office.get("requests")).json() if one["path"] == "/api/users/"]

    await until(logged)
    assert await statuses(desk, "users/") == [200]
