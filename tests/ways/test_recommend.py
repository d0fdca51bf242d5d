"""Which way is recommended, why, and that trying one disturbs nothing."""

import asyncio
import socket
from datetime import timedelta

import pytest

from screenpop.delivery.choose import make
from screenpop.delivery.recommend import Distance, TrialMemory, Verdict, conclude, distance_of, recommend, set_up
from screenpop.profile.settings import SettingsFile
from tests.relay.forwarder import Forwarder
from tests.relay.private_relay import run
from tests.ways.desk import Desk, post
from tests.ways.private_sshd import USER, free_port

HERE, NEARBY, FAR = Distance.HERE, Distance.NEARBY, Distance.FAR


@pytest.fixture
async def desk(tmp_path):
    """A desk with a settings file, and the way of `desk.kind` in use."""
    desk = Desk(tmp_path / "state", lambda desk: make(desk.kind, desk.settings.read, desk.state, desk.keyring))
    desk.kind = "loopback"

    def configure(text, api="http://127.0.0.1:1/api"):
        path = tmp_path / "config.toml"
        path.write_text(f'[account]\napi_url = "{api}"\n{text}')
        desk.settings = SettingsFile(path)

    desk.configure = configure
    configure("")
    yield desk
    await desk.stop()


async def ask(desk, in_use=True):
    return await recommend(desk.settings.read, desk.state, desk.keyring, desk.way if in_use else None)


def works(kind, *, is_fit=True):
    return Verdict(kind, timedelta(milliseconds=38), is_fit, "it is good")


def fails(kind):
    return Verdict(kind, None, True, "It is away.")


@pytest.mark.parametrize(
    ("distance", "verdicts", "best"),
    [
        (HERE, [works("relay"), works("loopback")], "loopback"),
        (NEARBY, [works("lan"), works("relay"), works("url")], "relay"),
        (NEARBY, [works("lan"), fails("relay"), works("url")], "lan"),
        (FAR, [works("lan", is_fit=False), works("ssh"), works("ngrok")], "ssh"),
        (FAR, [works("ssh"), works("url"), works("ngrok")], "url"),
        (FAR, [works("lan", is_fit=False), works("loopback", is_fit=False)], None),
        (FAR, [fails("relay"), fails("ssh")], None),
        (FAR, [], None),
    ],
)
def test_the_best_that_works_and_is_fit(distance, verdicts, best):
    assert conclude(verdicts, distance, None).best == best


def test_the_reason_names_what_is_good_and_why_nothing_better():
    said = conclude([fails("relay"), works("ssh"), works("ngrok")], FAR, "ngrok")
    assert said.why == (
        "ssh: a test message came back in 38 ms, and it is good. relay would be better, but does not work: It is away. "
        "Use it with `screenpop config set delivery.kind ssh`."
    )
    assert "config set" not in conclude([works("ssh")], FAR, "ssh").why


def test_where_nothing_works_each_reason_is_given():
    assert conclude([fails("relay"), fails("ssh")], FAR, None).why == (
        "No way in works. relay: It is away. ssh: It is away."
    )
    assert "delivery.relay.url" in conclude([], FAR, None).why


@pytest.mark.parametrize(
    ("host", "distance"),
    [
        ("127.0.0.1", HERE),
        ("localhost", HERE),
        ("10.1.2.3", NEARBY),
        ("192.168.1.1", NEARBY),
        ("1.1.1.1", FAR),
        ("no-such-host.invalid", FAR),
        ("", FAR),
    ],
)
async def test_where_the_phone_system_is(host, distance):
    assert await distance_of(host) is distance


async def test_the_way_in_use_is_tested_as_it_is(desk):
    await desk.start()
    said = await ask(desk)
    assert said.best == "loopback"
    assert [verdict.kind for verdict in said.verdicts] == ["loopback"]
    assert "the phone system is on this computer" in said.why
    assert desk.taken == []


async def test_a_way_in_use_that_the_phone_system_cannot_reach(desk):
    desk.configure("", api="http://1.1.1.1/api")
    await desk.start()
    said = await ask(desk)
    assert said.best is None
    assert "loopback: It works on this computer alone" in said.why


async def test_with_nothing_set_up(desk):
    desk.configure("", api="http://1.1.1.1/api")
    assert (await ask(desk, in_use=False)).verdicts == ()


async def test_several_ways_are_tried_beside_the_one_in_use_and_disturb_nothing(desk, sshd, home, tmp_path):
    (home / ".ssh" / "known_hosts").write_text(sshd.known)
    sshd.start()
    local = free_port()
    relay = run.PrivateRelay(tmp_path / "relay", ports=run.configure(tmp_path / "relay"))
    await asyncio.to_thread(relay.start)
    async with Forwarder(local) as proxy:
        desk.configure(f"""
            [delivery.relay]
            url = "{relay.address}"
            [delivery.url]
            public_url = "http://127.0.0.1:{proxy.port}"
            port = {local}
            [delivery.ssh]
            host = "127.0.0.1"
            port = {sshd.port}
            user = "{USER}"
            key_file = "{sshd.user_key}"
            [delivery.lan]
            address = "127.0.0.1"
        """)
        await desk.start()
        address = await desk.address()
        desk.keyring.kept.pop("relay_secret", None)
        before = {name: desk.state.load(name) for name in ("delivery", "public_address", "ssh_port", "relay")}
        said = await ask(desk)
    await asyncio.to_thread(relay.stop)
    assert {verdict.kind: verdict.works for verdict in said.verdicts} == {
        "relay": True,
        "lan": True,
        "loopback": True,
        "url": True,
        "ssh": True,
    }
    assert {name: desk.state.load(name) for name in before} == before
    assert "relay_secret" not in desk.keyring.kept, "a secret that was made for the test is forgotten"
    assert [each for each in desk.addresses if each] == [address]
    assert await post(address, b"still here") == 204
    assert desk.taken == [b"still here"]


async def test_a_way_that_does_not_work_is_told_with_its_reason(desk, sshd):
    desk.configure(f'[delivery.ssh]\nhost = "127.0.0.1"\nport = {sshd.port}\n')
    said = await ask(desk, in_use=False)
    ssh = next(verdict for verdict in said.verdicts if verdict.kind == "ssh")
    assert ssh.took is None
    assert "cannot be reached" in ssh.words


async def test_a_url_without_a_fixed_port_cannot_be_tried(desk):
    desk.configure('[delivery.url]\npublic_url = "http://127.0.0.1:9"\n')
    said = await ask(desk, in_use=False)
    assert "delivery.url.port" in next(verdict for verdict in said.verdicts if verdict.kind == "url").words


async def test_a_way_that_never_comes_up(desk, monkeypatch):
    monkeypatch.setattr("screenpop.delivery.recommend.PATIENCE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        desk.configure(f'[delivery.ssh]\nhost = "127.0.0.1"\nport = {mute.getsockname()[1]}\n')
        said = await ask(desk, in_use=False)
    assert "did not come up in time" in next(verdict for verdict in said.verdicts if verdict.kind == "ssh").words


async def test_what_is_set_up_is_tried(desk):
    read = desk.settings.read
    assert set_up(read, desk.keyring, FAR, None) == []
    assert set_up(read, desk.keyring, NEARBY, None) == ["lan"]
    desk.keyring.set("ngrok_token", "x")
    assert set_up(read, desk.keyring, HERE, None) == ["loopback", "ngrok"]


def test_a_trial_writes_nothing(desk):
    desk.state.save("ssh_port", {"port": 1})
    desk.state.save("delivery", {"port": 2})
    trial = TrialMemory(desk.state)
    assert (trial.load("ssh_port"), trial.load("delivery")) == ({"port": 1}, {})
    trial.save("ssh_port", {"port": 3})
    assert (trial.load("ssh_port"), desk.state.load("ssh_port")) == ({"port": 3}, {"port": 1})
