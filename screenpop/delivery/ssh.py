"""The way in through a server of the user's own: a port there is forwarded to this computer, as `ssh -R` does.

The server's key is compared with those that are known before anything is sent. A key that nobody knows yet is shown to
a person, and only what that person confirms is believed.
"""

import asyncio
import importlib
import random
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from screenpop.delivery.at_door import AtDoor, Outcome
from screenpop.delivery.base import DeliveryError, HealthState
from screenpop.delivery.relay_backoff import Backoff
from screenpop.delivery.relay_secret import SecretStore
from screenpop.delivery.settings import SshSettings
from screenpop.integrate.clock import utc_now
from screenpop.integrate.memory import Memory, Notebook
from screenpop.language import translate

if TYPE_CHECKING:
    from screenpop.delivery.ssh_known_hosts import HostKey, KnownHosts
    from screenpop.delivery.ssh_tunnel import SshConnection, UnknownHost

PORT_RECORD: Final = "ssh_port"
BETWEEN_LASTING_TROUBLES: Final = timedelta(minutes=5)
"""A person must do something first; and servers lock out whoever tries too often."""
STEADY_AFTER: Final = 10.0
"""Seconds that a connection must last before the next failure counts as the first."""
_MOST_REFUSALS: Final = 3
"""How often a port that we had before is asked for while somebody seems to have it, until another one is taken."""


class Ssh(AtDoor):
    """Holds a connection to the server, and connects again when it breaks.

    `confirm` is asked when the server shows a key that is not known; set it before `start`. Without it nobody is asked,
    and the key must stand in the user's `known_hosts`.
    """

    kind = "ssh"

    def __init__(
        self,
        settings: SshSettings,
        state: Memory,
        secrets: SecretStore,
        *,
        known_hosts: "Callable[[], KnownHosts] | None" = None,
        wall: Callable[[], datetime] = utc_now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Nothing is connected before `start`. `known_hosts` makes what is known of servers."""
        super().__init__(state, wall=wall)
        self._settings = settings
        self._secrets = secrets
        self._known_hosts = known_hosts
        self._backoff = Backoff(chance)
        self._ports = Notebook(state, PORT_RECORD)
        self._refusals = 0
        self._declined: HostKey | None = None
        self.confirm: Callable[[HostKey], Awaitable[bool]] | None = None

    def wake(self) -> None:
        """The computer woke up, or the network is back: try now, or see whether the connection is still alive."""
        self._backoff.reset()
        super().wake()

    async def _begin(self) -> None:
        """Connect, and stay connected. A server that is away is no error."""
        if not self._settings.host:
            raise DeliveryError(
                translate(
                    "Delivery",
                    "There is no SSH server in the settings. Set it with `screenpop config set delivery.ssh.host "
                    "…`, or choose another way in.",
                )
            )
        await asyncio.to_thread(importlib.import_module, "asyncssh")  # takes long, and the screen stays live
        hook = await self._open_door()
        self._tell(
            HealthState.STARTING,
            translate("Delivery", "Connecting to the SSH server {host}.").format(host=self._settings.host),
        )
        self._keep_at(self._stay_connected(hook.port))

    async def _stay_connected(self, local_port: int) -> None:
        from screenpop.delivery.ssh_tunnel import SshTrouble, UnknownHost

        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            pause = BETWEEN_LASTING_TROUBLES
            try:
                await self._connect_once(local_port)
            except UnknownHost as unknown:
                if await self._is_confirmed(unknown):
                    continue
            except DeliveryError as trouble:
                self._tell(HealthState.DOWN, str(trouble), since=self._last_sign_of_life())
                if loop.time() - began > STEADY_AFTER:
                    self._backoff.reset()
                if isinstance(trouble, SshTrouble) and not trouble.lasts:
                    pause = self._backoff.next()
            await self._pause(pause)

    async def _connect_once(self, local_port: int) -> None:
        """Hold a connection until it breaks. Raises DeliveryError, which says why."""
        from screenpop.delivery.ssh_keys import identity
        from screenpop.delivery.ssh_tunnel import connected

        trust = await asyncio.to_thread(self._hosts().trust, self._settings.host, self._settings.port)
        key = await asyncio.to_thread(identity, self._settings.key_file, self._secrets)
        async with connected(self._settings, trust, key) as connection:
            port = await self._forwarded(connection, local_port)
            await self._publish(self._place(port))
            await self._hold(connection, port)

    async def _hold(self, connection: "SshConnection", port: int) -> None:
        """Send test messages through the tunnel until the connection is over. Raises SshTrouble."""
        testing = asyncio.create_task(self._test_tunnel(connection, self._hint(port)), name="ssh tests")
        testing.add_done_callback(self._ended)
        try:
            await connection.ended()
        finally:
            testing.cancel()
            await asyncio.gather(testing, return_exceptions=True)

    async def _test_tunnel(self, connection: "SshConnection", hint: str) -> None:
        """A tunnel that was good and is silent now is dead, most likely because this computer slept."""
        was_good = False
        while True:
            outcome = await self._test(hint)
            if was_good and outcome is Outcome.SILENT:
                connection.give_up()
                return
            was_good = was_good or outcome is Outcome.BACK
            await self._pause_after(outcome)

    async def _is_confirmed(self, unknown: "UnknownHost") -> bool:
        """Ask a person whether the server's key is right, once, and keep it if it is. Until then nothing goes on."""
        if self.confirm is None:
            self._tell(HealthState.DOWN, str(unknown))
            return False
        key = unknown.key
        if key == self._declined:
            return False
        self._tell(
            HealthState.DOWN,
            translate(
                "Delivery",
                "The SSH server {host} is new here, and you are asked whether its key {fingerprint} is right.",
            ).format(host=key.host, fingerprint=key.fingerprint),
        )
        if not await self.confirm(key):
            self._declined = key
            self._tell(
                HealthState.DOWN,
                translate(
                    "Delivery",
                    "You did not accept the key of the SSH server {host}. {unknown}",
                ).format(host=key.host, unknown=unknown),
            )
            return False
        try:
            await asyncio.to_thread(self._hosts().remember, key)
        except OSError as error:
            self._tell(
                HealthState.DOWN,
                translate(
                    "Delivery",
                    "The key of {host} could not be written down ({strerror}).",
                ).format(host=key.host, strerror=error.strerror),
            )
            return False
        return True

    async def _forwarded(self, connection: "SshConnection", local_port: int) -> int:
        """The server's port that leads here: the one of the settings, or that of last time, or one that it chooses."""
        from screenpop.delivery.ssh_tunnel import PortRefused

        kept = await asyncio.to_thread(self._kept_port)
        wanted = self._settings.remote_port or (kept if self._refusals < _MOST_REFUSALS else 0)
        try:
            port = await connection.forward(self._bind, wanted, local_port)
        except PortRefused:
            self._refusals += 1
            raise
        self._refusals = 0
        if port != kept and not self._settings.remote_port:
            await self._ports.write({"server": self._server, "port": port})
        return port

    def _kept_port(self) -> int:
        record = self._ports.read()
        port = record.get("port")
        return port if record.get("server") == self._server and isinstance(port, int) and 0 < port <= 65535 else 0

    def _hosts(self) -> "KnownHosts":
        from screenpop.delivery.ssh_known_hosts import KnownHosts

        return self._known_hosts() if self._known_hosts is not None else KnownHosts(self._state)

    def _place(self, port: int) -> str:
        if self._settings.public_url:
            return self._settings.public_url.rstrip("/")
        host = self._settings.remote_host or self._settings.host
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def _hint(self, port: int) -> str:
        if self._settings.public_url:
            return translate(
                "Delivery",
                "The reverse proxy there must pass on to port {port} of the SSH server, and be running.",
            ).format(port=port)
        return translate(
            "Delivery",
            "Others must be let to port {port} of the SSH server: by `GatewayPorts clientspecified` in its "
            "sshd_config, and by its firewall.",
        ).format(port=port)

    def _last_sign_of_life(self) -> datetime:
        """A connection that breaks may have been dead for a while before that was noticed."""
        from screenpop.delivery.ssh_tunnel import KEEP_ALIVE, MOST_MISSED

        return self._wall() - KEEP_ALIVE * (MOST_MISSED + 1)

    @property
    def _server(self) -> str:
        return f"{self._settings.user}@{self._settings.host}:{self._settings.port}"

    @property
    def _bind(self) -> str:
        return self._settings.bind or ("localhost" if self._settings.public_url else "")
