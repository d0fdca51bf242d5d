"""An SSH server that nobody here has seen, under the whole core: a person is asked, and the answer holds."""

import pytest

from screenpop.delivery.base import HealthState
from screenpop.delivery.ssh_known_hosts import HostKey
from tests.core.desk import Desk
from tests.waiting import until
from tests.ways.private_sshd import USER, Sshd, fingerprint

SETTINGS = """
[delivery.ssh]
host = "127.0.0.1"
port = {port}
user = "{user}"
key_file = "{key}"
"""


class Person:
    """Looks at each new key, and says what is in `says`."""

    def __init__(self) -> None:
        self.says = True
        self.asked: list[HostKey] = []

    async def confirm(self, key):
        self.asked.append(key)
        return self.says


class SshDesk(Desk):
    """A core whose way in is the server, and the person in front of it."""

    def __init__(self, phone_system, folder, sshd, person):
        super().__init__(phone_system, phone_system.api_url, folder)
        config = self.profile.config
        text = config.read_text(encoding="utf-8").replace('"loopback"', '"ssh"')
        config.write_text(text + SETTINGS.format(port=sshd.port, user=USER, key=sshd.user_key), encoding="utf-8")
        self.person = person

    async def start(self, **how):
        core = await super().start(**how)
        core.way_choice.confirm_with(self.person.confirm)
        return core


@pytest.fixture
def sshd(tmp_path, monkeypatch):
    home = tmp_path / "home"
    (home / ".ssh").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    folder = tmp_path / "sshd"
    folder.mkdir()
    sshd = Sshd(folder)
    sshd.start()
    yield sshd
    sshd.kill()


@pytest.fixture
async def desk(phone_system, sshd, tmp_path, monkeypatch):
    monkeypatch.setenv("SCREENPOP_CLIENT_SECRET", "demo")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    made = SshDesk(phone_system, tmp_path / "profile", sshd, Person())
    yield made
    await made.quit()


async def test_yes_connects_and_is_remembered_and_no_does_not_and_says_why(desk, sshd):
    desk.person.says = False
    core = await desk.start()
    await until(lambda: core.way.health.state is HealthState.DOWN and "You did not accept" in core.way.health.detail)
    assert [key.fingerprint for key in desk.person.asked] == [fingerprint(sshd.host_key)]
    assert fingerprint(sshd.host_key) in core.way.health.detail
    assert "Accepted publickey" not in sshd.log
    assert await desk.subscriptions() == []
    await desk.quit()

    desk.person.says = True
    core = await desk.start_live()
    assert len(desk.person.asked) == 2, "a no is no answer for ever"
    (subscription,) = await desk.subscriptions()
    assert subscription["post_uri"] == core.post_uri
    assert "Accepted publickey" in sshd.log
    await desk.quit()

    await desk.start_live()
    assert len(desk.person.asked) == 2, "a yes is remembered"
