"""What can be cut: a relay and the way to it, a reverse proxy, an SSH server, ngrok's cloud, the network itself."""

import asyncio
import subprocess
from pathlib import Path
from typing import Any

from screenpop.delivery.base import HealthState
from tests.relay.forwarder import Forwarder
from tests.relay.private_relay import run
from tests.waiting import until
from tests.ways.each_way import WholeDesk
from tests.ways.ngrok_cloud import Cloud
from tests.ways.private_sshd import USER, Sshd, free_port

NGINX = """\
daemon off;
worker_processes 1;
pid nginx.pid;
error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path tmp;
    proxy_temp_path tmp;
    fastcgi_temp_path tmp;
    uwsgi_temp_path tmp;
    scgi_temp_path tmp;
    server {{
        listen 127.0.0.1:{public};
        location / {{ proxy_pass http://127.0.0.1:{local}; }}
    }}
}}
"""


async def is_down(desk: WholeDesk) -> None:
    """Have the desk look, until it knows."""

    def knows() -> bool:
        desk.core.way.wake()
        return desk.core.way.health.state is HealthState.DOWN

    await until(knows)


class Relay:
    """The office's relay: its nginx is killed, or its Redis, or the way to it falls silent."""

    kind = "relay"

    def __init__(self, folder: Path, cut: str) -> None:
        self._relay: Any = run.PrivateRelay(folder, ports=run.configure(folder))
        self._network = Forwarder(self._relay.port)
        self._cut = cut
        self.keeps = cut == "route"

    @property
    def settings(self) -> str:
        return f'[delivery.relay]\nurl = "http://127.0.0.1:{self._network.port}"\n'

    async def start(self) -> None:
        await asyncio.to_thread(self._relay.start)
        if not self._network.port:
            await self._network.__aenter__()

    async def cut(self, desk: WholeDesk) -> None:
        if self._cut == "route":
            self._network.freeze(b"GET /events")
            return
        await asyncio.to_thread(getattr(self._relay, self._cut).kill)
        await is_down(desk)

    async def close(self) -> None:
        await self._network.__aexit__()
        await asyncio.to_thread(self._relay.stop)


class Proxy:
    """A reverse proxy of the user's own."""

    kind, keeps = "url", False

    def __init__(self, folder: Path) -> None:
        public, local = free_port(), free_port()
        (folder / "nginx").mkdir()
        configuration = folder / "nginx" / "nginx.conf"
        configuration.write_text(NGINX.format(public=public, local=local))
        command = [run._program("nginx"), "-e", "stderr", "-p", str(folder / "nginx"), "-c", str(configuration)]
        self._nginx = run.Server(command, public, folder / "nginx.out")
        self.settings = f'[delivery.url]\npublic_url = "http://127.0.0.1:{public}"\nport = {local}\n'

    async def start(self) -> None:
        await asyncio.to_thread(self._nginx.start)

    async def cut(self, desk: WholeDesk) -> None:
        await asyncio.to_thread(self._nginx.kill)
        await is_down(desk)

    async def close(self) -> None:
        await asyncio.to_thread(self._nginx.stop)


class Server:
    """A server of the user's own."""

    kind, keeps = "ssh", False

    def __init__(self, folder: Path) -> None:
        self._sshd = Sshd(folder)
        (Path.home() / ".ssh" / "known_hosts").write_text(self._sshd.known)
        self.settings = (
            f'[delivery.ssh]\nhost = "127.0.0.1"\nport = {self._sshd.port}\nuser = "{USER}"\n'
            f'key_file = "{self._sshd.user_key}"\n'
        )

    async def start(self) -> None:
        await asyncio.to_thread(self._sshd.start)

    async def cut(self, desk: WholeDesk) -> None:
        await asyncio.to_thread(self._sshd.kill)
        await is_down(desk)

    async def close(self) -> None:
        await asyncio.to_thread(self._sshd.kill)


class Ngrok:
    """ngrok, as far as there is a stand-in for its cloud."""

    kind, keeps, settings = "ngrok", False, ""

    def __init__(self, folder: Path) -> None:
        self.cloud = Cloud(folder)
        self._was_cut = False

    async def start(self) -> None:
        await self.cloud.start()
        if self._was_cut:  # the SDK comes back when it likes to
            await until(lambda: any(agent.is_listening for agent in self.cloud.agents))

    async def cut(self, desk: WholeDesk) -> None:
        await self.cloud.stop()
        self._was_cut = True
        await is_down(desk)

    async def close(self) -> None:
        await self.cloud.stop()


class Address:
    """An address that the network gave this computer, as DHCP does; with it the route goes."""

    kind, keeps = "lan", False
    settings = '[delivery.lan]\naddress = "desk0"\n'

    async def start(self) -> None:
        ip("addr", "add", "10.20.30.40/24", "dev", "desk0")

    async def cut(self, desk: WholeDesk) -> None:
        ip("addr", "del", "10.20.30.40/24", "dev", "desk0")
        await is_down(desk)

    async def close(self) -> None:
        """The namespace ends with its process."""


class Loop:
    """This computer's own network: no program reaches another one."""

    kind, keeps, settings = "loopback", False, ""

    async def start(self) -> None:
        ip("link", "set", "lo", "up")

    async def cut(self, desk: WholeDesk) -> None:
        ip("link", "set", "lo", "down")

    async def close(self) -> None:
        """The namespace ends with its process."""


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)
