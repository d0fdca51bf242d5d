"""Whether the server is the one that it should be: known, new, changed, revoked."""

import asyncio

import asyncssh
import pytest

from screenpop.delivery.base import HealthState
from screenpop.delivery.settings import SshSettings
from screenpop.delivery.ssh import Ssh
from screenpop.delivery.ssh_known_hosts import HostKey, KnownHosts
from screenpop.integrate.memory import Forgetful
from tests.waiting import until
from tests.ways.desk import Desk
from tests.ways.private_sshd import USER, certify, fingerprint, hash_names, new_key, public


@pytest.fixture
async def desk(tmp_path, sshd):
    """A desk that knows no server, and whose person says what is in `says` when asked."""

    def make(desk):
        settings = SshSettings(host="127.0.0.1", port=sshd.port, user=USER, key_file=str(sshd.user_key))
        way = Ssh(settings, desk.state, desk.keyring, chance=lambda: 0.0)
        way.confirm = desk.confirm
        return way

    desk = Desk(tmp_path / "state", make)
    desk.asked = []
    desk.says = True

    async def confirm(key):
        desk.asked.append(key)
        return desk.says

    desk.confirm = confirm
    yield desk
    await desk.stop()


@pytest.fixture
def known_hosts(home):
    return home / ".ssh" / "known_hosts"


async def test_a_server_that_is_new_is_shown_and_asked_about_once(sshd, desk, known_hosts):
    sshd.start()
    await desk.start()
    await desk.is_up()
    shown = HostKey("127.0.0.1", sshd.port, "ssh-ed25519", fingerprint(sshd.host_key), public(sshd.host_key))
    assert desk.asked == [shown]
    assert any(shown.fingerprint in (detail or "") for _, detail in desk.told)
    assert not known_hosts.exists(), "the user's own file is read, never written"
    await desk.stop()
    await desk.start()
    await desk.is_up()
    assert len(desk.asked) == 1


async def test_nothing_secret_is_sent_before_the_answer(sshd, desk):
    answer = asyncio.Event()

    async def confirm(_key):
        await answer.wait()
        return True

    desk.confirm = confirm
    sshd.start()
    await desk.start()
    await desk.is_down("new here")
    assert "publickey" not in sshd.log
    answer.set()
    await desk.is_up()
    assert "Accepted publickey" in sshd.log


async def test_a_key_that_the_person_does_not_accept(sshd, desk):
    desk.says = False
    sshd.start()
    await desk.start()
    detail = await desk.is_down("You did not accept")
    assert fingerprint(sshd.host_key) in detail
    for _ in range(2):
        connections = sshd.log.count("Connection from")
        desk.way.wake()
        await until(lambda seen=connections: sshd.log.count("Connection from") > seen)
    assert len(desk.asked) == 1, "a person who said no is not asked again and again"
    assert desk.way.health.state is HealthState.DOWN


async def test_with_nobody_to_ask_the_key_must_be_known_already(sshd, desk, known_hosts):
    desk.confirm = None
    sshd.start()
    await desk.start()
    detail = await desk.is_down("is not known yet")
    assert fingerprint(sshd.host_key) in detail
    assert f"ssh -p {sshd.port} 127.0.0.1" in detail
    known_hosts.write_text(sshd.known)
    desk.way.wake()
    await desk.is_up()


async def test_a_key_that_could_not_be_written_down_is_not_believed(sshd, desk, tmp_path):
    (tmp_path / "state").touch()
    sshd.start()
    await desk.start()
    assert "could not be written down" in await desk.is_down("could not be")


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa"])
@pytest.mark.parametrize("known_to", ["the user", "the profile"])
async def test_a_server_with_another_key_than_before(sshd, desk, known_hosts, known_to, kind):
    sshd.start()
    before = fingerprint(sshd.host_key)
    if known_to == "the user":
        known_hosts.write_text(sshd.known)
    await desk.start()
    await desk.is_up()
    asked = len(desk.asked)
    sshd.kill()
    new_key(sshd.host_key, kind)
    sshd.start()
    desk.way.wake()
    detail = await desk.is_down("shows another key than before")
    assert before in detail
    assert fingerprint(sshd.host_key) in detail
    assert "ssh-keygen -R" in detail
    assert len(desk.asked) == asked, "a change is nothing to be clicked away"
    assert "Accepted publickey" not in sshd.log


async def test_a_hashed_entry_and_one_of_several_keys(sshd, desk, known_hosts, tmp_path):
    others = "".join(f"{sshd.name} {public(new_key(tmp_path / kind, kind))}\n" for kind in ("ecdsa", "rsa"))
    known_hosts.write_text(others + sshd.known)
    hash_names(known_hosts)
    assert sshd.name not in known_hosts.read_text()
    known_hosts.write_text("no sense\n@nonsense x y\n|1|broken x\n" + known_hosts.read_text())
    desk.confirm = None
    sshd.start()
    await desk.start()
    await desk.is_up()


async def test_a_server_that_an_authority_vouches_for(sshd, desk, known_hosts, tmp_path):
    authority = new_key(tmp_path / "authority")
    certificate = certify(sshd.host_key, authority, "127.0.0.1")
    known_hosts.write_text(f"@cert-authority {sshd.name} {public(authority)}\n")
    desk.confirm = None
    sshd.start(HostCertificate=str(certificate))
    await desk.start()
    await desk.is_up()


@pytest.mark.parametrize("name", ["[127.0.0.1]:{port}", "127.0.0.1", "*"])
async def test_a_key_that_was_revoked(sshd, desk, known_hosts, name):
    line = f"@revoked {name.format(port=sshd.port)} {public(sshd.host_key)}\n"
    known_hosts.write_text(line + sshd.known)
    sshd.start()
    await desk.start()
    assert "revoked" in await desk.is_down("cannot be trusted")
    assert desk.asked == []


def _trust(tmp_path, text, host="Example.org", port=22):
    path = tmp_path / "hosts"
    path.write_text(text)
    return KnownHosts(Forgetful(), files=lambda: [path, tmp_path / "missing"]).trust(host, port)


def test_names_are_compared_without_case_and_with_their_port(tmp_path):
    key = new_key(tmp_path / "key")
    line = f"example.org {public(key)}\n"
    assert len(_trust(tmp_path, line).own) == 1
    elsewhere = _trust(tmp_path, line, port=2222)
    assert len(elsewhere.own) == 0, "another key at another port is no change"
    assert len(elsewhere.keys) == 1, "and the same key is good there, as with OpenSSH"
    assert _trust(tmp_path, line, host="example.net").keys == ()


def test_a_proof_by_a_known_key_is_asked_for_first(tmp_path):
    assert _trust(tmp_path, "").algorithms[0] == "ssh-ed25519"
    for kind, first in (("ecdsa", "ecdsa-sha2-nistp256"), ("rsa", "rsa-sha2-512")):
        trust = _trust(tmp_path, f"example.org {public(new_key(tmp_path / kind, kind))}\n")
        assert trust.algorithms[0] == first
        assert sorted(trust.algorithms) == sorted(_trust(tmp_path, "").algorithms)


def test_what_is_confirmed_is_kept_for_its_host_and_port_alone(tmp_path):
    memory = Forgetful()
    hosts = KnownHosts(memory, files=tuple)
    for number, port in enumerate((22, 2222)):
        key = asyncssh.read_private_key(new_key(tmp_path / f"key{number}"))
        hosts.remember(HostKey.of(key, "example.org", port))
    assert set(memory.load("ssh_host_keys")) == {"example.org", "[example.org]:2222"}
    assert len(hosts.trust("example.org", 22).own) == 1
    assert hosts.trust("example.org", 22).own != hosts.trust("example.org", 2222).own


def test_a_file_that_cannot_be_read_is_none(tmp_path, caplog):
    assert KnownHosts(Forgetful(), files=lambda: [tmp_path]).trust("example.org", 22).keys == ()
    assert "cannot be read" in caplog.text
