"""A connection to an SSH server that has a port of the server's forwarded to this computer, as `ssh -R` does.

What can go wrong is told in words here. SSH itself says little: a refused port comes without a reason.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final

import asyncssh

from screenpop.delivery.base import DeliveryError
from screenpop.delivery.settings import SshSettings
from screenpop.delivery.ssh_keys import Identity
from screenpop.delivery.ssh_known_hosts import HostKey, Trust
from screenpop.language import translate

KEEP_ALIVE: Final = timedelta(seconds=15)
"""How often a server that says nothing is asked for a sign of life."""
MOST_MISSED: Final = 3
"""Signs of life that may be missed."""
_SIGN_IN: Final = 30.0
"""Seconds in which we must be connected and signed in."""
_FAREWELL: Final = 5.0
_HERE: Final = "127.0.0.1"
_ANY_PORT: Final = 0


def _goes_on() -> str:
    return translate("Delivery", "The program goes on trying by itself.")


class SshTrouble(DeliveryError):
    """The tunnel cannot be made, or is gone. `lasts` says that it hardly goes away until a person does something."""

    def __init__(self, text: str, *, lasts: bool = False) -> None:
        """`text` is for people."""
        super().__init__(text)
        self.lasts = lasts


class UnknownHost(SshTrouble):
    """The server shows a key, and none of it was known. A person must say whether that is right."""

    def __init__(self, key: HostKey) -> None:
        """`key` is what the server showed."""
        super().__init__(
            translate(
                "Delivery",
                "The SSH server {host} is not known yet. It shows the key {fingerprint} ({algorithm}). Compare "
                "that with what its administrator tells you, and if it is the same, connect to it once with `ssh "
                "-p {port} {host}` and answer yes.",
            ).format(host=key.host, fingerprint=key.fingerprint, algorithm=key.algorithm, port=key.port),
            lasts=True,
        )
        self.key = key


class PortRefused(SshTrouble):
    """The server does not forward the port, though it forwards others: somebody has it, or it is not permitted."""


class SshConnection:
    """A connection on which we are signed in."""

    def __init__(self, connection: asyncssh.SSHClientConnection, client: "_Client", host: str) -> None:
        """As `connected` makes it."""
        self._connection = connection
        self._client = client
        self._host = host
        self._is_given_up = False

    async def forward(self, bind: str, port: int, local_port: int) -> int:
        """Have `port` of the server (0: one that it chooses) lead to `local_port` here; the port that it is.

        `bind` is the server's address to listen on; empty is all of them, as far as the server allows. Raises
        SshTrouble.
        """
        listener = await self._asked(bind, port, local_port)
        if listener is not None:
            return listener.get_port()
        others = await self._asked(bind, _ANY_PORT, local_port) if port != _ANY_PORT else None
        if others is None:
            raise SshTrouble(self._forwards_nothing(port), lasts=True)
        others.close()
        await others.wait_closed()
        raise PortRefused(
            translate(
                "Delivery",
                "The SSH server {host} does not give us its port {port}. Most likely something else listens "
                "there: another program, or a former connection of ours that the server does not know to be dead "
                "yet (ClientAliveInterval in its sshd_config makes it notice). Ports below 1024 are for its root "
                "alone, and PermitListen may name the ports that are allowed.",
            ).format(host=self._host, port=port)
        )

    async def ended(self) -> None:
        """Wait until the connection is over. Raises SshTrouble, which says why."""
        await self._connection.wait_closed()
        why = (
            translate("Delivery", "it fell silent")
            if self._is_given_up
            else str(self._client.lost_by or translate("Delivery", "it was closed there"))
        )
        raise SshTrouble(
            translate(
                "Delivery",
                "The connection to the SSH server {host} is gone ({why}). {goes_on}",
            ).format(host=self._host, why=why, goes_on=_goes_on())
        )

    def give_up(self) -> None:
        """End the connection at once: it is dead, as it seems."""
        self._is_given_up = True
        self._connection.abort()

    async def _asked(self, bind: str, port: int, local_port: int) -> asyncssh.SSHListener | None:
        try:
            return await self._connection.forward_remote_port(bind, port, _HERE, local_port)
        except asyncssh.ChannelListenError:
            return None
        except asyncssh.Error as error:
            raise SshTrouble(
                translate(
                    "Delivery",
                    "The connection to the SSH server {host} is gone ({error}). {goes_on}",
                ).format(host=self._host, error=error, goes_on=_goes_on())
            ) from error

    def _forwards_nothing(self, port: int) -> str:
        asked = (
            translate("Delivery", "port {port}").format(port=port)
            if port != _ANY_PORT
            else translate("Delivery", "any port")
        )
        return translate(
            "Delivery",
            "The SSH server {host} does not forward {asked} to us, nor any other. Its sshd_config must have "
            "AllowTcpForwarding yes (or remote), without DisableForwarding, and PermitListen must allow the "
            "port of delivery.ssh.remote_port; the line of our key in authorized_keys must not say restrict "
            "or no-port-forwarding.",
        ).format(host=self._host, asked=asked)


@asynccontextmanager
async def connected(settings: SshSettings, trust: Trust, identity: Identity) -> AsyncIterator[SshConnection]:
    """A connection to the server, closed at the end. Raises SshTrouble; UnknownHost before anything secret is sent."""
    client = _Client(settings)
    try:
        async with asyncio.timeout(_SIGN_IN):
            connection = await asyncssh.connect(
                settings.host,
                settings.port,
                username=settings.user or (),
                config=None,
                known_hosts=trust.for_asyncssh,
                server_host_key_algs=trust.algorithms,
                preferred_auth=["publickey"],
                client_factory=lambda: client,
                connect_timeout=None,  # with one, asyncio.wait_for of Python 3.11 may swallow a cancellation
                login_timeout=_SIGN_IN,
                keepalive_interval=KEEP_ALIVE.total_seconds(),
                keepalive_count_max=MOST_MISSED,
                **identity.options,
            )
    except (OSError, ValueError, asyncssh.Error) as error:
        raise _told(error, client, trust, identity) from error
    try:
        yield SshConnection(connection, client, settings.host)
    finally:
        connection.close()
        await _closed(connection)


class _Client(asyncssh.SSHClient):
    """Remembers what asyncssh tells: the key that was not known, and why the connection ended."""

    def __init__(self, settings: SshSettings) -> None:
        self.settings = settings
        self.shown: HostKey | None = None
        self.lost_by: Exception | None = None

    def validate_host_public_key(self, host: str, _address: str, port: int, key: asyncssh.SSHKey) -> bool:
        """Asked for a key that is not known: never accepted here."""
        self.shown = HostKey.of(key, host, port)
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is over."""
        self.lost_by = exc


def _told(error: Exception, client: _Client, trust: Trust, identity: Identity) -> SshTrouble:
    """What went wrong, in words."""
    server = translate("Delivery", "SSH server {host}").format(host=client.settings.host)
    match error:
        case asyncssh.HostKeyNotVerifiable() if client.shown is not None:
            return _changed(client.shown, trust) if trust.own else UnknownHost(client.shown)
        case asyncssh.HostKeyNotVerifiable():
            return SshTrouble(
                translate(
                    "Delivery",
                    "The {server} cannot be trusted: {error}. Ask its administrator.",
                ).format(server=server, error=error),
                lasts=True,
            )
        case asyncssh.PermissionDenied():
            return SshTrouble(
                translate(
                    "Delivery",
                    "The {server} does not let {user} in with {words}. Add the public key to "
                    "~/.ssh/authorized_keys there, and check delivery.ssh.user.",
                ).format(server=server, user=client.settings.user or "you", words=identity.words),
                lasts=True,
            )
        case TimeoutError():
            return SshTrouble(
                translate(
                    "Delivery",
                    "The {server} does not answer at port {port}. {goes_on}",
                ).format(server=server, port=client.settings.port, goes_on=_goes_on())
            )
        case OSError():
            return SshTrouble(
                translate(
                    "Delivery",
                    "The {server} cannot be reached ({strerror}). {goes_on}",
                ).format(server=server, strerror=error.strerror or error, goes_on=_goes_on())
            )
        case _:
            return SshTrouble(
                translate(
                    "Delivery",
                    "The {server} and this program do not come to terms ({error}). {goes_on}",
                ).format(server=server, error=error, goes_on=_goes_on())
            )


def _changed(shown: HostKey, trust: Trust) -> SshTrouble:
    known = ", ".join(key.get_fingerprint() for key in trust.own)
    return SshTrouble(
        translate(
            "Delivery",
            "The SSH server {host} shows another key than before: {fingerprint} ({algorithm}), and known is "
            "{known}. It may have been set up anew, or somebody stands in between, so nothing was sent. Ask its "
            "administrator. If the new key is right, remove the old one: `ssh-keygen -R` takes it out of your "
            "known_hosts, and the file ssh_host_keys.json among ScreenPop's own records holds those confirmed in "
            "it.",
        ).format(host=shown.host, fingerprint=shown.fingerprint, algorithm=shown.algorithm, known=known),
        lasts=True,
    )


async def _closed(connection: asyncssh.SSHClientConnection) -> None:
    """A server that does not take leave is left without."""
    try:
        async with asyncio.timeout(_FAREWELL):
            await connection.wait_closed()
    except TimeoutError:
        connection.abort()
