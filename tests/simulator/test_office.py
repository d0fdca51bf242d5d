import msgspec
import pytest

from screenpop.simulator.files import FileError, read_fault_file, read_office, read_script
from screenpop.simulator.office import Office
from tests.simulator.desk import Desk


async def test_the_default_office(desk):
    users = (await desk.http.get("users/")).json()
    assert [(one["user"], f"{one['first_name']} {one['last_name']}") for one in users] == [
        *(("126", "Sam Lee"), ("127", "Anna Ruiz"), ("131", "Ben Okafor"), ("133", "Chloé Gagnon")),
        *(("140", "Dev Patel"), ("142", "Elena Petrov"), ("145", "Farid Haddad"), ("150", "Grace Kim")),
    ]
    assert {one["domain"] for one in users} == {"example.com"}
    assert users[3]["email"] == "chloe.gagnon@example.com"
    assert (await desk.http.get("users/133/")).json() == users[3]
    assert (await desk.http.get("users/999/")).status_code == 404
    (queue,) = (await desk.http.get("call_queues/")).json()
    assert (queue["queue"], queue["name"]) == ("8001", "Sales")


async def test_presence_follows_the_calls(desk):
    async def presence():
        people = (await desk.http.get("presence/")).json()
        assert list(people[0]) == ["first_name", "last_name", "presence", "domain", "user", "email"]
        return {one["user"]: one["presence"] for one in people if one["presence"] != "open"}

    assert await presence() == {}
    call = await desk.ring(kind="internal", **{"from": "127"}, to="126")
    assert await presence() == {"126": "alerting", "127": "inuse"}
    await desk.control(f"calls/{call}/answer", {"user": "126"})
    assert await presence() == {"126": "inuse", "127": "inuse"}
    await desk.control(f"calls/{call}/hangup")
    assert await presence() == {}


async def test_devices(desk):
    mine = (await desk.http.get("devices/users/current/")).json()
    assert [one["device"] for one in mine] == ["sip:126@example.com", "sip:126m@example.com"]
    assert len((await desk.http.get("devices/users/127/")).json()) == 1
    assert (await desk.http.get("devices/users/999/")).status_code == 404


async def test_queue_agents_log_in_and_out_and_callers_wait(desk):
    device = "sip:133@example.com"

    async def stats():
        (numbers,) = (await desk.http.get("call_queues/stats/live/")).json()
        return numbers

    assert list(await stats()) == [
        *("queue", "calls_waiting", "avg_wait", "max_wait"),
        *("available_agents", "unavailable_agents", "num_agents"),
    ]
    path = "call_queues/8001/agents/133/devices"
    assert (await desk.http.put(f"{path}/{device}/login/")).status_code == 204
    assert (await stats())["num_agents"] == 4
    assert (await desk.http.put(f"{path}/{device}/logout/")).status_code == 204
    agents = (await desk.http.get("call_queues/8001/agents/")).json()
    assert {one["user"]: one["logged_in"] for one in agents} == {"126": True, "127": True, "131": True, "133": False}
    assert (await desk.http.put(f"{path}/133/login/")).status_code == 422
    assert (await desk.http.put(f"call_queues/8001/agents/999/devices/{device}/login/")).status_code == 404
    assert (await desk.http.get("call_queues/8002/agents/")).status_code == 404
    await desk.ring(kind="queue", queue="8001", to="126", waited=60)
    numbers = await stats()
    assert (numbers["calls_waiting"], numbers["available_agents"]) == (1, 2)
    assert numbers["max_wait"] >= 60
    assert (await desk.http.get("call_queues/8001/stats/live/")).json()[0]["queue"] == "8001"


async def test_an_office_from_a_file(start, tmp_path):
    file = tmp_path / "office.toml"
    file.write_text(
        """
        domain = "clinic.example"
        queues = []
        users = [{user = "200", first_name = "Zoë", last_name = "Stone", password = "s3cret"}]
        apps = [{client_id = "app", user = "200", redirect_uris = ["http://127.0.0.1:1/"]}]
        [variants]
        paging = "list"
        """
    )
    simulator = await start(read_office(file))
    async with Desk(simulator.system.address) as desk:
        form = {"grant_type": "password", "client_id": "app", "username": "200@clinic.example", "password": "s3cret"}
        told = (await desk.http.post("oauth/token/", data=form)).json()
        assert told["domain"] == "clinic.example"
        assert (await desk.office.get("office")).json()["variants"]["paging"] == "list"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("office.yaml", "", "must end in .json or .toml"),
        ("office.toml", "domain = ", "is not TOML"),
        ("office.json", "{", "is not JSON"),
        ("office.json", '{"domian": "x"}', "domian"),
        ("office.json", '{"users": []}', "at least one user"),
        ("office.json", '{"users": [{"user": 1}]}', "$.users[0].user"),
        ("office.json", '{"queues": [{"queue": "126", "name": "x"}]}', "126 is there twice"),
        ("office.json", '{"queues": [{"queue": "1", "name": "x", "agents": ["9"]}]}', "9 is no user's extension"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_is_named(tmp_path, name, text, says):
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(FileError) as error:
        read_office(file)
    assert says in str(error.value)
    assert name in str(error.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileError, match="cannot be read: No such file"):
        read_fault_file(tmp_path / "faults.json")
    with pytest.raises(FileError, match="cannot be read"):
        read_script(tmp_path / "day.toml")


def test_an_office_is_checked_wherever_it_comes_from():
    with pytest.raises(ValueError, match="at least one user"):
        Office(users=())
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"timings": {"ready_after": "soon"}}, Office)
