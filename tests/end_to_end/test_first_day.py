"""An agent's first day, with the commands that the README names: an invite, a sign-in in the browser, a call."""

import json
import shlex
import socket
import sys
from pathlib import Path

import pytest

from tests.end_to_end.office import Office, start_simulator, stop
from tests.end_to_end.test_program import Program
from tests.waiting import until

OFFICE = """\
[[apps]]
client_id = "desk"
user = "126"
redirect_uris = ["http://127.0.0.1:{port}/callback"]
"""


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


@pytest.fixture
async def office(port, tmp_path):
    file = tmp_path / "office.toml"
    file.write_text(OFFICE.format(port=port))
    process, address = await start_simulator("--office", str(file))
    people = Office(address)
    yield people
    await people.aclose()
    await stop(process)


async def test_invite_sign_in_and_the_first_card(office, port, tmp_path, monkeypatch):
    person = Path(__file__).with_name("person.py")
    monkeypatch.setenv("BROWSER", f"{shlex.quote(sys.executable)} {shlex.quote(str(person))} %s")
    desk = Program(tmp_path / "profile")

    invite = tmp_path / "office.screenpop"
    made = ("--api-url", office.api_url, "--client-id", "desk", "--redirect-port", str(port), "--way", "loopback")
    code, _, trouble = await Program(tmp_path / "administrator").command("invite", "make", *made, str(invite))
    assert code == 0, trouble
    code, _, trouble = await desk.command("invite", "open", "--yes", str(invite))
    assert code == 0, trouble

    await desk.start()
    try:
        await until(desk.status)
        code, told, trouble = await desk.command("sign-in")
        assert code == 0, trouble
        assert "Signed in." in told

        await until(desk.live)
        call_id = await office.ring(kind="simple", **{"from": "+16133246100", "name": "David Ward", "to": "126"})

        async def card():
            return (await desk.status())["cards"] == [{"call": call_id, "state": "ringing"}]

        await until(card)
        code, told, _ = await desk.command("doctor", "--json")
        findings = {one["check"]: one["state"] for one in json.loads(told)}
        assert (findings["subscription"], findings["hook"]) == ("ok", "ok")
    finally:
        await desk.quit()
    assert await office.subscriptions() == []
