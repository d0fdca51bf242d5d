import pytest

from screenpop.simulator.office import Office
from screenpop.simulator.variants import Timings, Variants
from tests.simulator.conftest import quick_office
from tests.simulator.desk import Desk, Endpoint
from tests.waiting import until

PATIENT = Timings(pick_up_after=None, far_side_after=None, voicemail_after=0.1, voicemail_seconds=1.0)
FIELDS = ["on_net", "from", "to", "time_answer", "time_start", "by_call_id"]
FROM = ["user", "state", "name", "domain", "id", "call_id"]
TO = ["is_human", "state", "id", "domain", "user", "call_id"]


@pytest.fixture
async def simulator(start):
    return await start(Office(variants=Variants(rate_limits=False), timings=PATIENT))


@pytest.fixture
async def everything(desk, endpoint):
    """An endpoint that hears of every call of the domain."""
    await desk.subscribe(endpoint.address)
    return endpoint


async def act(desk, call, deed, **more):
    return await desk.control(f"calls/{call}/{deed}", more)


async def test_a_simple_call_in_the_pages_words(desk, everything):
    call = await desk.ring(kind="simple", **{"from": "+16133246100"}, name="David Ward", to="126")
    (ringing,) = await everything.heard(1)
    assert list(ringing) == FIELDS
    assert list(ringing["from"]) == FROM
    assert list(ringing["to"]) == TO
    leg = ringing["to"]["call_id"]
    assert ringing == {
        "on_net": False,
        "from": {
            "user": None,
            "state": "progressing",
            "name": "David Ward",
            "domain": None,
            "id": "+16133246100",
            "call_id": call,
        },
        "to": {
            "is_human": True,
            "state": "ringing",
            "id": "+16135550126",
            "domain": "example.com",
            "user": "126",
            "call_id": leg,
        },
        "time_answer": None,
        "time_start": ringing["time_start"],
        "by_call_id": None,
    }
    assert len(call) == len(leg) == 32
    int(call, 16)
    await act(desk, call, "answer", user="126")
    await act(desk, call, "hangup")
    await everything.heard(3)
    assert everything.states() == [("progressing", "ringing"), ("active", "active"), ("ended", "ended")]
    assert {one["from"]["call_id"] for one in everything.calls} == {call}
    assert {one["to"]["call_id"] for one in everything.calls} == {leg}
    answered = everything.calls[1]["time_answer"]
    assert len(answered) == len("2016-11-24 15:53:12")
    assert everything.calls[2]["time_answer"] == answered


async def test_messages_can_be_bare_with_numbers_and_late_names(start):
    simulator = await start(quick_office(calls="bare", user="number", caller_name="when_answered"))
    async with Desk(simulator.system.address) as desk, Endpoint() as endpoint:
        await desk.sign_in()
        await desk.subscribe(endpoint.address)
        call = await desk.ring(name="David Ward")
        await act(desk, call, "answer", user="126")
        messages = await until(lambda: len(endpoint.messages) == 4 and endpoint.messages[2:])
    assert [list(one) for one in messages] == [FIELDS, FIELDS]
    assert [one["from"]["name"] for one in messages] == [None, "David Ward"]
    assert messages[0]["to"]["user"] == 126


async def test_the_caller_gives_up(desk, everything):
    call = await desk.ring()
    await act(desk, call, "hangup")
    await everything.heard(2)
    assert everything.states() == [("progressing", "ringing"), ("ended", "ended")]
    assert everything.calls[1]["time_answer"] is None
    assert (await desk.office.post(f"calls/{call}/hangup", json={})).status_code == 404


async def test_a_hunt_group_answered_elsewhere(desk, everything):
    call = await desk.ring(kind="group", to=["126", "127", "131"])
    await act(desk, call, "answer", user="127")
    await everything.heard(6)
    assert everything.states("126") == [("progressing", "ringing"), ("active", "ended")]
    assert everything.states("127") == [("progressing", "ringing"), ("active", "active")]
    assert {one["from"]["call_id"] for one in everything.calls} == {call}
    assert len({one["to"]["call_id"] for one in everything.calls}) == 3
    late = await desk.office.post(f"calls/{call}/answer", json={"user": "126"})
    assert late.status_code == 409
    assert "126" in late.json()["message"]


async def test_a_voicemail_box_is_a_machine_with_the_agents_extension(desk, everything):
    call = await desk.ring()
    await act(desk, call, "voicemail")
    await everything.heard(5)
    humans = [one["to"]["is_human"] for one in everything.calls]
    assert humans == [True, True, False, False, False]
    assert everything.states() == [
        *(("progressing", "ringing"), ("progressing", "ended")),
        *(("progressing", "ringing"), ("active", "active"), ("ended", "ended")),
    ]
    assert {one["to"]["user"] for one in everything.calls} == {"126"}
    assert (await desk.http.get("voicemails/users/126/count/")).json() == {"new": 1, "saved": 0}
    assert (await desk.http.get("voicemails/users/current/count/")).json() == {"new": 1, "saved": 0}
    assert (await desk.http.get("voicemails/users/127/count/")).json() == {"new": 0, "saved": 0}


async def test_a_declined_call_goes_to_voicemail_or_ends(desk, everything):
    call = await desk.ring(unanswered="hang_up")
    await act(desk, call, "decline", user="126")
    await everything.heard(3)
    assert everything.states() == [("progressing", "ringing"), ("progressing", "ended"), ("ended", "ended")]
    await desk.ring(ring_seconds=0.5)
    await everything.heard(8)
    assert [one["to"]["is_human"] for one in everything.calls[3:]] == [True, True, False, False, False]


async def test_one_desk_declines_and_the_others_ring_on(desk, everything):
    call = await desk.ring(kind="group", to=["126", "127"])
    await act(desk, call, "decline", user="126")
    await everything.heard(3)
    (still,) = (await desk.office.get("calls")).json()
    assert [leg["to"]["state"] for leg in still["legs"]] == ["ended", "ringing"]
    assert still["id"] == call


async def test_a_blind_transfer_is_another_call_of_the_same_caller(desk, everything):
    call = await desk.ring(to="127", name="David Ward", waited=300)
    early = await desk.office.post(f"calls/{call}/transfer", json={"user": "126"})
    assert early.status_code == 409
    await act(desk, call, "answer", user="127")
    new = (await act(desk, call, "transfer", user="126"))["id"]
    await act(desk, new, "answer", user="126")
    await act(desk, new, "hangup")
    await everything.heard(6)
    first, second = ([one for one in everything.calls if one["from"]["call_id"] == call_id] for call_id in (call, new))
    assert [one["to"]["state"] for one in first] == ["ringing", "active", "ended"]
    assert [one["to"]["state"] for one in second] == ["ringing", "active", "ended"]
    assert new != call
    assert {one["by_call_id"] for one in second} == {first[0]["to"]["call_id"]}
    assert {one["by_call_id"] for one in first} == {None}
    assert second[0]["from"]["name"] == "David Ward"
    assert second[0]["time_start"] == first[0]["time_start"]


async def test_an_outgoing_call_can_be_transferred_by_who_made_it(desk, everything):
    call = await desk.ring(kind="outgoing", **{"from": "126"}, to="+15145550177")
    await act(desk, call, "answer")
    new = (await act(desk, call, "transfer", user="127"))["id"]
    await everything.heard(4)
    (passed,) = (one for one in everything.calls if one["from"]["call_id"] == new)
    assert (passed["from"]["id"], passed["from"]["user"], passed["to"]["user"]) == ("+15145550177", None, "127")
    assert passed["by_call_id"] == call


async def test_a_queue_offers_the_call_again(desk, everything):
    call = await desk.ring(kind="queue", queue="8001", to="126")
    await act(desk, call, "no_answer")
    await act(desk, call, "offer", user="126")
    await act(desk, call, "offer", user="126")
    await act(desk, call, "answer", user="126")
    await everything.heard(6)
    assert everything.states("126") == [
        *(("progressing", "ringing"), ("progressing", "ended")),
        *(("progressing", "ringing"), ("active", "active")),
    ]
    assert everything.states("8001") == [("progressing", "ringing"), ("active", "ended")]
    assert len({one["to"]["call_id"] for one in everything.calls if one["to"]["user"] == "126"}) == 2
    assert [one["to"]["is_human"] for one in everything.calls if one["to"]["user"] == "8001"] == [False, False]
    assert (await desk.office.post(f"calls/{call}/offer", json={"user": "127"})).status_code == 409


async def test_a_queue_whose_agent_declines_offers_the_call_again_by_itself(desk, everything, simulator):
    simulator.system.timings.queue_offers_again_after = 0.5
    call = await desk.ring(kind="queue", to="126")
    await act(desk, call, "decline", user="126")
    await until(lambda: len(everything.states("126")) == 3)
    assert everything.states("126")[-1] == ("progressing", "ringing")


async def test_an_internal_call_is_on_net(desk, everything):
    call = await desk.ring(kind="internal", **{"from": "127"}, to="126")
    await act(desk, call, "answer", user="126")
    await everything.heard(2)
    told = everything.calls[1]
    assert told["on_net"] is True
    assert (told["from"]["user"], told["from"]["name"], told["from"]["id"]) == ("127", "Anna Ruiz", "127")
    assert (told["to"]["id"], told["from"]["domain"]) == ("126", "example.com")


async def test_a_withheld_number_and_an_unknown_name(desk, everything):
    await desk.ring(**{"from": None})
    await desk.ring(kind="unknown", name="ignored")
    await everything.heard(2)
    sides = sorted(((one["from"]["id"], one["from"]["name"]) for one in everything.calls), key=str)
    assert sides == [("+16133246100", None), (None, None)]


async def test_click_to_dial_rings_the_own_device_first(desk, everything):
    placed = await desk.http.post("calls/", json={"to": "+16132379329", "from": "126@example.com"})
    assert placed.status_code == 201
    call = placed.json()["id"]
    own = (await everything.heard(1))[0]
    assert (own["from"]["user"], own["to"]["user"]) == ("126", "126")
    await act(desk, call, "answer", user="126")
    await act(desk, call, "answer")
    await act(desk, call, "hangup")
    await everything.heard(6)
    assert everything.states("126") == [("progressing", "ringing"), ("progressing", "active"), ("ended", "ended")]
    far = [one for one in everything.calls if one["to"]["user"] is None]
    assert [one["to"]["state"] for one in far] == ["ringing", "active", "ended"]
    assert {one["to"]["id"] for one in far} == {"+16132379329"}
    assert {one["from"]["call_id"] for one in everything.calls} == {call}


async def test_click_to_dial_goes_on_by_itself(desk, everything, simulator):
    simulator.system.timings.pick_up_after = 0.2
    simulator.system.timings.far_side_after = 0.2
    await desk.http.post("calls/", params={"to": "127", "from": "126@example.com", "auto_answer": "False"})
    await until(lambda: ("active", "active") in everything.states("127"))


async def test_auto_answer_picks_up_at_once_and_a_caller_id_is_shown(desk, everything):
    wish = {"to": "+16132379329", "auto_answer": True, "caller_id_number": "+18005550100"}
    await desk.http.post("calls/", json=wish)
    await everything.heard(3)
    assert everything.states("126") == [("progressing", "ringing"), ("progressing", "active")]
    assert {one["from"]["id"] for one in everything.calls} == {"+18005550100"}


async def test_an_own_device_that_declines_ends_a_click_to_dial(desk, everything):
    call = (await desk.http.post("calls/", json={"to": "+16132379329"})).json()["id"]
    assert (await desk.http.put(f"calls/{call}/reject/", json={"id": call})).status_code == 204
    await everything.heard(3)
    assert everything.states()[-1] == ("ended", "ended")
    assert (await desk.office.get("calls")).json() == []


@pytest.mark.parametrize("which", ["call", "leg"])
@pytest.mark.parametrize("device", ["126@example.com", "126m@example.com", "sip:126@example.com"])
async def test_the_api_answers_by_the_id_of_the_call_or_of_the_leg(desk, everything, which, device):
    call = await desk.ring(kind="group", to=["127", "126"])
    await everything.heard(2)
    legs = {one["to"]["user"]: one["to"]["call_id"] for one in everything.calls}
    any_id = call if which == "call" else legs["126"]
    answer = await desk.http.put(f"calls/{any_id}/answer/", json={"id": any_id, "to": device})
    assert answer.status_code == 204
    await everything.heard(4)
    assert everything.states("126")[-1] == ("active", "active")
    assert everything.states("127")[-1] == ("active", "ended")


@pytest.mark.parametrize("which", ["call", "leg"])
async def test_the_api_declines_and_hangs_up_by_either_id(desk, everything, which):
    call = await desk.ring()
    leg = (await everything.heard(1))[0]["to"]["call_id"]
    any_id = call if which == "call" else leg
    assert (await desk.http.put(f"calls/{any_id}/reject/", json={"id": any_id})).status_code == 204
    await everything.heard(2)
    assert everything.states()[1] == ("progressing", "ended")
    assert (await desk.http.delete(f"calls/{any_id}/")).status_code == 204
    await until(lambda: everything.states()[-1] == ("ended", "ended"))
    assert (await desk.http.delete(f"calls/{any_id}/")).status_code == 404


async def test_what_does_not_ring_cannot_be_answered(desk):
    call = await desk.ring(to="127")
    assert (await desk.http.put(f"calls/{call}/answer/", json={"to": "126@example.com"})).status_code == 422
    assert (await desk.http.put(f"calls/{call}/answer/", json={"to": "999@example.com"})).status_code == 422
    assert (await desk.http.put(f"calls/{call}/answer/", json={})).status_code == 400
    assert (await desk.http.put("calls/unknown/answer/", json={"to": "126@example.com"})).status_code == 404
    assert (await desk.http.put(f"calls/{call}/reject/", json={"id": call})).status_code == 422


async def test_a_small_scope_touches_its_own_calls_alone(desk):
    others, own = await desk.ring(to="127"), await desk.ring(to="126")
    await desk.sign_in("126")
    assert (await desk.http.delete(f"calls/{others}/")).status_code == 403
    assert (await desk.http.put(f"calls/{others}/answer/", json={"to": "126@example.com"})).status_code == 403
    assert (await desk.http.put(f"calls/{own}/answer/", json={"to": "127@example.com"})).status_code == 403
    assert (await desk.http.get("calls/active/")).status_code == 403
    assert (await desk.http.get("calls/users/127/active/")).status_code == 403
    assert (await desk.http.post("calls/", json={"to": "131", "from": "127"})).status_code == 403
    assert (await desk.http.delete(f"calls/{own}/")).status_code == 204


async def test_calls_under_way_are_listed_for_a_user_and_for_the_domain(desk):
    mine = await desk.ring(kind="group", to=["126", "127"])
    await desk.ring(to="131")
    rows = (await desk.http.get("calls/users/126/active/")).json()
    assert [(row["from"]["call_id"], row["to"]["user"]) for row in rows] == [(mine, "126")]
    assert list(rows[0]) == FIELDS
    assert len((await desk.http.get("calls/users/current/active/")).json()) == 1
    assert len((await desk.http.get("calls/active/")).json()) == 3
    assert (await desk.http.get("calls/users/999/active/")).status_code == 404
    await desk.control("variants", {"active_calls": "wrapped"})
    assert list((await desk.http.get("calls/active/")).json()[0]) == ["calls"]
    await desk.control("variants", {"active_calls": "alone"})
    assert list((await desk.http.get("calls/users/126/active/")).json()) == FIELDS
    await act(desk, mine, "hangup")
    assert (await desk.http.get("calls/users/126/active/")).json() == []
