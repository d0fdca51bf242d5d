"""The simulator as a part of another program."""

import asyncio
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from screenpop.simulator import Simulator
from tests.simulator.desk import Desk
from tests.waiting import until


async def test_it_leaves_signals_alone_and_waits_for_nothing():
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    simulator = Simulator()
    await simulator.start()
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
    assert asyncio.all_tasks() == {asyncio.current_task()}
    await simulator.stop()


async def test_two_run_side_by_side(start, endpoint):
    one, other = await start(), await start()
    assert one.system.address != other.system.address
    async with Desk(one.system.address) as desk, Desk(other.system.address) as elsewhere:
        await desk.sign_in()
        await desk.subscribe(endpoint.address)
        assert (await elsewhere.office.get("subscriptions")).json() == []
        elsewhere.http.headers["Authorization"] = desk.http.headers["Authorization"]
        assert (await elsewhere.http.get("users/")).status_code == 401


async def test_a_port_that_is_taken_is_an_os_error(simulator):
    port = httpx.URL(simulator.system.address).port
    with pytest.raises(OSError, match="in use"):
        await Simulator(port=port).start()


async def test_stopped_it_is_gone_with_all_that_was_under_way(start, endpoint):
    simulator = await start(time_scale=0.01)
    address = httpx.URL(simulator.system.address)
    async with Desk(simulator.system.address) as desk:
        await desk.sign_in()
        await desk.http.post("subscriptions/", json={"post_uri": endpoint.address, "calls": True})
        await desk.control("script", {"name": "three_at_once"})
        await simulator.stop()
    assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("simulator")]
    with pytest.raises(ConnectionRefusedError), socket.create_connection((address.host, address.port)):
        pass


async def test_stopped_it_lets_no_request_wait(simulator, desk):
    await desk.control("faults", {"path": "users", "delay": 3600})
    waiting = asyncio.create_task(desk.http.get("users/"))
    await until(lambda: not simulator.system.faults.pending())
    await simulator.stop()
    assert (await waiting).status_code == 200


@pytest.mark.parametrize("scale", [0, -1, float("inf"), float("nan")])
def test_a_time_scale_is_a_number_above_zero(scale):
    with pytest.raises(ValueError, match="above 0"):
        Simulator(time_scale=scale)


def test_it_shares_no_code_with_the_rest():
    program = "import screenpop.simulator, screenpop.simulator.files, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    ours = {name for name in done.stdout.split() if name.split(".")[0] == "screenpop"}
    assert {".".join(name.split(".")[:2]) for name in ours} == {"screenpop", "screenpop.simulator"}


async def test_the_control_api_says_what_it_does_not_understand(desk):
    for path, body, status in (
        ("calls", {"kind": "sung"}, 422),
        ("calls", {"form": "+1"}, 422),
        ("calls", {"kind": "queue", "queue": "8002"}, 409),
        ("calls", {"kind": "missed", "to": ["126"]}, 409),
        ("calls", {"kind": "dial", "from": "+15145550177"}, 409),
        ("calls/unknown/answer", {}, 404),
        ("calls/unknown/transfer", {}, 422),
        ("subscriptions/unknown", {}, 404),
        ("clock", {}, 422),
        ("clock", {"offset": "late"}, 422),
        ("variants", {"calls": "sung"}, 422),
        ("timings", {"ready": 1}, 422),
        ("flood", {"calls": 0}, 422),
    ):
        answer = await desk.office.post(path, json=body)
        assert (path, answer.status_code) == (path, status)
        assert answer.json()["message"]
    assert (await desk.office.post("calls", content=b"{")).status_code == 422
    assert (await desk.office.get("calls")).json() == []


async def test_a_scope_can_change_while_somebody_is_signed_in(desk):
    await desk.sign_in("126")
    assert (await desk.http.get("calls/active/")).status_code == 403
    await desk.control("scope", {"user": "126", "scope": "Office Manager"})
    assert (await desk.http.get("calls/active/")).status_code == 200
    assert (await desk.http.get("users/current/")).json()["scope"] == "Basic User"


async def test_variants_and_timings_change_while_it_runs(desk):
    assert (await desk.control("variants", {"calls": "bare"}))["calls"] == "bare"
    assert (await desk.control("variants"))["calls"] == "bare"
    assert (await desk.control("timings", {"pick_up_after": None}))["pick_up_after"] is None
