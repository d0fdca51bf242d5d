import msgspec
import pytest

from screenpop.simulator.files import FileError, read_script
from screenpop.simulator.library import LIBRARY
from screenpop.simulator.office import App, Office, User
from screenpop.simulator.scripts import Script
from screenpop.simulator.variants import Variants
from tests.simulator.desk import Desk

WANTED = {
    *("simple", "unknown_caller", "hunt_group", "missed", "voicemail", "blind_transfer", "queue_twice"),
    *("internal", "outgoing", "three_at_once", "hostile_name"),
}


@pytest.fixture
async def simulator(start):
    return await start(time_scale=100.0)


@pytest.fixture
async def everything(desk, endpoint):
    await desk.subscribe(endpoint.address, expires_in=604800)
    return endpoint


async def play(desk, everything, name, count, **more):
    """Play a script to its end; its calls' ids by their names."""
    told = await desk.control("script", {"name": name, "wait": True, **more})
    await everything.heard(count)
    return told["calls"]


def by_leg(endpoint, call):
    """The states of each leg of a call: [(user, is_human, [from/to, …]), …] in the order in which they rang."""
    legs = {}
    for one in endpoint.calls:
        if one["from"]["call_id"] == call:
            side = one["to"]
            states = legs.setdefault(side["call_id"], (side["user"], side["is_human"], []))[2]
            states.append(f"{one['from']['state']}/{side['state']}")
    return list(legs.values())


RANG, TALKED, OVER = "progressing/ringing", "active/active", "ended/ended"


async def test_the_library_is_told_of(desk):
    told = (await desk.office.get("scripts")).json()
    assert {one["name"] for one in told} >= WANTED
    assert all(one["about"].endswith(".") for one in told)


async def test_simple(desk, everything):
    calls = await play(desk, everything, "simple", 3)
    assert by_leg(everything, calls["call"]) == [("126", True, [RANG, TALKED, OVER])]


async def test_unknown_caller(desk, everything):
    await play(desk, everything, "unknown_caller", 3)
    assert {one["from"]["name"] for one in everything.calls} == {None}
    assert {one["from"]["id"] for one in everything.calls} == {"+15145550177"}


async def test_hunt_group(desk, everything):
    calls = await play(desk, everything, "hunt_group", 7)
    assert by_leg(everything, calls["call"]) == [
        ("126", True, [RANG, "active/ended"]),
        ("127", True, [RANG, TALKED, OVER]),
        ("131", True, [RANG, "active/ended"]),
    ]


async def test_missed(desk, everything):
    calls = await play(desk, everything, "missed", 2)
    assert by_leg(everything, calls["call"]) == [("126", True, [RANG, OVER])]


async def test_voicemail(desk, everything):
    calls = await play(desk, everything, "voicemail", 5)
    assert by_leg(everything, calls["call"]) == [
        ("126", True, [RANG, "progressing/ended"]),
        ("126", False, [RANG, TALKED, OVER]),
    ]


async def test_declined(desk, everything):
    calls = await play(desk, everything, "declined", 5)
    assert [leg[:2] for leg in by_leg(everything, calls["call"])] == [("126", True), ("126", False)]


async def test_blind_transfer(desk, everything):
    calls = await play(desk, everything, "blind_transfer", 6)
    ((_, _, first),) = by_leg(everything, calls["call"])
    ((user, _, second),) = by_leg(everything, calls["transferred"])
    assert (first, second, user) == ([RANG, TALKED, OVER], [RANG, TALKED, OVER], "126")
    passed_on_by = {one["by_call_id"] for one in everything.calls if one["from"]["call_id"] == calls["transferred"]}
    assert passed_on_by == {everything.calls[0]["to"]["call_id"]}


async def test_queue_twice(desk, everything):
    calls = await play(desk, everything, "queue_twice", 7)
    assert by_leg(everything, calls["call"]) == [
        ("8001", False, [RANG, "active/ended"]),
        ("126", True, [RANG, "progressing/ended"]),
        ("126", True, [RANG, TALKED, OVER]),
    ]


async def test_internal(desk, everything):
    await play(desk, everything, "internal", 3)
    assert {(one["on_net"], one["from"]["user"], one["to"]["user"]) for one in everything.calls} == {
        (True, "127", "126")
    }


async def test_outgoing(desk, everything):
    calls = await play(desk, everything, "outgoing", 3)
    assert by_leg(everything, calls["call"]) == [(None, True, [RANG, TALKED, OVER])]
    assert {one["from"]["user"] for one in everything.calls} == {"126"}


async def test_click_to_dial(desk, everything):
    calls = await play(desk, everything, "click_to_dial", 6)
    assert by_leg(everything, calls["call"]) == [
        ("126", True, [RANG, "progressing/active", OVER]),
        (None, True, [RANG, TALKED, OVER]),
    ]


async def test_three_at_once(desk, everything):
    calls = await play(desk, everything, "three_at_once", 10)
    assert set(calls) == {"first", "second", "third"}
    assert by_leg(everything, calls["first"]) == [("126", True, [RANG, TALKED, OVER])]
    assert by_leg(everything, calls["second"]) == [("126", True, [RANG, OVER])]
    assert [leg[1] for leg in by_leg(everything, calls["third"])] == [True, False]


async def test_hostile_name(desk, everything):
    await play(desk, everything, "hostile_name", 2)
    name = everything.calls[0]["from"]["name"]
    assert "<img" in name
    assert "%n" in name
    assert "\u202e" in name
    assert "\n" in name
    assert len(name) > 1000


async def test_another_agent_has_other_colleagues(desk, everything):
    await play(desk, everything, "hunt_group", 7, agent="131")
    assert {one["to"]["user"] for one in everything.calls} == {"131", "126", "127"}


async def test_a_step_that_does_not_fit_any_more_is_left_out(desk, everything):
    steps = [
        {"at": 0, "do": "ring", "ring": {"kind": "group", "to": ["126", "127"]}},
        {"at": 1, "do": "answer", "user": "126"},
        {"at": 2, "do": "answer", "user": "127"},
        {"at": 3, "do": "voicemail"},
        {"at": 4, "do": "hang_up"},
        {"at": 5, "do": "hang_up"},
    ]
    told = await desk.control("script", {"steps": steps, "wait": True})
    await everything.heard(5)
    assert by_leg(everything, told["id"]) == [
        ("126", True, [RANG, TALKED, OVER]),
        ("127", True, [RANG, "active/ended"]),
    ]


async def test_steps_of_ones_own(desk, everything):
    steps = [
        {"at": 0, "do": "ring", "call": "a", "ring": {"from": "+14165550142", "name": "Ann", "to": "133"}},
        {"at": 4, "do": "hang_up", "call": "a"},
        {"at": 2, "do": "answer", "call": "a", "user": "133"},
    ]
    told = await desk.control("script", {"steps": steps, "wait": True})
    await everything.heard(3)
    assert by_leg(everything, told["calls"]["a"]) == [("133", True, [RANG, TALKED, OVER])]


async def test_a_script_as_the_kind_of_a_call(desk, everything):
    call = await desk.ring(kind="missed", **{"from": "+14165550142"}, name="Ann", to="133")
    await everything.heard(2)
    assert by_leg(everything, call) == [("133", True, [RANG, OVER])]
    assert {one["from"]["name"] for one in everything.calls} == {"Ann"}


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"name": "unheard_of"}, 422),
        ({}, 422),
        ({"name": "simple", "steps": []}, 422),
        ({"name": "simple", "agent": "999"}, 409),
        ({"steps": [{"at": 0, "do": "sing"}]}, 422),
        ({"steps": [{"at": 0, "do": "answer"}]}, 422),
        ({"steps": [{"at": 0, "do": "ring"}]}, 422),
        ({"steps": [{"at": -1, "do": "ring", "ring": {}}]}, 422),
        ({"steps": [{"at": 0, "do": "ring", "ring": {}}, {"at": 1, "do": "transfer"}]}, 422),
        ({"steps": [{"at": 0, "do": "ring", "ring": {"kind": "sung"}}]}, 422),
    ],
)
async def test_a_script_that_cannot_be_played_is_refused(desk, wish, status):
    answer = await desk.office.post("script", json=wish)
    assert answer.status_code == status
    assert answer.json()["message"]


async def test_a_script_that_needs_more_people_than_there_are_is_refused(start):
    alone = User(user="200", first_name="Zoë", last_name="Stone")
    office = Office(
        users=(alone,), queues=(), apps=(App(client_id="x", user="200"),), variants=Variants(rate_limits=False)
    )
    simulator = await start(office)
    async with Desk(simulator.system.address) as desk:
        answer = await desk.office.post("script", json={"name": "blind_transfer"})
        assert answer.status_code == 409
        assert "colleague 1" in answer.json()["message"]
        assert (await desk.office.post("calls", json={"kind": "queue"})).status_code == 409


DAY = """
about = "One call."
begins = "{begins}"
[[steps]]
at = 0
do = "ring"
ring = {{from = "+14165550142", name = "Ann", to = "agent"}}
[[steps]]
at = 1
do = "hang_up"
"""


async def test_a_script_from_a_file_begins_when_somebody_has_subscribed(start, tmp_path, endpoint):
    file = tmp_path / "day.toml"
    file.write_text(DAY.format(begins="when_subscribed"))
    simulator = await start(script=read_script(file))
    async with Desk(simulator.system.address) as desk:
        await desk.sign_in()
        assert (await desk.office.get("calls")).json() == []
        await desk.subscribe(endpoint.address)
        await endpoint.heard(2)
        await desk.subscribe(endpoint.address, user="126")
    assert endpoint.states() == [("progressing", "ringing"), ("ended", "ended")]


async def test_a_script_from_a_file_may_begin_at_once(start, tmp_path):
    file = tmp_path / "day.toml"
    file.write_text(DAY.format(begins="at_once"))
    simulator = await start(script=read_script(file), time_scale=0.01)
    assert len(simulator.system.switch.live()) in (0, 1)
    async with Desk(simulator.system.address) as desk:
        assert len((await desk.office.get("calls")).json()) == 1


def test_a_script_by_its_name_in_the_library(tmp_path, monkeypatch):
    from pathlib import Path

    monkeypatch.chdir(tmp_path)
    assert read_script(Path("missed")) is LIBRARY["missed"]
    with pytest.raises(FileError, match="must end in"):
        read_script(Path("unheard_of"))


def test_calls_are_named_in_the_order_in_which_they_begin():
    assert LIBRARY["three_at_once"].named() == ("first", "second", "third")
    assert LIBRARY["blind_transfer"].named() == ("call", "transferred")
    with pytest.raises(msgspec.ValidationError, match="has not begun"):
        msgspec.convert({"steps": [{"at": 0, "do": "hang_up", "call": "b"}]}, Script)


async def test_in_process_it_is_played_without_http(simulator, desk, everything):
    playing = simulator.play("missed", agent="127")
    await playing.done()
    await everything.heard(2)
    assert by_leg(everything, playing.calls["call"]) == [("127", True, [RANG, OVER])]
    call = simulator.ring()
    simulator.answer(call, "126")
    new = simulator.transfer(call, "127")
    simulator.hang_up(new)
    await everything.heard(7)
    assert by_leg(everything, new) == [("127", True, [RANG, OVER])]
