"""A person signs in through the browser, and from then on the program goes on by itself."""

import keyring
import pytest

from screenpop.simulator.office import App, Office
from screenpop.simulator.simulator import Simulator
from screenpop.simulator.wishes import CallWish
from tests.core.desk import Desk
from tests.profile.memory_keyring import MemoryKeyring
from tests.sign_in.conftest import port  # noqa: F401 - a fixture
from tests.sign_in.desk import Person
from tests.waiting import until

CONFIG = """\
[account]
api_url = "{api_url}"
client_id = "desk"
redirect_port = {port}
"""


@pytest.fixture(autouse=True)
def secrets():
    before = keyring.get_keyring()
    made = MemoryKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
async def desk(port, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    app = App(client_id="desk", user="126", redirect_uris=(f"http://127.0.0.1:{port}/callback",))
    phone_system = Simulator(Office(apps=(app,)))
    api_url = await phone_system.start()
    made = Desk(phone_system, api_url, tmp_path / "profile")
    made.profile.config.write_text(CONFIG.format(api_url=api_url, port=port))
    yield made
    await made.quit()
    await phone_system.stop()


async def signed_in(desk, person=None):
    core = await desk.start(open_browser=person or Person())
    await until(lambda: core.account.subscription.state == "signed_out")
    core.sign_in.start()
    await until(lambda: core.account.is_subscribed)
    return core


async def test_nobody_is_signed_in_at_first_and_the_program_says_what_to_do(desk):
    core = await desk.start(open_browser=Person())
    await until(lambda: core.account.subscription.detail)
    assert core.account.subscription.state == "signed_out"
    assert "screenpop sign-in" in core.why_offline
    assert await desk.subscriptions() == []


async def test_after_the_sign_in_calls_arrive(desk):
    await signed_in(desk)
    call_id = desk.phone_system.ring(CallWish(number="+16133246100", name="David Ward", to="126"))
    await until(lambda: desk.call(call_id) and desk.call(call_id).is_ringing_agent)


async def test_the_next_start_needs_nobody(desk):
    await signed_in(desk)
    await desk.quit()
    nobody = Person()
    core = await desk.start(open_browser=nobody)
    await until(lambda: core.account.is_subscribed)
    assert nobody.opened == []
    assert core.account.identity.name == "Sam Lee"


async def test_signing_out_deletes_the_subscription_first_and_forgets_the_sign_in(desk, secrets):
    core = await signed_in(desk)
    assert secrets.kept
    core.account.sign_out()
    await until(lambda: not secrets.kept)
    assert await desk.subscriptions() == []
    await until(lambda: core.account.subscription.state == "signed_out")

    core.sign_in.start()
    await until(lambda: core.account.is_subscribed)


async def test_somebody_else_signs_in_at_the_same_desk(desk):
    core = await signed_in(desk)
    core.sign_in._open_browser = Person("127")
    core.sign_in.start()
    await until(lambda: core.account.is_subscribed and core.account.identity.user == "127")
    (subscription,) = await desk.subscriptions()
    assert subscription["id"] == core.account.subscription.id
    assert core.intake.ledger.agent.user == "127"


async def test_a_refused_sign_in_is_told_and_can_be_tried_again(desk):
    core = await desk.start(open_browser=Person(decision="refuse"))
    core.sign_in.start()
    await until(lambda: core.sign_in.status.state == "failed")
    assert core.sign_in.status.detail
    core.sign_in._open_browser = Person()
    core.sign_in.start()
    await until(lambda: core.account.is_subscribed)
