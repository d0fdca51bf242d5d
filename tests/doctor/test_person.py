"""A person signed in through the browser: the doctor must not cost them their sign-in."""

import json
import socket
from datetime import UTC, datetime, timedelta

import keyring
import pytest

from screenpop.integrate.settings import AccountSettings
from screenpop.profile.secrets import Secrets
from screenpop.profile.state import StateFolder
from screenpop.sign_in.browser import BrowserSignIn
from screenpop.sign_in.kept import KeptSignIn
from screenpop.simulator.office import App, Office
from screenpop.simulator.simulator import Simulator
from tests.doctor.patient import Patient
from tests.doctor.test_keyring import Works
from tests.sign_in.desk import Person

CONFIG = """\
[account]
api_url = "{api_url}"
client_id = "desk"
redirect_port = {port}
"""


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
async def phone_system(port):
    redirect = f"http://127.0.0.1:{port}/callback"
    office = Office(apps=(App(client_id="desk", user="126", redirect_uris=(redirect,)),))
    simulator = Simulator(office)
    simulator.system.variants.rotate_refresh_tokens = True
    simulator.api_url = await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def desk(phone_system, port, tmp_path, monkeypatch):
    """Somebody at whose computer nobody has signed in yet, with a keyring."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    before = keyring.get_keyring()
    keyring.set_keyring(Works())
    made = Patient(phone_system, phone_system.api_url, tmp_path / "profile")
    made.profile.config.write_text(CONFIG.format(api_url=phone_system.api_url, port=port), encoding="utf-8")
    made.account = AccountSettings(api_url=phone_system.api_url, client_id="desk", redirect_port=port)
    yield made
    keyring.set_keyring(before)


async def sign_in(desk):
    kept = KeptSignIn(desk.account, Secrets(desk.profile), StateFolder(desk.profile.state))
    await BrowserSignIn(desk.account, kept, open_browser=Person()).run()


def begin_long_ago(desk):
    """Let the sign-in be 85 days old, and let it not be renewed now."""
    record = desk.profile.state / "sign_in.json"
    told = json.loads(record.read_text())
    told["obtained"] = (datetime.now(UTC) - timedelta(days=85)).isoformat()
    record.write_text(json.dumps(told))
    desk.phone_system.system.variants.rotate_refresh_tokens = False


async def test_nobody_has_signed_in(desk):
    found = await desk.examine()
    assert found.states("keyring", "sign_in") == ["ok", "failure"]
    assert "screenpop sign-in" in found["sign_in"].todo


async def test_the_sign_in_outlives_the_doctor_though_its_token_is_renewed(desk):
    await sign_in(desk)
    tokens = []
    for _ in range(3):
        found = await desk.examine()
        assert found.states("sign_in", "scope") == ["ok", "ok"]
        tokens.append(Secrets(desk.profile).get("refresh_token"))
    assert "Sam Lee (126@example.com), through the browser" in found["sign_in"].what
    assert len(set(tokens)) == 3
    assert not any(token in found.text for token in tokens)


async def test_a_sign_in_that_ends_soon_is_told(desk):
    await sign_in(desk)
    begin_long_ago(desk)
    found = await desk.examine()
    assert found.states("sign_in") == ["warning"]
    assert "Your sign-in ends on" in found["sign_in"].meaning


async def test_the_running_program_tells_the_same_in_its_menu(desk):
    await sign_in(desk)
    begin_long_ago(desk)
    core = await desk.start_live()
    found, reason = await desk.examine(), core.reason
    await desk.quit()
    assert found.states("sign_in", "program") == ["warning", "warning"]
    assert found["sign_in"].meaning == reason
    assert reason in found["program"].meaning


async def test_a_sign_in_that_was_ended_there(desk):
    await sign_in(desk)
    desk.phone_system.system.tokens.revoke(renewals=True)
    found = await desk.examine()
    assert found.states("sign_in") == ["failure"]


async def test_a_password_needs_neither_keyring_nor_client_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("SCREENPOP_PASSWORD", "demo")
    phone_system = Simulator(Office(apps=(App(client_id="desk", user="126"),)))
    desk = Patient(phone_system, await phone_system.start(), tmp_path / "profile")
    desk.profile.config.write_text(
        f'[account]\napi_url = "{phone_system.system.address}"\nclient_id = "desk"\ngrant = "password"\n'
        'username = "126"\n',
        encoding="utf-8",
    )
    found = await desk.examine()
    await phone_system.stop()
    assert found.states("keyring", "sign_in") == ["ok", "ok"]
    assert "with user name and password" in found["sign_in"].what
