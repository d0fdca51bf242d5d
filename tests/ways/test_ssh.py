"""The way in through a real OpenSSH server."""

import asyncio
import os
import socket
import subprocess
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from screenpop.delivery import round_trip, ssh_tunnel
from screenpop.delivery.base import DeliveryError, HealthState
from screenpop.delivery.settings import SshSettings
from screenpop.delivery.ssh import Ssh
from tests.relay.forwarder import Forwarder
from tests.waiting import until
from tests.ways.desk import Desk, post, stranger
from tests.ways.private_sshd import USER, free_port, new_key, public, taken


@pytest.fixture
def settings(sshd):
    """Settings for the server, and more."""

    def settings(**more):
        usual = {"host": "127.0.0.1", "port": sshd.port, "user": USER, "key_file": str(sshd.user_key)}
        return SshSettings(**{**usual, **more})

    return settings


@pytest.fixture
async def desk(tmp_path, sshd, settings, home):
    """A desk that knows the server already."""
    (home / ".ssh" / "known_hosts").write_text(sshd.known)
    desk = Desk(tmp_path / "state", lambda desk: Ssh(desk.settings, desk.state, desk.keyring, chance=lambda: 0.0))
    desk.settings = settings()
    yield desk
    await desk.stop()


async def test_a_post_to_the_servers_port_is_taken(sshd, desk):
    sshd.start()
    await desk.start()
    address = await desk.is_up()
    assert urlsplit(address).port not in (None, sshd.port)
    assert await post(address, b"ringing") == 204
    assert desk.taken == [b"ringing"]
    assert desk.missed == []
    assert desk.told[0] == (HealthState.STARTING, "Connecting to the SSH server 127.0.0.1.")


async def test_the_round_trip_is_measured_and_goes_no_further(sshd, desk):
    sshd.start()
    await desk.start()
    await desk.is_up()
    assert (await desk.way.probe()).total_seconds() > 0
    assert desk.taken == []


async def test_many_posts_at_once_come_through(sshd, desk):
    sshd.start()
    await desk.start()
    address = await desk.is_up()
    bodies = [b"%d" % number for number in range(40)]
    assert await asyncio.gather(*(post(address, body) for body in bodies)) == [204] * 40
    assert sorted(desk.taken) == sorted(bodies)


async def test_the_address_outlives_the_program(sshd, desk):
    sshd.start()
    await desk.start()
    address = await desk.is_up()
    await desk.stop()
    await until(lambda: not _listens(urlsplit(address).port))
    await desk.start()
    assert await desk.is_up() == address


async def test_a_server_that_is_killed_and_comes_back(sshd, desk):
    sshd.start()
    await desk.start()
    address = await desk.is_up()
    await asyncio.to_thread(sshd.kill)
    assert "The program goes on trying by itself." in await desk.is_down()
    assert await post(address) == 0
    await asyncio.to_thread(sshd.start)
    assert await desk.is_up() == address
    assert await post(address, b"again") == 204
    assert desk.taken == [b"again"]
    assert len(desk.missed) == 1
    assert [each for each in desk.addresses if each] == [address]


async def test_a_server_that_is_away_at_the_start(sshd, desk):
    await desk.start()
    assert "cannot be reached" in await desk.is_down()
    await asyncio.to_thread(sshd.start)
    desk.way.wake()
    assert await post(await desk.is_up()) == 204


async def test_a_host_that_nobody_knows(desk, settings):
    desk.settings = settings(host="no-such-host.invalid")
    await desk.start()
    assert "no-such-host.invalid cannot be reached" in await desk.is_down("cannot be reached")


async def test_a_key_that_the_server_does_not_know(sshd, desk, settings, tmp_path):
    sshd.start()
    desk.settings = settings(key_file=str(new_key(tmp_path / "other")))
    await desk.start()
    detail = await desk.is_down()
    assert f"does not let {USER} in with the key of {tmp_path / 'other'}" in detail
    assert "authorized_keys" in detail


async def test_a_key_that_is_allowed_later_is_tried_again(sshd, desk, settings, tmp_path):
    sshd.start()
    other = new_key(tmp_path / "other")
    desk.settings = settings(key_file=str(other))
    await desk.start()
    await desk.is_down()
    sshd.authorized.write_text(public(other) + "\n")
    desk.way.wake()
    await desk.is_up()


@pytest.mark.parametrize(
    ("passphrase", "kept", "says"),
    [
        ("open sesame", "open sesame", None),
        ("open sesame", "wrong", "does not open it"),
        ("open sesame", None, "has a passphrase, and none is kept for it"),
    ],
)
async def test_a_key_with_a_passphrase(sshd, desk, settings, tmp_path, passphrase, kept, says):
    key = new_key(tmp_path / "locked", passphrase=passphrase)
    sshd.authorized.write_text(public(key) + "\n")
    sshd.start()
    desk.settings = settings(key_file=str(key))
    if kept is not None:
        desk.keyring.set("ssh_passphrase", kept)
    await desk.start()
    if says is None:
        await desk.is_up()
    else:
        detail = await desk.is_down()
        assert says in detail
        assert "SCREENPOP_SSH_PASSPHRASE" in detail


async def test_a_key_file_that_is_none(sshd, desk, settings, tmp_path):
    sshd.start()
    desk.settings = settings(key_file=str(tmp_path / "missing"))
    await desk.start()
    assert "cannot be read (No such file or directory)" in await desk.is_down()
    (tmp_path / "missing").write_text(public(sshd.user_key))
    desk.way.wake()
    assert "is not a private SSH key" in await desk.is_down("is not a private")


@pytest.fixture
async def agent(sshd, tmp_path, monkeypatch):
    """An SSH agent that has the key."""
    place = tmp_path / "agent"
    agent = await asyncio.to_thread(subprocess.Popen, ["ssh-agent", "-D", "-a", place], stdout=subprocess.DEVNULL)
    await until(place.exists)
    monkeypatch.setenv("SSH_AUTH_SOCK", str(place))
    add = ["ssh-add", "-q", str(sshd.user_key)]
    await asyncio.to_thread(subprocess.run, add, check=True, env=os.environ)
    yield agent
    agent.kill()
    await asyncio.to_thread(agent.wait)


async def test_the_keys_of_the_agent_are_used(sshd, desk, settings, agent):
    sshd.start()
    desk.settings = settings(key_file="")
    await desk.start()
    await desk.is_up()


async def test_with_a_key_file_nothing_else_is_offered(sshd, desk, settings, agent, tmp_path):
    sshd.start()
    desk.settings = settings(key_file=str(new_key(tmp_path / "other")))
    await desk.start()
    await desk.is_down("does not let")


async def test_the_users_own_key_is_used_without_an_agent(sshd, desk, settings, home):
    sshd.start()
    (home / ".ssh" / "id_ed25519").write_bytes(sshd.user_key.read_bytes())
    (home / ".ssh" / "id_ed25519").chmod(0o600)
    desk.settings = settings(key_file="")
    await desk.start()
    await desk.is_up()


async def test_without_any_key(sshd, desk, settings):
    sshd.start()
    desk.settings = settings(key_file="")
    await desk.start()
    assert "with the keys of the SSH agent and of ~/.ssh" in await desk.is_down()


async def test_without_a_server_in_the_settings(desk):
    desk.settings = SshSettings()
    with pytest.raises(DeliveryError, match=r"delivery\.ssh\.host"):
        await desk.start()
    assert desk.way.health.state is HealthState.DOWN


async def test_a_port_of_the_settings(sshd, desk, settings):
    sshd.start()
    port = free_port()
    desk.settings = settings(remote_port=port, remote_host="localhost")
    await desk.start()
    address = await desk.is_up()
    assert address.startswith(f"http://localhost:{port}/hook/")


async def test_a_port_of_the_settings_that_somebody_has(sshd, desk, settings):
    sshd.start()
    port = free_port()
    desk.settings = settings(remote_port=port)
    with taken(port):
        await desk.start()
        detail = await desk.is_down()
        assert f"does not give us its port {port}" in detail
        assert "ClientAliveInterval" in detail
        assert desk.addresses == [None]
    await desk.is_up()
    assert urlsplit(await desk.address()).port == port


async def test_a_kept_port_that_somebody_took_is_left_to_them_and_the_token_too(sshd, desk):
    sshd.start()
    await desk.start()
    old = urlsplit(await desk.is_up())
    await desk.stop()
    await until(lambda: not _listens(old.port))
    with taken(old.port):
        await desk.start()
        await desk.is_down("does not give us its port")
        new = urlsplit(await desk.is_up_soon())
    assert new.port != old.port
    assert new.path != old.path
    assert await post(new.geturl()) == 204
    assert await post(new._replace(path=old.path).geturl()) == 404


@pytest.mark.parametrize(
    "options",
    [
        {"AllowTcpForwarding": "no"},
        {"AllowTcpForwarding": "local"},
        {"DisableForwarding": "yes"},
        {"PermitListen": "1"},
    ],
    ids=lambda options: "-".join(next(iter(options.items()))),
)
async def test_a_server_that_forbids_forwarding(sshd, desk, options):
    sshd.start(**options)
    await desk.start()
    detail = await desk.is_down()
    assert "does not forward any port to us" in detail
    assert "AllowTcpForwarding yes" in detail


async def test_a_key_that_may_not_forward(sshd, desk):
    sshd.authorized.write_text(f"restrict {public(sshd.user_key)}\n")
    sshd.start()
    await desk.start()
    assert "must not say restrict" in await desk.is_down()


async def test_a_key_that_may_do_this_and_nothing_else(sshd, desk, settings):
    """The line of authorized_keys that the documentation gives, for a reverse proxy on the server."""
    port = free_port()
    allowed = f'restrict,port-forwarding,permitlisten="localhost:{port}"'
    sshd.authorized.write_text(f"{allowed} {public(sshd.user_key)}\n")
    sshd.start()
    desk.settings = settings(public_url=f"http://127.0.0.1:{port}", remote_port=port)
    await desk.start()
    assert await post(await desk.is_up()) == 204


async def test_a_server_that_permits_one_port_alone(sshd, desk, settings):
    port = free_port()
    sshd.start(PermitListen=str(port))
    desk.settings = settings(remote_port=port)
    await desk.start()
    await desk.is_up()


async def test_a_port_that_others_are_not_let_to(sshd, desk, settings):
    """As with `GatewayPorts no`: the server listens on its loopback address alone, and says that all is well."""
    sshd.start(GatewayPorts="no")
    desk.settings = settings(remote_host="127.0.0.2")
    await desk.start()
    detail = await desk.is_down("GatewayPorts clientspecified")
    assert "http://127.0.0.2:" in detail
    assert "Connection refused" in detail or "All connection attempts failed" in detail
    assert "/hook/" not in detail


async def test_a_port_that_others_are_let_to(sshd, desk, settings):
    sshd.start(GatewayPorts="clientspecified")
    desk.settings = settings(remote_host="127.0.0.2", bind="127.0.0.2")
    await desk.start()
    assert await post(await desk.is_up()) == 204


async def test_a_message_that_comes_in_is_proof_enough(sshd, desk, settings):
    sshd.start(GatewayPorts="no")
    desk.settings = settings(remote_host="127.0.0.2")
    await desk.start()
    await desk.is_down("GatewayPorts")
    assert await post((await desk.address()).replace("127.0.0.2", "127.0.0.1"), b"proof") == 204
    assert desk.way.health.state is HealthState.UP
    assert desk.taken == [b"proof"]


async def test_a_reverse_proxy_on_the_server(sshd, desk, settings):
    """The port is then the proxy's alone: the server listens on its loopback address, though it might on others."""
    sshd.start(GatewayPorts="clientspecified")
    port = free_port()
    async with Forwarder(port) as proxy:
        desk.settings = settings(public_url=f"http://127.0.0.1:{proxy.port}/", remote_port=port)
        await desk.start()
        address = await desk.is_up()
        assert address.startswith(f"http://127.0.0.1:{proxy.port}/hook/")
        assert await post(address, b"through the proxy") == 204
        assert not _listens(port, "127.0.0.2")


async def test_a_port_that_somebody_shares_is_told(sshd, desk, settings):
    """The server listens where it can: on IPv6 alone, if somebody has the port on IPv4."""
    sshd.start()
    async with stranger() as port:
        desk.settings = settings(remote_port=port)
        await desk.start()
        await desk.is_down()
    assert HealthState.UP not in [state for state, _ in desk.told]


@pytest.mark.parametrize("notices_by", ["waking up", "keep-alive"])
async def test_a_connection_that_falls_silent_is_replaced(sshd, desk, monkeypatch, notices_by):
    """The server still has the port, for a connection that it takes for alive; so another one must do."""
    monkeypatch.setattr(round_trip, "PATIENCE", 0.5)
    if notices_by == "keep-alive":
        monkeypatch.setattr(ssh_tunnel, "KEEP_ALIVE", timedelta(milliseconds=100))
    sshd.start()
    await desk.start()
    old = await desk.is_up()
    sshd.freeze()
    if notices_by == "waking up":
        desk.way.wake()
    await desk.is_down("does not give us its port")
    new = await desk.is_up_soon()
    assert urlsplit(new).port != urlsplit(old).port
    assert urlsplit(new).path != urlsplit(old).path
    assert await post(new, b"awake") == 204
    assert len(desk.missed) == 1


async def test_stopping_frees_the_port_at_once(sshd, desk):
    sshd.start()
    await desk.start()
    address = await desk.is_up()
    await desk.stop()
    await until(lambda: not _listens(urlsplit(address).port))
    assert desk.addresses[-1] is None
    assert desk.way.health.state is HealthState.DOWN
    assert "Disconnected" in sshd.log or "disconnect" in sshd.log


async def test_stopping_while_it_connects(desk, settings):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        desk.settings = settings(port=mute.getsockname()[1])
        await desk.start()
        await asyncio.sleep(0)
        await desk.stop()
    assert desk.way.health.state is HealthState.DOWN


@pytest.mark.parametrize("moment", ["begin_auth", "auth_completed"])
async def test_stopping_in_the_middle_of_a_sign_in(sshd, desk, monkeypatch, moment):
    """What is cancelled at the very moment at which a library has its answer must not go on."""
    stopping = []

    def stop(_client, *_):
        stopping.append(asyncio.ensure_future(desk.way.stop()))

    monkeypatch.setattr(ssh_tunnel._Client, moment, stop)
    sshd.start()
    await desk.start()
    await until(lambda: stopping)
    await asyncio.wait_for(stopping[0], 5)
    assert desk.way.health.state is HealthState.DOWN
    await until(lambda: not sshd.connections())


async def test_no_secret_gets_into_health_or_log(sshd, desk, settings, tmp_path, caplog):
    caplog.set_level("DEBUG")
    key = new_key(tmp_path / "locked", passphrase="open sesame")
    sshd.authorized.write_text(public(key) + "\n")
    sshd.start()
    desk.settings = settings(key_file=str(key))
    desk.keyring.set("ssh_passphrase", "open sesame")
    await desk.start()
    address = await desk.is_up()
    assert "open sesame" not in caplog.text
    own = "".join(record.getMessage() for record in caplog.records if record.name.startswith("screenpop"))
    assert "ssh" in own
    assert urlsplit(address).path not in own + repr(desk.told)


def _listens(port, host="127.0.0.1"):
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0
