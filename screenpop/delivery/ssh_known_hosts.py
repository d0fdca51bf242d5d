"""Which host keys of SSH servers are known: those of the user's own `known_hosts`, which is only ever read, and those
that were confirmed in this program, which the profile keeps.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncssh

from screenpop.integrate.memory import Memory

log = logging.getLogger(__name__)

RECORD: Final = "ssh_host_keys"
USUAL_PORT: Final = 22

_ALGORITHMS: Final = (
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "rsa-sha2-512",
    "rsa-sha2-256",
)
"""How a server may prove who it is, the best first."""


@dataclass(frozen=True, slots=True)
class HostKey:
    """A server's key as people compare it: `fingerprint` as OpenSSH prints it, `public` as it stands in a file."""

    host: str
    port: int
    algorithm: str
    fingerprint: str
    public: str

    @staticmethod
    def of(key: asyncssh.SSHKey, host: str, port: int) -> "HostKey":
        """The key that the server at `host` and `port` showed."""
        public = key.export_public_key("openssh").decode("ascii").split()
        return HostKey(host, port, key.get_algorithm(), key.get_fingerprint(), " ".join(public[:2]))


@dataclass(frozen=True, slots=True)
class Trust:
    """What is known of one server. `own` are the keys of this very host and port, `keys` all that are good for it:
    as with OpenSSH, a key that the host has at port 22 is good at another port, but another key there is no change.
    """

    own: tuple[asyncssh.SSHKey, ...]
    keys: tuple[asyncssh.SSHKey, ...]
    authorities: tuple[asyncssh.SSHKey, ...]
    revoked: tuple[asyncssh.SSHKey, ...]

    @property
    def algorithms(self) -> list[str]:
        """In which order to ask for a proof: first for one by a key that is known."""
        kinds = {key.get_algorithm() for key in self.keys}
        known = [name for name in _ALGORITHMS if _kind(name) in kinds]
        plain = known + [name for name in _ALGORITHMS if name not in known]
        certified = [f"{name}-cert-v01@openssh.com" for name in _ALGORITHMS] if self.authorities else []
        return certified + plain

    def for_asyncssh(
        self, _host: str, _address: str, _port: int | None
    ) -> tuple[Sequence[asyncssh.SSHKey], Sequence[asyncssh.SSHKey], Sequence[asyncssh.SSHKey]]:
        """As asyncssh asks for it."""
        return self.keys, self.authorities, self.revoked


class KnownHosts:
    """The known hosts of a profile. Reading and remembering may block."""

    def __init__(self, memory: Memory, *, files: Callable[[], Sequence[Path]] | None = None) -> None:
        """`files` are files in OpenSSH's format; by default the user's own."""
        self._memory = memory
        self._files = files or _users_files

    def trust(self, host: str, port: int) -> Trust:
        """What is known of the server at `host` and `port`."""
        lines = [*self._remembered(), *(line for path in self._files() for line in _lines(path))]
        hosts = _parsed(lines)
        own_keys, own_authorities, own_revoked = _keys(hosts, _name(host, port))
        keys, authorities, revoked = _keys(hosts, _name(host, USUAL_PORT))
        return Trust(own_keys, own_keys + keys, own_authorities + authorities, own_revoked + revoked)

    def remember(self, key: HostKey) -> None:
        """Keep a key that a person has confirmed. Raises OSError."""
        self._memory.save(RECORD, {**self._memory.load(RECORD), _name(key.host, key.port): key.public})

    def _remembered(self) -> list[str]:
        return [f"{name} {public}" for name, public in self._memory.load(RECORD).items()]


def _users_files() -> Sequence[Path]:
    return (Path.home() / ".ssh" / "known_hosts",)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        log.warning("%s cannot be read, so the servers that it names are taken for new: %s", path, error)
        return []


def _parsed(lines: Sequence[str]) -> asyncssh.SSHKnownHosts:
    """A line that makes no sense is passed over, as OpenSSH does."""
    hosts = asyncssh.SSHKnownHosts()
    for number, line in enumerate(lines, 1):
        try:
            hosts.load(line)
        except ValueError:
            log.warning("Line %d of the known hosts cannot be read and is passed over.", number)
    return hosts


def _keys(
    hosts: asyncssh.SSHKnownHosts, name: str
) -> tuple[tuple[asyncssh.SSHKey, ...], tuple[asyncssh.SSHKey, ...], tuple[asyncssh.SSHKey, ...]]:
    """Keys, authorities and revoked keys under this very name."""
    keys, authorities, revoked = hosts.match(name, "", None)[:3]
    return tuple(keys), tuple(authorities), tuple(revoked)


def _name(host: str, port: int) -> str:
    """How a server is called in OpenSSH's files."""
    return host.lower() if port == USUAL_PORT else f"[{host.lower()}]:{port}"


def _kind(algorithm: str) -> str:
    """The kind of key that gives proofs of this algorithm."""
    return "ssh-rsa" if algorithm.startswith("rsa-") else algorithm
