"""The way in through ngrok: the real SDK, against a stand-in for ngrok's cloud, since there is no network here."""

import sys
from datetime import timedelta

import ngrok
import pytest

from screenpop.delivery import ngrok as way_in_ngrok
from screenpop.delivery import ngrok_session
from screenpop.delivery.base import DeliveryError, HealthState
from screenpop.delivery.ngrok import Ngrok
from screenpop.delivery.settings import NgrokSettings
from tests.ways.desk import Desk, post
from tests.ways.ngrok_cloud import LISTEN, SIGN_IN, Cloud

TOKEN = "2abcDEFghiJKLmno_4PQRstuVWXyz"


@pytest.fixture
async def cloud(tmp_path):
    cloud = Cloud(tmp_path)
    await cloud.start()
    yield cloud
    await cloud.stop()


@pytest.fixture
async def desk(tmp_path, cloud):
    def builder():
        return ngrok.SessionBuilder().server_addr(cloud.address).ca_cert(bytearray(cloud.certificate.read_bytes()))

    def make(desk):
        return Ngrok(desk.settings, desk.state, desk.keyring, builder=builder, chance=lambda: 0.0)

    desk = Desk(tmp_path / "state", make)
    desk.builder = builder
    desk.settings = NgrokSettings()
    desk.keyring.set("ngrok_token", TOKEN)
    yield desk
    await desk.stop()


async def test_a_post_to_the_tunnel_is_taken(desk, cloud):
    await desk.start()
    address = await desk.is_up()
    assert address.startswith(f"{cloud.url}/hook/")
    assert await post(address, b"ringing") == 204
    assert desk.taken == [b"ringing"]
    sign_in, listen = cloud.asked
    assert sign_in["Extra"]["AuthToken"] == TOKEN
    assert sign_in["Extra"]["UserAgent"].startswith("ScreenPop/")
    assert listen["Opts"]["Hostname"] == ""


async def test_a_domain_of_the_settings_is_asked_for(desk, cloud):
    desk.settings = NgrokSettings("calls.example.ngrok.app")
    await desk.start()
    await desk.is_up()
    assert cloud.asked[-1]["Opts"]["Hostname"] == "calls.example.ngrok.app"


async def test_a_connection_that_breaks_comes_back_with_its_address(desk, cloud):
    await desk.start()
    address = await desk.is_up()
    cloud.cut()
    assert "The connection to ngrok is gone" in await desk.is_down()
    assert await desk.is_up() == address
    assert await post(address, b"again") == 204
    assert len(desk.missed) == 1
    assert [each for each in desk.addresses if each] == [address]


async def test_when_the_sdk_does_not_come_back_all_begins_anew(desk, cloud, monkeypatch):
    monkeypatch.setattr(way_in_ngrok, "LONGEST_LOSS", timedelta(0))
    await desk.start()
    address = await desk.is_up()
    await cloud.stop()
    assert "ngrok cannot be reached" in await desk.is_down("cannot be reached")
    await cloud.start()
    assert await desk.is_up_soon() == address
    assert await post(address) == 204


async def test_a_service_that_is_away_at_the_start(desk, cloud):
    await cloud.stop()
    await desk.start()
    assert "failed to establish tcp connection" in await desk.is_down("ngrok cannot be reached")
    await cloud.start()
    assert await post(await desk.is_up_soon()) == 204


@pytest.mark.parametrize(
    ("step", "error", "says"),
    [
        (SIGN_IN, f"It is invalid.\nYour authtoken: {TOKEN}\n\r\n\r\nERR_NGROK_107\r\n", "does not accept the token"),
        (SIGN_IN, "It is limited to 3 sessions.\r\n\r\nERR_NGROK_108\r\n", "no more tunnels or agents"),
        (SIGN_IN, "The account has been suspended.\r\n\r\nERR_NGROK_103\r\n", "has closed this account"),
        (LISTEN, "No more than 3 endpoints.\r\n\r\nERR_NGROK_324\r\n", "no more tunnels or agents"),
        (LISTEN, "You must reserve it.\r\n\r\nERR_NGROK_319\r\n", "the domain of delivery.ngrok.domain"),
        (LISTEN, f"Something {TOKEN} new.\nMore.\r\n\r\nERR_NGROK_9999\r\n", "gives no tunnel: Something … new."),
    ],
)
async def test_what_ngrok_refuses_is_told_in_words(desk, cloud, step, error, says, caplog):
    cloud.refuses = {step: error}
    await desk.start()
    detail = await desk.is_down(says)
    assert "ERR_NGROK_" in detail
    assert TOKEN not in detail + caplog.text
    cloud.refuses = {}
    assert await post(await desk.is_up_soon()) == 204


async def test_without_a_token(desk):
    desk.keyring.kept.clear()
    with pytest.raises(DeliveryError, match="SCREENPOP_NGROK_TOKEN"):
        await desk.start()


async def test_without_the_package(desk, monkeypatch):
    monkeypatch.setitem(sys.modules, "ngrok", None)
    with pytest.raises(DeliveryError, match=r"pip install 'screenpop\[ngrok\]'"):
        ngrok_session.new_builder()
    monkeypatch.undo()
    assert isinstance(ngrok_session.new_builder(), ngrok.SessionBuilder)


async def test_stopping_ends_the_tunnel(desk, cloud):
    await desk.start()
    address = await desk.is_up()
    await desk.stop()
    assert not any(agent.is_listening for agent in cloud.agents)
    assert await post(address) == 404
    assert desk.addresses[-1] is None
    assert desk.way.health.state is HealthState.DOWN
