"""A real OpenSSH server of this user alone: its own configuration, keys and port."""

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

USER = pwd.getpwuid(os.getuid()).pw_name
_SERVER = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
_PRIVILEGE_SEPARATION = Path("/run/sshd")
"""What sshd insists on when root runs it; Debian's service makes it, too."""


def new_key(path: Path, kind: str = "ed25519", passphrase: str = "") -> Path:
    """A key pair; the public key is beside it."""
    path.unlink(missing_ok=True)
    command = ["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", "test", "-f", str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


def certify(key: Path, authority: Path, name: str) -> Path:
    """A certificate with which the authority vouches for the host key."""
    sign = ["ssh-keygen", "-q", "-s", str(authority), "-I", "test", "-h", "-n", name, f"{key}.pub"]
    subprocess.run(sign, check=True)
    return key.with_name(f"{key.name}-cert.pub")


def hash_names(known_hosts: Path) -> None:
    """Hide the names in a file of known hosts, as some systems do."""
    subprocess.run(["ssh-keygen", "-q", "-H", "-f", str(known_hosts)], check=True, capture_output=True)


def public(path: Path) -> str:
    """The public key without its comment."""
    return " ".join(path.with_name(f"{path.name}.pub").read_text().split()[:2])


def fingerprint(path: Path) -> str:
    """As OpenSSH prints it."""
    shown = subprocess.run(["ssh-keygen", "-l", "-f", str(path)], check=True, capture_output=True, text=True)
    return shown.stdout.split()[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextlib.contextmanager
def taken(port: int) -> Iterator[None]:
    """Somebody listens at the port, as a server would: on all loopback addresses that there are."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(socket.create_server(("127.0.0.1", port)))
        with contextlib.suppress(OSError):
            stack.enter_context(socket.create_server(("::1", port), family=socket.AF_INET6))
        yield


class Sshd:
    """The server. It lets in whoever has the key `user_key`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self.host_key = new_key(folder / "host_key")
        self.user_key = new_key(folder / "user_key")
        self.authorized = folder / "authorized_keys"
        self.authorized.write_text(public(self.user_key) + "\n")

    @property
    def name(self) -> str:
        """How known hosts call it."""
        return f"[127.0.0.1]:{self.port}"

    @property
    def known(self) -> str:
        """Its line in a file of known hosts."""
        return f"{self.name} {public(self.host_key)}\n"

    @property
    def log(self) -> str:
        return (self._folder / "sshd.log").read_text()

    def start(self, **options: str) -> None:
        """Start it with these options of sshd_config beside the usual ones."""
        settings = {
            "Port": self.port,
            "ListenAddress": "127.0.0.1",
            "HostKey": self.host_key,
            "AuthorizedKeysFile": self.authorized,
            "PidFile": "none",
            "StrictModes": "no",
            "UsePAM": "no",
            "PasswordAuthentication": "no",
            "KbdInteractiveAuthentication": "no",
            "PermitRootLogin": "prohibit-password",
            "LogLevel": "VERBOSE",
            **options,
        }
        configuration = self._folder / "sshd_config"
        configuration.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
        if os.getuid() == 0:
            _PRIVILEGE_SEPARATION.mkdir(mode=0o755, exist_ok=True)
        assert _SERVER is not None, "the Debian package openssh-server is missing"
        with (self._folder / "sshd.log").open("w") as log:
            self._process = subprocess.Popen([_SERVER, "-D", "-e", "-f", configuration], stderr=log)
        self._wait_until_it_listens()

    def kill(self) -> None:
        """End it and all its connections, without a farewell."""
        if self._process is None:
            return
        for each in self.connections():
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
        self._process.kill()
        self._process.wait()
        self._process = None

    def freeze(self) -> None:
        """Let its connections fall silent: they stay open, and so do the ports that they have."""
        for each in self.connections():
            each.suspend()

    def connections(self) -> list[psutil.Process]:
        """The processes that serve a connection each."""
        assert self._process is not None
        return psutil.Process(self._process.pid).children(recursive=True)

    def _wait_until_it_listens(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + 20
        while "Server listening on" not in self.log:
            assert self._process.poll() is None, self.log
            assert time.monotonic() < deadline
            time.sleep(0.005)
